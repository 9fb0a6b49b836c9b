import { appendFile, copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../connectors/contract/period.js';
import type { Message } from '../../../sandbox/slack/model.js';
import type { Sandbox } from '../../../sandbox/slack/server.js';
import { watchingFolders } from '../../../src/bot/folders.js';
import type { MinuteWork } from '../../../src/bot/job.js';
import { systemWallClock } from '../../../src/clock.js';
import type { Logger } from '../../../src/log.js';
import { type Importer, openImporter } from '../../../src/pipeline/importer.js';
import { ownerTeller } from '../../../src/pipeline/post-digest.js';
import { undoImport } from '../../../src/pipeline/undo-import.js';
import { createMessenger } from '../../../src/slack/messenger.js';
import { bima, laporan, openSandbox } from '../../sandbox/rig.js';
import { droppingConfig, wordsOf } from '../../support/dropping-bot.js';
import { HANDED_IN } from '../../support/exports.js';
import { manifestRights } from '../../support/manifest.js';
import { root } from '../../support/paths.js';
import { type TemporaryStore, temporaryStore } from '../../support/store.js';

const fixture = (name: string): string => join(root, 'test/fixtures/exports', name);
const owner = 'U0OWNER001';
const nothing = (): void => undefined;
const log: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const clock = { now: () => HANDED_IN };

let folder: string;
let sandbox: Sandbox;
let place: TemporaryStore;
let importer: Importer;
let minute: MinuteWork;
let start: () => void;
/** Begins to watch, and tells these. */
const watch = (tell: readonly string[]): void => {
  const config = { ...droppingConfig, folders: [{ path: folder, tell }] };
  const messenger = createMessenger({ token: sandbox.botToken, slackApiUrl: sandbox.apiUrl, wall: systemWallClock, log });
  const present = () => ({
    ...{ config, store: place.store, clock, log, importer, botToken: sandbox.botToken, appToken: sandbox.appToken },
    ...{ slackApiUrl: sandbox.apiUrl, wayOut: undefined, installedAt: undefined },
  });
  start = () => {
    minute = watchingFolders({ present, messenger, tellOwner: ownerTeller(() => config, log, messenger) });
  };
  start();
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pantau-folder-'));
  sandbox = await openSandbox(manifestRights());
  place = await temporaryStore();
  importer = openImporter({ storePath: place.path, config: droppingConfig, clock });
});
afterEach(async () => {
  await importer.close();
  await sandbox.close();
  await place.remove();
  await rm(folder, { recursive: true, force: true });
});

const minutes = async (count: number): Promise<void> => {
  for (let passed = 0; passed < count; passed++) await minute();
};
const put = (name: string, as = name): Promise<void> => copyFile(fixture(name), join(folder, as));
const told = (channel = owner): readonly Message[] =>
  sandbox.messages(channel).filter((message) => message.user === 'U0PANTAU01' && wordsOf(message).includes('Folder '));
const followers = async (): Promise<readonly (number | null)[]> => {
  const window = { start: '2026-09-01' as CivilDate, end: '2026-10-01' as CivilDate };
  const rows = await place.store.readSeries({ subject: 'instagram:ditjenpk', metric: 'followers_gained', grain: 'day', dimensions: {}, window });
  return rows.map(({ value }) => value);
};
const undo = async (): Promise<void> => {
  const [kept] = await place.store.listImports(1);
  await undoImport({ import: kept?.origin.id ?? '', by: bima, reason: 'berkas yang salah' }, { store: place.store, clock: { now: () => HANDED_IN } });
};

