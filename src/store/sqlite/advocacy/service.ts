import type { Origin } from '../../../../connectors/contract/observation.js';
import { dayNumber, type Instant, type Window } from '../../../../connectors/contract/period.js';
import type { Activation, ActivationDraft, AdvocacyPlatform, Advocate, Campaign, ContentItem, HashedName } from '../../../domain/activation.js';
import type { ActivationRule } from '../../../domain/activation-rule.js';
import type { AdvocacyTarget, TargetRevision } from '../../../domain/advocacy-target.js';
import { PantauError } from '../../../errors.js';
import type {
  ActivationFilter,
  ActivationOutcome,
  Actor,
  AdvocacyGroup,
  AdvocacySummary,
  AuditEntry,
  Erasure,
  LedgerSource,
  LinkOutcome,
  Logged,
  PersonExport,
} from '../../advocacy-port.js';
import type { UndoneImport, UndoRequest } from '../../port.js';
import { type Database, transaction } from '../driver.js';
import type { Owner } from '../imports.js';
import { correct, logActivation, readActivation, readRow, rowOfId, undoTouch } from './activations.js';
import { advocateNumber, FORGOTTEN, findAdvocate, nameAdvocate, readAdvocate } from './advocates.js';
import { auditOf, note, readAudit } from './audit.js';
import { forgetPerson, forgetRestored, readTombstones, reapplyTombstones } from './erase.js';
import { type Facets, ledgerTransaction, openFacets } from './facets.js';
import {
  beginActivationImport,
  discardActivations,
  readSources,
  recoverActivationImports,
  sealActivationImport,
  stageActivations,
} from './imports.js';
import {
  addRule,
  installationText,
  listCampaigns,
  listContentItems,
  readContentItem,
  readRules,
  saveCampaign,
  saveContent,
  windowOfRule,
} from './library.js';
import { linkNames } from './link.js';
import { openPeople } from './people.js';
import { rowsOfAdvocate } from './segments.js';
import type { ActivationBatch } from './staging.js';
import type { SwapState } from './step.js';
import { originNumber, swapActivations } from './swap.js';
import { readTargets, saveTarget } from './targets.js';
import { tombstonePath } from './tombstone-file.js';
import { activationUndoStep, beginActivationUndo, recoverActivationUndos } from './undo.js';

/** The ledger's methods as the store's thread runs them: synchronous, an import by its number. */
export interface AdvocacyService {
  readonly advocacyBegin: () => number;
  readonly advocacyStage: (number: number, batch: ActivationBatch) => void;
  readonly advocacySeal: (number: number, origin: Origin) => void;
  readonly advocacyStep: (number: number) => ActivationOutcome | undefined;
  readonly advocacyDiscard: (number: number) => void;
  /** undefined where the import brought no activations */
  readonly advocacyBeginUndo: (request: UndoRequest) => number | undefined;
  readonly advocacyUndoStep: (number: number) => UndoneImport | undefined;
  readonly advocacyLog: (draft: ActivationDraft, source: string, at: Instant, by: string | undefined) => Logged;
  readonly advocacyVoid: (id: string, reason: string, actor: Actor) => boolean;
  readonly advocacyUndo: (id: string, person: HashedName, notBefore: Instant, at: Instant) => boolean;
  readonly advocacyUndoTouch: (id: string, added: readonly AdvocacyPlatform[], person: HashedName, notBefore: Instant, at: Instant) => boolean;
  readonly advocacyActivation: (id: string) => Activation | undefined;
  readonly advocacySummary: (window: Window, filter: ActivationFilter | undefined) => AdvocacySummary;
  readonly advocacyGroups: (by: 'unit' | 'campaign', window: Window, filter: ActivationFilter | undefined) => readonly AdvocacyGroup[];
  readonly advocacySources: () => readonly LedgerSource[];
  readonly advocacyActivationsOf: (person: HashedName, window: Window) => readonly Activation[];
  readonly advocacyAdvocate: (person: HashedName) => Advocate | undefined;
  readonly advocacyName: (person: HashedName, name: string | undefined, actor: Actor) => void;
  readonly advocacyLink: (one: HashedName, other: HashedName, actor: Actor) => LinkOutcome;
  readonly advocacyForget: (names: readonly HashedName[], actor: Actor) => Erasure;
  readonly advocacyTombstones: () => readonly string[];
  readonly advocacyReapply: (tombstones: readonly string[], actor: Actor) => number;
  readonly advocacyExport: (person: HashedName, actor: Actor) => PersonExport | undefined;
  readonly advocacySaveContent: (item: ContentItem, actor: Actor) => void;
  readonly advocacyContent: (id: string) => ContentItem | undefined;
  readonly advocacyListContent: (campaign: string | undefined) => readonly ContentItem[];
  readonly advocacySaveCampaign: (campaign: Campaign, actor: Actor) => void;
  readonly advocacyListCampaigns: () => readonly Campaign[];
  readonly advocacyRules: () => readonly ActivationRule[];
  readonly advocacyAddRule: (rule: ActivationRule, actor: Actor) => void;
  readonly advocacyTargets: () => readonly TargetRevision[];
  readonly advocacySaveTarget: (id: string, target: AdvocacyTarget | undefined, expected: number, actor: Actor) => boolean;
  readonly advocacyAudit: (actor: Actor, what: string, detail: string) => void;
  readonly advocacyAuditLog: (limit: number, what: string | undefined) => readonly AuditEntry[];
  readonly advocacyText: (name: string, fresh: string) => string;
}

