import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import type { Config } from '../../../src/config/config.js';
import type { PersonName } from '../../../src/domain/activation.js';
import { FIRST_RULE } from '../../../src/domain/activation-rule.js';
import { openPseudonymiser } from '../../../src/domain/pseudonym.js';
import { type ActivationReport, type ActivationRequest, importActivations } from '../../../src/pipeline/activations/import.js';
import { logActivation, undoActivation } from '../../../src/pipeline/activations/log.js';
import { exportPerson, forgetAdvocate, linkPerson, openInstallationPseudonyms } from '../../../src/pipeline/activations/people.js';
import { changeRule } from '../../../src/pipeline/activations/rules.js';
import { RefusedFile } from '../../../src/pipeline/import-report.js';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/client.js';
import { demoConfig } from '../../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../../support/store.js';

const NOW = '2024-03-01T02:00:00.000Z' as Instant;
const clock = { now: () => NOW };
const pseudonymiser = openPseudonymiser(new Uint8Array(32).fill(7));
const QUARTER = { start: civilDate('2024-01-01'), end: civilDate('2024-04-01') };
const MANAGER = { who: 'manager-1', at: NOW };
const config: Pick<Config, 'organisation'> = demoConfig();
const HEADER = 'occurred_at,staff_number,person,unit,kind,platform,content,campaign,link,evidence';
const GOOD = '2024-02-29 23:30:00,199001012015011001,Ayu,Humas,provided,Instagram,apbn,c1,https://www.instagram.com/p/C1/?igsh=1,bukti';

let home: TemporaryStore;
let store: SqliteStore;
beforeEach(async () => {
  home = await temporaryStore();
  store = await openSqliteStore(home.path);
});
afterEach(async () => {
  await store.close();
  await home.remove();
});

function importText(text: string, more: Partial<ActivationRequest> = {}): Promise<ActivationReport> {
  const from = { bytes: new TextEncoder().encode(text), fileName: 'form.csv' };
  return importActivations({ from, sourceName: 'form', ...more }, { ledger: store.advocacy, pseudonymiser, config, clock });
}

const file = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

describe('a long file of activations', () => {
  it('comes in with days of the zone, canonical links, units in one spelling, and pseudonyms instead of names', async () => {
    const report = await importText(
      file(
        GOOD,
        '2024-02-29T18:00:00Z,,Orang 002,HUMAS ,like,"ig, WA",,,Sudah kak https://www.instagram.com/p/C1/,',
        '2024-02-01,,orang 002,humas,engagement,whatsapp,,,-,',
      ),
    );
    expect(report).toMatchObject({ rows: 3, rejected: 0, added: 3, repeats: 0, origin: { kind: 'file', name: 'form', zone: 'Asia/Jakarta' } });
    expect(await store.advocacy.summary(QUARTER)).toMatchObject({ people: { atLeast: 1, atMost: 2 }, activations: 3, touches: 4 });
    expect(await store.advocacy.groups('unit', QUARTER)).toEqual([{ name: 'HUMAS', people: 2, activations: 3 }]);
    const [ayu] = await store.advocacy.activationsOf(pseudonymiser.hash({ scope: 'staff', value: '199001012015011001' }), QUARTER);
    expect(ayu).toMatchObject({
      day: '2024-02-29',
      occurredAt: '2024-02-29T16:30:00.000Z',
      links: ['instagram:C1'],
      campaign: 'c1',
      line: 2,
      rule: 1,
    });
    const exported = await exportPerson({ scope: 'form', value: 'ORANG 002|humas' }, { ledger: store.advocacy, pseudonymiser }, MANAGER);
    // 18:00 UTC is the next day in Jakarta.
    expect(exported?.activations.map(({ day }) => day)).toEqual(['2024-02-01', '2024-03-01']);
  });

  it('reads the headers of an Indonesian form, the spellings of units from a list, and dates in a declared order', async () => {
    const text =
      'Cap waktu,NIP,Unit Kerja,Jenis,Platform,Tautan Postingan\n29/02/2024 8.05.10,199001012015011001,humas dan layanan,Konten tersedia,Instagram,https://instagram.com/p/C1\n';
    await importText(text, { dateOrder: 'day-first', units: ['Humas dan Layanan'] });
    const [one] = await store.advocacy.activationsOf(pseudonymiser.hash({ scope: 'staff', value: '199001012015011001' }), QUARTER);
    expect(one).toMatchObject({ occurredAt: '2024-02-29T01:05:10.000Z', unit: 'Humas dan Layanan', kind: 'provided' });
  });

  it('is told from any reader, by its header and rows', async () => {
    async function* rows() {
      yield [{ line: 7, cells: ['2024-02-01', 'Ayu', 'x', ''] }];
    }
    const table = { name: 'form.xlsx', header: ['Timestamp', 'Name', 'Platform', 'Link'], rows: rows(), hash: () => 'abc' };
    const request = { from: { table }, sourceName: 'form', kind: 'engagement' } as const;
    const report = await importActivations(request, { ledger: store.advocacy, pseudonymiser, config, clock });
    expect(report).toMatchObject({ added: 1, file: 'form.xlsx', origin: { id: 'file:form:abc' } });
  });

  it('may be checked only, and then keeps nothing', async () => {
    expect(await importText(file(GOOD), { dryRun: true })).toMatchObject({ rows: 1, added: 0, dryRun: true });
    expect((await store.advocacy.summary(QUARTER)).activations).toBe(0);
  });

  it('keeps the right rows of a wrong file only where that is asked for', async () => {
    const text = file(GOOD, GOOD.replace('instagram.com/p/C1/', 'instagram.com/ayu/'));
    await expect(importText(text)).rejects.toThrow(/line 3, column link: "https:\/\/www.instagram.com\/ayu\/\?igsh=1" leads to a profile/);
    expect(await importText(text, { acceptPartial: true })).toMatchObject({ added: 1, rejected: 1 });
  });
});

