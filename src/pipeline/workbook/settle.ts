import type { Text } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import { type Period, shiftPeriod, yearBefore } from '../../../connectors/contract/period.js';
import type { CellKind } from '../../../connectors/files/reader/table.js';
import { keyOf } from '../handed/checks.js';
import type { FigureItem, OpenItem } from '../handed/items.js';
import { fitNumber } from '../handed/numbers.js';
import type { PasteAnswers, PasteContext, PasteQuestion, ReadFigure } from '../handed/reading.js';
import { isJump } from '../handed/settle.js';
import { askJump, askNothing, askNumber, askRevises, choose } from '../handed/words-of-questions.js';
import { type CellContent, cellContent } from './cell.js';

/** A cell that states a figure: where it stands, what it holds, which figure it is. */
export interface FigureCell {
  /** `H12` or `Sheet!H12`, under which its questions go */
  readonly id: string;
  readonly line: number;
  readonly text: string;
  readonly kind: CellKind;
  readonly item: FigureItem | OpenItem;
  /** of an open item the value of its dimension */
  readonly value: string | undefined;
  readonly period: Period;
  /** what its writer says of the precision; undefined where nothing is said */
  readonly precision: Precision | undefined;
  /** questions that stand already, such as on a renamed label */
  readonly questions: readonly PasteQuestion[];
}

/** A figure of a cell, or that the cell says nothing: it is blank, its figure comes later, or its writer left it out. */
export type SettledCell = { readonly kind: 'figure'; readonly figure: ReadFigure } | { readonly kind: 'blank' | 'later' | 'left-out' };

/** Reads a cell as far as it and the answers say; what stays open is asked. */
export function settleCell(cell: FigureCell, context: PasteContext, answers: PasteAnswers): SettledCell {
  const { id, item, value, period } = cell;
  const content = cellContent(cell.text, cell.kind, item.metric, context);
  if (content.kind === 'blank' || content.kind === 'later') return content;
  const key = keyOf({ item, value }) ?? item.key;
  const previous = context.known(key, shiftPeriod(period, -1));
  const open: PasteQuestion[] = [];
  let leftOut = false;
  const ask = (question: PasteQuestion): string | undefined => {
    const given = answers[question.id];
    const known = question.options.some((option) => option.id === given) ? given : undefined;
    if (known === undefined) open.push(question);
    if (known === 'no') leftOut = true;
    return known;
  };
  for (const question of cell.questions) ask(question);
  const [figure, precision] = readContent(content, cell, previous, context, ask);
  if (typeof figure === 'number') {
    const compared = previous ?? context.known(key, yearBefore(period));
    if (compared !== undefined && isJump(figure, compared)) ask(askJump(id, figure, compared));
  }
  const stored = context.known(key, period);
  if (typeof figure === 'number' && stored !== undefined && stored !== figure) ask(askRevises(id, figure, stored, period));
  if (leftOut) return { kind: 'left-out' };
  const source = cell.text.trim().slice(0, 80);
  return {
    kind: 'figure',
    figure: { id, line: cell.line, source, item, value, period, figure, precision: cell.precision ?? precision, previous, questions: open },
  };
}

type Valued = readonly [figure: number | null | undefined, precision: Precision];
type Ask = (question: PasteQuestion) => string | undefined;

function readContent(
  content: Exclude<CellContent, { readonly kind: 'blank' | 'later' }>,
  { id, text, item }: FigureCell,
  previous: number | undefined,
  { language }: PasteContext,
  ask: Ask,
): Valued {
  const numbered = (answer: string | undefined): number | undefined => (answer === undefined || answer === 'no' ? undefined : Number(answer));
  switch (content.kind) {
    case 'no-data':
      return [null, 'exact'];
    case 'stored':
      return [content.value, 'exact'];
    case 'nothing': {
      const answer = ask(askNothing(id, text.trim()));
      return [answer === '0' ? 0 : answer === 'none' ? null : undefined, 'exact'];
    }
    case 'fraction':
      return [numbered(ask(askNumber(id, text.trim(), content.joined === undefined ? [] : [content.joined]))), 'exact'];
    case 'written': {
      const fitted = fitNumber(content.number, { metric: item.metric, language, previous });
      return [fitted.kind === 'read' ? fitted.value : numbered(ask(askNumber(id, content.number.text, fitted.options))), content.precision];
    }
    case 'unreadable':
      ask(askUnreadable(id, text.trim(), content.why));
      return [undefined, 'exact'];
  }
}

const WHY: Readonly<Record<Extract<CellContent, { readonly kind: 'unreadable' }>['why'], Text>> = {
  date: { id: 'berisi tanggal atau jam, bukan angka', en: 'holds a day or a time, no figure' },
  formula: { id: 'berisi rumus yang belum dihitung', en: 'holds a formula that was never calculated' },
  error: { id: 'tidak berisi angka', en: 'holds no figure' },
  percent: { id: 'berisi persentase, padahal yang diminta bukan persentase', en: 'holds a percentage, where none is asked for' },
  words: { id: 'tidak terbaca sebagai satu angka', en: "can't be read as one number" },
};

const askUnreadable = (id: string, text: string, why: keyof typeof WHY): PasteQuestion =>
  choose(
    id,
    'number',
    {
      id: `Sel ${id} ("${text.slice(0, 60)}") ${WHY[why].id}. Perbaiki berkasnya dan serahkan lagi, atau lewati angka ini.`,
      en: `Cell ${id} ("${text.slice(0, 60)}") ${WHY[why].en}. Correct the file and hand it in again, or leave this figure out.`,
    },
    [],
  );
