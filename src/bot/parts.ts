import type { Renderer } from '../../charts/pool.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { CardEditor, Messenger } from '../domain/delivery.js';
import type { WayOut } from '../http/way-out.js';
import type { Logger } from '../log.js';
import type { DeliveryTiming } from '../pipeline/deliver-one.js';
import type { Connection } from '../pipeline/pull.js';
import type { RunnerLimits } from '../schedule/runner.js';
import type { WholeStore } from '../store/whole-store.js';

/** What the running bot is made from. */
export interface BotParts {
  readonly config: Config;
  readonly store: WholeStore;
  readonly clock: BusinessClock;
  readonly log: Logger;
  readonly botToken: string;
  readonly appToken: string;
  /** undefined for Slack itself */
  readonly slackApiUrl: string | undefined;
  /** undefined for the usual one */
  readonly wayOut: WayOut | undefined;
  /** from where slots count on the first start */
  readonly installedAt: Instant | undefined;
  /** the connections to platforms that are pulled on schedule; none where left out */
  readonly connections?: readonly Connection[];
  /** patience that differs from the usual */
  readonly timing?: { readonly delivery?: Partial<DeliveryTiming>; readonly runner?: Partial<RunnerLimits> } | undefined;
}

/** What the bot's jobs and features work with beside its parts, whose configuration is the present one. `tellOwner` speaks in the owner's language. */
export interface BotTools {
  readonly present: () => BotParts;
  readonly messenger: Messenger & CardEditor;
  readonly renderer: Pick<Renderer, 'render'>;
  readonly tellOwner: (sentence: Text) => Promise<void>;
  readonly alerts: AlertDesk;
}

/** What the alerts themselves work with. */
export type DeskTools = Omit<BotTools, 'alerts'>;

/** The alerts of a running bot. Whatever is asked of it while the same is under way is done once more afterwards, however often it was asked. */
export interface AlertDesk {
  /** judges every rule by what is stored now, then tells in the background; never rejects */
  readonly evaluate: () => Promise<void>;
  /** brings the cards up to date; never rejects */
  readonly tell: () => Promise<void>;
  /** called every minute: judges once an hour, tells what has waited for its time; never rejects */
  readonly everyMinute: () => Promise<void>;
  /** resolves when what is under way has ended; what else there is to tell is left for the next start */
  readonly stop: () => Promise<void>;
}
