import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRenderer } from '../../charts/pool.js';
import { type Instant, parsePeriod, periodLabel, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { DigestRequest, DigestResult } from '../cli/application.js';
import { wholeMinute } from '../clock.js';
import { digestMarkdown } from '../digest/markdown.js';
import type { Digest, Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import type { WayOut } from '../http/way-out.js';
import { composeDigest } from '../pipeline/compose.js';
import { publishedDigest } from '../pipeline/month-close.js';
import { civilDateIn } from '../text/date.js';
import type { Opened } from './opened.js';
import { postByHand } from './post.js';
import type { SlackAccess } from './slack-access.js';

/** Makes a digest, writes it to a folder and posts it, as far as each is asked for. */
export async function makeDigest(
  request: DigestRequest,
  language: Language,
  { loaded, store, clock, log }: Opened,
  posting: { readonly access: SlackAccess; readonly way: WayOut | undefined } | undefined,
): Promise<DigestResult> {
  const { config } = loaded;
  const setting = config.digests.find((candidate) => candidate.id === request.name);
  if (!setting)
    throw new PantauError('usage', `There is no digest "${request.name}". There are: ${config.digests.map((digest) => digest.id).join(', ')}.`);
  const { calendar, zone } = config.organisation;
  const last = shiftPeriod(periodOf(setting.period, civilDateIn(clock.now(), zone), calendar), -1, calendar);
  const period = request.period === undefined ? last : parsePeriod(request.period, calendar);
  if (period?.grain !== setting.period)
    throw new PantauError('usage', `The digest "${request.name}" is for a ${setting.period}: write its period as 2024-02, 2024-W08 or 2024-Q1.`);
  if (posting && period.end > civilDateIn(clock.now(), zone))
    throw new PantauError(
      'usage',
      `${periodLabel(period, calendar)} is not over: posted now, it would take the place of the report that its schedule posts. Leave out --post, or wait until ${period.end}.`,
    );
  const asOf = momentOf(request.asOf);
  const made = { digest: setting, period, asOf: asOf ?? wholeMinute(clock.now()), asItStood: asOf !== undefined && asOf < clock.now() };
  const published = made.asItStood ? undefined : await publishedDigest(setting, period, { store, config });
  const digest = published ?? (await composeDigest({ config, ...made }, store, log));
  const files = request.out === undefined || request.dryRun ? [] : await writeDigest(digest, request.out);
  const deliveries = posting ? await postByHand(made, { config, store, clock, log, ...posting }) : [];
  return { digest, text: digestMarkdown(digest, language), files, deliveries };
}

function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new PantauError('usage', `--as-of: "${text}" is no moment. Write it as 2024-03-01T02:00:00Z.`);
  return new Date(time).toISOString() as Instant;
}

async function writeDigest(digest: Digest, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const write = async (name: string, bytes: string | Uint8Array): Promise<void> => {
    await writeFile(join(folder, name), bytes);
    files.push(join(folder, name));
  };
  await write('digest.json', `${JSON.stringify(digest, undefined, 2)}\n`);
  for (const language of ['id', 'en'] as const) await write(`digest.${language}.md`, digestMarkdown(digest, language));
  const renderer = createRenderer();
  try {
    for (const chart of digest.sections.flatMap((section) => section.charts)) await write(chart.file, await renderer.render(chart.spec));
  } finally {
    await renderer.close();
  }
  return files;
}