/**
 * Opens the ledger of an open database in the file of that path; completes or discards the imports that dead processes left, and forgets again whom a
 * restored copy of the file brought back.
 */
export function openAdvocacyService(database: Database, owner: Owner, storePath: string): AdvocacyService {
  const tombstones = tombstonePath(storePath);
  const facets = openFacets(database);
  const states = new Map<number, SwapState>();
  for (const number of recoverActivationImports(database, owner)) while (swapActivations(database, facets, number, states) === undefined);
  for (const number of recoverActivationUndos(database, owner)) while (activationUndoStep(database, facets, number) === undefined);
  forgetRestored(database, tombstones);
  return {
    advocacyBegin: () => beginActivationImport(database, owner),
    advocacyStage: (number, batch) => stageActivations(database, number, batch),
    advocacySeal: (number, origin) => {
      try {
        sealActivationImport(database, number, origin);
      } catch (cause) {
        discardActivations(database, number);
        throw cause;
      }
    },
    advocacyStep: (number) => swapActivations(database, facets, number, states),
    advocacyDiscard: (number) => discardActivations(database, number),
    advocacyBeginUndo: (request) => beginActivationUndo(database, request, owner),
    advocacyUndoStep: (number) => activationUndoStep(database, facets, number),
    ...single(database, facets),
    ...people(database, facets, tombstones),
    ...library(database),
  };
}

type Single =
  | 'advocacyLog'
  | 'advocacyVoid'
  | 'advocacyUndo'
  | 'advocacyUndoTouch'
  | 'advocacyActivation'
  | 'advocacySummary'
  | 'advocacyGroups'
  | 'advocacySources'
  | 'advocacyActivationsOf';

function single(database: Database, facets: Facets): Pick<AdvocacyService, Single> {
  const { summary, groups } = openPeople(database, facets);
  const corrected = (id: string, state: 'void' | 'undone', reason: string, actor: Actor): boolean =>
    transaction(database, 'durable', () => {
      const done = correct(database, rowOfId(id) ?? -1, state, reason, actor);
      if (done) note(database, actor, state === 'void' ? 'void' : 'undo', state === 'void' ? `${id}: ${reason}` : id);
      return done;
    });
  return {
    advocacyLog: (draft, source, at, by) =>
      ledgerTransaction(database, facets, 'durable', () =>
        logActivation(database, facets, draft, originNumber(database, typedOrigin(source, at)), at, by),
      ),
    advocacyVoid: (id, reason, actor) => corrected(id, 'void', reason, actor),
    advocacyUndo: (id, person, notBefore, at) => {
      const row = readRow(database, rowOfId(id) ?? -1);
      const advocate = findAdvocate(database, person);
      if (row === undefined || row.advocate !== advocate || row.recorded < Math.floor(Date.parse(notBefore) / 1000)) return false;
      return corrected(id, 'undone', 'taken back', { who: readAdvocate(database, advocate)?.id ?? '', at });
    },
    advocacyUndoTouch: (id, added, person, notBefore, at) =>
      ledgerTransaction(database, facets, 'durable', () => {
        const advocate = findAdvocate(database, person);
        if (advocate === undefined) return false;
        const actor: Actor = { who: readAdvocate(database, advocate)?.id ?? '', at };
        return undoTouch(database, facets, { activation: rowOfId(id) ?? -1, added, advocate, notBefore }, actor);
      }),
    advocacyActivation: (id) => readActivation(database, facets, rowOfId(id) ?? -1),
    advocacySummary: summary,
    advocacyGroups: groups,
    advocacySources: () => readSources(database),
    advocacyActivationsOf: (person, window) => {
      const number = findAdvocate(database, person);
      return number === undefined ? [] : activationsOf(database, facets, number, dayNumber(window.start), dayNumber(window.end), false);
    },
  };
}

