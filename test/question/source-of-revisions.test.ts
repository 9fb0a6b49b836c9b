import { expect, it, onTestFinished } from 'vitest';
import type { OriginKind } from '../../connectors/contract/observation.js';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import { importFile } from '../../src/pipeline/import.js';
import { sourceOfId } from '../../src/question/source.js';
import { demoConfig, MARCH_FIRST } from '../support/ministry.js';
import { temporaryStore } from '../support/store.js';

const config = demoConfig();
const MARCH_FIFTH = '2024-03-05T02:00:00.000Z' as Instant;

it('every stored row is named by its id, whoever stated it and whether or not it is current', async () => {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const bring = (text: string, kind: OriginKind, now: Instant) =>
    importFile({ bytes: Buffer.from(text), fileName: `${kind}.csv`, sourceName: 'laporan', kind }, { store, config, clock: { now: () => now } });
  const tickets = (value: number) =>
    `period,as_of,source,metric,dimension,value,precision,note\n2024-02,,contact_centre,tickets,channel=phone,${value},exact,\n`;
  const reach = (value: number) => `content,metric,read_at,value\ninstagram:ditjenpk/17900,reach,2024-02-29T16:59:00Z,${value}\n`;
  await bring(tickets(900), 'synthetic', MARCH_FIRST);
  await bring(tickets(1046), 'file', MARCH_FIRST);
  await bring(tickets(1050), 'file', MARCH_FIFTH);
  for (const value of [100, 120]) await bring(reach(value), 'file', value === 100 ? MARCH_FIRST : MARCH_FIFTH);

  const deps = { config, store, now: MARCH_FIFTH, today: civilDate('2024-03-05') };
  const named = async (id: string) => {
    const [row] = (await sourceOfId(id, deps))?.rows ?? [];
    return row && [row.value, row.revision, row.origin, row.revisions.map((other) => other.value)];
  };
  const key = 'contact_centre/tickets/channel=phone/month@2024-02-01';
  expect(await named(`${key}#2`)).toEqual([1050, 2, 'laporan (file.csv)', [1046, 900]]);
  expect(await named(`${key}#1`)).toEqual([1046, 1, 'laporan (file.csv)', [900, 1050]]);
  expect(await named(`${key}#1.synthetic`)).toEqual([900, 1, 'laporan (synthetic.csv)', [1046, 1050]]);
  expect(await named(`${key}#3`)).toBeUndefined();
  const reading = 'instagram:ditjenpk/17900!reach@2024-02-29T16:59:00.000Z';
  expect(await named(`${reading}#1`)).toEqual([100, 1, 'laporan (file.csv)', [120]]);
  expect(await named(`${reading}#2`)).toEqual([120, 2, 'laporan (file.csv)', [100]]);
});
