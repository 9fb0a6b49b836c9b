import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { ContentItem } from './activation.js';
import type { CollectionBoard } from './collection-board.js';
import type { Digest, Language } from './digest.js';
import type { CardEvent, CardView } from './incident-view.js';

/** Where a message goes: a channel or a person's direct messages, with the class of what may be said there. */
export interface Destination {
  readonly channel: string;
  readonly class: 'public' | 'internal' | 'personal';
}

/** `unknown`: the call went out and nobody could tell whether it arrived; a person decides. */
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'unknown' | 'failed';

/** One message to one destination. The key is slot x destination; the row is stored before the message is sent. */
export interface Delivery {
  readonly key: string;
  readonly slot: string;
  readonly channel: string;
  readonly state: DeliveryState;
  /** the wall clock when the call began, in ms; undefined before */
  readonly startedAt: number | undefined;
  /** the message's id at the destination once sent */
  readonly message: string | undefined;
  readonly error: string | undefined;
  readonly attempts: number;
}

/** A card of incidents. `picture` is the id of an uploaded chart, and what it shows. */
export interface CardOutgoing {
  readonly type: 'incident';
  readonly view: CardView;
  readonly language: Language;
  readonly picture: { readonly file: string; readonly alt: string } | undefined;
}

/** What an owner is asked for: the board of that owner alone, with the pages of the form that are theirs. */
export interface CollectOutgoing {
  readonly type: 'collect';
  readonly board: CollectionBoard;
  readonly pages: readonly { readonly id: string; readonly label: Text }[];
  readonly language: Language;
}

/**
 * A message that can be posted: the digest in one language with its pictures by file name, the card of a content to share, a card of incidents, what
 * happened to them, what an owner is asked for, or a plain sentence.
 */
export type Outgoing =
  | {
      readonly type: 'digest';
      readonly digest: Digest;
      readonly language: Language;
      readonly pictures: ReadonlyMap<string, Uint8Array>;
      readonly status: string | undefined;
    }
  | {
      readonly type: 'card';
      readonly item: ContentItem;
      readonly campaign: string | undefined;
      readonly language: Language;
      /** the deadline lies behind */
      readonly ended: boolean;
    }
  | CardOutgoing
  | CollectOutgoing
  | { readonly type: 'incident-log'; readonly events: readonly CardEvent[]; readonly zone: string; readonly language: Language }
  | { readonly type: 'notice'; readonly text: string };

/** What became of a call: `refused` is certain (nothing was posted), `ambiguous` is not. `advice` is what a person can do about a refusal. */
export type PostOutcome =
  | { readonly outcome: 'sent'; readonly message: string }
  | { readonly outcome: 'refused'; readonly reason: string; readonly retryAfterMs: number | undefined; readonly advice?: Text }
  | { readonly outcome: 'ambiguous'; readonly reason: string };

/** Posts messages; `src/slack` implements it. `find` looks for a message that bears a delivery key. */
export interface Messenger {
  /** does all that may fail harmlessly first (pictures), then makes exactly one attempt to post, in a thread where one is named */
  readonly prepare: (outgoing: Outgoing, destination: Destination & { readonly thread?: string }) => Promise<PreparedMessage>;
  /** with `thread` among the replies to that message, which the history of the channel does not hold */
  readonly find: (channel: string, key: string, sinceMs: number, thread?: string) => Promise<string | undefined>;
}

/** What became of an edit: `gone` where the message is no more, `failed` where it is to be tried again. */
export type EditOutcome = { readonly outcome: 'edited' | 'gone' } | { readonly outcome: 'failed'; readonly reason: string };

/** What a card needs beyond posting; `src/slack` implements it. */
export interface CardEditor {
  /** the channel of a person's direct messages; rejects where it can't be had now */
  readonly direct: (person: string) => Promise<string>;
  /** uploads a picture and gives its id once it can be shown; rejects where that fails */
  readonly upload: (name: string, bytes: Uint8Array) => Promise<string>;
  /** replaces what a message says; doing it twice is doing it once */
  readonly edit: (outgoing: Outgoing, place: { readonly channel: string; readonly message: string }) => Promise<EditOutcome>;
}

/** A file for one person, with a sentence beside it. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly comment: string;
}

/** Sends a file into a person's direct messages; `src/slack` implements it. Rejects where that fails. */
export interface FileSender {
  readonly sendFile: (person: string, file: SentFile) => Promise<void>;
}

/** A message whose pictures are in place; `post` makes one call and never retries by itself. */
export interface PreparedMessage {
  readonly post: (key: string) => Promise<PostOutcome>;
  /** what did not fit into the message, to be posted in its thread in this order under `replyKey`; their number never changes, their words may until the message is posted */
  readonly replies?: readonly PreparedReply[];
}

/** One reply in the thread of a message that was sent. */
export interface PreparedReply {
  readonly post: (key: string, parent: string) => Promise<PostOutcome>;
}

/** One due moment of a schedule: `schedule@2024-03-01T02:00:00.000Z`. The identity of a run. */
export interface Slot {
  readonly schedule: string;
  readonly at: Instant;
}

/** The id of a slot. */
export const slotId = (slot: Slot): string => `${slot.schedule}@${slot.at}`;

/** The key of a delivery. */
export const deliveryKey = (slot: string, channel: string): string => `${slot}>${channel}`;

/** The key of reply n (from 1) in the thread of a message. */
export const replyKey = (key: string, n: number): string => `${key}#${n}`;

/** Which reply a key names; undefined for the message itself. */
export function replyNumber(key: string): number | undefined {
  const [, n] = /#(\d+)$/.exec(key) ?? [];
  return n === undefined ? undefined : Number(n);
}