/** What is told one by one has one origin for each way of telling. */
const typedOrigin = (source: string, at: Instant): Origin => ({
  id: `typed:${encodeURIComponent(source)}`,
  kind: 'typed',
  name: source,
  detail: source,
  hash: '',
  zone: 'UTC',
  receivedAt: at,
});

function activationsOf(database: Database, facets: Facets, number: number, start: number, end: number, all: boolean): readonly Activation[] {
  return rowsOfAdvocate(database, number, start, end, all)
    .flatMap((row) => readActivation(database, facets, row) ?? [])
    .sort((one, other) => one.occurredAt.localeCompare(other.occurredAt));
}

type PersonMethod =
  | 'advocacyAdvocate'
  | 'advocacyName'
  | 'advocacyLink'
  | 'advocacyForget'
  | 'advocacyTombstones'
  | 'advocacyReapply'
  | 'advocacyExport';

const EVER = 0x10000;

function people(database: Database, facets: Facets, tombstones: string): Pick<AdvocacyService, PersonMethod> {
  const windowOf = (version: number): number => windowOfRule(database, version);
  return {
    advocacyAdvocate: (person) => {
      const number = findAdvocate(database, person);
      return number === undefined ? undefined : readAdvocate(database, number);
    },
    advocacyName: (person, name, actor) =>
      transaction(database, 'durable', () => {
        const number = advocateNumber(database, person);
        if (number === FORGOTTEN) throw new PantauError('refused-input', "This person was forgotten and can't be named again.");
        nameAdvocate(database, number, name);
        note(database, actor, 'name', readAdvocate(database, number)?.id ?? '');
      }),
    advocacyLink: (one, other, actor) =>
      ledgerTransaction(database, facets, 'durable', () => linkNames(database, facets, one, other, windowOf, actor)),
    advocacyForget: (names, actor) => forgetPerson(database, names, actor, tombstones),
    advocacyTombstones: () => readTombstones(database),
    advocacyReapply: (hashes, actor) => reapplyTombstones(database, hashes, actor, tombstones),
    advocacyExport: (person, actor) => {
      const number = findAdvocate(database, person);
      const advocate = number === undefined ? undefined : readAdvocate(database, number);
      if (number === undefined || advocate === undefined) return undefined;
      transaction(database, 'durable', () => note(database, actor, 'export', advocate.id));
      return { advocate, activations: activationsOf(database, facets, number, 0, EVER, true), audit: auditOf(database, advocate.id) };
    },
  };
}

type LibraryMethod =
  | 'advocacySaveContent'
  | 'advocacyContent'
  | 'advocacyListContent'
  | 'advocacySaveCampaign'
  | 'advocacyListCampaigns'
  | 'advocacyRules'
  | 'advocacyAddRule'
  | 'advocacyTargets'
  | 'advocacySaveTarget'
  | 'advocacyAudit'
  | 'advocacyAuditLog'
  | 'advocacyText';

function library(database: Database): Pick<AdvocacyService, LibraryMethod> {
  const noted = (actor: Actor, what: string, detail: string, act: () => void): void =>
    transaction(database, 'durable', () => {
      act();
      note(database, actor, what, detail);
    });
  return {
    advocacySaveContent: (item, actor) => noted(actor, 'content', item.id, () => saveContent(database, item)),
    advocacyContent: (id) => readContentItem(database, id),
    advocacyListContent: (campaign) => listContentItems(database, campaign),
    advocacySaveCampaign: (campaign, actor) => noted(actor, 'campaign', campaign.id, () => saveCampaign(database, campaign)),
    advocacyListCampaigns: () => listCampaigns(database),
    advocacyRules: () => readRules(database),
    advocacyAddRule: (rule, actor) => noted(actor, 'rule', JSON.stringify(rule), () => addRule(database, rule)),
    advocacyTargets: () => readTargets(database),
    advocacySaveTarget: (id, target, expected, actor) => transaction(database, 'durable', () => saveTarget(database, id, target, expected, actor)),
    advocacyAudit: (actor, what, detail) => noted(actor, what, detail, () => undefined),
    advocacyAuditLog: (limit, what) => readAudit(database, limit, what),
    advocacyText: (name, fresh) => transaction(database, 'durable', () => installationText(database, name, fresh)),
  };
}
