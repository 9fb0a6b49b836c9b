import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Origin } from '../../connectors/contract/observation.js';
import { addDays, type CivilDate, civilDate, dayNumber, type Instant, type Window } from '../../connectors/contract/period.js';
import {
  ACTIVATION_KINDS,
  type ActivationDraft,
  ADVOCACY_PLATFORMS,
  type AdvocacyPlatform,
  type HashedName,
  type NameScope,
  platformSet,
} from '../../src/domain/activation.js';
import { FIRST_RULE } from '../../src/domain/activation-rule.js';
import type { ActivationFilter, ActivationOutcome, Actor, AdvocacyStore } from '../../src/store/advocacy-port.js';

/** A ledger of its own for one test; `open` opens a further connection to it. */
export interface TemporaryLedger {
  readonly ledger: AdvocacyStore;
  readonly open: () => Promise<AdvocacyStore>;
  readonly remove: () => Promise<void>;
}

const NOW = '2024-03-01T02:00:00.000Z' as Instant;
/** A manager, who corrects. */
export const MANAGER: Actor = { who: 'manager-1', at: NOW };
/** The first quarter of 2024. */
export const QUARTER: Window = { start: civilDate('2024-01-01'), end: civilDate('2024-04-01') };

/** The hash of an invented person. */
export const person = (number: number, scope: NameScope = 'staff'): HashedName => ({ scope, hash: `${scope}${String(number).padStart(26, '0')}` });

/** An activation with what a test does not care for filled in. */
export function draft(
  who: HashedName,
  day: string,
  more: Partial<ActivationDraft> & { readonly on?: readonly AdvocacyPlatform[] } = {},
): ActivationDraft {
  const { on = ['instagram'], ...rest } = more;
  return {
    person: who,
    unit: 'HUMAS',
    kind: 'engagement',
    platforms: platformSet(on),
    content: undefined,
    campaign: undefined,
    links: [],
    second: dayNumber(civilDate(day)) * 86_400 + 3_600,
    day: civilDate(day),
    evidence: undefined,
    rule: 1,
    windowDays: 2,
    ...rest,
  };
}

/** The origin of a file. */
export const fileOrigin = (hash: string): Origin => ({
  id: `file:form:${hash}`,
  kind: 'file',
  name: 'form',
  detail: `${hash}.csv`,
  hash,
  zone: 'Asia/Jakarta',
  receivedAt: NOW,
});

/** Imports drafts as a file. */
export async function importDrafts(ledger: AdvocacyStore, drafts: readonly ActivationDraft[], hash = 'a'): Promise<ActivationOutcome> {
  const session = await ledger.beginImport();
  await session.stage(drafts.map((one, index) => ({ draft: one, line: index + 2 })));
  return session.commit(fileOrigin(hash));
}

const added = async (ledger: AdvocacyStore, one: ActivationDraft): Promise<string> => {
  const logged = await ledger.log(one, 'slack', NOW);
  if (logged.outcome !== 'added') throw new Error(logged.outcome);
  return logged.id;
};

