import type { Text } from '../../connectors/contract/metric.js';
import type { CivilDate, Instant, Period } from '../../connectors/contract/period.js';
import type { BasisValue } from '../domain/basis.js';
import type { Delivery } from '../domain/delivery.js';
import type { Digest, Language } from '../domain/digest.js';
import type { Deed } from '../pipeline/audit-log.js';
import type { ExportReport } from '../pipeline/export-report.js';
import type { ReportSentences } from '../pipeline/report-sentences.js';
import type { Question } from '../question/question.js';
import type { SourceRow } from '../question/source.js';
import type { Erasure, LinkOutcome, PersonExport } from '../store/advocacy-port.js';
import type { StoreStatus, UndoneImport } from '../store/port.js';

/** What every command may be given before it begins. */
export interface ApplicationOptions {
  readonly config: string | undefined;
  readonly language: Language | undefined;
}

/** How a digest is asked for; `period` is a text such as `2024-02`. */
export interface DigestRequest {
  readonly name: string;
  readonly period: string | undefined;
  readonly asOf: string | undefined;
  /** the folder that gets `digest.json`, the text and the pictures; undefined writes nothing */
  readonly out: string | undefined;
  readonly dryRun: boolean;
  readonly post: boolean;
}

/** What became of a digest in one channel; `earlier` where it was there already, so that nothing was posted now. */
export interface PostedDigest {
  readonly channel: string;
  readonly state: Delivery['state'];
  readonly earlier: boolean;
  readonly error: string | undefined;
}

/** A digest that was made, as text in the chosen language, with the files that were written and the messages that were sent. */
export interface DigestResult {
  readonly digest: Digest;
  readonly text: string;
  readonly files: readonly string[];
  readonly deliveries: readonly PostedDigest[];
}

/** One figure of an answer; `value: null` is no data. */
export interface AnswerFigure {
  readonly metric: string;
  readonly subject: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period: Period;
  readonly value: number | null;
  readonly quality: BasisValue['quality'];
  readonly asOf: Instant;
  /** ids of the rows that it rests on; `source` takes each */
  readonly observations: readonly string[];
}

/** An answer; `answered` is false where the question was not understood, and the text then says what is near it. */
export interface AskResult {
  readonly question: string;
  readonly understood: Question;
  readonly answered: boolean;
  readonly text: string;
  readonly figures: readonly AnswerFigure[];
}

/** Which files to import, and how. */
export interface ImportRequest {
  readonly files: readonly string[];
  readonly source: string | undefined;
  readonly dryRun: boolean;
  readonly acceptPartial: boolean;
  /** `QUESTION=VALUE` for what files leave open */
  readonly answers: readonly string[];
}

/** How far a long file of activations has come: rows read, then rows swapped in. */
export interface LongImport {
  readonly file: string;
  readonly rows: number;
  readonly stored: number;
}

/** What became of one file. `problems` name the line of each row that was not taken. */
export interface ImportedFile {
  readonly file: string;
  readonly state: 'imported' | 'unchanged' | 'checked' | 'partial' | 'refused';
  readonly rows: number;
  readonly inserted: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly problems: readonly { readonly line: number; readonly sentence: string }[];
}

/** One import as it is listed: its id, the short one beside it, and what it brought. */
export interface ListedImport {
  readonly id: string;
  readonly short: string;
  readonly source: string;
  readonly file: string;
  readonly receivedAt: Instant;
  /** who handed it in last; undefined where that is not known */
  readonly by: string | undefined;
  readonly inserted: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly undone: { readonly at: Instant; readonly by: string; readonly reason: string } | undefined;
}

/** What undoing an import did, as data and in sentences. */
export interface UndoResult {
  readonly undone: Omit<UndoneImport, 'origin'> & { readonly id: string; readonly file: string };
  readonly sentences: readonly string[];
}

/** A value that was voided, by its id, and the import by which that can be undone. */
export interface VoidResult {
  readonly observation: string;
  readonly value: number | null;
  readonly reason: string;
  readonly import: string;
  readonly sentences: readonly string[];
}

/** Which month is closed (or opened again, with a reason), and whether what was not handed in is accepted. */
export interface CloseRequest {
  readonly period?: string | undefined;
  readonly acceptMissing: boolean;
  readonly reopen: boolean;
  readonly reason: string;
}

/** What became of a month; `asks` where something was not handed in and nothing was done. */
export interface CloseResult {
  readonly period: string;
  readonly state: 'closed' | 'reopened' | 'asks';
  readonly closedAt: Instant | undefined;
  readonly missing: readonly { readonly key: string; readonly label: Text; readonly owner: string }[];
  readonly digests: readonly { readonly id: string; readonly sha256: string }[];
}

