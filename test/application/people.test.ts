import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import { exportPerson, forgetPerson, linkPeople } from '../../src/application/people.js';
import { readEnvironment } from '../../src/config/load.js';
import { importActivations } from '../../src/pipeline/activations/import.js';
import { saveOptOut } from '../../src/pipeline/activations/opt-out.js';
import { openInstallationPseudonyms, readPersonName } from '../../src/pipeline/activations/people.js';
import { languagePreferences } from '../../src/pipeline/language-preference.js';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/client.js';
import { demoConfig } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const NOW = '2024-03-01T02:00:00.000Z' as Instant;
const clock = { now: () => NOW };
const environment = readEnvironment({});
const QUARTER = { start: civilDate('2024-01-01'), end: civilDate('2024-04-01') };
const STAFF = '199001012015011001';
const SLACK = 'U0MEMBER01';
const FORM = `occurred_at,staff_number,unit,kind,platform,content,link
2024-02-29 23:30:00,${STAFF},Humas,provided,Instagram,apbn,https://www.instagram.com/p/C1/
2024-02-29 23:31:00,199001012015011002,Humas,provided,Instagram,apbn,https://www.instagram.com/p/C1/`;

let home: TemporaryStore;
let store: SqliteStore;
const reopen = async (): Promise<void> => {
  store = await openSqliteStore(home.path);
};
const parts = () => ({ store, clock, demo: false, environment });
const pseudonyms = () => openInstallationPseudonyms(store.advocacy, undefined);

async function importForm(text = FORM, fileName = 'form.csv') {
  const from = { bytes: new TextEncoder().encode(text), fileName };
  return importActivations({ from, sourceName: 'form' }, { ledger: store.advocacy, pseudonymiser: await pseudonyms(), config: demoConfig(), clock });
}

beforeEach(async () => {
  home = await temporaryStore();
  await reopen();
});
afterEach(async () => {
  await store.close();
  await home.remove();
});

describe('forgetting a person by a command', () => {
  it('says what went and what stayed, and keeps the counts', async () => {
    await importForm();
    const before = await store.advocacy.summary(QUARTER);
    const told = await forgetPerson([STAFF], 'en', parts());
    expect(told).toMatchObject({ names: 1, activations: 1, unknown: false });
    expect(told.sentences.slice(0, 2)).toEqual([
      'That person is forgotten: 1 name, the pseudonym, links, evidence and times of day are gone.',
      '1 activation still counts, without the person.',
    ]);
    expect(await store.advocacy.summary(QUARTER)).toEqual(before);
    expect((await forgetPerson([STAFF], 'id', parts())).sentences[0]).toBe(
      'Tidak ada orang dengan nama itu di buku aktivasi, atau ia sudah dilupakan.',
    );
  });

  it('removes their own choices in Slack, and nobody else’s', async () => {
    await importForm();
    const preferences = languagePreferences(store, { now: () => Date.parse(NOW) }, await pseudonyms());
    await preferences.save(SLACK, 'id');
    await preferences.save('U0OTHER001', 'en');
    await saveOptOut({ scope: 'slack', value: SLACK }, true, { store, clock, pseudonymiser: await pseudonyms() });
    expect(await forgetPerson([`<@${SLACK}>`], 'en', parts())).toMatchObject({ settings: 2 });
    expect(await preferences.read(SLACK)).toBeUndefined();
    expect(await preferences.read('U0OTHER001')).toBe('en');
  });

  it('holds against a copy of the database from before and the same form again', async () => {
    await importForm();
    await store.close();
    const backup = `${home.path}.backup`;
    copyFileSync(home.path, backup);
    await reopen();
    await forgetPerson([STAFF], 'en', parts());
    const counted = await store.advocacy.summary(QUARTER);
    await store.close();

    copyFileSync(backup, home.path);
    for (const end of ['-wal', '-shm']) rmSync(`${home.path}${end}`, { force: true });
    await reopen();
    await expect(exportPerson(STAFF, 'en', parts())).rejects.toMatchObject({ kind: 'refused-input' });
    expect(await importForm()).toMatchObject({ added: 0, forgotten: 1 });
    expect(await importForm(FORM.replaceAll('apbn', 'dbh').replaceAll('/C1/', '/C2/'), 'again.csv')).toMatchObject({ added: 1, forgotten: 1 });
    expect((await store.advocacy.summary(QUARTER)).people).toEqual(counted.people);
    const person = (await pseudonyms()).hash({ scope: 'staff', value: STAFF });
    expect(await store.advocacy.activationsOf(person, QUARTER)).toEqual([]);
  });

  it('takes their choices away again where a copy of the database from before brings them back', async () => {
    const preferences = async () => languagePreferences(store, { now: () => Date.parse(NOW) }, await pseudonyms());
    await (await preferences()).save(SLACK, 'id');
    await (await preferences()).save('U0OTHER001', 'en');
    await store.close();
    const backup = `${home.path}.backup`;
    copyFileSync(home.path, backup);
    expect(readFileSync(backup).includes(SLACK)).toBe(false);
    await reopen();
    await forgetPerson([`slack:${SLACK}`], 'en', parts());
    await store.close();

    copyFileSync(backup, home.path);
    for (const end of ['-wal', '-shm']) rmSync(`${home.path}${end}`, { force: true });
    await reopen();
    expect(await (await preferences()).read(SLACK)).toBeUndefined();
    expect(await (await preferences()).read('U0OTHER001')).toBe('en');
  });

  it('keeps no name beside the database, and a file of tombstones that went is made again', async () => {
    await importForm();
    await forgetPerson([STAFF], 'en', parts());
    const path = `${home.path}.forgotten`;
    const kept = readFileSync(path, 'utf8');
    expect(kept).toMatch(/^[0-9a-f]{32}\n$/);
    await store.close();
    rmSync(path);
    await reopen();
    expect(readFileSync(path, 'utf8')).toBe(kept);
  });
});