/** What every ledger promises. */
export function advocacyContract(name: string, create: () => Promise<TemporaryLedger>): void {
  describe(`${name} counts`, () => {
    const home = eachTest(create);

    it('people once, activations by kind and touches by platform, in any range of days', async () => {
      const { ledger } = home();
      await importDrafts(ledger, [
        draft(person(1), '2024-01-31', { on: ['instagram', 'x'], kind: 'provided', content: 'apbn' }),
        draft(person(1), '2024-02-01', { links: ['instagram:C1'] }),
        draft(person(2), '2024-02-29', { links: ['instagram:C1'], on: ['instagram'] }),
        draft(person(3), '2024-03-01', { kind: 'original', on: ['tiktok'] }),
      ]);
      const quarter = await ledger.summary(QUARTER);
      expect(quarter).toMatchObject({
        people: { atLeast: 3, atMost: 3 },
        activations: 4,
        activationsByKind: { provided: 1, engagement: 2, original: 1 },
        touches: 5,
        touchesByPlatform: { instagram: 3, x: 1, tiktok: 1, facebook: 0 },
        peopleByPlatform: { instagram: 2, x: 1, tiktok: 1, facebook: 0 },
        peopleByKind: { provided: 1, engagement: 2, original: 1 },
      });
      const february = await ledger.summary({ start: civilDate('2024-02-01'), end: civilDate('2024-03-01') });
      expect([february.people.atMost, february.activations, february.touches]).toEqual([2, 2, 2]);
      expect((await ledger.summary({ start: civilDate('2024-02-02'), end: civilDate('2024-02-29') })).activations).toBe(0);
      expect((await ledger.summary({ start: QUARTER.end, end: QUARTER.start })).activations).toBe(0);
    });

    it('units and campaigns, also those of which nobody said any', async () => {
      const { ledger } = home();
      await importDrafts(ledger, [
        draft(person(1), '2024-02-01', { unit: 'HUMAS', campaign: 'apbn' }),
        draft(person(1), '2024-02-10', { unit: 'HUMAS', campaign: 'apbn' }),
        draft(person(2), '2024-02-10', { unit: undefined }),
      ]);
      expect(await ledger.groups('unit', QUARTER)).toEqual([
        { name: undefined, people: 1, activations: 1 },
        { name: 'HUMAS', people: 1, activations: 2 },
      ]);
      expect(await ledger.groups('campaign', QUARTER, { campaigns: ['apbn'] })).toEqual([{ name: 'apbn', people: 1, activations: 2 }]);
      expect((await ledger.summary(QUARTER, { campaigns: ['none such'] })).people.atMost).toBe(0);
    });
  });

  describe(`${name} keeps what is told twice once`, () => {
    const home = eachTest(create);
    const official = { links: ['instagram:C1'] };

    it('for the same person, kind and link within the window; thousands may share one link', async () => {
      const { ledger } = home();
      const outcome = await importDrafts(ledger, [
        draft(person(1), '2024-02-01', official),
        draft(person(1), '2024-02-03', official),
        draft(person(1), '2024-02-04', official),
        draft(person(1), '2024-02-01', { ...official, kind: 'provided' }),
        ...Array.from({ length: 3_000 }, (_, index) => draft(person(index + 2), '2024-02-01', official)),
      ]);
      expect(outcome).toMatchObject({ added: 3_003, repeats: 1, touches: 0, forgotten: 0 });
      const [repeat] = outcome.repeated;
      expect(repeat?.line).toBe(3);
      expect(await ledger.activation(repeat?.of ?? '')).toMatchObject({ day: '2024-02-01', links: ['instagram:C1'], line: 2, state: 'counted' });
    });

    it('for the same content with another link, whose platform only becomes a touch', async () => {
      const { ledger } = home();
      const shared = { kind: 'provided', content: 'apbn' } as const;
      const outcome = await importDrafts(ledger, [
        draft(person(1), '2024-02-01', { ...shared, links: ['instagram:C1'] }),
        draft(person(1), '2024-02-02', { ...shared, links: ['facebook:9'], on: ['facebook'] }),
        draft(person(1), '2024-02-02', { kind: 'provided', links: ['facebook:9'], on: ['facebook'] }),
      ]);
      expect(outcome).toMatchObject({ added: 1, touches: 1, repeats: 1 });
      expect(await ledger.summary(QUARTER)).toMatchObject({ activations: 1, touches: 2, touchesByPlatform: { instagram: 1, facebook: 1 } });
      const [kept] = await ledger.activationsOf(person(1), QUARTER);
      expect([kept?.platforms, kept?.links]).toEqual([
        ['instagram', 'facebook'],
        ['instagram:C1', 'facebook:9'],
      ]);
    });

    it('with the same end state when a file is imported again, by whatever connection', async () => {
      const { ledger, open } = home();
      const rows = Array.from({ length: 9_000 }, (_, index) =>
        draft(person(index % 2_000), addDays(civilDate('2024-01-01'), index % 91), { links: [`x:${index % 700}`], on: ['x'] }),
      );
      const first = await importDrafts(ledger, rows);
      const before = await ledger.summary(QUARTER);
      const again = await importDrafts(await open(), rows, 'b');
      expect(first.added + first.repeats).toBe(9_000);
      expect(again).toMatchObject({ added: 0, touches: 0, repeats: 9_000 });
      expect(await ledger.summary(QUARTER)).toEqual(before);
    });

    it('one by one as in a file', async () => {
      const { ledger } = home();
      const id = await added(ledger, draft(person(1), '2024-02-01', official));
      expect(await ledger.log(draft(person(1), '2024-02-02', { ...official, on: ['instagram'] }), 'slack', NOW)).toEqual({
        outcome: 'repeat',
        of: id,
      });
      expect(await ledger.log(draft(person(1), '2024-02-02', { ...official, on: ['whatsapp'] }), 'slack', NOW)).toEqual({
        outcome: 'touch',
        of: id,
        added: ['whatsapp'],
      });
      expect(await importDrafts(ledger, [draft(person(1), '2024-02-01', official)])).toMatchObject({ added: 0, repeats: 1 });
    });
  });

  describe(`${name} is corrected by entries`, () => {
    const home = eachTest(create);

    it('voids with a reason, and the same row imported again stays void', async () => {
      const { ledger } = home();
      const id = await added(ledger, draft(person(1), '2024-02-01', { links: ['x:1'], on: ['x'] }));
      expect(await ledger.voidActivation(id, 'not theirs', MANAGER)).toBe(true);
      expect(await ledger.voidActivation(id, 'not theirs', MANAGER)).toBe(false);
      expect((await ledger.summary(QUARTER)).people.atMost).toBe(0);
      expect(await importDrafts(ledger, [draft(person(1), '2024-02-01', { links: ['x:1'], on: ['x', 'facebook'] })])).toMatchObject({ repeats: 1 });
      expect((await ledger.summary(QUARTER)).activations).toBe(0);
      expect(await ledger.activation(id)).toMatchObject({ state: 'void', platforms: ['x'] });
      expect((await ledger.auditLog(10, 'void'))[0]).toMatchObject({ who: 'manager-1', at: NOW, detail: `${id}: not theirs` });
    });

    it('lets a person take back what is theirs, in time, and tell it again', async () => {
      const { ledger } = home();
      const one = draft(person(1), '2024-02-01', { links: ['x:1'], on: ['x'] });
      const id = await added(ledger, one);
      expect(await ledger.undo(id, person(2), NOW, NOW)).toBe(false);
      expect(await ledger.undo(id, person(1), '2024-03-01T02:00:01.000Z' as Instant, NOW)).toBe(false);
      expect(await ledger.undo(id, person(1), NOW, NOW)).toBe(true);
      expect((await ledger.summary(QUARTER)).activations).toBe(0);
      expect(await added(ledger, one)).not.toBe(id);
      expect(await importDrafts(ledger, [one])).toMatchObject({ added: 0, repeats: 1 });
      expect((await ledger.summary(QUARTER)).activations).toBe(1);
    });

    it('lets a person take back a platform that was added, in time, and add it again; as of before it stands', async () => {
      const { ledger, open } = home();
      const one = draft(person(1), '2024-02-01', { content: 'c', links: ['x:1'], on: ['x'] });
      const more = draft(person(1), '2024-02-01', { content: 'c', links: ['facebook:2'], on: ['facebook'] });
      const id = await added(ledger, one);
      expect(await ledger.undoTouch(id, ['x'], person(1), NOW, NOW)).toBe(false);
      expect(await ledger.log(more, 'slack', NOW)).toMatchObject({ outcome: 'touch' });
      const later = '2024-03-01T02:05:00.000Z' as Instant;
      const tooOld = '2024-03-01T02:00:01.000Z' as Instant;
      expect(await ledger.undoTouch(id, ['facebook'], person(2), NOW, later)).toBe(false);
      expect(await ledger.undoTouch(id, ['facebook'], person(1), tooOld, later)).toBe(false);
      expect(await ledger.undoTouch(id, ['facebook'], person(1), NOW, later)).toBe(true);
      expect(await ledger.undoTouch(id, ['facebook'], person(1), NOW, later)).toBe(false);
      expect(await ledger.activation(id)).toMatchObject({ platforms: ['x'], links: ['x:1'], state: 'counted' });
      expect(await ledger.summary(QUARTER)).toMatchObject({ activations: 1, touches: 1 });
      expect(await ledger.summary(QUARTER, { asOf: NOW })).toMatchObject({ activations: 1, touches: 2 });
      expect(await ledger.summary(QUARTER, { asOf: later })).toMatchObject({ activations: 1, touches: 1 });
      expect((await ledger.auditLog(1))[0]).toMatchObject({ what: 'undo-touch', detail: id });
      // its link alone no longer leads to the activation that is kept
      const alone = { ...more, content: undefined, platforms: platformSet(['facebook']) };
      expect(await importDrafts(await open(), [alone])).toMatchObject({ added: 1, touches: 0, repeats: 0 });
      expect(await ledger.log(more, 'slack', later)).toMatchObject({ outcome: 'touch', added: ['facebook'] });
      expect(await ledger.undo(id, person(1), NOW, later)).toBe(true);
      expect(await ledger.undoTouch(id, ['facebook'], person(1), NOW, later)).toBe(false);
    });

    it('shows nothing of an import before it is committed, and nothing after it was discarded', async () => {
      const { ledger } = home();
      const session = await ledger.beginImport();
      await session.stage(Array.from({ length: 5_000 }, (_, index) => ({ draft: draft(person(index), '2024-02-01'), line: index + 2 })));
      expect((await ledger.summary(QUARTER)).activations).toBe(0);
      await session.discard();
      await expect(session.commit(fileOrigin('a'))).rejects.toThrow(/no longer open/);
      expect((await ledger.summary(QUARTER)).activations).toBe(0);
      expect(await ledger.auditLog(10)).toEqual([]);
    });
  });

  peopleContract(name, create);

  describe(`${name}, asked at random`, () => {
    const home = eachTest(create);

    it('answers what a set over the rows answers, for any range and filter, also after touches and corrections', async () => {
      const { ledger } = home();
      await fc.assert(
        fc.asyncProperty(randomDrafts(), async (drafts) => {
          await importDrafts(ledger, drafts, String(drafts.length));
          for (const one of drafts.slice(0, 2)) {
            const [held] = await ledger.activationsOf(one.person, { start: one.day, end: addDays(one.day, 1) });
            if (held !== undefined) await ledger.voidActivation(held.id, 'at random', MANAGER);
          }
        }),
        { numRuns: 12, seed: 20_240_229 },
      );
      const rows = await everything(ledger);
      expect(rows.length).toBeGreaterThan(300);
      await fc.assert(
        fc.asyncProperty(randomWindow(), randomFilter(), async (window, filter) => {
          expect(await counted(ledger, window, filter)).toEqual(naive(rows, window, filter));
        }),
        { numRuns: 300, seed: 20_240_229 },
      );
    });
  });
}

