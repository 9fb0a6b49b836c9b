import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Instant } from '../../../connectors/contract/period.js';
import { systemWallClock } from '../../../src/clock.js';
import type { Outgoing } from '../../../src/domain/delivery.js';
import { type ChaseDependencies, chasing, refreshChases } from '../../../src/pipeline/handed/chase.js';
import { keepHanded } from '../../../src/pipeline/handed/keep.js';
import { undoImport } from '../../../src/pipeline/undo-import.js';
import { chaseMessage } from '../../../src/slack/blocks/collect-board.js';
import { demoConfig, FEBRUARY, failingLog } from '../../support/ministry.js';
import { temporaryStore } from '../../support/store.js';

interface Said {
  readonly channel: string;
  readonly message: string;
  readonly outgoing: Outgoing;
}

let config: ChaseDependencies['config'];
let deps: ChaseDependencies;
let posted: Said[];
let edited: Said[];
let now: string;
let direct: (person: string) => Promise<string>;

beforeEach(async () => {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  config = demoConfig();
  [posted, edited, now] = [[], [], ''];
  direct = async (person) => `D${person}`;
  const messenger: ChaseDependencies['messenger'] = {
    direct: (person) => direct(person),
    find: async () => undefined,
    prepare: async (outgoing, { channel }) => ({
      post: async () => {
        const message = `${posted.length + 1}.0`;
        posted.push({ channel, message, outgoing });
        return { outcome: 'sent', message };
      },
    }),
    edit: async (outgoing, place) => {
      edited.push({ ...place, outgoing });
      return { outcome: 'edited' };
    },
  };
  const clock = { now: () => new Date(now).toISOString() as Instant };
  deps = { config, store, clock, log: failingLog, tellOwner: async () => undefined, messenger, wallClock: systemWallClock };
});

/** Runs a bot that was just started at a moment of Jakarta. */
const startedAt = async (time: string, chase = chasing()): Promise<readonly Said[]> => {
  now = `${time}:00+07:00`;
  const before = posted.length;
  await chase({ ...deps, config });
  return posted.slice(before);
};
const whom = (said: readonly Said[]): readonly string[] => said.map(({ channel }) => channel);
const words = ({ outgoing }: Said): string => (outgoing.type === 'collect' ? JSON.stringify(chaseMessage(outgoing)) : '');
const only = (said: readonly Said[]): Said => {
  const [one, second] = said;
  if (one === undefined || second !== undefined) throw new Error(`There are ${said.length} messages.`);
  return one;
};
const slackOf = (id: string): string => `D${config.people.find((person) => person.id === id)?.slack}`;
const phone = (value: number, period = FEBRUARY) =>
  keepHanded(
    {
      by: 'editor',
      way: 'modal',
      facts: [
        {
          kind: 'figure',
          subject: 'contact_centre',
          metric: 'tickets',
          dimensions: { channel: 'phone' },
          period,
          value,
          precision: 'exact',
          note: undefined,
        },
      ],
    },
    deps,
  );

describe('an owner', () => {
  it('is asked on the days of the configuration, alone, with a button for each page', async () => {
    expect(words((await startedAt('2024-02-29T10:00'))[0] ?? only([]))).toContain('masih ada angka Januari 2024');
    // The contact centre owes its figures on the second working day, everybody else on the third.
    const friday = await startedAt('2024-03-01T09:00');
    expect(whom(friday)).toEqual([slackOf('editor')]);
    const shown = words(only(friday));
    for (const text of [
      'Halo Mas Dito, masih ada angka Februari 2024 yang ditunggu dari Anda.',
      'Telepon: jatuh tempo 4 Maret 2024',
      'collect.fill',
      'collect.paste',
    ])
      expect(shown).toContain(text);
    expect(shown).not.toContain('Permohonan informasi');
    expect(whom(await startedAt('2024-03-02T09:00'))).toEqual([]);
    expect(new Set(whom(await startedAt('2024-03-04T09:00')))).toEqual(new Set(['editor', 'manager-1', 'member'].map(slackOf)));
    expect(words(posted.at(-1) ?? only([]))).toContain('jatuh tempo 5 Maret 2024');
  });

  it('is asked once a day, however often the bot is started', async () => {
    const chase = chasing();
    expect(await startedAt('2024-03-01T09:00', chase)).toHaveLength(1);
    expect(await startedAt('2024-03-01T09:01', chase)).toEqual([]);
    expect(await startedAt('2024-03-01T15:00')).toEqual([]);
    expect(await startedAt('2024-03-04T09:00', chase)).toHaveLength(3);
    expect(new Set(posted.map(({ message }) => message)).size).toBe(4);
  });

  it('is left alone in the evening and in quiet hours of their own, and asked when those are over', async () => {
    const chase = chasing();
    expect(await startedAt('2024-03-01T07:59', chase)).toEqual([]);
    expect(await startedAt('2024-03-01T18:00')).toEqual([]);
    const quiet = { from: '08:00', to: '13:00', zone: 'Asia/Jakarta', weekends: false };
    config = { ...config, people: config.people.map((person) => (person.id === 'editor' ? { ...person, quiet } : person)) };
    expect(await startedAt('2024-03-01T12:59', chase)).toEqual([]);
    expect(await startedAt('2024-03-01T13:00', chase)).toHaveLength(1);
  });

  it('whose talk could not be opened is asked a minute later', async () => {
    const chase = chasing();
    direct = () => Promise.reject(new Error('away'));
    await expect(startedAt('2024-03-01T09:00', chase)).rejects.toThrow('away');
    direct = async (person) => `D${person}`;
    expect(await startedAt('2024-03-01T09:01', chase)).toHaveLength(1);
  });

  it('sees their last message follow what they save and undo, with last month beside it', async () => {
    now = '2024-02-02T09:00:00+07:00';
    const january = { ...FEBRUARY, start: '2024-01-01', end: '2024-02-01' } as typeof FEBRUARY;
    await phone(63, january);
    await startedAt('2024-03-01T09:00');
    const asked = only((await startedAt('2024-03-04T09:00')).filter(({ channel }) => channel === slackOf('editor')));
    expect(words(asked)).toContain('Telepon (Januari: 63)');
    const { importId } = await phone(46);
    await refreshChases(deps);
    const saved = only(edited.filter(({ channel }) => channel === slackOf('editor')));
    expect(saved.message).toBe(asked.message);
    expect(words(saved)).toContain('1 dari 30 diterima');
    expect(words(saved)).toContain('Sudah diterima: Contact Center: Tiket konsultasi, Telepon 46');
    edited = [];
    await undoImport({ import: importId, by: 'editor', reason: 'salah' }, deps);
    await refreshChases(deps);
    expect(words(only(edited.filter(({ channel }) => channel === slackOf('editor'))))).toContain('0 dari 30 diterima');
  });

  it('who was never asked has no message to bring up to date', async () => {
    now = '2024-03-01T09:00:00+07:00';
    await refreshChases(deps);
    expect([posted, edited]).toEqual([[], []]);
  });
});
