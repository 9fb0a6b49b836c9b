import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant, type Period, periodOf } from '../../connectors/contract/period.js';
import type { Config, SectionSetting } from '../../src/config/config.js';
import type { SectionStore } from '../../src/digest/context.js';
import { standingLines } from '../../src/digest/target-lines.js';
import { verifyAgainstLedger, verifyDigest } from '../../src/digest/verify.js';
import type { Digest, Line } from '../../src/domain/digest.js';
import { logActivation } from '../../src/pipeline/activations/log.js';
import { openInstallationPseudonyms } from '../../src/pipeline/activations/people.js';
import { composeDigest } from '../../src/pipeline/compose.js';
import { currentStandings, setTarget } from '../../src/pipeline/targets.js';
import type { SqliteStore } from '../../src/store/sqlite/client.js';
import { demoStore } from '../support/demo-store.js';
import { composeFebruary, demoConfig, demoFile, FEBRUARY, failingLog, importText, MARCH_FIRST } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const config = demoConfig();
let demo: TemporaryStore;
beforeAll(async () => {
  demo = await demoStore();
});
afterAll(() => demo.remove());

const advocacyOf = (digest: Digest) => digest.sections.find(({ id }) => id === 'advocacy');
const linesOf = (digest: Digest): readonly Line[] => advocacyOf(digest)?.lines ?? [];
const texts = (digest: Digest, language: 'id' | 'en' = 'en'): readonly string[] => linesOf(digest).map(({ text }) => text[language]);

/** The advocacy section alone, for any period, made at some moment. */
function compose(store: SectionStore, period: Period, more: { readonly asOf?: string; readonly asItStood?: boolean; readonly config?: Config } = {}) {
  const { asOf = MARCH_FIRST, asItStood = false, config: of = config } = more;
  const [monthly] = of.digests;
  if (!monthly) throw new Error('The configuration has no digest.');
  const sections = monthly.sections.filter((section: SectionSetting) => section.kind === 'advocacy');
  return composeDigest({ config: of, digest: { ...monthly, sections }, period, asOf: asOf as Instant, asItStood }, store, failingLog);
}

const logOne = async (store: SqliteStore, at: string, more: object = {}) =>
  logActivation(
    { person: { scope: 'slack', value: 'U100' }, kind: 'engagement', platforms: ['instagram'], unit: 'DJPK', occurredAt: at as Instant, ...more },
    'slack',
    {
      ledger: store.advocacy,
      pseudonymiser: await openInstallationPseudonyms(store.advocacy, undefined),
      config,
      clock: { now: () => at as Instant },
    },
  );

