import type { Renderer } from '../../charts/pool.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { CardEditor, FileSender, Messenger } from '../domain/delivery.js';
import type { Pseudonymiser } from '../domain/pseudonym.js';
import type { WayOut } from '../http/way-out.js';
import type { Logger } from '../log.js';
import type { DeliveryTiming } from '../pipeline/deliver-one.js';
import type { Importer } from '../pipeline/importer.js';
import type { Connection } from '../pipeline/pull.js';
import type { RunnerLimits } from '../schedule/runner.js';
import type { WholeStore } from '../store/whole-store.js';

/** What the running bot is made from. */
export interface BotParts {
  readonly config: Config;
  readonly store: WholeStore;
  readonly clock: BusinessClock;
  readonly log: Logger;
  /** under which people of the ledger are known; where it is left out the store keeps a key of its own */
  readonly masterKey?: Uint8Array | undefined;
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
  /** removes what is kept of the platforms' answers for too long; called at the start and once a day */
  readonly tidy?: () => Promise<void>;
  /** reads and keeps the files that people drop, in a thread of its own; none where left out, and then no file is taken */
  readonly importer?: Pick<Importer, 'preview' | 'keep'>;
  /** patience that differs from the usual */
  readonly timing?: BotTiming | undefined;
}

/** The patience of a bot's parts, each in its own words. */
export interface BotTiming {
  readonly delivery?: Partial<DeliveryTiming>;
  readonly runner?: Partial<RunnerLimits>;
  readonly alerts?: Partial<AlertTiming>;
}

/** How long judging and telling are kept from another process after this one was killed, and how long they stand by for another one; in ms of the wall clock. */
export interface AlertTiming {
  readonly leaseMs: number;
  readonly standByMs: number;
}

/** What the bot's jobs and features work with beside its parts, whose configuration is the present one. `tellOwner` speaks in the owner's language. */
export interface BotTools {
  readonly present: () => BotParts;
  readonly messenger: Messenger & CardEditor & FileSender;
  readonly renderer: Pick<Renderer, 'render'>;
  readonly pseudonymiser: Pseudonymiser;
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
