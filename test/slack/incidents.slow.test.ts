import { beforeEach, describe, expect, it } from 'vitest';
import { importFacts, origin, value } from '../contracts/store.js';
import { ayu, bima, laporan } from '../sandbox/rig.js';
import { at, configWith, FALL, X } from '../support/alert-config.js';
import { incidentRig, words } from '../support/incident-rig.js';

const ENGLISH = 'C0ENGLISH1';
const clara = 'U0MANAGER2';
const dito = 'U0EDITOR01';
const rig = incidentRig();

describe('a decline', () => {
  beforeEach(async () => {
    const { pull } = rig();
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
  });

  it('is one card that edits itself, and its story stands in the thread', async () => {
    const { sandbox, pull, startAt, cards, thread, cardIn } = rig();
    const config = configWith([FALL]);
    await startAt(at('2024-02-11'), config);
    const card = await cardIn(laporan, 'Perlu perhatian');
    expect(card.text).toMatch(/^Impresi @DitjenPK 10 Februari 2024: 700, turun 30,0% dari 1.000/);
    expect(words([card])).toContain('slack_file');
    expect(words([card])).toContain('Berlaku sejak 11 Februari 2024 pukul 09.05 WIB');

    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await cardIn(laporan, `Ditangani <@${bima}>`);
    await sandbox.until(() => thread(card).length === 1);
    expect(words(thread(card))).toContain(`<@${bima}> menangani`);

    await pull('2024-02-11', '2024-02-11', () => 990);
    await startAt(at('2024-02-12'), config);
    const ended = await cardIn(laporan, 'Pulih');
    expect(ended.ts).toBe(card.ts);
    expect(words([ended])).not.toContain('incident.acknowledge');
    await sandbox.until(() => thread(card).length === 2);
    expect(cards(laporan)).toHaveLength(1);
    await startAt(at('2024-02-13'), config);
    expect(cards(laporan)).toHaveLength(1);
    expect(thread(card)).toHaveLength(2);
  });
});