describe('a file that can not be right', () => {
  it.each([
    ['a date in the future', file(GOOD, GOOD.replace('2024-02-29', '2024-03-02')), /line 3, column occurred_at: .* lies in the future/],
    ['a day that does not exist', file(GOOD.replace('2024-02-29', '2024-02-30')), /line 2, column occurred_at: .* no moment that exists/],
    [
      'a date of another locale',
      file(GOOD.replace('2024-02-29', '02/03/2024')),
      /line 2, column occurred_at: .* which is the day and which the month/,
    ],
    ['a rounded staff number', file(GOOD.replace('199001012015011001', '199001012015011000')), /line 2, column staff_number: .*spreadsheet/],
    [
      'words instead of a link',
      file(GOOD.replace('https://www.instagram.com/p/C1/?igsh=1', 'Sudah kak')),
      /line 2, column link: "Sudah kak" is no link/,
    ],
    [
      'no link where the platform has one',
      file(GOOD.replace('https://www.instagram.com/p/C1/?igsh=1', '')),
      /line 2, column platform: The link of the post on instagram/,
    ],
    ['a platform that nobody knows', file(GOOD.replace('Instagram', 'Friendster')), /line 2, column platform: "friendster" is no platform/],
    ['nobody', file(GOOD.replace('199001012015011001,Ayu', ',')), /line 2, column person: .* does not say whose/],
    ['a row with fewer cells', file(GOOD.replace(',bukti', '')), /line 2: This row has 9 cells and the header 10/],
    ['a wide layout', 'Date,Nama,NRP,Link Instagram,Link Facebook,Link Twitter\n2024-02-01,A,1,,,\n', /Line 1: this file is wide/],
    ['semicolons', 'occurred_at;person;kind;link\n', /Line 1: the columns are not parted by commas/],
    ['columns of something else', 'period,source,metric,value\n', /Line 1: no column says when \(occurred_at\), who/],
    ['no rows', `${HEADER}\n`, /no rows/],
  ])('for %s is refused with line and reason, and nothing of it is kept', async (_what, text, reason) => {
    const refused = await importText(text).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedFile);
    expect(String(refused)).toMatch(reason);
    expect((await store.advocacy.summary(QUARTER)).activations).toBe(0);
    expect(await store.advocacy.auditLog(5)).toEqual([]);
  });

  it('for dates of another declared order names the locale', async () => {
    const text = file(GOOD.replace('2024-02-29', '02/29/2024'));
    await expect(importText(text, { dateOrder: 'day-first' })).rejects.toThrow(/has no month 29.*Another locale/);
  });
});

