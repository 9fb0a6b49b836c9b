import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemWallClock } from '../../src/clock.js';
import type { AnswerResult } from '../../src/domain/answer.js';
import type { Logger } from '../../src/log.js';
import { type SlackOptions, startSlack } from '../../src/slack/app.js';
import type { SlackHealth } from '../../src/slack/receiver.js';
import { startSocketServer } from './socket-server.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const said = (text: string): AnswerResult => ({ lines: [{ role: 'detail', text: { id: text, en: text }, badges: [] }], suggestions: [] });

describe('the app over Socket Mode', () => {
  let slack: Awaited<ReturnType<typeof startSocketServer>>;
  let health: SlackHealth[];
  beforeEach(async () => {
    slack = await startSocketServer();
    health = [];
  });
  afterEach(() => slack.stop());

  const start = (change: Partial<SlackOptions> = {}) =>
    startSlack({
      token: 'xoxb-good',
      appToken: 'xapp-good',
      slackApiUrl: `${slack.base}/api/`,
      questions: { answer: async ({ text }) => said(`jawaban ${text}`), source: async () => said('baris'), status: async () => said('siap') },
      settings: () => ({ people: [], channels: [], organisation: { languages: ['id'] } }),
      chosenLanguage: async () => undefined,
      log: silent,
      wall: systemWallClock,
      newId: () => 'a1',
      onHealth: (state) => health.push(state),
      ...change,
    });

  it('acknowledges a command before its work is done, and answers once though it came twice', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const answer = async (): Promise<AnswerResult> => gate.then(() => said('selesai'));
    const app = await start({ questions: { answer, source: answer, status: answer } });
    expect(await slack.send('slash_commands', slack.command('pengikut'))).toEqual({});
    await slack.send('slash_commands', slack.command('pengikut'));
    expect(slack.replies).toEqual([]);
    // stopping waits for the work that is under way
    const stopped = app.stop();
    release();
    await stopped;
    expect(slack.replies.map(({ text }) => text)).toEqual(['selesai']);
  });

  it('answers commands while one of its two connections is renewed', async () => {
    const app = await start();
    expect(slack.sockets).toHaveLength(2);
    slack.refresh(slack.sockets[0]);
    for (const text of ['1', '2', '3', '4', '5']) await slack.send('slash_commands', slack.command(text));
    await vi.waitFor(() => expect(health.at(-1)).toEqual({ connected: 2, wanted: 2, problem: undefined }), 5_000);
    expect(health.some(({ connected }) => connected === 1)).toBe(true);
    await app.stop();
    expect(slack.replies.map(({ text }) => text).sort()).toEqual(['1', '2', '3', '4', '5'].map((text) => `jawaban ${text}`));
  });

  it('reports a token that is refused at a renewal, and recovers when it is taken again', async () => {
    const app = await start();
    slack.accepted.app = 'another';
    for (const socket of [...slack.sockets]) slack.refresh(socket);
    await vi.waitFor(() => expect(health.at(-1)?.problem).toContain('invalid_auth'), 5_000);
    slack.accepted.app = 'xapp-good';
    await vi.waitFor(() => expect(health.at(-1)).toEqual({ connected: 2, wanted: 2, problem: undefined }), 10_000);
    await app.stop();
  });

  it('refuses to start with a bad token, in a sentence', async () => {
    await expect(start({ token: 'xoxb-bad' })).rejects.toThrow('Slack refuses a token (invalid_auth)');
    await expect(start({ appToken: 'xapp-bad' })).rejects.toMatchObject({ name: 'PantauError', kind: 'configuration' });
  });

  it('acknowledges what it does not know', async () => {
    const app = await start();
    const answer = await slack.send('slash_commands', slack.command('x', { command: '/lain' }));
    expect(answer).toEqual({ response_type: 'ephemeral', text: 'Pantau tidak mengenal perintah ini.' });
    await app.stop();
  });

  it('answers in the channel, to that person alone, where the reply address has expired', async () => {
    const app = await start();
    await slack.send('slash_commands', slack.command('x', { response_url: `${slack.base}/expired` }));
    await app.stop();
    expect(slack.ephemeral.map((form) => [form.get('channel'), form.get('user'), form.get('text')])).toEqual([['C1', 'U1', 'jawaban x']]);
  });
});
