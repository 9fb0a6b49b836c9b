import { cleanHeader } from '../reader/header.js';

/** Words that stand where there is no figure, cleaned; seen in real exports and hand-kept sheets until 2026-11-25. None of them is zero. */
const NOTHING: ReadonlySet<string> = new Set([
  ...['', '-', '--', '–', '—', 'n/a', 'na', '#n/a', 'nan', 'null', 'none', 'undefined', 'not available', 'no data'],
  ...['libur', 'tidak ada', 'belum ada', 'nihil', 'youtube nihil', 'kosong'],
  ...[
    'sin datos',
    'no disponible',
    'sem dados',
    'não disponível',
    'k. a.',
    'k.a.',
    'keine daten',
    'nicht verfügbar',
    'non disponible',
    'n/d',
    'n.d.',
  ],
]);

/** Whether a cell says that there is no figure: empty, a dash, "undefined", or a word for "none" in one of the languages that are known. */
export const isNothing = (text: string): boolean => text === '' || (text.length <= 20 && NOTHING.has(cleanHeader(text)));