describe('a card under the hands of several people', () => {
  beforeEach(async () => {
    const { pull } = rig();
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
  });

  it('names one of two who acknowledge at once, and tells the other who it was', async () => {
    const { sandbox, place, startAt, thread, cardIn, privately } = rig();
    await startAt(at('2024-02-11'), configWith([FALL]));
    const card = await cardIn(laporan, 'Perlu perhatian');
    await Promise.all([bima, clara].map((person) => sandbox.as(person).click(card, 'incident.acknowledge')));
    await sandbox.until(() => sandbox.ephemerals(laporan, bima).length + sandbox.ephemerals(laporan, clara).length === 1);
    const [incident] = await place.store.listIncidents({});
    const named = incident?.acknowledged?.by;
    const other = named === bima ? clara : bima;
    expect([bima, clara]).toContain(named);
    await cardIn(laporan, `Ditangani <@${named}>`);
    expect(privately(other)).toContain(`<@${named}>`);
    expect(privately(named ?? '')).toBe('[]');
    await sandbox.until(() => thread(card).length === 1);
  });

  it('keeps its acknowledgement over a restart', async () => {
    const { sandbox, startAt, cards, cardIn } = rig();
    const config = configWith([FALL]);
    await startAt(at('2024-02-11'), config);
    await sandbox.as(bima).click(await cardIn(laporan, 'Perlu perhatian'), 'incident.acknowledge');
    await cardIn(laporan, `Ditangani <@${bima}>`);
    await startAt(at('2024-02-11', '15:00'), config);
    await sandbox.as(clara).click(await cardIn(laporan, `Ditangani <@${bima}>`), 'incident.snooze', `day:${await idOf()}`);
    const card = await cardIn(laporan, `Ditunda <@${clara}> sampai 12 Februari 2024 pukul 15.00 WIB`);
    expect(words([card])).toContain(`Ditangani <@${bima}>`);
    expect(cards(laporan)).toHaveLength(1);
  });

  const idOf = async (): Promise<string> => (await rig().place.store.openCards())[0]?.id ?? '';

  it('lets managers alone mute its rule, and members do nothing', async () => {
    const { sandbox, place, startAt, cardIn, privately } = rig();
    await startAt(at('2024-02-11'), configWith([FALL]));
    const card = await cardIn(laporan, 'Perlu perhatian');
    await sandbox.as(dito).click(card, 'incident.mute');
    await sandbox.until(() => privately(dito).includes('Hanya manajer dan pemilik'));
    await sandbox.as(ayu).click(card, 'incident.acknowledge');
    await sandbox.until(() => privately(ayu).includes('Hanya editor, manajer, dan pemilik'));
    const [incident] = await place.store.listIncidents({});
    expect([incident?.acknowledged, incident?.snoozedUntil]).toEqual([undefined, undefined]);
    await sandbox.as(clara).click(card, 'incident.mute');
    await cardIn(laporan, `Aturan dibisukan <@${clara}> sampai 18 Februari 2024`);
  });

  it('does not tell what a muted rule finds elsewhere until it may again', async () => {
    const { place, pull, startAt, cards, cardIn } = rig();
    await pull('2024-01-01', '2024-02-11', (day) => (day === '2024-02-11' ? 700 : 1000), { ...X, metric: 'likes' });
    const config = configWith([FALL, { ...FALL, id: 'likes', metric: 'likes', route: ['english'] }]);
    await place.store.saveSetting({ name: 'alert-muted:likes', value: at('2024-02-14'), validFrom: at('2024-02-11', '09:00'), by: bima });
    await startAt(at('2024-02-12'), config);
    await cardIn(laporan, 'Impresi');
    expect(cards(ENGLISH)).toEqual([]);
    await startAt(at('2024-02-14', '10:00'), config);
    await cardIn(ENGLISH, 'Likes @DitjenPK');
  });

  it('is quiet while it is snoozed, and reminds who snoozed it when the time is over', async () => {
    const { sandbox, startAt, stop, cards, thread, cardIn } = rig();
    const config = configWith([FALL]);
    await startAt(at('2024-02-11'), config);
    const card = await cardIn(laporan, 'Perlu perhatian');
    await sandbox.as(bima).click(card, 'incident.snooze', `hour:${await idOf()}`);
    await cardIn(laporan, 'sampai 11 Februari 2024 pukul 10.05 WIB');
    await sandbox.until(() => thread(card).length === 1);
    await startAt(at('2024-02-11', '10:00'), config);
    await stop();
    expect(thread(card)).toHaveLength(1);
    await startAt(at('2024-02-11', '10:06'), config);
    await sandbox.until(() => thread(card).length === 2);
    expect(words(thread(card).slice(1))).toContain(`<@${bima}>: waktu tunda sudah lewat dan belum pulih`);
    expect(words(cards(laporan))).not.toContain('Ditunda');
    await startAt(at('2024-02-11', '10:20'), config);
    await stop();
    expect(thread(card)).toHaveLength(2);
  });

  it('shows the rows behind it, and what contributed, to the one who asks', async () => {
    const { sandbox, pull, startAt, cards, thread, cardIn, privately } = rig();
    await pull('2024-02-10', '2024-02-11', () => 200);
    await startAt(at('2024-02-12'), configWith([{ ...FALL, grain: 'week', baseline: 'previous' }]));
    const card = await cardIn(laporan, 'Perlu perhatian');
    await sandbox.as(bima).click(card, 'incident.source');
    await sandbox.until(() => privately(bima).includes('x:DitjenPK/impressions//day@2024-02-10'));
    await sandbox.as(clara).click(card, 'incident.why');
    await sandbox.until(() => privately(clara).includes('slack_file'));
    expect(privately(clara)).toContain('Impressions @DitjenPK 5–11 February 2024: 5,400, down 1,600 from 7,000 (29 January – 4 February 2024)');
    expect(cards(laporan)).toHaveLength(1);
    expect(thread(card)).toEqual([]);
  });

  it('says so where the figure has no parts, and draws nothing then', async () => {
    const { sandbox, startAt, cardIn, privately } = rig();
    await startAt(at('2024-02-11'), configWith([FALL]));
    await sandbox.as(clara).click(await cardIn(laporan, 'Perlu perhatian'), 'incident.why');
    await sandbox.until(() => privately(clara).includes('known only as a whole'));
    expect(privately(clara)).toContain('Impressions @DitjenPK 10 February 2024: 700, down 300 from 1,000 (3 February 2024)');
    expect(privately(clara)).not.toContain('slack_file');
  });
});

