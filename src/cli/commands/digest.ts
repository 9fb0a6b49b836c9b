import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Instant } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import { type CommandContext, type CommonFlags, withApplication, withCommonFlags } from '../context.js';

interface Flags extends CommonFlags {
  readonly period: string;
  readonly asOf?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
}

/** `pantau digest NAME`: composes a digest without Slack; writes it with its pictures to a folder, or prints it. */
export function addCommand(program: Command, context: CommandContext): void {
  withCommonFlags(program.command('digest NAME').description('compose a digest of the configuration'))
    .requiredOption('--period PERIOD', 'the period, such as 2024-02, 2024-W08 or 2024-Q1')
    .option('--as-of MOMENT', 'values as they stood then, such as 2024-03-01T02:00:00Z')
    .option('--out DIR', 'write digest.json, digest.id.md, digest.en.md and the pictures there')
    .option('--dry-run', 'compose, and write nothing')
    .action((name: string, flags: Flags) => withApplication(context, flags, (application) => compose(name, flags, application, context)));
}

async function compose(
  name: string,
  flags: Flags,
  application: Parameters<Parameters<typeof withApplication>[2]>[0],
  context: CommandContext,
): Promise<void> {
  const period = application.calendarPeriod(flags.period);
  const writes = flags.out !== undefined && !flags.dryRun;
  const files = await application.digest({ name, period, asOf: momentOf(flags.asOf), pictures: writes });
  const json = `${JSON.stringify(files.digest, undefined, 2)}\n`;
  if (flags.out !== undefined && writes) {
    await mkdir(flags.out, { recursive: true });
    await writeFile(join(flags.out, 'digest.json'), json);
    for (const language of ['id', 'en'] as const) await writeFile(join(flags.out, `digest.${language}.md`), files.markdown[language]);
    for (const [file, bytes] of files.pictures) await writeFile(join(flags.out, file), bytes);
  }
  if (flags.json) context.write(json);
  else context.write(files.markdown[flags.lang ?? 'id']);
}

function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new PantauError('usage', `--as-of: "${text}" is no moment. Write it as 2024-03-01T02:00:00Z.`);
  return new Date(time).toISOString() as Instant;
}