/** The evidence of a closed month: the file that was written, its SHA-256, and what is in it. */
export interface EvidenceResult {
  readonly period: string;
  readonly file: string;
  readonly sha256: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** Which deeds to list: of a period such as `2024-03`, a person (id or name), a kind. */
export interface AuditLogRequest {
  readonly period?: string | undefined;
  readonly person?: string | undefined;
  readonly kind?: string | undefined;
}

/** Who did what when, oldest first. */
export interface AuditLogResult {
  readonly deeds: readonly Deed[];
}

/** What forgetting a person erased and what stayed, as data and in sentences. */
export interface ForgottenResult extends Erasure {
  readonly sentences: readonly string[];
}

/** What linking two names did, as data and in sentences. */
export interface LinkedResult extends LinkOutcome {
  readonly sentences: readonly string[];
}

/** Everything that is stored about a person, with their own choices in Slack. */
export interface PersonResult extends PersonExport {
  readonly optedOut: boolean;
  readonly language: string | undefined;
}

/** What a file is and states, as data and in the words of the chosen language. */
export interface CheckedFile {
  readonly report: ExportReport;
  readonly sentences: ReportSentences;
}

/** Where figures come from: each with its formula over its rows. */
export interface SourceResult {
  readonly question: string;
  readonly understood: Question;
  readonly answered: boolean;
  readonly text: string;
  readonly figures: readonly {
    readonly title: string;
    readonly value: number | null;
    readonly formula: string;
    readonly rows: readonly SourceRow[];
  }[];
}

/** What is stored, how fresh it is, and what is due next. */
export interface StatusResult {
  readonly organisation: string;
  readonly today: CivilDate;
  readonly store: StoreStatus;
  readonly schedules: readonly { readonly digest: string; readonly next: Instant | undefined }[];
  /** how complete the last 35 days of each pulled account are; metrics without a gap are left out */
  readonly gaps: readonly Gap[];
}

/** One due moment, and the same in words in the organisation's zone. */
export interface SlotMoment {
  readonly at: Instant;
  readonly local: string;
}

/** When a digest is due, and what became of its slots, newest first. `owed` is a slot that is due and not done yet. */
export interface ScheduledDigest {
  readonly digest: string;
  readonly cron: string;
  readonly zone: string;
  readonly channels: readonly string[];
  readonly next: readonly SlotMoment[];
  readonly owed: (SlotMoment & { readonly attempts: number; readonly reason: string | undefined }) | undefined;
  /** `reply` is the number of a reply in the thread of the message */
  readonly deliveries: readonly {
    readonly slot: SlotMoment;
    readonly channel: string;
    readonly reply: number | undefined;
    readonly state: Delivery['state'];
    readonly attempts: number;
    readonly error: string | undefined;
  }[];
}

/** Every schedule at a moment of the business clock. */
export interface ScheduleResult {
  readonly zone: string;
  readonly now: Instant;
  readonly schedules: readonly ScheduledDigest[];
}

/** One thing that a rule would have done; `told` is true where somebody would have heard of it. */
export interface ReplayedEvent {
  readonly at: Instant;
  readonly series: string;
  readonly what: 'fired' | 'resolved' | 'flapping' | 'lost' | 'found' | 'failed' | 'withheld';
  readonly told: boolean;
  readonly text: Text;
}

/** What a rule would have done over a span, and what its history suggests. */
export interface ReplayedRule {
  readonly rule: string;
  readonly condition: string;
  readonly fired: number;
  readonly resolved: number;
  readonly flapped: number;
  readonly withheld: number;
  readonly events: readonly ReplayedEvent[];
  /** the threshold that would have left what is ordinary alone; undefined where the history is too short or the condition has none */
  readonly suggestion: { readonly threshold: number; readonly periods: number } | undefined;
}

/** Every rule over a span of days. `left` names the rules about Pantau itself, of which no past is kept. */
export interface AlertsTestResult {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly rules: readonly ReplayedRule[];
  readonly left: readonly string[];
}

/** Which accounts to pull; all of the configuration where none is named. */
export interface SyncRequest {
  readonly accounts: readonly string[];
}

/** The past to pull: from a day on until today. */
export interface BackfillRequest extends SyncRequest {
  readonly from: string;
  readonly onProgress: (progress: { readonly connection: string; readonly doneDays: number; readonly days: number }) => void;
}

/** The days whose pulls are to be run again from the raw answers, both included. */
export interface ReplayRequest extends SyncRequest {
  readonly from: string;
  readonly to: string;
}

/** What running the pulls of a connection again brought, without any network. */
export interface ReplayedConnection {
  readonly connection: string;
  readonly pulls: number;
  readonly inserted: number;
  readonly revised: number;
  readonly unchanged: number;
  /** the moment from which on every answer is kept */
  readonly reachesBackTo: Instant | undefined;
  /** what could not be had, in sentences */
  readonly problems: PulledConnection['problems'];
}

/** What became of one pull of a connection. */
export interface PulledConnection {
  readonly connection: string;
  readonly state: 'pulled' | 'busy' | 'stopped';
  readonly inserted: number;
  readonly revised: number;
  readonly unchanged: number;
  /** what could not be had, in sentences */
  readonly problems: readonly { readonly account: string | undefined; readonly capability: string | undefined; readonly sentence: string }[];
}

/** What a connection can do for an account, or (no account) what is to be known of its credential. */
export interface ConnectionFinding {
  readonly connection: string;
  readonly account: string | undefined;
  readonly capability: string | undefined;
  readonly state: string;
  readonly sentence: string;
}

/** Days without a figure, of a metric of an account that is pulled. */
export interface Gap {
  readonly account: string;
  readonly metric: string;
  readonly expectedDays: number;
  readonly presentDays: number;
  readonly gaps: readonly { readonly start: CivilDate; readonly end: CivilDate }[];
}

/** A configuration that was read without a mistake. Mistakes are thrown as `PantauError`. */
export interface ConfigCheckResult {
  readonly file: string;
  readonly warnings: readonly string[];
  readonly digests: number;
  readonly accounts: number;
  readonly people: number;
}

/** Every setting with where it comes from; secrets are never among them. */
export interface ConfigShowResult {
  readonly file: string;
  readonly settings: readonly { readonly path: string; readonly value: string; readonly origin: 'file' | 'default' | 'environment' | 'slack' }[];
}

/** One thing that is handed in each month, with what became of it. */
export interface CollectedThing {
  readonly key: string;
  readonly label: Text;
  readonly owner: string;
  readonly state: 'received' | 'open' | 'overdue';
  readonly due: CivilDate;
  /** working days since it was due */
  readonly lateDays: number;
  /** null where there are none, or where it is a list */
  readonly value: number | null;
}

/** What was handed in for a month. */
export interface CollectResult {
  readonly period: Period;
  readonly today: CivilDate;
  readonly received: number;
  readonly expected: number;
  readonly overdue: number;
  readonly items: readonly CollectedThing[];
  readonly owners: readonly { readonly id: string; readonly name: string; readonly received: number; readonly expected: number }[];
}

/** A workbook that was written, to be filled in. */
export interface TemplateResult {
  readonly period: Period;
  readonly file: string;
  /** how many figures and lists it asks for */
  readonly asked: number;
}

/** All that the command line can do. Every method rejects with `PantauError` for what was foreseen. */
export interface Application {
  /** the language of text answers */
  readonly language: Language;
  /** runs until it is told to stop */
  readonly start: (request: { readonly fresh: boolean }) => Promise<void>;
  readonly digest: (request: DigestRequest) => Promise<DigestResult>;
  readonly ask: (question: string) => Promise<AskResult>;
  readonly importFiles: (request: ImportRequest, onProgress?: (progress: LongImport) => void) => Promise<readonly ImportedFile[]>;
  /** says what each file is and states, and keeps nothing */
  readonly checkFiles: (request: ImportRequest) => Promise<readonly CheckedFile[]>;
  /** what was imported, newest first, the last 200 of it */
  readonly listImports: () => Promise<readonly ListedImport[]>;
  readonly undoImport: (request: { readonly import: string; readonly reason: string }) => Promise<UndoResult>;
  /** voids one value, by its id or by a question that has only one */
  readonly voidValue: (request: { readonly value: string; readonly reason: string }) => Promise<VoidResult>;
  /** the last month where none is named */
  readonly closeMonth: (request: CloseRequest) => Promise<CloseResult>;
  /** writes the evidence of a closed month such as `2024-02`, the last one where none is named */
  readonly evidence: (request: { readonly period: string | undefined; readonly out: string | undefined }) => Promise<EvidenceResult>;
  readonly auditLog: (request: AuditLogRequest) => Promise<AuditLogResult>;
  /** erases a person under every name given; `names` are written `staff:NUMBER`, `slack:ID` or `form:NAME` */
  readonly forget: (names: readonly string[]) => Promise<ForgottenResult>;
  readonly exportPerson: (name: string) => Promise<PersonResult>;
  readonly link: (request: { readonly one: string; readonly other: string }) => Promise<LinkedResult>;
  readonly source: (question: string) => Promise<SourceResult>;
  readonly status: () => Promise<StatusResult>;
  /** what was handed in for a month such as `2024-02`; the last one where none is named */
  readonly collect: (request: { readonly period: string | undefined }) => Promise<CollectResult>;
  /** writes the workbook of a month such as `2024-02`, the last one where none is named */
  readonly template: (request: { readonly period: string | undefined; readonly out: string | undefined }) => Promise<TemplateResult>;
  readonly schedule: () => Promise<ScheduleResult>;
  /** replays the rules over the days from `from` to `to`, both included, each written YYYY-MM-DD; stores and sends nothing */
  readonly testAlerts: (request: { readonly from: string; readonly to: string }) => Promise<AlertsTestResult>;
  readonly sync: (request: SyncRequest) => Promise<readonly PulledConnection[]>;
  readonly backfill: (request: BackfillRequest) => Promise<readonly PulledConnection[]>;
  readonly replay: (request: ReplayRequest) => Promise<readonly ReplayedConnection[]>;
  readonly checkConnections: (request: SyncRequest) => Promise<readonly ConnectionFinding[]>;
  readonly checkConfig: () => Promise<ConfigCheckResult>;
  readonly showConfig: (request: { readonly effective: boolean }) => Promise<ConfigShowResult>;
  readonly close: () => Promise<void>;
}

/** Builds the application; the composition root gives it. It must not read a configuration before a method needs it. */
export type CreateApplication = (options: ApplicationOptions) => Promise<Application>;