function peopleContract(name: string, create: () => Promise<TemporaryLedger>): void {
  describe(`${name} keeps people apart and together`, () => {
    const home = eachTest(create);

    it('counts a range where names of two kinds were never linked, and one number once they are', async () => {
      const { ledger } = home();
      const form = { links: ['instagram:C1'] };
      await importDrafts(ledger, [draft(person(1, 'form'), '2024-02-01', form), draft(person(2, 'form'), '2024-02-01', form)]);
      await added(ledger, draft(person(1, 'slack'), '2024-02-02', { ...form, on: ['instagram', 'x'] }));
      expect((await ledger.summary(QUARTER)).people).toEqual({ atLeast: 2, atMost: 3 });
      expect(await ledger.linkNames(person(1, 'form'), person(1, 'slack'), MANAGER)).toEqual({ linked: true, moved: 1, repeats: 1 });
      expect(await ledger.linkNames(person(1, 'form'), person(1, 'slack'), MANAGER)).toMatchObject({ linked: false });
      const after = await ledger.summary(QUARTER);
      expect(after).toMatchObject({ people: { atLeast: 2, atMost: 2 }, activations: 2, touchesByPlatform: { instagram: 2, x: 1 } });
      expect((await ledger.advocate(person(1, 'slack')))?.scopes).toEqual(['slack', 'form']);
      expect((await ledger.activationsOf(person(1, 'slack'), QUARTER)).map(({ platforms }) => platforms)).toEqual([['instagram', 'x']]);
    });

    it('gives a new name to a known person, and refuses two unknown ones', async () => {
      const { ledger } = home();
      await expect(ledger.linkNames(person(1), person(1, 'slack'), MANAGER)).rejects.toThrow(/Neither/);
      await added(ledger, draft(person(1), '2024-02-01'));
      expect(await ledger.linkNames(person(1, 'slack'), person(1), MANAGER)).toMatchObject({ linked: true, moved: 0 });
      expect(await ledger.advocate(person(1, 'slack'))).toEqual(await ledger.advocate(person(1)));
    });

    it('forgets a person for good: the counts stay, the traces go, and neither the file nor Slack nor a backup brings them back', async () => {
      const { ledger } = home();
      const theirs = draft(person(1), '2024-02-01', { links: ['instagram:own'], evidence: 'https://drive.example/1' });
      await importDrafts(ledger, [theirs, draft(person(2), '2024-02-01')]);
      await ledger.nameAdvocate(person(1), 'Mbak Ayu', MANAGER);
      await ledger.linkNames(person(1), person(1, 'slack'), MANAGER);
      const before = await ledger.summary(QUARTER);
      expect(await ledger.forget([person(1)], MANAGER)).toEqual({ names: 2, activations: 1, settings: 0, unknown: false });
      expect(await ledger.summary(QUARTER)).toEqual(before);
      expect(await ledger.advocate(person(1))).toBeUndefined();
      expect(await ledger.exportPerson(person(1, 'slack'), MANAGER)).toBeUndefined();
      expect(await importDrafts(ledger, [theirs], 'b')).toMatchObject({ added: 0, forgotten: 1 });
      expect(await ledger.log(draft(person(1, 'slack'), '2024-02-20'), 'slack', NOW)).toEqual({ outcome: 'forgotten' });
      expect(await ledger.summary(QUARTER)).toEqual(before);
      expect(await ledger.tombstones()).toHaveLength(2);
      await expect(ledger.linkNames(person(2), person(1), MANAGER)).rejects.toThrow(/forgotten/);
    });

    it('buries a name that was never seen, and forgets again whom an older state brings back', async () => {
      const { ledger } = home();
      expect(await ledger.forget([person(9)], MANAGER)).toEqual({ names: 1, activations: 0, settings: 0, unknown: true });
      expect(await importDrafts(ledger, [draft(person(9), '2024-02-01')])).toMatchObject({ added: 0, forgotten: 1 });
      await importDrafts(ledger, [draft(person(3), '2024-02-01')], 'b');
      expect(await ledger.reapply([person(3).hash, person(9).hash], MANAGER)).toBe(1);
      expect(await ledger.advocate(person(3))).toBeUndefined();
      expect((await ledger.summary(QUARTER)).people.atMost).toBe(1);
    });

    it('hands out all that it knows of a person, and notes that it did', async () => {
      const { ledger } = home();
      const id = await added(ledger, draft(person(1), '2024-02-01', { unit: 'HUMAS', links: ['x:1'], on: ['x'] }));
      await ledger.undo(id, person(1), NOW, NOW);
      const exported = await ledger.exportPerson(person(1), MANAGER);
      expect(exported?.activations).toMatchObject([{ id, unit: 'HUMAS', links: ['x:1'], state: 'undone', source: 'typed:slack' }]);
      expect(exported?.audit.map(({ what }) => what)).toEqual(['log', 'undo']);
      expect((await ledger.auditLog(1))[0]).toMatchObject({ who: 'manager-1', what: 'export' });
    });

    it('keeps versions of content, campaigns and rules, and the first text of an installation', async () => {
      const { ledger } = home();
      const item = { id: 'apbn', title: 'APBN', link: undefined, caption: 'Salin', campaign: 'c1', deadline: undefined };
      await ledger.saveContent(item, MANAGER);
      await ledger.saveContent({ ...item, title: 'APBN 2024' }, MANAGER);
      expect((await ledger.content('apbn'))?.title).toBe('APBN 2024');
      expect(await ledger.listContent('c2')).toEqual([]);
      const campaign = { id: 'c1', label: 'Kampanye', from: civilDate('2024-02-01'), until: civilDate('2024-02-29') };
      await ledger.saveCampaign(campaign, MANAGER);
      expect(await ledger.listCampaigns()).toEqual([campaign]);
      const rule = { ...FIRST_RULE, version: 2, validFrom: civilDate('2024-04-01'), windowDays: 7 };
      await ledger.addRule(rule, MANAGER);
      expect(await ledger.rules()).toEqual([rule]);
      await expect(ledger.addRule(rule, MANAGER)).rejects.toThrow(/already/);
      expect([await ledger.installationText('key', 'first'), await ledger.installationText('key', 'second')]).toEqual(['first', 'first']);
    });
  });
}

