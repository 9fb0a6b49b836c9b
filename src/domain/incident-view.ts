import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { IncidentEvent } from './incident.js';

/** One incident as a card shows it. */
export interface CardItem {
  readonly incident: string;
  /** the whole news in one line */
  readonly headline: Text;
  /** what is needed, and by when */
  readonly details: readonly Text[];
  readonly firedAt: Instant;
  readonly acknowledged: { readonly by: string; readonly at: Instant } | undefined;
  /** until when it is kept quiet, and by whom; undefined where it is not */
  readonly quiet: { readonly what: 'snoozed' | 'muted'; readonly by: string | undefined; readonly until: Instant } | undefined;
  readonly ended: { readonly at: Instant; readonly sentence: Text | undefined } | undefined;
}

/** What a person may do from a card. */
export type CardAction = 'acknowledge' | 'snooze' | 'source' | 'why' | 'mute';

/** What a card shows, in both languages, at one moment. The same incidents give the same view: it is shown anew where it differs. */
export interface CardView {
  /** `cardId` */
  readonly id: string;
  /** news such as a target that was met asks for nothing */
  readonly kind: 'trouble' | 'news';
  /** what several incidents have in common; undefined where there is one */
  readonly title: Text | undefined;
  /** the rules, by their ids */
  readonly rules: readonly string[];
  readonly items: readonly CardItem[];
  /** in the order of the buttons */
  readonly actions: readonly CardAction[];
  /** whether it may be kept quiet until its next period */
  readonly hasPeriod: boolean;
  readonly zone: string;
}

/** Something that happened to an incident of a card, as its thread tells it. */
export interface CardEvent {
  readonly at: Instant;
  readonly what: IncidentEvent['what'] | 'awake';
  readonly by: string | undefined;
  readonly until: Instant | undefined;
  /** which incident, where the card has several; else the sentence that the event brought */
  readonly text: Text | undefined;
}
