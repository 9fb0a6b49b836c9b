import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/model.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { systemWallClock } from '../../src/clock.js';
import { PantauError } from '../../src/errors.js';
import { type SlackApp, startSlack } from '../../src/slack/app.js';
import { fileFeature } from '../../src/slack/listeners/files/feature.js';
import { MOST_BYTES } from '../../src/slack/listeners/files/fetch-file.js';
import type { FileIntake, IntakeFile, RecognisedFile } from '../../src/slack/listeners/files/intake.js';
import { openSandbox } from '../sandbox/rig.js';
import { droppingConfig, wordsOf } from '../support/dropping-bot.js';
import { manifestRights } from '../support/manifest.js';

const dito = 'U0EDITOR01';
const nobody = async () => ({ lines: [], suggestions: [] });
const logged: unknown[] = [];
const note = (...said: unknown[]): void => void logged.push(said);
const log = { debug: note, info: note, warn: note, error: note };
const file: RecognisedFile = {
  kind: 'recognised',
  title: 'Meta Business Suite',
  account: 'Akun: @ditjenpk',
  metrics: ['Jangkauan per hari: 2 angka'],
  leftOut: [],
  questions: [],
  keptBefore: undefined,
};

let sandbox: Sandbox;
let app: SlackApp;
/** What was asked of the rest of Pantau, in order. */
let asked: string[];
/** What it answers. */
let intake: FileIntake;
/** What Slack gives for every file; the file's own bytes where undefined. */
let given: string | undefined;

beforeEach(async () => {
  asked = [];
  given = undefined;
  logged.length = 0;
  const said = (word: string, { bytes, answers, by }: IntakeFile): void =>
    void asked.push(`${word} ${Buffer.from(bytes).toString()} ${JSON.stringify(answers)} ${by}`);
  intake = {
    preview: async (dropped) => {
      said('preview', dropped);
      return file;
    },
    keep: async (dropped) => {
      said('keep', dropped);
      return { kind: 'kept', sentence: 'Disimpan: 2 baru.', undo: 'export:reach:ab', file };
    },
    undo: async ({ id, by, language }) => {
      asked.push(`undo ${id} ${by} ${language}`);
      return 'Impor dibatalkan: 2 angka kembali seperti semula.';
    },
  };
  sandbox = await openSandbox(manifestRights());
  const slackApiUrl = sandbox.apiUrl;
  const parts: FileIntake = {
    preview: (dropped) => intake.preview(dropped),
    keep: (dropped) => intake.keep(dropped),
    undo: (request) => intake.undo(request),
  };
  const fetching = {
    token: sandbox.botToken,
    slackApiUrl,
    fetch: async (url: string, request: RequestInit) => (given === undefined ? fetch(url, request) : new Response(given)),
    timeoutMs: 5_000,
    mostBytes: MOST_BYTES,
  };
  app = await startSlack({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    slackApiUrl,
    questions: { answer: nobody, source: nobody, status: nobody },
    features: [fileFeature({ intake: parts, settings: () => droppingConfig, fetching, log })],
    settings: () => droppingConfig,
    chosenLanguage: async () => undefined,
    log,
    wall: systemWallClock,
    newId: () => 'a1b2',
    onHealth: () => undefined,
  });
});
afterEach(async () => {
  await app.stop();
  await sandbox.close();
});

const drop = (text = 'bytes'): Message => sandbox.as(dito).upload('reach.csv', Buffer.from(text), dito);
const said = async (words: string): Promise<Message> => {
  const last = (): Message | undefined => sandbox.messages(dito).findLast(({ user }) => user === 'U0PANTAU01');
  await sandbox.until(() => wordsOf(last()).includes(words));
  const message = last();
  if (!message) throw new Error('The bot said nothing.');
  return message;
};

