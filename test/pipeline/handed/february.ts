import { civilDate, type Period, periodLabel, periodOf } from '../../../connectors/contract/period.js';
import { itemKey } from '../../../src/pipeline/handed/items.js';
import type { PasteContext } from '../../../src/pipeline/handed/reading.js';
import { demoConfig } from '../../support/ministry.js';
import { reportText, tableOf } from '../../support/report.js';

const config = demoConfig();
const DIMENSIONS: Readonly<Record<string, string>> = {
  tickets: 'channel',
  tickets_by_user: 'user',
  tickets_by_region: 'region',
  tickets_out_of_hours: 'zone',
  menu_choices: 'menu',
  activations: 'kind',
  touches: 'platform',
  posts: 'kind',
  followers: 'segment',
};

/** The report's figures of a month, by the key of what is handed in. */
export function figuresOf(month: string): ReadonlyMap<string, number> {
  const [header = [], ...rows] = tableOf(reportText);
  const cell = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? '';
  return new Map(
    rows
      .filter((row) => cell(row, 'period') === month)
      .map((row) => {
        const [metric, value] = [cell(row, 'metric'), cell(row, 'dimension')];
        const named = { provided_content: 'provided', own_content: 'original' }[value] ?? value;
        const dimension = DIMENSIONS[metric];
        const dimensions = value === '' || dimension === undefined ? {} : { [dimension]: named };
        const subject = cell(row, 'subject') || cell(row, 'source');
        return [itemKey(subject, metric, dimensions), Number(cell(row, 'value'))] as const;
      }),
  );
}

const MONTHS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(['2024-01', '2023-02'].map((month) => [month, figuresOf(month)]));

/** February 2024 is handed in on 1 March; January and February of the year before are stored. */
export const february: PasteContext = {
  config,
  language: 'id',
  period: periodOf('month', civilDate('2024-02-01')),
  today: civilDate('2024-03-01'),
  known: (key: string, period: Period) => MONTHS.get(periodLabel(period))?.get(key),
  knownValues: () => [],
};