function eachTest(create: () => Promise<TemporaryLedger>): () => TemporaryLedger {
  let home: TemporaryLedger | undefined;
  beforeEach(async () => {
    home = await create();
  });
  afterEach(() => home?.remove());
  return () => {
    if (home === undefined) throw new Error('no ledger');
    return home;
  };
}

const FIRST_DAY = civilDate('2023-12-20');
const UNITS = ['HUMAS', 'SEKRETARIAT', 'KEPATUHAN'];
const CAMPAIGNS = ['apbn', 'pajak'];

const randomDrafts = (): fc.Arbitrary<readonly ActivationDraft[]> =>
  fc.array(
    fc
      .record({
        who: fc.integer({ min: 1, max: 60 }),
        day: fc.integer({ min: 0, max: 80 }),
        kind: fc.constantFrom(...ACTIVATION_KINDS),
        on: fc.subarray([...ADVOCACY_PLATFORMS], { minLength: 1, maxLength: 3 }),
        unit: fc.constantFrom(...UNITS, undefined),
        campaign: fc.constantFrom(...CAMPAIGNS, undefined),
        content: fc.constantFrom('k1', 'k2', 'k3', undefined),
        link: fc.constantFrom('instagram:C1', 'x:7', undefined),
      })
      .map(({ who, day, link, ...rest }) => draft(person(who), addDays(FIRST_DAY, day), { ...rest, links: link === undefined ? [] : [link] })),
    { minLength: 40, maxLength: 120 },
  );

