import { basename } from 'node:path';
import type { BusinessClock } from '../../clock.js';
import type { Store } from '../../store/port.js';
import { civilDateIn } from '../../text/date.js';
import type { ExportReport } from '../export-report.js';
import { keyOf } from '../handed/checks.js';
import { type HeldOptions, pasteContext } from '../handed/held.js';
import type { HandedConfig } from '../handed/items.js';
import { type Handing, keepHanded, whyNotKept } from '../handed/keep.js';
import type { PasteContext } from '../handed/reading.js';
import type { HandedFile, HandedIn } from '../handed-file.js';
import { keepNotes } from '../import-notes.js';
import { RefusedFile } from '../import-report.js';
import { readNotes, type StatedNote } from '../notes.js';
import type { FoundWorkbook } from './find.js';
import { monthOfWorkbook, readOwnWorkbook, type WorkbookReading } from './read.js';
import { workbookReport } from './report.js';

/** What reading and keeping a workbook needs. */
export interface WorkbookDependencies {
  readonly store: HeldOptions['store'] & Pick<Store, 'beginImport' | 'readSetting' | 'saveSetting'>;
  readonly config: HandedConfig;
  readonly clock: BusinessClock;
}

interface Understood {
  readonly reading: WorkbookReading;
  readonly context: PasteContext;
  readonly handing: Handing;
}

/** Who keeps a file where nobody is named. */
const NOBODY = 'command line';

async function understood(found: FoundWorkbook, file: HandedFile, { store, config, clock }: WorkbookDependencies): Promise<Understood> {
  const now = clock.now();
  const period = monthOfWorkbook(found, config, civilDateIn(now, config.organisation.zone));
  const context = await pasteContext({ config, store, now }, period, file.language ?? config.organisation.languages[0]);
  const reading = readOwnWorkbook(found, context, await readNotes(period, { config, store }), file.answers);
  const by = personOf(file, config);
  const handing: Handing = { by, way: 'workbook', facts: factsOf(reading, context), notes: notesOf(reading, by) };
  const why = whyNotKept(handing, { config, clock });
  if (why !== undefined) throw new RefusedFile(why);
  return { reading, context, handing };
}

/** What is new: a figure that is stored alike is not stated again, unless something is noted beside it. */
function factsOf({ figures, entries, notes }: WorkbookReading, { known }: PasteContext): Handing['facts'] {
  return [
    ...figures.flatMap(({ id, item, value, period, figure, precision, questions }) => {
      const key = keyOf({ item, value });
      if (item === undefined || figure === undefined || key === undefined || questions.length > 0) return [];
      const note = notes.get(id);
      if (figure !== null && known(key, period) === figure && note === undefined) return [];
      const dimensions = item.kind === 'open' ? { [item.dimension]: value ?? '' } : item.dimensions;
      return [{ kind: 'figure' as const, subject: item.subject, metric: item.metric.id, dimensions, period, value: figure, precision, note }];
    }),
    ...entries
      .filter(({ questions }) => questions.length === 0)
      .map(({ list, date, title, attributes }) => ({ kind: 'entry' as const, list: list.list, date, title, attributes })),
  ];
}

const notesOf = ({ texts, period }: WorkbookReading, by: string): readonly StatedNote[] =>
  texts.flatMap(({ place: { section, kind }, text, questions }) => (questions.length > 0 ? [] : [{ section, kind, period, text, by }]));

/** The id of the person in the configuration, else what the file says of who hands it in. */
const personOf = ({ by = NOBODY }: HandedFile, { people }: Pick<HandedConfig, 'people'>): string =>
  people.find(({ slack }) => slack === by)?.id ?? by;

const nameOf = (file: HandedFile): string => ('path' in file ? basename(file.path) : file.fileName);

/** Says what a workbook states and asks; keeps nothing. Throws `RefusedFile`. */
export async function previewWorkbook(found: FoundWorkbook, file: HandedFile, dependencies: WorkbookDependencies): Promise<ExportReport> {
  const { reading, context } = await understood(found, file, dependencies);
  return workbookReport(nameOf(file), reading, context);
}

/** Keeps a workbook, all of it or nothing, by the person who hands it in; what it leaves open is given back to be asked. Throws `RefusedFile`. */
export async function keepWorkbook(found: FoundWorkbook, file: HandedFile, dependencies: WorkbookDependencies): Promise<HandedIn> {
  const { reading, context, handing } = await understood(found, file, dependencies);
  const report = workbookReport(nameOf(file), reading, context);
  if (report.questions.length > 0) return { state: 'asks', report };
  const notes = handing.notes ?? [];
  const rows = reading.figures.length + reading.entries.length + notes.length;
  if (rows === 0) throw new RefusedFile(NOTHING);
  const unchanged = {
    state: 'unchanged',
    report,
    importId: undefined,
    rows,
    rejections: [],
    inserted: 0,
    revised: 0,
    unchanged: rows,
    outranked: 0,
    withdrawn: 0,
  } as const;
  if (handing.facts.length + notes.length === 0) return unchanged;
  const { importId, ...facts } = await keepHanded(handing, dependencies);
  const written = await keepNotes(importId, notes, dependencies);
  const counts = { ...facts, inserted: facts.inserted + written.inserted, revised: facts.revised + written.revised };
  const state = counts.inserted + counts.revised === 0 ? 'unchanged' : 'kept';
  return { ...unchanged, ...counts, state, importId };
}

const NOTHING = { id: 'Belum ada yang diisi di buku kerja ini.', en: 'Nothing is filled in in this workbook yet.' };
