import { type Period, periodLabel, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import type { Language } from '../../domain/digest.js';
import { PantauError } from '../../errors.js';
import { civilDateIn } from '../../text/date.js';
import type { HeldOptions } from '../handed/held.js';
import { monthOf, tokensOf } from '../handed/tokens.js';
import { markName, WORKBOOK_VERSION } from './mark.js';
import { planWorkbook, type WorkbookOptions } from './plan.js';
import { writeWorkbook } from './write.js';

/** A workbook to fill in, under the name of its file. */
export interface Template {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly period: Period;
  /** how many figures and lists it asks for */
  readonly asked: number;
}

/** Writes the workbook of a month with what is known beside each cell. Throws `PantauError('configuration')` where nothing is handed in. */
export async function templateOf(options: WorkbookOptions, period: Period, language: Language): Promise<Template> {
  const plan = await planWorkbook(options, period, language);
  const asked = plan.figures.length + plan.open.length + plan.lists.length;
  if (asked === 0) throw new PantauError('configuration', 'The configuration does not say who hands in what (collection).');
  const { organisation } = options.config;
  const bytes = await writeWorkbook(plan, { version: WORKBOOK_VERSION, period, organisation: markName(organisation) }, language);
  return { name: `pantau-${periodLabel(period)}.xlsx`, bytes, period, asked };
}

/** The month that words such as `feb`, `Februari 2024` or `2024-02` name; the last one that is over where they are empty; undefined where they name none. */
export function namedMonth(words: string, { config, now }: Pick<HeldOptions, 'config' | 'now'>): Period | undefined {
  const { calendar, zone } = config.organisation;
  const today = civilDateIn(now, zone);
  const last = shiftPeriod(periodOf('month', today, calendar), -1, calendar);
  const said = words.trim();
  if (said === '') return last;
  const tokens = tokensOf(said, { period: last, today });
  const [only, more] = tokens;
  return only?.kind === 'period' && more === undefined && only.period.grain === 'month' ? monthOf(only.period) : undefined;
}