const randomWindow = (): fc.Arbitrary<Window> =>
  fc.tuple(fc.integer({ min: -10, max: 95 }), fc.integer({ min: 0, max: 100 })).map(([from, days]) => ({
    start: addDays(FIRST_DAY, from),
    end: addDays(FIRST_DAY, from + days),
  }));

const randomFilter = (): fc.Arbitrary<ActivationFilter> =>
  fc.record(
    {
      kinds: fc.subarray([...ACTIVATION_KINDS], { minLength: 1 }),
      platforms: fc.subarray([...ADVOCACY_PLATFORMS], { minLength: 1 }),
      units: fc.subarray(UNITS, { minLength: 1 }),
      campaigns: fc.subarray(CAMPAIGNS, { minLength: 1 }),
    },
    { requiredKeys: [] },
  );

interface Row {
  readonly who: number;
  readonly day: CivilDate;
  readonly kind: string;
  readonly platforms: readonly AdvocacyPlatform[];
  readonly unit: string | undefined;
  readonly campaign: string | undefined;
}

/** All that counts, read person by person. */
async function everything(ledger: AdvocacyStore): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let who = 1; who <= 60; who++) {
    const told = await ledger.activationsOf(person(who), { start: civilDate('2023-01-01'), end: civilDate('2025-01-01') });
    rows.push(...told.map(({ day, kind, platforms, unit, campaign }) => ({ who, day, kind, platforms, unit, campaign })));
  }
  return rows;
}