describe('a card and what Slack refuses', () => {
  beforeEach(async () => {
    const { pull } = rig();
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
  });

  it('comes without its chart where the chart cannot be uploaded, and is edited later on', async () => {
    const { sandbox, startAt, cards, cardIn } = rig();
    sandbox.fault('files.getUploadURLExternal', { kind: 'error', error: 'internal_error' });
    await startAt(at('2024-02-11'), configWith([FALL]));
    const card = await cardIn(laporan, 'Perlu perhatian');
    expect(words([card])).not.toContain('slack_file');
    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await cardIn(laporan, `Ditangani <@${bima}>`);
    expect(cards(laporan)).toHaveLength(1);
  });

  it('comes in words where Slack does not show the chart that it took', async () => {
    const { sandbox, startAt, cards, cardIn } = rig();
    const refusal = {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/2/slack_file]'] },
    };
    sandbox.fault('chat.postMessage', { kind: 'http', status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(refusal) });
    await startAt(at('2024-02-11'), configWith([FALL]));
    const card = await cardIn(laporan, 'Perlu perhatian');
    expect(words([card])).not.toContain('slack_file');
    expect(words([card])).toContain('incident.acknowledge');
    expect(cards(laporan)).toHaveLength(1);
  });

  it('stands in App Home as long as it holds, with who has it', async () => {
    const { sandbox, startAt, cardIn } = rig();
    const home = (user: string): string => JSON.stringify(sandbox.home(user) ?? {});
    await startAt(at('2024-02-11'), configWith([FALL]));
    const card = await cardIn(laporan, 'Perlu perhatian');
    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await cardIn(laporan, `Ditangani <@${bima}>`);
    await sandbox.as(clara).openHome();
    await sandbox.until(() => home(clara).includes('1 alert holds'));
    expect(home(clara)).toContain('Impressions @DitjenPK 10 February 2024: 700, down 30.0%');
    expect(home(clara)).toContain('Acknowledged by Pak Bima');
  });

  it('stands in the App Home of a member only where a channel hears of it too', async () => {
    const { sandbox, startAt, cardIn } = rig();
    const home = (user: string): string => JSON.stringify(sandbox.home(user) ?? {});
    await startAt(at('2024-02-11'), configWith([FALL, { ...FALL, id: 'private', threshold: 0.25, route: ['manager-1'] }]));
    await cardIn(laporan, 'Perlu perhatian');
    await cardIn(bima, 'Perlu perhatian');
    await sandbox.as(ayu).openHome();
    await sandbox.until(() => home(ayu).includes('1 peringatan berlaku'));
    await sandbox.as(clara).openHome();
    await sandbox.until(() => home(clara).includes('2 alerts hold'));
  });
});

