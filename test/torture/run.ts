import { parseArgs } from 'node:util';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { laporan, openSandbox } from '../sandbox/rig.js';
import { type PostingProcess, startPosting } from '../support/posting-process.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';
import { seeded } from './random.js';

// A program: in each round a slot is owed, and the bot is killed with kill -9 at moments that the seed chooses before it may finish.
// Fails where a slot's message or one of its replies is in the channel twice or not at all.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const random = seeded(seed);
const below = (limit: number): number => Math.floor(random() * limit);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const DAY_MS = 86_400_000;
const START = Date.parse('2024-03-01T02:00:00.000Z');
const SECTIONS = 30;

/** Kills the bot at its n-th call from now, before or after the call has its effect, or so many milliseconds after it. */
async function killSomewhere(sandbox: Sandbox, bot: PostingProcess): Promise<string> {
  const method = below(3) === 0 ? undefined : 'chat.postMessage';
  if (method !== undefined) {
    const skip = below(2);
    const effect = below(2) === 0 ? 'before' : 'after';
    sandbox.fault(method, ...Array.from({ length: skip }, () => ({ kind: 'delay', ms: 0 }) as const), { kind: 'hold', effect });
    const caught = await Promise.race([bot.done.then(() => false), sandbox.until(() => sandbox.held() > 0, 60_000).then(() => true)]);
    await bot.kill();
    await sandbox.until(() => sandbox.held() === 0);
    sandbox.clearFaults();
    return caught ? `killed ${effect} the effect of post ${skip + 1}` : 'killed after all was done';
  }
  const calls = sandbox.calls().length;
  const more = 1 + below(10);
  const pause = below(30);
  await Promise.race([bot.done, sandbox.until(() => sandbox.calls().length >= calls + more, 60_000)]);
  await new Promise((resolve) => setTimeout(resolve, pause));
  await bot.kill();
  return `killed ${pause} ms after call ${more}`;
}

function wrong(sandbox: Sandbox, day: number): string | undefined {
  const slot = `daily@${new Date(START + day * DAY_MS).toISOString()}>${laporan}`;
  const found = sandbox.messages(laporan).filter((message) => String(message.metadata?.event_payload.key).startsWith(slot));
  const keys = found.map((message) => message.metadata?.event_payload.key);
  return keys.join() === [slot, `${slot}#1`].join()
    ? undefined
    : `expected the message of ${slot} and one reply, found: ${keys.join(', ') || 'nothing'}`;
}

async function round(day: number, sandbox: Sandbox, place: TemporaryStore): Promise<string | undefined> {
  const now = new Date(START + day * DAY_MS).toISOString();
  const start = (): PostingProcess =>
    startPosting(sandbox, { store: place.path, sections: SECTIONS, now, installedAt: new Date(START - 1).toISOString() });
  const kills: string[] = [];
  for (let left = 1 + below(2); left > 0; left -= 1) kills.push(await killSomewhere(sandbox, start()));
  const last = start();
  await last.done;
  await last.kill();
  const fault = wrong(sandbox, day);
  say(`round ${day + 1}: ${kills.join(', ')}: ${fault ?? 'one message, one reply'}`);
  return fault;
}

async function main(): Promise<number> {
  say(`torture: ${rounds} rounds, --seed ${seed}`);
  const sandbox = await openSandbox();
  const place = await temporaryStore();
  const faults: string[] = [];
  try {
    for (let day = 0; day < rounds; day += 1) {
      const fault = await round(day, sandbox, place);
      if (fault) faults.push(fault);
    }
    if (sandbox.messages('U0OWNER001').length > 0) faults.push(`the owner was told: ${JSON.stringify(sandbox.messages('U0OWNER001'))}`);
  } finally {
    await sandbox.close();
    await place.remove();
  }
  say(
    faults.length === 0 ? `torture: right in ${rounds} rounds` : `torture: wrong in ${faults.length} of ${rounds} rounds; repeat with --seed ${seed}`,
  );
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = await main();