describe('an activation that a person tells', () => {
  const ayu: PersonName = { scope: 'slack', value: 'U0MEMBER01' };
  const told = { person: ayu, kind: 'provided', platforms: ['instagram'], content: 'apbn', links: 'https://www.instagram.com/p/C1/' } as const;
  const dependencies = () => ({ ledger: store.advocacy, pseudonymiser, config, clock });

  it('takes the campaign of its content, is refused twice, and can be taken back within 15 minutes', async () => {
    await store.advocacy.saveContent(
      { id: 'apbn', title: 'APBN', link: undefined, caption: undefined, campaign: 'c1', deadline: undefined },
      MANAGER,
    );
    const logged = await logActivation(told, 'slack', dependencies());
    if (logged.outcome !== 'added') throw new Error(logged.outcome);
    expect(await store.advocacy.activation(logged.id)).toMatchObject({ campaign: 'c1', day: '2024-03-01', source: 'typed:slack' });
    expect((await logActivation(told, 'slack', dependencies())).outcome).toBe('repeat');
    const later = { now: () => '2024-03-01T02:16:00.000Z' as Instant };
    expect(await undoActivation(logged.id, ayu, { ...dependencies(), clock: later })).toBe(false);
    expect(await undoActivation(logged.id, ayu, dependencies())).toBe(true);
  });

  it('is refused with a sentence where it breaks the rule', async () => {
    await expect(logActivation({ ...told, links: '' }, 'slack', dependencies())).rejects.toThrow(/link of the post on instagram is missing/);
    await expect(logActivation({ ...told, links: 'https://x.com/ayu' }, 'slack', dependencies())).rejects.toThrow(/profile/);
    await expect(logActivation({ ...told, occurredAt: '2024-03-02T00:00:00.000Z' as Instant }, 'slack', dependencies())).rejects.toThrow(/future/);
  });
});

describe('forgetting a person', () => {
  it('takes every linked name with it, and the same form does not bring them back', async () => {
    const staff: PersonName = { scope: 'staff', value: '199001012015011001' };
    const slack: PersonName = { scope: 'slack', value: 'U0MEMBER01' };
    await importText(file(GOOD));
    await linkPerson(staff, slack, { ledger: store.advocacy, pseudonymiser }, MANAGER);
    const report = await forgetAdvocate([slack], { ledger: store.advocacy, pseudonymiser }, MANAGER);
    expect(report).toMatchObject({ names: 2, activations: 1, unknown: false });
    expect(await store.advocacy.tombstones()).toHaveLength(2);
    expect(await importText(file(GOOD))).toMatchObject({ added: 0, forgotten: 1 });
    expect((await store.advocacy.summary(QUARTER)).people.atMost).toBe(1);
    expect(await exportPerson(staff, { ledger: store.advocacy, pseudonymiser }, MANAGER)).toBeUndefined();
  });
});

describe('the definition', () => {
  it('is changed from the open quarter on, and what was judged before keeps its version', async () => {
    await importText(file(GOOD));
    const { version: _first, ...same } = FIRST_RULE;
    const dependencies = { ledger: store.advocacy, config, clock };
    await expect(changeRule({ ...same, validFrom: civilDate('2023-12-31') }, dependencies, 'manager-1')).rejects.toThrow(/closed/);
    const rule = await changeRule({ ...same, validFrom: civilDate('2024-02-01'), kinds: ['original'] }, dependencies, 'manager-1');
    expect(rule.version).toBe(2);
    await expect(importText(file(GOOD.replace('apbn', 'other')))).rejects.toThrow(/don't count under rule 2/);
    expect(await store.advocacy.summary(QUARTER)).toMatchObject({ activations: 1 });
    expect((await store.advocacy.auditLog(1, 'rule'))[0]).toMatchObject({ who: 'manager-1', at: NOW });
  });
});

describe("the installation's key", () => {
  it('is made once where there is no master key, and stays when one is set later', async () => {
    const first = await openInstallationPseudonyms(store.advocacy, undefined);
    const later = await openInstallationPseudonyms(store.advocacy, new Uint8Array(32).fill(9));
    expect(later.hash({ scope: 'form', value: 'a' })).toEqual(first.hash({ scope: 'form', value: 'a' }));
  });

  it('is the master key where there is one, and a lost or another one is told', async () => {
    await openInstallationPseudonyms(store.advocacy, new Uint8Array(32).fill(9));
    await expect(openInstallationPseudonyms(store.advocacy, undefined)).rejects.toThrow(/PANTAU_MASTER_KEY/);
    await expect(openInstallationPseudonyms(store.advocacy, new Uint8Array(32).fill(8))).rejects.toThrow(/PANTAU_MASTER_KEY/);
    const text = await store.advocacy.installationText('pseudonym-key', '');
    expect(text.includes(Buffer.alloc(32, 9).toString('hex'))).toBe(false);
  });
});