describe("the report's page from the ledger", () => {
  // Everything that is reported about advocacy is left out: what is printed can only have been counted.
  const unreported = async () => {
    const { store, remove } = await demoStore();
    onTestFinished(remove);
    return {
      ...store,
      readSeries: async (question: Parameters<typeof store.readSeries>[0]) =>
        question.subject === 'advocacy' && question.metric !== 'headcount' ? [] : store.readSeries(question),
    };
  };

  it('is figure by figure the one that was reported, in both languages', async () => {
    const digest = await compose(await unreported(), FEBRUARY);
    for (const [language, printed] of [
      ['id', ['13.559', '137,84%', '9.837', '17,91%', '75.711', '14.316', '2.245 (15,68%)', '11.954 (83,50%)', '117 (0,82%)', '14.887']],
      ['en', ['13,559', '137.84%', '9,837', '17.91%', '75,711', '14,316', '2,245 (15.68%)', '11,954 (83.50%)', '117 (0.82%)', '14,887']],
    ] as const)
      for (const figure of printed) expect(texts(digest, language).join('\n')).toContain(figure);
    expect(texts(digest)).toEqual(
      expect.arrayContaining([
        'Instagram: 9,721 (65.30%)',
        'X: 1,656 (11.12%)',
        'Facebook: 1,677 (11.26%)',
        'WhatsApp: 1,271 (8.54%)',
        'LinkedIn: 491 (3.30%)',
        'YouTube: 37 (0.25%)',
        'TikTok: 34 (0.23%)',
      ]),
    );
    expect(texts(digest)).toContain('Counted from the recorded activations');
  });

  it('can be counted again from the basis of every line', async () => {
    const digest = await composeFebruary(demo.store, config);
    const counted = linesOf(digest).flatMap(({ basis }) => basis.values.filter(({ observation }) => observation.startsWith('ledger:')));
    expect(counted.length).toBeGreaterThan(60);
    expect(verifyDigest(digest)).toEqual([]);
    expect(await verifyAgainstLedger(digest, demo.store.advocacy)).toEqual([]);
  });

  it('is found out where one count is not what the ledger says', async () => {
    const digest = await compose(demo.store, FEBRUARY);
    const text = JSON.stringify(digest).replaceAll('"value":13559', '"value":13560').replaceAll('13,559', '13,560').replaceAll('13.559', '13.560');
    const found = await verifyAgainstLedger(JSON.parse(text) as Digest, demo.store.advocacy);
    expect(found.map(({ place }) => place)).toContain('advocacy/people');
    expect(found[0]?.reason).toContain('The ledger counts 13559');
  });

  it('says by which day the target was met, once', async () => {
    const met = texts(await compose(demo.store, FEBRUARY)).filter((text) => text.startsWith('Met on'));
    expect(met).toHaveLength(1);
    const [, day = '', count = ''] = /Met on (\d+) February 2024, with ([\d,]+)/.exec(met[0] ?? '') ?? [];
    expect(Number(count.replace(',', ''))).toBeGreaterThanOrEqual(9_837);
    const before = { start: civilDate('2024-01-01'), end: civilDate(`2024-02-${day.padStart(2, '0')}`) };
    expect((await demo.store.advocacy.summary(before)).people.atMost).toBeLessThan(9_837);
  });

  it('groups the units of under five people', async () => {
    const digest = await compose(demo.store, FEBRUARY);
    const printed = JSON.stringify([texts(digest, 'id'), texts(digest)]);
    for (const small of ['STAF AHLI', 'SATGAS CONTOH', 'STAF KHUSUS']) expect(printed).not.toContain(small);
    expect(texts(digest)).toContain('3 other units together: 8 people, 8 activations');
  });
});

describe('a whole quarter', () => {
  const fourth = periodOf('quarter', civilDate('2023-12-01'));

  it('counts its people once, and nowhere prints the sum of its months', async () => {
    const digest = await compose(demo.store, fourth);
    expect(texts(digest)[0]).toBe('Active employees, Q4 2023: 11,873');
    const months = await Promise.all(
      ['2023-10-01', '2023-11-01', '2023-12-01'].map((day) => demo.store.advocacy.summary(periodOf('month', civilDate(day)))),
    );
    const sum = months.reduce((people, month) => people + month.people.atMost, 0);
    expect(sum).toBeGreaterThan(11_873);
    const printed = JSON.stringify(digest).replaceAll(/[.,]/g, '');
    for (const { people } of months) expect(printed).toContain(String(people.atMost));
    expect(printed).not.toContain(String(sum));
  });

  it('is not measured by the target of another quarter', async () => {
    expect(texts(await compose(demo.store, fourth)).join('\n')).not.toContain('9,837');
  });
});

