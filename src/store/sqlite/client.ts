import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { getEnvironmentData, setEnvironmentData, Worker } from 'node:worker_threads';
import { parseObservationId } from '../../../connectors/contract/observation.js';
import { PantauError } from '../../errors.js';
import type { ImportOutcome, ImportSession, UndoneImport } from '../port.js';
import type { WholeStore } from '../whole-store.js';
import { advocacyOver } from './advocacy/client.js';
import { openEncoder } from './batch.js';
import { observationsOf } from './held.js';
import type { Answer, Start } from './messages.js';
import { openService, perform, type Service } from './service.js';

/** The whole store in one file, in a thread of its own. */
export type SqliteStore = WholeStore;

type Ask = <Method extends keyof Service>(method: Method, ...given: Parameters<Service[Method]>) => Promise<ReturnType<Service[Method]>>;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (cause: PantauError) => void;
}

/** The same in every thread of a process: the threads of one process must not take each other's imports for those of a dead one. */
const token = processToken();

function processToken(): string {
  const known: unknown = getEnvironmentData('pantau:process');
  if (typeof known === 'string') return known;
  const fresh = randomUUID();
  setEnvironmentData('pantau:process', fresh);
  return fresh;
}

/** Opens (or creates) the store in a file, in a thread of its own. Rejects with `PantauError` where the file cannot be opened. */
export async function openSqliteStore(path: string): Promise<SqliteStore> {
  const start: Start = { path, owner: { process: process.pid, token } };
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: start });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let ended = false;
  const end = (cause?: unknown): void => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new PantauError('failure', 'The store stopped. Start Pantau again.', { cause }));
    waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', () => end());
  worker.on('message', (answer: Answer) => {
    const waiter = waiting.get(answer.call);
    waiting.delete(answer.call);
    if (answer.failed) waiter?.reject(new PantauError(answer.kind, answer.message, { cause: answer.cause }));
    else waiter?.resolve(answer.result);
  });
  await new Promise<unknown>((resolve, reject) => waiting.set(0, { resolve, reject }));
  const ask: Ask = (method, ...given) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new PantauError('failure', 'The store is closed. Open it again.'));
      calls += 1;
      // The worker answers with what the method of this name returned.
      waiting.set(calls, { resolve: resolve as (result: unknown) => void, reject });
      worker.postMessage({ call: calls, method, given }, transferable(given));
    });
  return storeOver(ask, () => ended);
}

/** Opens the store of a file in the thread that asks: for a thread that does nothing but import. Throws `PantauError` where it cannot be opened. */
export function openSqliteStoreHere(path: string): SqliteStore {
  const service = openService(path, { process: process.pid, token });
  let closed = false;
  const ask: Ask = async (method, ...given) => {
    if (closed) throw new PantauError('failure', 'The store is closed. Open it again.');
    closed = method === 'close';
    return perform(service, method, given);
  };
  return storeOver(ask, () => closed);
}

/** Columns change hands instead of being copied; those of one batch share one piece of memory. */
const transferable = (given: readonly unknown[]): ArrayBuffer[] =>
  given.flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('columns' in one) || typeof one.columns !== 'object' || one.columns === null) return [];
    const [column]: unknown[] = Object.values(one.columns);
    return ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [];
  });

function storeOver(ask: Ask, ended: () => boolean): SqliteStore {
  return {
    advocacy: advocacyOver(ask),
    beginImport: async (origin) => importSession(ask, await ask('beginImport', origin)),
    origins: (name) => ask('origins', name),
    origin: (id) => ask('origin', id),
    listImports: (limit) => ask('listImports', limit),
    undoImport: async (request) => {
      const ledger = await ask('advocacyBeginUndo', request);
      const number = ledger ?? (await ask('beginUndo', request));
      for (;;) {
        const undone: UndoneImport | undefined = await ask(ledger === undefined ? 'undoStep' : 'advocacyUndoStep', number);
        if (undone !== undefined) return undone;
        await setTimeout(1);
      }
    },
    readSeries: async (question) => {
      const { subject, metric, grain, dimensions } = question;
      return observationsOf({ subject, metric, grain, dimensions }, await ask('readSeries', question));
    },
    listSeries: (filter) => ask('listSeries', filter),
    revisions: async (series, start, end) => observationsOf(series, await ask('revisions', series, start, end), true),
    observation: async (id) => {
      const named = parseObservationId(id);
      return named && observationsOf(named.series, await ask('observation', id), true)[0];
    },
    readContent: (subject, window) => ask('readContent', subject, window),
    readSnapshots: (contents, metric, asOf) => ask('readSnapshots', contents, metric, asOf),
    snapshotRevisions: (content, metric, readAt) => ask('snapshotRevisions', content, metric, readAt),
    readEntries: (kind, window, asOf) => ask('readEntries', kind, window, asOf),
    readDelivery: (key) => ask('readDelivery', key),
    listDeliveries: (states) => ask('listDeliveries', states),
    saveDelivery: (delivery, expected) => ask('saveDelivery', delivery, expected),
    readSetting: (name) => ask('readSetting', name),
    saveSetting: (setting) => ask('saveSetting', setting),
    listSettings: () => ask('listSettings'),
    acquireLease: (name, holder, untilMs, nowMs) => ask('acquireLease', name, holder, untilMs, nowMs),
    releaseLease: (name, holder) => ask('releaseLease', name, holder),
    readAlertStates: () => ask('readAlertStates'),
    saveEvaluation: (evaluation) => ask('saveEvaluation', evaluation),
    readTransitions: (filter) => ask('readTransitions', filter),
    readIncident: (id) => ask('readIncident', id),
    listIncidents: (filter) => ask('listIncidents', filter),
    saveIncident: (incident) => ask('saveIncident', incident),
    cardsOf: (id) => ask('cardsOf', id),
    openCards: () => ask('openCards'),
    saveCard: (card) => ask('saveCard', card),
    readSeriesMany: async (questions) => {
      const rows = await ask('readSeriesMany', questions);
      return questions.map(({ subject, metric, grain, dimensions }, index) => {
        const held = rows[index];
        return held === undefined ? [] : observationsOf({ subject, metric, grain, dimensions }, held);
      });
    },
    readAgain: async (origins) => new Set(await ask('readAgain', origins)),
    newestDays: async (since) => new Map(await ask('newestDays', since)),
    status: () => ask('status'),
    close: async () => {
      if (!ended()) await ask('close');
    },
  };
}

function importSession(ask: Ask, number: number): ImportSession {
  const encoder = openEncoder();
  return {
    stage: async (facts) => ask('stage', number, encoder.encode(facts)),
    commit: async (options = {}) => {
      await ask('beginCommit', number, options);
      for (;;) {
        const outcome: ImportOutcome | undefined = await ask('commitStep', number);
        if (outcome !== undefined) return outcome;
        // A gap after every step, in which readers of the same thread and writers of other processes have their turn.
        await setTimeout(1);
      }
    },
    discard: () => ask('discard', number),
  };
}
