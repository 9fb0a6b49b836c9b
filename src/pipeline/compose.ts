import type { Text } from '../../connectors/contract/metric.js';
import type { DigestSetting, SectionSetting } from '../config/config.js';
import { type Moment, type SectionStore, sectionContext } from '../digest/context.js';
import { SECTION_KINDS } from '../digest/index.js';
import type { SectionContext } from '../digest/section.js';
import type { Digest, Line, Section } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import type { Logger } from '../log.js';
import { line, name } from '../text/sentence.js';
import { noteLines } from './note-lines.js';
import { readSectionNotes } from './notes.js';

/** What is to be composed: one digest of the configuration. */
export interface ComposeRequest extends Moment {
  readonly digest: DigestSetting;
}

/** Composes a digest. The same stored rows and the same request give the same bytes; a section that fails becomes a line that says so. */
export async function composeDigest(request: ComposeRequest, store: SectionStore, log: Logger): Promise<Digest> {
  const context = sectionContext(request, store);
  const sections: Section[] = [];
  for (const setting of request.digest.sections) sections.push(await withNotes(await composeSection(setting, context, log), context, request));
  return {
    version: 1,
    digest: request.digest.id,
    title: request.digest.title,
    organisation: request.config.organisation.name,
    period: request.period,
    asOf: request.asOf,
    zone: request.config.organisation.zone,
    sections,
  };
}

async function composeSection(setting: SectionSetting, context: SectionContext, log: Logger): Promise<Section> {
  const kind = SECTION_KINDS[setting.kind];
  const title = setting.title ?? kind.title;
  try {
    return { id: setting.id, title, ...(await kind.compose(setting, context)) };
  } catch (cause) {
    log.error('A section could not be composed.', { section: setting.id, cause });
    return { id: setting.id, title, lines: [missingLine(title, cause)], charts: [], checks: [] };
  }
}

/** What people wrote about a section stands below it; what was written after a past moment does not stand in what was read as it stood then. */
async function withNotes(section: Section, { store, config, period }: SectionContext, { asItStood, asOf }: ComposeRequest): Promise<Section> {
  if (period.grain !== 'month') return section;
  const notes = await readSectionNotes(section.id, period, store);
  const known = asItStood ? notes.filter(({ at }) => at <= asOf) : notes;
  return known.length === 0 ? section : { ...section, lines: [...section.lines, ...known.flatMap((note) => noteLines(note, config))] };
}

const MISSING = 'section-missing';

function missingLine(title: Text, cause: unknown): Line {
  const words = cause instanceof PantauError ? (cause.message.split('\n')[0] ?? '') : undefined;
  const why =
    words === undefined ? { id: 'kesalahan di dalam Pantau, lihat log', en: 'a mistake inside Pantau, see the log' } : { id: words, en: words };
  return line(MISSING, 'missing', {
    words: { id: 'Bagian {title} tidak ada: {why}', en: 'Section {title} is missing: {why}' },
    parts: { title: name(title), why: name(why) },
  });
}

/** The sentences that stand in the place of sections that could not be composed. */
export const missingSections = (digest: Digest): readonly Text[] =>
  digest.sections.flatMap((section) => section.lines.filter((one) => one.id === MISSING).map((one) => one.text));