const fits = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
  wanted === undefined || (value !== undefined && wanted.includes(value));

function naive(rows: readonly Row[], window: Window, filter: ActivationFilter) {
  const wanted = (row: Row): readonly AdvocacyPlatform[] => row.platforms.filter((platform) => fits(filter.platforms, platform));
  const found = rows.filter(
    (row) =>
      row.day >= window.start &&
      row.day < window.end &&
      fits(filter.kinds, row.kind) &&
      fits(filter.units, row.unit) &&
      fits(filter.campaigns, row.campaign) &&
      wanted(row).length > 0,
  );
  const people = (some: readonly Row[]): number => new Set(some.map(({ who }) => who)).size;
  return {
    people: people(found),
    activations: found.length,
    touches: found.reduce((sum, row) => sum + wanted(row).length, 0),
    byPlatform: ADVOCACY_PLATFORMS.map((platform) => people(found.filter((row) => wanted(row).includes(platform)))),
    byKind: ACTIVATION_KINDS.map((kind) => people(found.filter((row) => row.kind === kind))),
    units: UNITS.map((unit) => people(found.filter((row) => row.unit === unit))),
  };
}

async function counted(ledger: AdvocacyStore, window: Window, filter: ActivationFilter): Promise<ReturnType<typeof naive>> {
  const { people, activations, touches, peopleByKind, peopleByPlatform } = await ledger.summary(window, filter);
  const units = await ledger.groups('unit', window, filter);
  return {
    people: people.atMost,
    activations,
    touches,
    byPlatform: ADVOCACY_PLATFORMS.map((platform) => peopleByPlatform[platform]),
    byKind: ACTIVATION_KINDS.map((kind) => peopleByKind[kind]),
    units: UNITS.map((unit) => units.find(({ name }) => name === unit)?.people ?? 0),
  };
}
