import { createHash } from 'node:crypto';
import type { Fact } from '../../../connectors/contract/layout.js';
import type { Text } from '../../../connectors/contract/metric.js';
import type { Dimensions, Origin, Precision } from '../../../connectors/contract/observation.js';
import type { CivilDate, Period } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import type { CommitOptions, ImportOutcome, Store } from '../../store/port.js';
import { RefusedFile } from '../import-report.js';
import { normalise, rulesOf } from '../normalise.js';
import type { StatedNote } from '../notes.js';
import { readReason } from '../void-value.js';

/** A figure that a person states for a period; null: there are no data. */
export interface HandedFigure {
  readonly kind: 'figure';
  readonly subject: string;
  readonly metric: string;
  readonly dimensions: Dimensions;
  readonly period: Period;
  readonly value: number | null;
  readonly precision: Precision;
  readonly note: string | undefined;
  /** `to-be-confirmed` where it comes from an old report; typed where it is left out */
  readonly quality?: 'typed' | 'to-be-confirmed';
}

/** An entry of a list that a person states. */
export interface HandedEntry {
  readonly kind: 'entry';
  readonly list: string;
  readonly date: CivilDate;
  readonly title: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What one person hands in at once. */
export interface Handing {
  /** the id of the person in the configuration, else of the member in Slack */
  readonly by: string;
  /** the way in, such as `modal`, `paste` or `record` */
  readonly way: string;
  readonly facts: readonly (HandedFigure | HandedEntry)[];
  /** texts of sections that belong to it; who keeps it keeps them, see `keepNotes` */
  readonly notes?: readonly StatedNote[];
}

/** Figures that one person puts right, and why; entries may come with them. */
export interface Correction extends Handing {
  readonly reason: string;
}

/** What became of a handing. */
export interface KeptHanding extends ImportOutcome {
  /** by which it can be undone as a whole */
  readonly importId: string;
}

/** What keeping needs. */
export interface KeepingDependencies {
  readonly store: Pick<Store, 'beginImport'>;
  readonly config: Pick<Config, 'organisation' | 'accounts' | 'subjects' | 'metrics'>;
  readonly clock: BusinessClock;
}

/**
 * Keeps what a person hands in, all of it or nothing, as one import that can be undone. Throws `PantauError('refused-input')` where one of the facts
 * can't be kept, or where there are none.
 */
export const keepHanded = (handing: Handing, deps: KeepingDependencies): Promise<KeptHanding> => keep(handing, {}, deps);

/**
 * Keeps figures that correct what is held: whatever holds each of them is voided with the reason and the typed figure put in its place, in one import
 * that is completed even where the process dies, and that can be undone as a whole. Throws like `keepHanded`, and where there is no reason.
 */
export const correctHanded = async (correction: Correction, deps: KeepingDependencies): Promise<KeptHanding> =>
  keep(correction, { voids: readReason(correction.reason) }, deps);

async function keep(handing: Handing, options: CommitOptions, { store, config, clock }: KeepingDependencies): Promise<KeptHanding> {
  const origin = originOf(handing, config.organisation.zone, clock);
  const why = whyNotKept(handing, { config, clock });
  if (why !== undefined) throw new RefusedFile(why);
  const facts = handing.facts.map((handed) => factOf(handed, origin));
  if (facts.length + (handing.notes ?? []).length === 0) throw new RefusedFile(NOTHING);
  const session = await store.beginImport(origin);
  try {
    await session.stage(facts);
  } catch (error) {
    await session.discard();
    throw error;
  }
  // A commit that fails is resumed by the store and may not be discarded.
  return { importId: origin.id, ...(await session.commit(options)) };
}

/** Why one of the facts can't be kept, and with it none; undefined where all of them can. */
export function whyNotKept(handing: Handing, { config, clock }: Omit<KeepingDependencies, 'store'>): Text | undefined {
  const origin = originOf(handing, config.organisation.zone, clock);
  const rules = rulesOf(config);
  for (const handed of handing.facts) {
    const verdict = normalise(factOf(handed, origin), rules);
    if (!verdict.accepted) return verdict.violation.text;
  }
  return undefined;
}

const NOTHING: Text = { id: 'Tidak ada yang disimpan: tidak ada angka atau entri.', en: 'Nothing was kept: there are no figures and no entries.' };

function originOf({ by, way, facts, notes }: Handing, zone: string, clock: BusinessClock): Origin {
  const receivedAt = clock.now();
  // The moment is part of it: stating the same again after a correction is a statement of its own.
  const hash = createHash('sha256').update(JSON.stringify({ by, way, facts, notes, receivedAt })).digest('hex');
  return { id: `typed:${encodeURIComponent(by)}:${hash}`, kind: 'typed', name: by, detail: way, hash, zone, receivedAt };
}

function factOf(handed: HandedFigure | HandedEntry, { id: origin, receivedAt }: Origin): Fact {
  if (handed.kind === 'entry') {
    const { list, date, title, attributes } = handed;
    return { type: 'entry', entry: { kind: list, date, title, attributes, origin } };
  }
  const { subject, metric, dimensions, period, value, precision, note, quality = 'typed' } = handed;
  return {
    type: 'observation',
    observation: {
      series: { subject, metric, dimensions, grain: period.grain },
      period,
      value,
      ...(value === null ? { absence: 'not-available' as const } : {}),
      quality,
      precision,
      observedAt: receivedAt,
      origin,
      ...(note === undefined ? {} : { note }),
    },
  };
}
