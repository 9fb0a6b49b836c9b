import type { Text } from '../../connectors/contract/metric.js';
import type { Quality } from '../../connectors/contract/observation.js';
import { countInLedger } from '../digest/ledger.js';
import { shownUnits } from '../digest/units.js';
import { type LedgerCount, type LedgerUnit, readLedgerCount } from '../domain/ledger-count.js';
import type { LedgerSource } from '../store/advocacy-port.js';
import { formatSpan } from '../text/date.js';
import type { AnswerDeps } from './deps.js';

/** What a count of the ledger is called, and what it comes to now. */
export interface CountedSource {
  readonly title: Text;
  readonly value: number;
  readonly quality: Quality;
  /** the newest files that brought activations in */
  readonly origin: string;
  readonly observedAt: LedgerSource['receivedAt'] | undefined;
}

const COUNTED: Readonly<Record<LedgerUnit, Text>> = {
  people: { id: 'pegawai yang berbeda', en: 'distinct people' },
  'people-at-least': { id: 'pegawai yang berbeda, paling sedikit', en: 'distinct people, at least' },
  activations: { id: 'aktivasi', en: 'activations' },
  touches: { id: 'sentuhan platform', en: 'platform touches' },
};

const MOST_SOURCES = 3;

/** Counts again what an id of the ledger names; undefined where it is none, or names a unit that is too small to be shown. */
export async function sourceOfCount(id: string, { store }: Pick<AnswerDeps, 'store'>): Promise<CountedSource | undefined> {
  const count = readLedgerCount(id);
  if (count === undefined || !(await mayBeShown(count, store))) return undefined;
  const sources = await store.advocacy.sources();
  const listed = sources.slice(0, MOST_SOURCES).map(({ name, detail }) => `${name} (${detail})`);
  return {
    title: titleOf(count),
    value: await countInLedger(store.advocacy, count),
    quality: sources.some(({ kind }) => kind === 'synthetic') ? 'synthetic' : 'complete',
    origin: [...listed, ...(sources.length > MOST_SOURCES ? ['…'] : [])].join(', '),
    observedAt: sources[0]?.receivedAt,
  };
}

/** A unit may be asked for by itself where it is shown by itself, small ones only all together, and never split further. */
async function mayBeShown({ units, kind, platform, campaign, window, asOf }: LedgerCount, store: AnswerDeps['store']): Promise<boolean> {
  if (units === undefined) return true;
  if (kind !== undefined || platform !== undefined || campaign !== undefined) return false;
  const { shown, rest } = await shownUnits(store.advocacy, window, asOf === undefined ? {} : { asOf });
  const [only] = units;
  if (units.length === 1 && shown.some(({ name }) => (name ?? '') === only)) return true;
  return rest !== undefined && [...units].sort().join('\n') === rest.names.join('\n');
}

function titleOf({ counted, window, kind, platform, units, campaign }: LedgerCount): Text {
  const narrowed = [kind, platform, campaign, ...(units ?? [])].filter((word) => word !== undefined && word !== '').join(', ');
  const title = (language: 'id' | 'en'): string => {
    const whose = language === 'id' ? 'Catatan aktivasi' : 'Recorded activations';
    const span = formatSpan(`${window.start}/${window.end}`, language);
    return `${whose}: ${COUNTED[counted][language]}${narrowed === '' ? '' : ` (${narrowed})`}, ${span}`;
  };
  return { id: title('id'), en: title('en') };
}
