import { type Period, parsePeriod, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { CollectResult } from '../cli/application.js';
import type { Config } from '../config/config.js';
import { PantauError } from '../errors.js';
import { collectionStatus } from '../pipeline/handed/collection.js';
import { readHeld } from '../pipeline/handed/held.js';
import { thirteenMonths } from '../pipeline/recap/months.js';
import { civilDateIn } from '../text/date.js';
import type { Opened } from './opened.js';

/** Says what was handed in for a month, what is missing and from whom. */
export async function collect(
  request: { readonly period: string | undefined },
  { loaded: { config }, store, clock }: Pick<Opened, 'loaded' | 'store' | 'clock'>,
): Promise<CollectResult> {
  const now = clock.now();
  const today = civilDateIn(now, config.organisation.zone);
  const period = monthOf(request.period, config, today);
  const statusOf = async (month: Period) => collectionStatus(config, await readHeld({ config, store, now }, month), month, today);
  const status = await statusOf(period);
  const history: CollectResult['history'][number][] = [];
  for (const month of thirteenMonths(period).slice(0, -1)) {
    const { received, expected } = await statusOf(month);
    history.push({ period: month, received, expected });
  }
  return {
    period,
    today,
    received: status.received,
    expected: status.expected,
    overdue: status.overdue,
    history,
    items: status.items.map(({ item, held, state, due, lateDays }) => ({
      key: item.key,
      label: item.label,
      owner: item.owed.owner,
      state,
      due,
      lateDays,
      value: held?.kind === 'value' ? held.value : null,
    })),
    owners: status.owners.map(({ owner, received, expected }) => ({
      id: owner,
      name: config.people.find((person) => person.id === owner)?.name ?? owner,
      received,
      expected,
    })),
  };
}

/** The month of a text such as `2024-02`, or the last one that is over; throws `PantauError` where the text is no month. */
function monthOf(text: string | undefined, config: Config, today: CollectResult['today']): Period {
  const { calendar } = config.organisation;
  const period = text === undefined ? shiftPeriod(periodOf('month', today, calendar), -1, calendar) : parsePeriod(text, calendar);
  if (period?.grain !== 'month') throw new PantauError('usage', `"${text}" is no month. Write it as 2024-02.`);
  return period;
}
