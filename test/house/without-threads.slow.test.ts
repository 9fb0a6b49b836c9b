import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../support/paths.js';

const FOLDERS = ['connectors/threads', 'sandbox/platforms/threads', 'test/connectors/threads'];
const LISTS = ['connectors/list.ts', 'sandbox/platforms/list.ts'];

/** What the compiler says of a folder; empty where it compiles. */
function compiled(folder: string): string {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], { cwd: folder, stdio: 'pipe' });
    return '';
  } catch (cause) {
    return String((cause as { readonly stdout: Buffer }).stdout);
  }
}

it('without the folders of Threads and its two lines everything else compiles, the tests too', { timeout: 600_000 }, () => {
  const copy = mkdtempSync(join(tmpdir(), 'pantau-without-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const part of ['connectors', 'charts', 'sandbox', 'src', 'bench', 'test', 'tsconfig.json', 'tsconfig.base.json', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const folder of FOLDERS) rmSync(join(copy, folder), { recursive: true });
  for (const list of LISTS) {
    const lines = readFileSync(join(copy, list), 'utf8').split('\n');
    const left = lines.filter((line) => !line.includes("'./threads/"));
    expect(lines.length - left.length, list).toBe(1);
    writeFileSync(join(copy, list), left.join('\n'));
  }
  expect(compiled(copy)).toBe('');
});
