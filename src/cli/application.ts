import type { OriginKind } from '../../connectors/contract/observation.js';
import type { Instant, Period } from '../../connectors/contract/period.js';
import type { Digest, Language } from '../domain/digest.js';
import type { ImportReport } from '../pipeline/import-report.js';
import type { StoredObservation, StoreStatus } from '../store/port.js';

/** A composed digest with the files that belong beside it. */
export interface DigestFiles {
  readonly digest: Digest;
  readonly markdown: Readonly<Record<Language, string>>;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** What the command line asks of Pantau; `src/main.ts` provides it. All methods reject with `PantauError`. */
export interface Application {
  readonly calendarPeriod: (text: string) => Period;
  readonly digest: (request: {
    readonly name: string;
    readonly period: Period;
    readonly asOf: Instant | undefined;
    readonly pictures: boolean;
  }) => Promise<DigestFiles>;
  readonly importFile: (request: {
    readonly path: string;
    readonly sourceName: string;
    readonly originKind?: OriginKind;
    readonly acceptPartial: boolean;
    readonly dryRun: boolean;
  }) => Promise<ImportReport>;
  /** every revision of the value with an observation's id */
  readonly source: (observation: string) => Promise<readonly StoredObservation[]>;
  readonly status: () => Promise<StoreStatus>;
  readonly close: () => Promise<void>;
}
