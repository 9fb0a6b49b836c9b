import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../connectors/contract/period.js';
import { demoLedger } from '../sandbox/demo/advocacy.js';
import type { AdvocacySummary } from '../src/store/advocacy-port.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { root } from './support/paths.js';
import { type TemporaryStore, temporaryStore } from './support/store.js';

/** Imports in a process of its own, killed with kill -9 after so many steps; answers its last line and how many steps it told. */
function importUntil(program: string, file: string, store: string, steps: number): Promise<{ readonly last: string; readonly steps: number }> {
  const child = spawn(process.execPath, [join(root, `dist/test/support/${program}.js`), file, store], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const told = (): number => text.split('step\n').length - 1;
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString();
    if (told() >= steps) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve({ last: text.trim().split('\n').at(-1) ?? '', steps: told() })));
}

async function stateOf(path: string): Promise<AdvocacySummary> {
  const store = await openSqliteStore(path);
  const summary = await store.advocacy.summary({ start: civilDate('2023-10-01'), end: civilDate('2024-04-01') });
  await store.close();
  return summary;
}

describe('an import of activations that is killed', () => {
  let home: TemporaryStore;
  beforeEach(async () => {
    home = await temporaryStore();
  });
  afterEach(() => home.remove());

  it.each([
    ['by itself', 'activation-process'],
    ["in the importer's thread", 'importer-process'],
  ])(
    '%s leaves all or nothing, and run again comes to the same end',
    async (_, program) => {
      const [file, whole] = [join(home.path, '..', 'ledger.csv'), join(home.path, '..', 'whole.sqlite')];
      writeFileSync(file, demoLedger().text);
      const undisturbed = await importUntil(program, file, whole, Number.POSITIVE_INFINITY);
      const expected = await stateOf(whole);
      expect(undisturbed.last).toMatch(/^done/);
      // While it reads, as it begins to swap in, and in the midst of that.
      const points = [1, undisturbed.steps - 6, undisturbed.steps - 3, undisturbed.steps - 1];
      for (const [index, steps] of points.entries()) {
        const path = join(home.path, '..', `killed-${index}.sqlite`);
        await importUntil(program, file, path, steps);
        const after = await stateOf(path);
        expect([0, expected.activations], `killed after ${steps} steps`).toContain(after.activations);
        expect((await importUntil(program, file, path, Number.POSITIVE_INFINITY)).last).toMatch(/^done/);
        expect(await stateOf(path)).toEqual(expected);
      }
    },
    300_000,
  );
});
