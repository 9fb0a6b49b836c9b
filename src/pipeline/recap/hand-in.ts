import { basename } from 'node:path';
import type { Text } from '../../../connectors/contract/metric.js';
import { type Period, periodLabel, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Language } from '../../domain/digest.js';
import type { Store } from '../../store/port.js';
import { civilDateIn, formatPeriod } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import type { ExportQuestion, ExportReport, RecognisedExport } from '../export-report.js';
import { type HeldOptions, pasteContext, readHeld } from '../handed/held.js';
import type { HandedConfig } from '../handed/items.js';
import { type Handing, keepHanded, whyNotKept } from '../handed/keep.js';
import type { PasteContext, PasteQuestion, ReadFigure } from '../handed/reading.js';
import type { HandedFile, HandedIn } from '../handed-file.js';
import { RefusedFile } from '../import-report.js';
import type { HeldSheet } from '../workbook/find.js';
import { type FoundRecap, findRecap, monthsTaken, type RecapItem, type RecapReading, readRecap } from './read.js';

/** What reading and keeping an old recap needs. */
export interface RecapDependencies {
  readonly store: HeldOptions['store'] & Pick<Store, 'beginImport'>;
  readonly config: HandedConfig;
  readonly clock: BusinessClock;
}

/** An old recap with all that is known when it is read. */
export interface HeldRecap {
  readonly found: FoundRecap;
  readonly context: PasteContext;
}

/** The old recap that the sheets of a file are; undefined for every other file. Throws `RefusedFile` where there are two. */
export async function recapIn(sheets: readonly HeldSheet[], file: HandedFile, dependencies: RecapDependencies): Promise<HeldRecap | undefined> {
  const { config, store, clock } = dependencies;
  if (config.duties.length === 0) return undefined;
  const { calendar, zone, languages } = config.organisation;
  const now = clock.now();
  const today = civilDateIn(now, zone);
  const period = shiftPeriod(periodOf('month', today, calendar), -1, calendar);
  const language = file.language ?? languages[0];
  const unknown: PasteContext = { config, language, period, today, known: () => undefined, knownValues: () => [] };
  const found = findRecap(sheets, unknown);
  if (found === undefined) return undefined;
  const months = monthsTaken(found, unknown, file.answers) ?? [];
  const stored = new Map<string, number>();
  for (const month of months)
    for (const [key, held] of await readHeld({ config, store, now }, month.period))
      if (held.kind === 'value') stored.set(placeOf(key, month.period), held.value);
  const known = (key: string, month: Period): number | undefined => stored.get(placeOf(key, month));
  return { found, context: { ...(await pasteContext({ config, store, now }, period, language)), known } };
}

const placeOf = (key: string, period: Period): string => `${key}@${periodLabel(period)}`;
const nameOf = (file: HandedFile): string => ('path' in file ? basename(file.path) : file.fileName);

interface Understood {
  readonly report: RecognisedExport;
  readonly handing: Handing;
  readonly rows: number;
}

function understood({ found, context }: HeldRecap, file: HandedFile, { config, clock }: RecapDependencies): Understood {
  const reading = readRecap(found, context, file.answers);
  const by = config.people.find(({ slack }) => slack === file.by)?.id ?? file.by ?? 'command line';
  const handing: Handing = { by, way: 'recap', facts: factsOf(reading, nameOf(file)) };
  const why = whyNotKept(handing, { config, clock });
  if (why !== undefined) throw new RefusedFile(why);
  return { report: recapReport(nameOf(file), reading), handing, rows: reading.items.flatMap(({ figures }) => figures).length };
}

/** What an old report says is to be confirmed; the note says where it stands there. */
const factsOf = ({ items }: RecapReading, file: string): Handing['facts'] =>
  items.flatMap(({ item: { subject, metric, dimensions }, figures }) =>
    figures.flatMap(({ id, period, figure, precision, questions }) => {
      if (figure === undefined || questions.length > 0) return [];
      const note = `dari laporan lama / from an old report: ${file}, ${id}`;
      return [
        {
          kind: 'figure' as const,
          subject,
          metric: metric.id,
          dimensions,
          period,
          value: figure,
          precision,
          note,
          quality: 'to-be-confirmed' as const,
        },
      ];
    }),
  );

