import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scheduleOutput } from '../src/cli/output/operations.js';
import { placeDemo } from './support/demo-store.js';
import { demoFile } from './support/ministry.js';
import { pantauProcess, type Running } from './support/pantau-process.js';

const BOT = 'xoxb-0000-notreal';
const APP = 'xapp-0000-notreal';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'pantau-home-'));

describe('without the demo running', () => {
  let home: string;
  beforeEach(() => {
    home = temporary();
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const run = (words: readonly string[], given: Readonly<Record<string, string>> = {}) => pantauProcess(words, { PANTAU_HOME: home, ...given }).ended;

  it.each([{ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }, { SLACK_BOT_TOKEN: BOT }, { SLACK_APP_TOKEN: APP }])(
    'tokens without a configuration exit with 2 and a sentence, and nothing is started or written: %j',
    async (tokens) => {
      for (const words of [['start'], ['start', '--fresh'], ['digest', 'monthly', '--post']]) {
        const { code, out, error } = await run(words, tokens);
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(error).toBe(
          'Slack tokens are set but no configuration is named: the demo never meets a real workspace. Name a file with --config or PANTAU_CONFIG.\n',
        );
      }
      expect(readdirSync(home)).toEqual([]);
    },
  );

  it('posting says that the demo is not running', async () => {
    const { code, out, error } = await run(['digest', 'monthly', '--post']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain('The demo is not running, so that there is no Slack to post to. Start it with "pantau start"');
    expect(readdirSync(home)).toEqual([]);
  });

  it('a configuration without tokens can not post, and says which is missing', async () => {
    const config = join(home, 'pantau.yaml');
    writeFileSync(config, demoFile('pantau.yaml'));
    const { code, error } = await run(['digest', 'monthly', '--post', '--config', config]);
    expect({ code, error }).toEqual({
      code: 2,
      error: 'To post, SLACK_BOT_TOKEN must hold the bot token of the Slack app (xoxb-…). Nothing was posted.\n',
    });
  });

  it('--fresh is refused where a configuration is named, and deletes nothing', async () => {
    const config = join(home, 'pantau.yaml');
    writeFileSync(config, demoFile('pantau.yaml'));
    const kept = join(home, 'data');
    writeFileSync(kept, 'figures');
    const { code, error } = await run(['start', '--fresh', '--config', config], { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP });
    expect(code).toBe(2);
    expect(error).toContain('--fresh clears the demo and nothing else');
    expect(readFileSync(kept, 'utf8')).toBe('figures');
  });
});

describe('beside the running demo', () => {
  const home = temporary();
  let demo: Running;
  const run = (words: readonly string[]) => pantauProcess(words, { PANTAU_HOME: home }).ended;
  const start = async (words: readonly string[]): Promise<Running> => {
    const running = pantauProcess(words, { PANTAU_HOME: home });
    await running.says('Pantau is running. Open http://127.0.0.1:');
    return running;
  };
  const state = (): string => readFileSync(join(home, 'demo/slack/state.jsonl'), 'utf8');
  const posts = (): number => state().match(/"key":"[a-z]+@[^"]*>C0/g)?.length ?? 0;

  beforeAll(async () => {
    placeDemo(home);
    demo = await start(['start']);
  }, 60_000);
  afterAll(async () => {
    demo.signal('SIGTERM');
    await demo.ended;
    rmSync(home, { recursive: true, force: true });
  });

  it('posts a digest that the bot has posted not again, and says so', async () => {
    const before = posts();
    expect(before).toBe(4);
    const { code, out } = await run(['digest', 'monthly', '--post', '--lang', 'en']);
    expect(code).toBe(0);
    expect(out).toContain('laporan  sent  it was there already; nothing was posted again\n');
    expect(posts()).toBe(before);
  });

  it('posts another period once to each of its channels, twice asked', async () => {
    const before = posts();
    const first = await run(['digest', 'weekly', '--period', '2024-W07', '--post', '--lang', 'en']);
    expect(first.out).toMatch(/laporan +sent\nenglish +sent\n$/);
    const second = await run(['digest', 'weekly', '--period', '2024-W07', '--post', '--lang', 'en']);
    expect(second.out).toContain('english  sent  it was there already');
    expect(posts()).toBe(before + 2);
  }, 60_000);

  it('lists what was sent and what comes next, in the zone of the organisation', async () => {
    const { code, out } = await run(['schedule', '--json']);
    expect(code).toBe(0);
    const { schedules, zone } = scheduleOutput.parse(JSON.parse(out));
    expect(zone).toBe('Asia/Jakarta');
    const [monthly, weekly] = schedules;
    expect(monthly?.next.map(({ local }) => local.slice(0, 16))).toEqual(['2024-04-01 09:00', '2024-05-01 09:00', '2024-06-01 09:00']);
    expect(monthly?.owed).toBeUndefined();
    expect(monthly?.deliveries.map(({ slot, channel, state: how }) => [slot.at, channel, how])).toEqual([
      ['2024-03-01T02:00:00.000Z', 'english', 'sent'],
      ['2024-03-01T02:00:00.000Z', 'laporan', 'sent'],
    ]);
    expect(weekly?.deliveries.map(({ slot }) => slot.local)).toContain('2024-02-26 09:00 Asia/Jakarta (UTC+07:00)');
  });

  it('does not start a second time over the same folder, nor clears it', async () => {
    for (const words of [['start'], ['start', '--fresh']]) {
      const { code, error } = await run(words);
      expect(code).toBe(2);
      expect(error).toContain('The demo is running already: open http://127.0.0.1:');
    }
    expect(posts()).toBeGreaterThan(0);
  });

  it('keeps its posts over a restart', async () => {
    const before = posts();
    demo.signal('SIGTERM');
    expect((await demo.ended).code).toBe(0);
    demo = await start(['start']);
    expect(posts()).toBe(before);
  }, 90_000);
});
