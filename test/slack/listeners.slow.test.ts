import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/model.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { type Bot, startBot } from '../../src/bot.js';
import { PantauError } from '../../src/errors.js';
import { openInstallationPseudonyms } from '../../src/pipeline/activations/people.js';
import { languageSetting } from '../../src/pipeline/language-preference.js';
import type { WholeStore } from '../../src/store/whole-store.js';
import { ayu, bima, laporan, openSandbox } from '../sandbox/rig.js';
import { demoFile, importText, MARCH_FIRST } from '../support/ministry.js';
import { postingConfig } from '../support/posting-config.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const ENGLISH = 'C0ENGLISH1';
const OWNER = 'U0OWNER001';
const clara = 'U0MANAGER2';
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const config = postingConfig(
  1,
  (text) => `${text.replace('channels: [laporan]', 'channels: [laporan, english]')}      - { kind: advocacy, target: ea-2024-q1 }
      - kind: counted
        id: ppid
        title: { id: PPID, en: Public information requests }
        figures:
          - { subject: ppid, metric: requests }
`,
);

let sandbox: Sandbox;
let place: TemporaryStore;
let bot: Bot;
const start = (store: WholeStore = place.store): Promise<Bot> =>
  startBot({
    config,
    store,
    clock: { now: () => MARCH_FIRST },
    log: quiet,
    botToken: sandbox.botToken,
    appToken: sandbox.appToken,
    slackApiUrl: sandbox.apiUrl,
    wayOut: undefined,
    installedAt: MARCH_FIRST,
  });
beforeEach(async () => {
  sandbox = await openSandbox();
  place = await temporaryStore();
  await importText(place.store, config, 'laporan', demoFile('laporan-2024-02.csv'));
});
afterEach(async () => {
  await bot.stop();
  await sandbox.close();
  await place.remove();
});

const words = (messages: readonly Message[]): string => JSON.stringify(messages.map(({ text, blocks }) => ({ text, blocks })));
const homeOf = (user: string): string => JSON.stringify(sandbox.home(user) ?? {});
const repliesTo = (message: Message): readonly Message[] => sandbox.messages(message.channel).filter((other) => other.thread === message.ts);
/** What a person alone is shown after a command. */
const asked = async (user: string, line: string, channel = laporan): Promise<string> => {
  const before = sandbox.ephemerals(channel, user).length;
  await sandbox.as(user).command(line, channel);
  await sandbox.until(() => sandbox.ephemerals(channel, user).length > before);
  return words(sandbox.ephemerals(channel, user).slice(before));
};

describe('the bot in a local Slack', () => {
  it('answers a mention in its thread, for everybody, in the language of the one who asked', async () => {
    bot = await start();
    const question = sandbox.as(bima).say(laporan, '@Pantau advocacy q1');
    await sandbox.until(() => repliesTo(question).length === 1);
    expect(words(repliesTo(question))).toContain('137,84%');
    const followed = sandbox.as(clara).say(laporan, '@Pantau advocacy q1', question.ts);
    expect(followed.thread).toBe(question.ts);
    await sandbox.until(() => words(repliesTo(question)).includes('137.84%'));
  });

  it('answers a direct message in place, once, and no message of its own', async () => {
    bot = await start();
    sandbox.as(ayu).say(ayu, 'permohonan data februari 2024');
    await sandbox.until(() => sandbox.messages(ayu).length === 2);
    expect(words(sandbox.messages(ayu).slice(1))).toContain('12');
    await sandbox.as(ayu).command('/pantau bahasa', ayu);
    expect(sandbox.messages(ayu)).toHaveLength(2);
  });

  it('shows how it stands in the Home tab, in the language of the person', async () => {
    bot = await start();
    await sandbox.as(ayu).openHome();
    await sandbox.until(() => homeOf(ayu).includes('deret'));
    expect(homeOf(ayu)).toContain('Direktorat Jenderal Perimbangan Keuangan');
    await sandbox.as(clara).openHome();
    await sandbox.until(() => homeOf(clara).includes('series'));
    expect(homeOf(clara)).not.toContain('deret');
  });

  it('shows the rows behind a section to the one who presses its source button, and to nobody else', async () => {
    bot = await start();
    const [digest] = sandbox.messages(laporan);
    if (!digest) throw new Error('There is no digest.');
    await sandbox.as(bima).click(digest, 'source');
    await sandbox.until(() => sandbox.ephemerals(laporan, bima).length === 1);
    expect(words(sandbox.ephemerals(laporan, bima))).toContain('website/posts//month@2024-02-01');
    expect(sandbox.ephemerals(laporan, ayu)).toEqual([]);
    expect(repliesTo(digest)).toEqual([]);
  });
});

