import { setTimeout } from 'node:timers/promises';
import type { ActivationImport, ActivationOutcome, AdvocacyStore } from '../../advocacy-port.js';
import type { AdvocacyService } from './service.js';
import { type ActivationBatch, openActivationEncoder } from './staging.js';

/** Calls a method of the ledger in the thread where it runs. */
export type AskAdvocacy = <Method extends keyof AdvocacyService>(
  method: Method,
  ...given: Parameters<AdvocacyService[Method]>
) => Promise<ReturnType<AdvocacyService[Method]>>;

/** The ledger's port over the thread that runs it. */
export function advocacyOver(ask: AskAdvocacy): AdvocacyStore {
  return {
    beginImport: async () => activationImport(ask, await ask('advocacyBegin')),
    log: (draft, source, at, by) => ask('advocacyLog', draft, source, at, by),
    voidActivation: (id, reason, actor) => ask('advocacyVoid', id, reason, actor),
    undo: (id, person, notBefore, at) => ask('advocacyUndo', id, person, notBefore, at),
    undoTouch: (id, added, person, notBefore, at) => ask('advocacyUndoTouch', id, added, person, notBefore, at),
    activation: (id) => ask('advocacyActivation', id),
    summary: (window, filter) => ask('advocacySummary', window, filter),
    groups: (by, window, filter) => ask('advocacyGroups', by, window, filter),
    sources: () => ask('advocacySources'),
    activationsOf: (person, window) => ask('advocacyActivationsOf', person, window),
    advocate: (person) => ask('advocacyAdvocate', person),
    nameAdvocate: (person, name, actor) => ask('advocacyName', person, name, actor),
    linkNames: (one, other, actor) => ask('advocacyLink', one, other, actor),
    forget: (names, actor) => ask('advocacyForget', names, actor),
    tombstones: () => ask('advocacyTombstones'),
    reapply: (tombstones, actor) => ask('advocacyReapply', tombstones, actor),
    exportPerson: (person, actor) => ask('advocacyExport', person, actor),
    saveContent: (item, actor) => ask('advocacySaveContent', item, actor),
    content: (id) => ask('advocacyContent', id),
    listContent: (campaign) => ask('advocacyListContent', campaign),
    saveCampaign: (campaign, actor) => ask('advocacySaveCampaign', campaign, actor),
    listCampaigns: () => ask('advocacyListCampaigns'),
    rules: () => ask('advocacyRules'),
    addRule: (rule, actor) => ask('advocacyAddRule', rule, actor),
    targetRevisions: () => ask('advocacyTargets'),
    saveTarget: (id, target, expected, actor) => ask('advocacySaveTarget', id, target, expected, actor),
    audit: (actor, what, detail) => ask('advocacyAudit', actor, what, detail),
    auditLog: (limit, what) => ask('advocacyAuditLog', limit, what),
    installationText: (name, fresh) => ask('advocacyText', name, fresh),
  };
}

function activationImport(ask: AskAdvocacy, number: number): ActivationImport {
  const encoder = openActivationEncoder();
  let staged: number[] = [];
  const send = async (batches: readonly ActivationBatch[]): Promise<void> => {
    for (const batch of batches) {
      staged.push(batch.columns.line.length);
      await ask('advocacyStage', number, batch);
    }
  };
  return {
    stage: (rows) => {
      rows.forEach(encoder.writer.writeDraft);
      return send(encoder.full());
    },
    writer: encoder.writer,
    flush: () => send(encoder.full()),
    commit: async (origin, onProgress) => {
      await send([...encoder.full(), ...encoder.rest()]);
      await ask('advocacySeal', number, origin);
      let done = 0;
      for (;;) {
        const outcome: ActivationOutcome | undefined = await ask('advocacyStep', number);
        if (outcome !== undefined) return outcome;
        done += staged.shift() ?? 0;
        onProgress?.(done);
        // A gap after every step, in which readers of the same thread and writers of other processes have their turn.
        await setTimeout(1);
      }
    },
    discard: () => {
      staged = [];
      return ask('advocacyDiscard', number);
    },
  };
}
