import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './support/paths.js';

/** 1000000 for the whole of it. */
const ROWS = Number(process.env.PANTAU_IMPORT_ROWS ?? 50_000);

const output = z.object({
  imports: z.array(z.object({ code: z.number(), printed: z.object({ files: z.array(z.object({ inserted: z.number(), revised: z.number() })) }) })),
  digests: z.number(),
  digestWhileImporting: z.boolean(),
  commands: z.number(),
  acked: z.number(),
  sent: z.number(),
  ackMs: z.object({ median: z.number(), max: z.number() }),
  observations: z.number(),
});

describe('the command line imports into the database of a running bot', () => {
  it('while the bot posts its digests and acknowledges every command', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'dist/bench/run.js'), 'import-beside-bot', String(ROWS)]);
    const seen = output.parse(JSON.parse(stdout));
    const [first, ...corrections] = seen.imports.map(({ code, printed }) => ({ code, ...printed.files[0] }));
    expect(first).toEqual({ code: 0, inserted: ROWS, revised: 0 });
    for (const correction of corrections) expect(correction).toEqual({ code: 0, inserted: 0, revised: ROWS });
    expect(seen.observations).toBeGreaterThan(ROWS);
    expect(seen.digests).toBe(2);
    expect(seen.digestWhileImporting).toBe(true);
    expect(seen.sent).toBe(seen.commands);
    expect(seen.acked).toBe(seen.commands);
    // No speed: a bound that only a bot which waits for the import would break.
    expect(seen.ackMs.median).toBeLessThan(1_000);
  }, 180_000);
});