describe('a digest of the running quarter', () => {
  it('counts up to its own day, and what was logged since is in the next one', async () => {
    const { store, remove } = await demoStore();
    onTestFinished(remove);
    const first = periodOf('quarter', civilDate('2024-03-01'));
    const before = await compose(store, first);
    expect(texts(before)[0]).toBe('Active employees, Q1 2024 to 1 March 2024: 13,559');
    await logOne(store, '2024-03-01T02:30:00.000Z');
    const after = await compose(store, first, { asOf: '2024-03-01T03:00:00.000Z' });
    // A Slack account that nobody linked may be one of those whom the form knows by number.
    expect(texts(after)[0]).toBe('Active employees, Q1 2024 to 1 March 2024: 13,559 to 13,560');
    expect(texts(after)).toContain('Activations, Q1 2024 to 1 March 2024: 14,317');
    const asItStood = await compose(store, first, { asOf: '2024-03-01T02:15:00.000Z', asItStood: true });
    expect(texts(asItStood)[0]).toBe('Active employees, Q1 2024 to 1 March 2024: 13,559');
    expect(await verifyAgainstLedger(asItStood, store.advocacy)).toEqual([]);
    expect(verifyDigest(after)).toEqual([]);
  });

  it('measures the targets that were set in Slack beside those of the configuration', async () => {
    const { store, remove } = await demoStore();
    onTestFinished(remove);
    const manager = config.people.find(({ role }) => role === 'manager');
    if (!manager) throw new Error('The demo has no manager.');
    const deps = { ledger: store.advocacy, config, clock: { now: () => MARCH_FIRST } };
    const set = (unit: string, metric: 'people' | 'activations', value: number) =>
      setTarget({ quarter: '2024-Q1', metric, unit, value, plan: { kind: 'linear' }, owner: manager.id }, manager, deps);
    await set('DJPK', 'people', 400);
    await set('STAF KHUSUS', 'activations', 20);
    const digest = await compose(store, FEBRUARY);
    expect(texts(digest)).toEqual(
      expect.arrayContaining([
        '84.25% of the Target of active employees of DJPK for Q1 2024 (400), day 60 of 91',
        'The plan expects 264 by 29 February 2024',
        '63 more are needed for the target for Q1 2024',
        'Target of activations of STAF KHUSUS for Q1 2024: fewer than five people, not shown',
      ]),
    );
    expect(verifyDigest(digest)).toEqual([]);
    expect(await verifyAgainstLedger(digest, store.advocacy)).toEqual([]);
    const standings = await currentStandings(config, store, MARCH_FIRST);
    expect(standings.map(({ target, met }) => [target.id, met?.day])).toEqual([
      ['ea-2024-q1', '2024-02-15'],
      ['2024-Q1/activations/STAF KHUSUS', undefined],
      ['2024-Q1/people/DJPK', undefined],
    ]);
  });
});

describe('the target of a small unit', () => {
  it('is not told of, though so few people did much', async () => {
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    const manager = config.people.find(({ role }) => role === 'manager');
    if (!manager) throw new Error('The demo has no manager.');
    const target = { quarter: '2024-Q1', metric: 'activations', unit: 'BIRO', value: 10, plan: { kind: 'none' }, owner: manager.id } as const;
    await setTarget(target, manager, { ledger: store.advocacy, config, clock: { now: () => MARCH_FIRST } });
    const lines = async () => {
      const standings = await currentStandings(config, store, MARCH_FIRST);
      const found = standings.find(({ target: { id } }) => id === '2024-Q1/activations/BIRO');
      if (!found) throw new Error('The target has no standing.');
      return standingLines(found, { calendar: config.organisation.calendar, digits: 2 }).map(({ text }) => text.en);
    };
    const all = (person: string, days: readonly number[]) =>
      days.map((day) =>
        logOne(store, `2024-02-0${day}T02:00:00.000Z`, {
          person: { scope: 'slack', value: person },
          unit: 'BIRO',
          links: `https://www.instagram.com/p/C${person}${day}/`,
        }),
      );
    await Promise.all(all('U201', [1, 2, 3, 4, 5, 6]));
    expect(await lines()).toEqual(['Target of activations of BIRO for Q1 2024: fewer than five people, not shown']);
    await Promise.all(['U202', 'U203', 'U204', 'U205'].flatMap((person) => all(person, [1])));
    expect((await lines())[0]).toBe('100.00% of the Target of activations of BIRO for Q1 2024 (10), day 61 of 91');
  });
});

describe('without a ledger', () => {
  it('what is reported is printed with its scope, and never added to anything', async () => {
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    await importText(store, config, 'laporan', demoFile('laporan-2024-02.csv'));
    const digest = await compose(store, FEBRUARY);
    expect(texts(digest, 'id')).toContain('Angka yang dilaporkan (se-Kemenkeu)');
    expect(linesOf(digest).at(-1)?.badges).toEqual(['reported']);
    expect(texts(digest)[0]).toBe('Active employees, Q1 2024 to 29 February 2024: 13,559');
  });

  it('one activation in the ledger is what is counted, with the reported figures apart from it', async () => {
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    await importText(store, config, 'laporan', demoFile('laporan-2024-02.csv'));
    await logOne(store, '2024-02-10T02:00:00.000Z');
    const digest = await compose(store, FEBRUARY);
    expect(texts(digest)[0]).toBe('Active employees, Q1 2024 to 29 February 2024: 1');
    expect(texts(digest).at(-1)).toBe(
      'Counted from the recorded activations. Reported apart from that (ministry-wide): active employees 13,559, activations 14,316, platform touches 14,887',
    );
    expect(JSON.stringify(digest)).not.toMatch(/13[.,]560|14[.,]317|14[.,]888/);
  });
});