describe('a file in a watched folder', () => {
  it('is imported once it lies still, and told once with how to undo it, over a restart too', async () => {
    watch(['owner']);
    await put('meta-daily-id.csv');
    await minutes(1);
    expect(await followers()).toEqual([]);
    await minutes(1);
    expect(await followers()).toEqual([4, 0, 7]);
    const [kept] = await place.store.listImports(1);
    expect(kept).toMatchObject({ by: `folder: ${folder}`, origin: { kind: 'export', name: 'meta-daily-id' } });
    expect(wordsOf(told()[0])).toContain(`meta-daily-id.csv: Disimpan: 3 baru, 0 direvisi, 0 tetap. (pantau undo ${kept?.origin.hash.slice(0, 12)})`);
    await minutes(2);
    start();
    await minutes(3);
    expect(told()).toHaveLength(1);
  });

  it('is not taken while somebody writes to it', async () => {
    watch(['owner']);
    const whole = await readFile(fixture('meta-daily-id.csv'));
    const path = join(folder, 'pengikut.csv');
    await writeFile(path, whole.subarray(0, 60));
    await minutes(1);
    await appendFile(path, whole.subarray(60, 90));
    await minutes(1);
    await appendFile(path, whole.subarray(90));
    await minutes(1);
    expect(await place.store.listImports(5)).toEqual([]);
    expect(told()).toEqual([]);
    await minutes(1);
    expect(await followers()).toEqual([4, 0, 7]);
  });

  it('of bytes that are kept already does nothing and is not told, whatever its name', async () => {
    watch(['owner']);
    await put('meta-daily-id.csv');
    await minutes(2);
    await put('meta-daily-id.csv', 'salinan (1).csv');
    await minutes(3);
    expect(told()).toHaveLength(1);
    expect(await place.store.listImports(5)).toHaveLength(1);
  });

  it('that asks or is refused is told once with what to do, read again only when it is replaced, and then kept', async () => {
    watch(['owner']);
    await put('meta-daily-es-reach.csv', 'reach.csv');
    await put('ads.csv');
    await minutes(4);
    expect(told()).toHaveLength(1);
    const words = wordsOf(told()[0]);
    expect(words).toContain('reach.csv: Belum disimpan, ada yang harus dijawab');
    expect(words).toContain(`pantau import ${join(folder, 'reach.csv')} --answer platform=... (platform: facebook, instagram)`);
    expect(words).toContain('ads.csv: Tidak disimpan. Ini laporan Pengelola Iklan Meta');
    start();
    await put('ads.csv');
    await minutes(3);
    expect(told()).toHaveLength(1);
    await put('meta-daily-id.csv', 'ads.csv');
    await minutes(2);
    expect(await followers()).toEqual([4, 0, 7]);
    expect(wordsOf(told().at(-1))).toContain('ads.csv: Disimpan: 3 baru');
  });

  it('whose import was undone stays undone, though the same file is copied there every night', async () => {
    watch(['owner']);
    await put('meta-daily-id.csv');
    await minutes(2);
    await undo();
    for (let night = 0; night < 2; night++) {
      await put('meta-daily-id.csv');
      await minutes(3);
    }
    expect(await followers()).toEqual([]);
    expect(told()).toHaveLength(2);
    expect(wordsOf(told()[1])).toContain('pernah dibatalkan');
  });

  it('is none where a link leads elsewhere, where it lies deeper, or where a program has not finished it', async () => {
    watch(['owner']);
    const outside = await mkdtemp(join(tmpdir(), 'pantau-outside-'));
    await writeFile(join(outside, 'secret.csv'), 'root:x:0,password\na,b\n');
    await symlink(join(outside, 'secret.csv'), join(folder, 'secret.csv'));
    await symlink(outside, join(folder, 'all'));
    await mkdir(join(folder, 'deeper'));
    await cp(fixture('meta-daily-id.csv'), join(folder, 'deeper', 'a.csv'));
    for (const name of ['.hidden.csv', '~$open.xlsx', 'a.csv.part', 'a.csv.crdownload']) await put('meta-daily-id.csv', name);
    await writeFile(join(folder, 'empty.csv'), '');
    await minutes(3);
    expect(await place.store.listImports(5)).toEqual([]);
    expect(told()).toEqual([]);
    await rename(join(folder, 'a.csv.part'), join(folder, 'a.csv'));
    await minutes(2);
    expect(await followers()).toEqual([4, 0, 7]);
    await rm(outside, { recursive: true });
  });

  it('with a name that no source may have is imported under as much of it as may be', async () => {
    watch(['owner']);
    await put('meta-daily-id.csv', `baris\nbaru ${'x'.repeat(150)}.csv`);
    await minutes(2);
    expect(await followers()).toEqual([4, 0, 7]);
  });
});

describe('what becomes of the files of a folder', () => {
  it('is told in the channel that the configuration names, a few files to a message and none twice', async () => {
    watch(['laporan']);
    for (let file = 0; file < 10; file++) await writeFile(join(folder, `rusak ${file}.csv`), `a,b\n1,${file}\n`);
    await minutes(4);
    const messages = told(laporan);
    expect(messages).toHaveLength(2);
    for (let file = 0; file < 10; file++) expect(messages.filter((message) => wordsOf(message).includes(`rusak ${file}.csv: `))).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  it('is told once where the folder is gone, and again when it is gone again', async () => {
    watch(['owner']);
    await rm(folder, { recursive: true });
    await minutes(2);
    expect(told().map(wordsOf)).toEqual([expect.stringContaining(`Folder ${folder} tidak ada.`)]);
    await mkdir(folder);
    await minutes(1);
    await rm(folder, { recursive: true });
    await minutes(2);
    expect(told()).toHaveLength(2);
  });
});
