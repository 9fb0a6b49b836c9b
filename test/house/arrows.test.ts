import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../support/paths.js';

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

/** A copy of the sources without what was built, with one more file in it. */
function planted(file: string, text: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'pantau-house-'));
  copies.push(copy);
  for (const part of ['connectors', 'charts', 'sandbox', 'src', 'tsconfig.json', 'tsconfig.base.json', 'biome.json', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, file), text);
  return copy;
}

function fails(folder: string, tool: string, parameters: readonly string[]): string {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', tool), ...parameters], { cwd: folder, stdio: 'pipe' });
    return '';
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: Buffer; stderr: Buffer };
    return `${stdout}${stderr}`;
  }
}

const TSC = 'typescript/bin/tsc';
const BIOME = '@biomejs/biome/bin/biome';

describe('the arrows of the house', () => {
  // The compiler begins without what it built before.
  it('a leaf that imports the product does not compile', { timeout: 180_000 }, () => {
    const copy = planted('connectors/back.ts', "import type { Config } from '../src/config/config.js';\nexport type Back = Config;\n");
    expect(fails(copy, TSC, ['-b', 'connectors'])).toMatch(/TS6059|TS6307/);
  });

  it('a cycle, even of types, fails the check', () => {
    const copy = planted('src/domain/first.ts', "import type { Second } from './second.js';\n/** One. */\nexport type First = Second | 1;\n");
    writeFileSync(join(copy, 'src/domain/second.ts'), "import type { First } from './first.js';\n/** Two. */\nexport type Second = First | 2;\n");
    expect(fails(copy, BIOME, ['check', 'src/domain', '--error-on-warnings'])).toContain('noImportCycles');
  });

  it('the environment is read in one file alone', () => {
    const copy = planted('src/domain/stray.ts', '/** Stray. */\nexport const home = process.env.HOME;\n');
    expect(fails(copy, BIOME, ['check', 'src/domain', '--error-on-warnings'])).toContain('noProcessEnv');
  });
});

/** Levels inside `src`: a file imports only lower levels or its own folder. Ports and the shape of the configuration are words, so they stand at the bottom. */
const LEVELS: Readonly<Record<string, number>> = {
  clock: 0,
  errors: 0,
  log: 0,
  text: 0,
  domain: 0,
  config: 1,
  http: 1,
  store: 1,
  digest: 1,
  alerts: 1,
  pipeline: 2,
  question: 2,
  schedule: 3,
  slack: 3,
  report: 3,
  cli: 3,
  bot: 4,
  application: 5,
  glossary: 5,
  main: 6,
  generate: 6,
};
const BOTTOM = new Set(['config/config', 'store/port', 'store/alerts-port', 'store/advocacy-port', 'store/whole-store']);

describe('the levels inside src', () => {
  const folder = join(root, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const place = (file: string): string => file.replace(/\.(ts|js)$/, '').replaceAll('\\', '/');
  const levelOf = (name: string): number | undefined => (BOTTOM.has(name) ? 0 : LEVELS[name.split('/')[0] ?? '']);

  it('every folder has a level', () => {
    expect(files.map(place).filter((name) => levelOf(name) === undefined)).toEqual([]);
  });

  it('no file imports a higher level, or another folder of its own level', () => {
    const wrong = files.flatMap((file) => {
      const own = place(file);
      const imports = [...readFileSync(join(folder, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map((match) =>
        place(relative(folder, resolve(dirname(join(folder, file)), match[1] ?? ''))),
      );
      return imports
        .filter((target) => !target.startsWith('..'))
        .filter((target) => {
          const [from, to] = [levelOf(own) ?? 0, levelOf(target) ?? 9];
          const sameFolder = own.split('/')[0] === target.split('/')[0];
          return to > from || (to === from && !sameFolder && to > 0);
        })
        .map((target) => `${own} -> ${target}`);
    });
    expect(wrong).toEqual([]);
  });
});
