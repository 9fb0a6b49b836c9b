import type { Metric } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import type { CellKind } from '../../../connectors/files/reader/table.js';
import { UNCALCULATED } from '../../../connectors/files/reader/xlsx.js';
import { plainWords } from '../handed/names.js';
import type { WrittenNumber } from '../handed/numbers.js';
import { cleanLine, type Dating, tokensOf } from '../handed/tokens.js';
import { NO_DATA_WORDS, NOT_YET_WORDS, NOTHING_WORDS, ROLE_WORDS } from '../handed/words.js';

/** What a cell that asks for a figure holds. */
export type CellContent =
  | { readonly kind: 'blank' }
  | { readonly kind: 'later' }
  | { readonly kind: 'no-data' }
  /** nought, or no data: its writer says */
  | { readonly kind: 'nothing' }
  /** a number that the workbook stores as such */
  | { readonly kind: 'stored'; readonly value: number }
  /** a stored fraction of whole things: probably a thousands mark that was taken for a decimal one */
  | { readonly kind: 'fraction'; readonly value: number; readonly joined: number | undefined }
  | { readonly kind: 'written'; readonly number: WrittenNumber; readonly precision: Precision }
  | { readonly kind: 'unreadable'; readonly why: 'date' | 'formula' | 'error' | 'percent' | 'words' };

/** Says what a cell holds; `118.069` as text is left to be fitted to its metric. */
export function cellContent(text: string, kind: CellKind, metric: Metric, dating: Dating): CellContent {
  const said = text.trim();
  if (said === '' || kind === 'blank') return { kind: 'blank' };
  if (said === UNCALCULATED) return { kind: 'unreadable', why: 'formula' };
  switch (kind) {
    case 'number':
      return storedNumber(Number(said), metric);
    case 'percent':
      // 4.5 % is stored as 0.045.
      return metric.unit === 'percent'
        ? { kind: 'stored', value: Number((Number(said) * 100).toPrecision(15)) }
        : { kind: 'unreadable', why: 'percent' };
    case 'date':
    case 'moment':
    case 'duration':
      return { kind: 'unreadable', why: 'date' };
    case 'error':
    case 'boolean':
      return { kind: 'unreadable', why: 'error' };
    default:
      return writtenCell(said, metric, dating);
  }
}

const countsWhole = ({ unit, additivity }: Metric): boolean => additivity !== 'rate' && unit !== 'score' && unit !== 'percent';

function storedNumber(value: number, metric: Metric): CellContent {
  if (!Number.isFinite(value)) return { kind: 'unreadable', why: 'error' };
  if (Number.isInteger(value) || !countsWhole(metric)) return { kind: 'stored', value };
  const thousands = Number((value * 1000).toPrecision(15));
  return { kind: 'fraction', value, joined: Number.isInteger(thousands) ? thousands : undefined };
}

const NEITHER: CellContent = { kind: 'unreadable', why: 'words' };

function writtenCell(said: string, metric: Metric, dating: Dating): CellContent {
  if (/^[-–—−]+$/.test(said)) return { kind: 'nothing' };
  if (/^n\s?[/.]\s?a\.?$/i.test(said)) return { kind: 'no-data' };
  if (/^[-−–]\s?\d/.test(said)) return NEITHER;
  const tokens = tokensOf(cleanLine(said), dating);
  const numbers = tokens.flatMap((token) => (token.kind === 'number' ? [token] : []));
  const words = plainWords(tokens).map((word) => word.text);
  const marks = tokens.flatMap((token) => (token.kind === 'mark' ? [token.text] : []));
  if (tokens.some((token) => token.kind === 'period' || token.kind === 'code')) return NEITHER;
  const [only, more] = numbers;
  if (only === undefined) return wordsAlone(words);
  const about = [...words, ...marks].filter((one) => ROLE_WORDS.get(one) === 'about');
  if (more !== undefined || about.length < words.length + marks.length) return NEITHER;
  if (only.percent && metric.unit !== 'percent') return { kind: 'unreadable', why: 'percent' };
  return { kind: 'written', number: only.number, precision: about.length > 0 ? 'about' : only.number.precision };
}

function wordsAlone(words: readonly string[]): CellContent {
  const all = (known: ReadonlySet<string>): boolean => words.length > 0 && words.every((word) => known.has(word));
  if (all(NO_DATA_WORDS)) return { kind: 'no-data' };
  if (all(NOTHING_WORDS)) return { kind: 'nothing' };
  return all(NOT_YET_WORDS) ? { kind: 'later' } : NEITHER;
}
