import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bringInDemo } from '../../src/application/demo.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';
import { demoConfig, failingLog } from './ministry.js';
import { root } from './paths.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** the folder of a demo that was brought in: its store, and nothing of Slack */
    readonly preparedDemo: string;
  }
}

const SOURCES = ['dist/src', 'dist/connectors', 'dist/sandbox/demo', 'dist/sandbox/platforms', 'sandbox/demo'];

/** Brings the demo in once for all tests; it is kept beside the build for as long as nothing that it comes from has changed. */
export async function setup(project: TestProject): Promise<void> {
  const kept = join(root, 'dist/prepared-demo');
  const folder = join(kept, sourcesHash());
  if (!existsSync(folder)) {
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    const draft = mkdtempSync(join(kept, 'draft-'));
    const store = await openSqliteStore(join(draft, 'pantau.sqlite'));
    await bringInDemo({ config: demoConfig(), store, folder: draft, log: failingLog });
    await store.close();
    renameSync(draft, folder);
  }
  project.provide('preparedDemo', folder);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const part of SOURCES) {
    const files = readdirSync(join(root, part), { recursive: true, withFileTypes: true }).filter(
      (file) => file.isFile() && !file.name.endsWith('.map'),
    );
    const paths = files.map((file) => join(file.parentPath, file.name)).sort();
    for (const path of paths) hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}
