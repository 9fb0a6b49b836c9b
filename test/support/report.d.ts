import type { BusinessClock } from '../../src/clock.js';
import type { ImportDependencies } from '../../src/pipeline/import.js';
/** What an import asks of the demo's configuration: its accounts, subjects and metrics, in Jakarta's time. */
export declare const demoConfig: ImportDependencies['config'];
/** 1 March 2024, 09:00 in Jakarta. */
export declare const demoClock: BusinessClock;
/** The report's figures as the demo ships them: 96 rows with a column of qualities. */
export declare const reportText: string;
/** The report's 39 dated entries. */
export declare const entriesText: string;
/** A table of texts, the header first. */
export type Table = readonly (readonly string[])[];
/** The cells of a CSV text. */
export declare const tableOf: (text: string) => Table;
/** A table as CSV. */
export declare const csvOf: (table: Table) => string;
/** The report's figures as the ministry's own list has them: 97 rows without qualities, the mean that it prints among them. */
export declare const ministryTable: Table;
/** The bytes of a text. */
export declare const bytesOf: (text: string) => Uint8Array;