describe('a section that fails', () => {
  const failing = (cause: Error): WholeStore => ({
    ...place.store,
    readSeries: (question) => (question.subject === 'website' ? Promise.reject(cause) : place.store.readSeries(question)),
  });

  it('is a line that says why, the digest goes out in both languages, and the owner is told', async () => {
    bot = await start(failing(new PantauError('failure', 'The table of values is locked.\nSecond line.')));
    expect(words(sandbox.messages(laporan))).toContain('Bagian Bagian 1 tidak ada: The table of values is locked.');
    expect(words(sandbox.messages(ENGLISH))).toContain('Section Part 1 is missing: The table of values is locked.');
    expect(words(sandbox.messages(laporan))).not.toContain('Second line');
    expect(sandbox.messages(OWNER)).toHaveLength(1);
    expect(words(sandbox.messages(OWNER))).toContain('Laporan daily@2024-03-01T02:00:00.000Z: Bagian Bagian 1 tidak ada');
  });

  it('for a reason that nobody foresaw points to the log, and shows nothing of the inside', async () => {
    bot = await start(failing(new TypeError('cannot read SECRET of undefined')));
    expect(words(sandbox.messages(ENGLISH))).toContain('Section Part 1 is missing: a mistake inside Pantau, see the log');
    expect(words([...sandbox.messages(ENGLISH), ...sandbox.messages(laporan), ...sandbox.messages(OWNER)])).not.toContain('SECRET');
  });
});

const storedChoice = async () => place.store.readSetting(languageSetting(ayu, await openInstallationPseudonyms(place.store.advocacy, undefined)));

describe('the language of an answer', () => {
  it('is the one that the person has chosen, kept over a restart, with who chose it and when', async () => {
    bot = await start();
    expect(await asked(ayu, '/pantau advocacy q1')).toContain('137,84%');
    expect(await asked(ayu, '/pantau bahasa en')).toContain('From now on Pantau answers you in English.');
    expect(await asked(ayu, '/pantau advocacy q1')).toContain('137.84%');
    expect(await asked(bima, '/pantau advocacy q1')).toContain('137,84%');
    const kept = await storedChoice();
    expect(kept).toMatchObject({ value: 'en' });
    // Under a pseudonym: whoever is forgotten is forgotten here too.
    expect(JSON.stringify(kept)).not.toContain(ayu);
    await bot.stop();
    bot = await start();
    expect(await asked(ayu, '/pantau language')).toContain('Pantau answers you in English.');
    expect(await asked(ayu, '/pantau language id')).toContain('Mulai sekarang Pantau menjawab Anda dalam bahasa Indonesia.');
    expect(await asked(ayu, '/pantau advocacy q1', ENGLISH)).toContain('137,84%');
  });

  it('follows the channel after `auto`', async () => {
    bot = await start();
    await asked(ayu, '/pantau language auto');
    expect(await asked(ayu, '/pantau advocacy q1', ENGLISH)).toContain('137.84%');
    expect(await asked(ayu, '/pantau advocacy q1', laporan)).toContain('137,84%');
  });

  it('that is not known is said, and changes nothing', async () => {
    bot = await start();
    expect(await asked(ayu, '/pantau bahasa jawa')).toContain('tidak mengenal bahasa');
    expect(await storedChoice()).toBeUndefined();
  });
});
