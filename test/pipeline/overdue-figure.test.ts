import { expect, it, onTestFinished } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { evaluateAlerts } from '../../src/pipeline/evaluate-alerts.js';
import { handedItems } from '../../src/pipeline/handed/items.js';
import { keepHanded } from '../../src/pipeline/handed/keep.js';
import { collectingConfig, nearlyAll } from '../support/collecting.js';
import { FEBRUARY } from '../support/ministry.js';

const RULE = '\nalerts:\n  - { id: late, condition: overdue-figure, threshold: 2, route: [owner] }\n';
const config = collectingConfig((text) => `${text.replace(/\nalerts:[\s\S]*?\n(?=\w)/, '\n')}${RULE}`);
const at = (day: string): Instant => new Date(`${day}T09:00:00+07:00`).toISOString() as Instant;

it('an overdue figure is told once for each owner, from so many working days on, and ends when it came', async () => {
  const { store, remove } = await nearlyAll();
  onTestFinished(remove);
  const told = async (day: string): Promise<readonly string[]> => {
    const { transitions } = await evaluateAlerts({ config, store, now: at(day) });
    return transitions.flatMap((one) => (one.told ? [one.sentence.text.id, one.sentence.text.en] : []));
  };
  // The contact centre owes its figures on 4 March.
  expect(await told('2024-03-05')).toEqual([]);
  expect(await told('2024-03-06')).toEqual([
    'Mas Dito: 2 angka Februari 2024 terlambat, paling lama 2 hari kerja, di antaranya Contact Center: Tiket konsultasi',
    'Mas Dito: 2 figures of February 2024 are late, by 2 working days at most, among them Contact centre: Tickets',
  ]);
  expect(await told('2024-03-06')).toEqual([]);
  expect((await told('2024-03-07')).filter((_, index) => index % 2 === 0).map((text) => text.split(':')[0])).toEqual(['Pak Bima', 'Mbak Ayu']);
  const phone = handedItems(config).find(({ key }) => key === 'contact_centre/tickets/channel=phone');
  expect(phone?.owed.owner).toBe('editor');
  const figure = {
    kind: 'figure',
    subject: 'contact_centre',
    metric: 'tickets',
    dimensions: { channel: 'phone' },
    period: FEBRUARY,
    value: 46,
  } as const;
  await keepHanded(
    { by: 'editor', way: 'modal', facts: [{ ...figure, precision: 'exact', note: undefined }] },
    { store, config, clock: { now: () => at('2024-03-07') } },
  );
  expect(await told('2024-03-08')).toEqual([
    'Pulih: Mas Dito: tidak ada angka Februari 2024 yang terlambat',
    'Resolved: Mas Dito: no figure of February 2024 is late',
  ]);
});
