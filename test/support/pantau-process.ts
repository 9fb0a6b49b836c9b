import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.js';

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A run of the program as a person types it. */
export interface Running {
  /** resolves with what was printed so far as soon as it holds these words; rejects where the program ends before */
  readonly says: (words: string) => Promise<string>;
  readonly ended: Promise<Ended>;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Starts `pantau` with these arguments and nothing of Pantau's own in the environment but what is given. */
export function pantauProcess(words: readonly string[], given: Readonly<Record<string, string>>): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PANTAU_|SLACK_|HTTPS?_PROXY|NO_PROXY|NODE_)/i.test(name));
  const child = spawn(process.execPath, [join(root, 'dist/src/main.js'), ...words], { env: { ...Object.fromEntries(inherited), ...given } });
  return watched(child);
}

function watched(child: ChildProcess): Running {
  let out = '';
  let error = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    error += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, error })));
  const says = (words: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (`${out}${error}`.includes(words)) resolve(`${out}${error}`);
      };
      child.stdout?.on('data', look);
      child.stderr?.on('data', look);
      look();
      void ended.then(({ code }) => reject(new Error(`It ended with ${code} before it said "${words}":\n${out}${error}`)));
    });
  return { says, ended, signal: (signal) => void child.kill(signal) };
}