describe('where an alert goes', () => {
  beforeEach(async () => {
    const { pull } = rig();
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
  });
  const night: readonly [string, string] = [
    'laporan: { id: C0LAPORAN1, class: internal, language: id }',
    'laporan: { id: C0LAPORAN1, class: internal, language: id, quiet: { from: "20:00", to: "07:00", zone: Asia/Makassar } }',
  ];

  it('waits out the quiet hours of a channel in its zone, and comes then', async () => {
    const { startAt, stop, cards, cardIn } = rig();
    const config = configWith([{ ...FALL, route: ['laporan', 'english'] }], night);
    // 06:30 in Makassar
    await startAt(at('2024-02-11', '05:30'), config);
    await cardIn(ENGLISH, 'Needs attention');
    await stop();
    expect(cards(laporan)).toEqual([]);
    await startAt(at('2024-02-11', '06:01'), config);
    await cardIn(laporan, 'Perlu perhatian');
    expect(cards(ENGLISH)).toHaveLength(1);
  });

  it('is not lost where it was over before the quiet hours were', async () => {
    const { place, pull, startAt, stop, cards, cardIn } = rig();
    const config = configWith([FALL], night);
    await startAt(at('2024-02-11', '05:30'), config);
    await stop();
    expect(cards(laporan)).toEqual([]);
    await pull('2024-02-10', '2024-02-10', () => 995);
    await startAt(at('2024-02-11', '05:50'), config);
    await stop();
    expect(await place.store.listIncidents({ open: true })).toEqual([]);
    await startAt(at('2024-02-11', '06:01'), config);
    await cardIn(laporan, 'Pulih');
    expect(cards(laporan)).toHaveLength(1);
  });

  it('is one card where one cause makes many, in each place only with what belongs there', async () => {
    const { sandbox, pull, startAt, cards, thread, cardIn } = rig();
    const many = ['likes', 'views', 'comments'];
    for (const metric of many) await pull('2024-01-01', '2024-02-10', (day) => (day === '2024-02-10' ? 700 : 1000), { ...X, metric });
    const rule = (metric: string, route: readonly string[]) => ({ ...FALL, id: metric, metric, group: 'subject', route });
    const config = configWith([...many.map((metric) => rule(metric, ['laporan'])), rule('impressions', ['laporan', 'english'])]);
    await startAt(at('2024-02-11'), config);
    const card = await cardIn(laporan, '4 peringatan: @DitjenPK');
    expect(card.text.split('\n')).toHaveLength(5);
    expect((await cardIn(ENGLISH, 'Needs attention')).text).toContain('Impressions @DitjenPK');
    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await sandbox.until(() => thread(card)[0]?.text.split('menangani').length === 5);
    expect(thread(card)).toHaveLength(1);
    for (const metric of many) await pull('2024-02-11', '2024-02-11', () => 1000, { ...X, metric });
    await startAt(at('2024-02-12'), config);
    await cardIn(laporan, '1 dari 4 peringatan masih berlaku');
    expect(cards(laporan)).toHaveLength(1);
  });

  it('joins the card of its group later on, which the thread tells', async () => {
    const { sandbox, pull, startAt, cards, thread, cardIn } = rig();
    const config = configWith(['impressions', 'likes'].map((metric) => ({ ...FALL, id: metric, metric, group: 'subject' })));
    await startAt(at('2024-02-11'), config);
    const card = await cardIn(laporan, 'Perlu perhatian');
    await pull('2024-01-01', '2024-02-11', (day) => (day === '2024-02-11' ? 700 : 1000), { ...X, metric: 'likes' });
    await startAt(at('2024-02-12'), config);
    await cardIn(laporan, '2 peringatan: @DitjenPK');
    await sandbox.until(() => thread(card).length === 1);
    expect(words(thread(card))).toContain('Peringatan baru: ');
    expect(cards(laporan)).toHaveLength(1);
  });

  it('keeps editing where it was posted when its rule goes elsewhere, and does not repeat there what is over', async () => {
    const { startAt, stop, cards, cardIn } = rig();
    await startAt(at('2024-02-11'), configWith([FALL]));
    await cardIn(laporan, 'Perlu perhatian');
    await startAt(at('2024-02-11', '10:00'), configWith([]));
    await cardIn(laporan, 'tidak diawasi lagi');
    await startAt(at('2024-02-11', '11:00'), configWith([{ ...FALL, threshold: 0.9, recovery: 0.8, route: ['english'] }]));
    await stop();
    expect(cards(ENGLISH)).toEqual([]);
  });
});

describe('news of a target', () => {
  const people = { subject: 'advocacy', metric: 'active_employees', dimensions: {}, grain: 'quarter' as const };

  it('is a direct message to its manager, whose first line is the whole news', async () => {
    const { sandbox, place, startAt } = rig();
    const observedAt = at('2024-03-01', '08:00');
    const facts = [value(people, '2024-01-01', 13_559, { observedAt, quality: 'typed' })];
    await importFacts(place.store, origin('file', 'a', observedAt), facts);
    await startAt(at('2024-03-01'), configWith([{ id: 'target', condition: 'target-met', target: 'ea-2024-q1', route: ['manager-1'] }]));
    await sandbox.until(() => sandbox.messages(bima).length === 1);
    const [message] = sandbox.messages(bima);
    expect(message?.text.split('\n')[0]).toMatch(/^Target pegawai aktif Q1 137,84% \(13\.559\/9\.837\) per 29 Feb$/);
    expect(words(sandbox.messages(bima))).not.toContain('incident.snooze');
    expect(sandbox.messages(laporan)).toEqual([]);
  });
});