describe('what is stored about a person', () => {
  it('is given whole, and the asking stands in the audit trail', async () => {
    await importForm();
    const person = await exportPerson(`staff:${STAFF}`, 'en', parts());
    expect(person).toMatchObject({ advocate: { scopes: ['staff'] }, optedOut: false });
    expect(person.activations).toMatchObject([{ unit: 'HUMAS', kind: 'provided', platforms: ['instagram'], day: '2024-02-29' }]);
    expect((await store.advocacy.auditLog(1))[0]).toMatchObject({ what: 'export', who: 'command line' });
  });

  it('is refused for nobody, in the chosen language', async () => {
    await expect(exportPerson('form:Siapa', 'id', parts())).rejects.toThrow('Tidak ada orang bernama "form:Siapa"');
    await expect(exportPerson('staff:', 'id', parts())).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('linking two names', () => {
  it('makes one person of them once, and refuses who is not known', async () => {
    await importForm();
    const [one, other] = [STAFF, '199001012015011002'];
    expect((await store.advocacy.summary(QUARTER)).people.atMost).toBe(2);
    expect(await linkPeople(one, other, 'en', parts())).toMatchObject({ linked: true, moved: 1, repeats: 1 });
    expect((await store.advocacy.summary(QUARTER)).people.atMost).toBe(1);
    expect((await linkPeople(one, other, 'en', parts())).sentences).toEqual(['The two names were one person already.']);
    await expect(linkPeople(one, SLACK, 'en', parts())).rejects.toMatchObject({ kind: 'refused-input' });
  });
});

describe('the name of a person in a command', () => {
  it.each([
    ['staff:19900101 201501 1 001', { scope: 'staff', value: '19900101 201501 1 001' }],
    [STAFF, { scope: 'staff', value: STAFF }],
    ['<@U0MEMBER01|ayu>', { scope: 'slack', value: SLACK }],
    ['slack:u0member01', { scope: 'slack', value: SLACK }],
    ['ayu@contoh.go.id', { scope: 'form', value: 'ayu@contoh.go.id' }],
    ['form:U0MEMBER01', { scope: 'form', value: SLACK }],
  ] as const)('%s', (text, name) => {
    expect(readPersonName(text)).toEqual(name);
  });
});
