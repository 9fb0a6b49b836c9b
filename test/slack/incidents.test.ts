import { describe, expect, it } from 'vitest';
import type { WholeStore } from '../../src/store/whole-store.js';
import { bima, laporan } from '../sandbox/rig.js';
import { at, configWith, FALL } from '../support/alert-config.js';
import { incidentRig, words } from '../support/incident-rig.js';

const rig = incidentRig();
const config = configWith([FALL]);

/** A store whose process dies at a call: nothing of it, and nothing after it, is written. */
function dying(store: WholeStore, dies: (method: string, given: unknown) => boolean): WholeStore {
  let dead = false;
  const watched =
    <Given extends readonly unknown[], Answer>(method: string, call: (...given: Given) => Promise<Answer>) =>
    (...given: Given): Promise<Answer> => {
      dead ||= dies(method, given[0]);
      return dead ? Promise.reject(new Error('The process is gone.')) : call(...given);
    };
  return {
    ...store,
    saveDelivery: watched('saveDelivery', store.saveDelivery),
    saveCard: watched('saveCard', store.saveCard),
    openCards: watched('openCards', store.openCards),
    saveEvaluation: watched('saveEvaluation', store.saveEvaluation),
  };
}

const has = (given: unknown, key: string, value: unknown): boolean =>
  typeof given === 'object' && given !== null && key in given && (given as Record<string, unknown>)[key] === value;

describe('an alert, where the process dies', () => {
  const DEATHS: readonly (readonly [string, (method: string, given: unknown) => boolean])[] = [
    ['before the evaluation is stored', (method) => method === 'saveEvaluation'],
    ['after the evaluation, before anything is told', (method) => method === 'openCards'],
    ['before its card is posted', (method, given) => method === 'saveDelivery' && has(given, 'state', 'sending')],
    ['between the post and the record', (method, given) => method === 'saveDelivery' && has(given, 'state', 'sent')],
    ['between the record and the card', (method, given) => method === 'saveCard' && !has(given, 'message', undefined)],
  ];

  it.each(DEATHS)('%s, is one message, and edits itself later on', async (_, dies) => {
    const { place, pull, startAt, stop, cards, thread, cardIn, sandbox } = rig();
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
    await startAt(at('2024-02-11'), config, dying(place.store, dies));
    await stop();
    await startAt(at('2024-02-11', '09:10'), config);
    const card = await cardIn(laporan, 'Perlu perhatian');
    await stop();
    await startAt(at('2024-02-11', '09:12'), config);
    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await cardIn(laporan, `Ditangani <@${bima}>`);
    await sandbox.until(() => thread(card).length === 1);
    await stop();
    expect(cards(laporan)).toHaveLength(1);
    expect(thread(card)).toHaveLength(1);
  });

  it('between a reply in its thread and the record, tells it once', async () => {
    const { place, pull, startAt, stop, cards, thread, cardIn, sandbox } = rig();
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
    const store = dying(place.store, (method, given) => method === 'saveDelivery' && has(given, 'state', 'sent') && words(thread(card)) !== '[]');
    await startAt(at('2024-02-11'), config);
    const card = await cardIn(laporan, 'Perlu perhatian');
    await startAt(at('2024-02-11', '09:10'), config, store);
    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await sandbox.until(() => thread(card).length === 1);
    await stop();
    expect(await place.store.listDeliveries(['sending'])).toHaveLength(1);
    await startAt(at('2024-02-11', '09:12'), config);
    await expect.poll(() => place.store.listDeliveries(['sending', 'unknown', 'failed'])).toEqual([]);
    await stop();
    expect(thread(card)).toHaveLength(1);
    expect(cards(laporan)).toHaveLength(1);
  });
});
