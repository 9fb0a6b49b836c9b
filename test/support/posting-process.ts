import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/slack/server.js';
import type { AlertingBot } from './alerting-bot.js';
import { root } from './paths.js';
import type { PostingBot } from './posting-bot.js';

/** A bot in a process of its own. */
export interface PostingProcess {
  /** resolves when all that was owed has been posted; rejects where the process ends before */
  readonly done: Promise<void>;
  /** kill -9; resolves when the process is gone */
  readonly kill: () => Promise<void>;
  /** resolves when the process has ended by itself after being told to */
  readonly stop: () => Promise<void>;
}

/** What of the bot differs from run to run. */
export type PostingRun = Pick<PostingBot, 'store' | 'sections' | 'now' | 'installedAt'>;

/** Starts the bot against a local Slack. */
export function startPosting(sandbox: Pick<Sandbox, 'apiUrl' | 'botToken' | 'appToken'>, run: PostingRun): PostingProcess {
  const { apiUrl, botToken, appToken } = sandbox;
  const given: PostingBot = { ...run, apiUrl, botToken, appToken };
  return startProgram('posting-bot.js', given);
}

/** Starts a bot that judges and tells alerts against a local Slack; it is done as soon as it runs. */
export function startAlerting(
  sandbox: Pick<Sandbox, 'apiUrl' | 'botToken' | 'appToken'>,
  run: Pick<AlertingBot, 'store' | 'now' | 'rules'>,
): PostingProcess {
  const { apiUrl, botToken, appToken } = sandbox;
  const given: AlertingBot = { ...run, apiUrl, botToken, appToken };
  return startProgram('alerting-bot.js', given);
}

function startProgram(program: string, given: object): PostingProcess {
  const child = spawn(process.execPath, [join(root, 'dist/test/support', program), JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const done = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('done')) resolve();
    });
    child.once('exit', (code, signal) => reject(new Error(`The bot ended with ${code ?? signal}:\n${said}`)));
  });
  done.catch(() => undefined);
  return { done, kill: () => end(child, 'SIGKILL', ended), stop: () => end(child, 'SIGTERM', ended) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<void>): Promise<void> {
  child.kill(signal);
  await ended;
}
