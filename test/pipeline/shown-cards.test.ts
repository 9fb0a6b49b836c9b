import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import type { ContentItem } from '../../src/domain/activation.js';
import type { CardEditor, EditOutcome } from '../../src/domain/delivery.js';
import { createLogger } from '../../src/log.js';
import { contentCardFor, noteShown, refreshCards } from '../../src/pipeline/shown-cards.js';
import { contentCard } from '../../src/slack/blocks/advocacy-card.js';
import { demoConfig } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const ITEM: ContentItem = {
  id: 'infografik-1',
  title: 'Infografik',
  link: undefined,
  caption: 'Salin ini',
  campaign: undefined,
  deadline: civilDate('2024-03-05'),
};
const config = demoConfig();

let home: TemporaryStore;
beforeEach(async () => {
  home = await temporaryStore();
});
afterEach(() => home.remove());

/** A content whose card stands in the first channel, and the cards that were edited since. */
async function standing() {
  const { store } = home;
  let now = '2024-03-01T02:00:00.000Z' as Instant;
  const outcomes: EditOutcome[] = [];
  const edited: string[] = [];
  const edit: CardEditor['edit'] = async (outgoing, { message }) => {
    const outcome = outcomes.shift() ?? { outcome: 'edited' };
    if (outgoing.type === 'card') edited.push(`${message} ${JSON.stringify(contentCard(outgoing))}`);
    return outcome;
  };
  const dependencies = { config, store, clock: { now: () => now }, messenger: { edit }, log: createLogger({ level: 'error' }) };
  const [channel] = config.channels;
  if (channel === undefined) throw new Error('the demo has a channel');
  const save = (item: ContentItem) => store.advocacy.saveContent(item, { who: 'editor', at: now });
  await save(ITEM);
  const row = { key: `content:${ITEM.id}>${channel.id}`, slot: `content:${ITEM.id}`, channel: channel.id, startedAt: 1, error: undefined };
  await store.saveDelivery({ ...row, message: '1700000000.000100', state: 'sent', attempts: 1 });
  await noteShown(await contentCardFor(ITEM, channel, dependencies), channel.id, dependencies);
  const later = (moment: string): void => {
    now = moment as Instant;
  };
  return { dependencies, save, later, outcomes, edited };
}

describe('a content card that stands in a channel', () => {
  it('is edited once where its content changed, and not where nothing did', async () => {
    const { dependencies, save, edited } = await standing();
    expect(await refreshCards(dependencies)).toBe(true);
    expect(edited).toEqual([]);
    await save({ ...ITEM, caption: 'Salin yang baru', deadline: civilDate('2024-03-09') });
    expect(await refreshCards(dependencies, ITEM.id)).toBe(true);
    expect(edited).toHaveLength(1);
    expect(edited[0]).toContain('Salin yang baru');
    expect(edited[0]).toContain('9 Maret 2024');
    await refreshCards(dependencies);
    expect(edited).toHaveLength(1);
  });

  it('asks for nothing any more from the day after its deadline', async () => {
    const { dependencies, later, edited } = await standing();
    later('2024-03-05T16:59:00.000Z');
    await refreshCards(dependencies);
    expect(edited).toEqual([]);
    later('2024-03-05T17:00:00.000Z');
    await refreshCards(dependencies);
    expect(edited[0]).toContain('Batas waktunya sudah lewat');
    expect(edited[0]).not.toContain('activation.share');
    await refreshCards(dependencies);
    expect(edited).toHaveLength(1);
  });

  it('is tried again where the edit failed, and left alone where it was deleted', async () => {
    const { dependencies, save, outcomes, edited } = await standing();
    await save({ ...ITEM, caption: 'lain' });
    outcomes.push({ outcome: 'failed', reason: 'ratelimited' }, { outcome: 'gone' });
    expect(await refreshCards(dependencies)).toBe(false);
    expect(await refreshCards(dependencies)).toBe(true);
    expect(await refreshCards(dependencies)).toBe(true);
    expect(edited).toHaveLength(2);
  });
});