describe('the buttons below a dropped file', () => {
  it('keep it, and undo the import once, with what it was left standing', async () => {
    drop();
    await sandbox.as(dito).click(await said('files.keep'), 'files.keep');
    const kept = await said('Disimpan: 2 baru.');
    await sandbox.as(dito).click(kept, 'files.undo');
    const undone = await said('Impor dibatalkan');
    for (const words of ['Jangkauan per hari: 2 angka', `<@${dito}>`, 'files.again']) expect(wordsOf(undone)).toContain(words);
    expect(wordsOf(undone)).not.toContain('files.undo');
    expect(asked).toEqual([`preview bytes {} ${dito}`, `keep bytes {} ${dito}`, `undo export:reach:ab ${dito} id`]);
    await sandbox.as(dito).click(undone, 'files.again');
    await sandbox.as(dito).click(await said('files.keep'), 'files.keep');
    await said('Disimpan: 2 baru.');
    expect(asked.filter((one) => one.startsWith('keep'))).toHaveLength(2);
  });

  it('keep nothing but the bytes that were shown: others are shown first', async () => {
    drop();
    const preview = await said('files.keep');
    given = 'other bytes';
    await sandbox.as(dito).click(preview, 'files.keep');
    await sandbox.until(() => JSON.stringify(sandbox.ephemerals(dito, dito)).includes('berubah sejak dibaca'));
    await sandbox.until(() => asked.length === 2);
    await sandbox.as(dito).click(await said('files.keep'), 'files.keep');
    await said('Disimpan: 2 baru.');
    expect(asked).toEqual([`preview bytes {} ${dito}`, `preview other bytes {} ${dito}`, `keep other bytes {} ${dito}`]);
  });

  it('show what is asked still where keeping asks, and why where it refuses', async () => {
    const question = { id: 'platform', text: 'Platform apa?', asks: 'choice', readings: [{ answer: 'instagram', shows: 'Instagram' }] } as const;
    intake = { ...intake, keep: async () => ({ kind: 'asks', file: { ...file, questions: [question] } }) };
    drop();
    await sandbox.as(dito).click(await said('files.keep'), 'files.keep');
    const open = await said('Platform apa?');
    intake = { ...intake, keep: async () => ({ kind: 'refused', reason: 'Baris 3: bukan angka', advice: 'Unduh sekali lagi.' }) };
    await sandbox.as(dito).click(open, 'files.answer:0');
    await sandbox.as(dito).click(await said('files.keep'), 'files.keep');
    expect(wordsOf(await said('Tidak dapat disimpan: Baris 3: bukan angka'))).toContain('Unduh sekali lagi.');
    expect(asked.at(-1)).toBe(`preview bytes {"platform":"instagram"} ${dito}`);
  });

  it('leave the message as it was where something breaks, so that it can be tried again', async () => {
    drop();
    const preview = await said('files.keep');
    const { keep } = intake;
    intake = { ...intake, keep: () => Promise.reject(new PantauError('failure', 'The store is locked.')) };
    await sandbox.as(dito).click(preview, 'files.keep');
    await sandbox.until(() => JSON.stringify(sandbox.ephemerals(dito, dito)).includes('The store is locked. (kode a1b2)'));
    intake = { ...intake, keep };
    await sandbox.as(dito).click(preview, 'files.keep');
    await said('Disimpan: 2 baru.');
  });
});

describe('a file that could not be read for a reason that nobody foresaw', () => {
  it('is said to have failed, with a code and a way to read it again, and without the inside or the token', async () => {
    const { preview } = intake;
    intake = { ...intake, preview: () => Promise.reject(new TypeError('SECRET of undefined')) };
    drop();
    const failed = await said('a1b2');
    expect(wordsOf(failed)).not.toContain('SECRET');
    intake = { ...intake, preview };
    await sandbox.as(dito).click(failed, 'files.again');
    await said('files.keep');
    expect(JSON.stringify(logged)).not.toContain(sandbox.botToken);
  });
});