/** Says what an old recap states of each figure, and what is asked; keeps nothing. Throws `RefusedFile`. */
export const previewRecap = (recap: HeldRecap, file: HandedFile, dependencies: RecapDependencies): ExportReport =>
  understood(recap, file, dependencies).report;

/** Keeps an old recap, all of it or nothing, as one import. Throws `RefusedFile`. */
export async function keepRecap(recap: HeldRecap, file: HandedFile, dependencies: RecapDependencies): Promise<HandedIn> {
  const { report, handing, rows } = understood(recap, file, dependencies);
  if (report.questions.length > 0) return { state: 'asks', report };
  const nothing = { inserted: 0, revised: 0, unchanged: rows, outranked: 0, withdrawn: 0 };
  const beside = { report, rows, rejections: [] };
  if (handing.facts.length === 0) return { state: 'unchanged', importId: undefined, ...beside, ...nothing };
  const { importId, ...counts } = await keepHanded(handing, dependencies);
  return { state: counts.inserted + counts.revised === 0 ? 'unchanged' : 'kept', importId, ...beside, ...counts };
}

const inBoth = (say: (language: Language) => string): Text => ({ id: say('id'), en: say('en') });

function recapReport(file: string, { months, items, asked, told }: RecapReading): RecognisedExport {
  const named = items.filter(({ figures }) => figures.length > 0);
  const own = named.flatMap(({ item, figures }) =>
    figures.flatMap((figure) =>
      figure.questions.map((question) => questionOf(question, question.kind === 'sum' ? { item: undefined, figure } : { item, figure })),
    ),
  );
  return {
    version: 1,
    file,
    recognised: { tool: 'pantau', layout: 'recap', locale: null },
    account: null,
    about: inBoth((language) => aboutText(months, named, language)),
    metrics: [],
    stated: named.map(itemText),
    leftOut: told.map((reason) => ({ reason, rows: 0 })),
    questions: once([...asked.map((question) => questionOf(question)), ...own]),
  };
}

function aboutText(months: readonly Period[], items: readonly RecapItem[], language: Language): string {
  const [from, to] = [months[0], months.at(-1)];
  const count = items.flatMap(({ figures }) => figures).length;
  if (from === undefined || to === undefined) return { id: 'rekap lama', en: 'an old recap' }[language];
  const span = `${formatPeriod(from, language)} – ${formatPeriod(to, language)}`;
  return {
    id: `rekap lama, ${span}: ${count} angka dari ${items.length} baris; disimpan sebagai "perlu dikonfirmasi"`,
    en: `an old recap, ${span}: ${count} figures of ${items.length} lines; kept as "to be confirmed"`,
  }[language];
}

/** One figure over its months, so that a person can hold it against the paper. */
const itemText = ({ label, item, figures }: RecapItem): Text =>
  inBoth((language) => {
    const [from, to] = [figures[0], figures.at(-1)];
    const span = [from, to].flatMap((figure) => (figure ? formatPeriod(figure.period, language) : [])).join(' – ');
    return `${item.label[language]} ("${label.slice(0, 60)}"), ${span}: ${figures.map((figure) => valueText(figure, language)).join('; ')}`;
  });

const NO_DATA: Text = { id: 'tidak ada data', en: 'no data' };

const valueText = ({ figure, source }: ReadFigure, language: Language): string =>
  figure === undefined ? `"${source}" ?` : figure === null ? NO_DATA[language] : formatNumber(figure, language);

/** Of questions in the same words the first: the parts of a sum ask alike. */
const once = (questions: readonly ExportQuestion[]): readonly ExportQuestion[] =>
  questions.filter(({ text }, index) => questions.findIndex((other) => other.text.id === text.id && other.text.en === text.en) === index);

interface QuestionPlace {
  readonly item: RecapItem['item'] | undefined;
  readonly figure: ReadFigure;
}

const questionOf = ({ id, sentence, options }: PasteQuestion, of?: QuestionPlace): ExportQuestion => ({
  id,
  text: of === undefined ? sentence : inBoth((language) => `${whereOf(of, language)}: ${sentence[language]}`),
  readings: options.map((option) => ({ answer: option.id, shows: option.label })),
});

const whereOf = ({ item, figure }: QuestionPlace, language: Language): string =>
  [...(item === undefined ? [] : [item.label[language]]), formatPeriod(figure.period, language)].join(', ');
