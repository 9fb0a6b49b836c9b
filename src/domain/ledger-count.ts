import { type CivilDate, type Instant, isCivilDate, type Window } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import { ACTIVATION_KINDS, type ActivationKind, ADVOCACY_PLATFORMS, type AdvocacyPlatform } from './activation.js';

/** What is counted: distinct people (at most, and at least where names were never linked), activations, or touches. */
const LEDGER_UNITS = ['people', 'people-at-least', 'activations', 'touches'] as const;

/** One of `LEDGER_UNITS`. */
export type LedgerUnit = (typeof LEDGER_UNITS)[number];

/** One number of the ledger as a question that can be asked again: what over which days, of whom. */
export interface LedgerCount {
  readonly counted: LedgerUnit;
  readonly window: Window;
  readonly kind?: ActivationKind | undefined;
  readonly platform?: AdvocacyPlatform | undefined;
  /** an empty text stands for those who named no unit */
  readonly units?: readonly string[] | undefined;
  /** an empty text stands for activations without one */
  readonly campaign?: string | undefined;
  /** as it stood then */
  readonly asOf?: Instant | undefined;
}

const PREFIX = 'ledger:';

/** The count as the id of a basis: `ledger:people?from=2024-01-01&to=2024-03-01&unit=DJPK`, `to` exclusive. */
export function ledgerCountId({ counted, window, kind, platform, units = [], campaign, asOf }: LedgerCount): string {
  const parts = new URLSearchParams({ from: window.start, to: window.end });
  if (kind !== undefined) parts.set('kind', kind);
  if (platform !== undefined) parts.set('platform', platform);
  for (const unit of units) parts.append('unit', unit);
  if (campaign !== undefined) parts.set('campaign', campaign);
  if (asOf !== undefined) parts.set('as-of', asOf);
  return `${PREFIX}${counted}?${parts}`;
}

/** Reads the id of a count; undefined where it is none. */
export function readLedgerCount(id: string): LedgerCount | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const [name = '', query = ''] = id.slice(PREFIX.length).split('?', 2);
  const parts = new URLSearchParams(query);
  const counted = LEDGER_UNITS.find((unit) => unit === name);
  const window = windowOf(parts.get('from'), parts.get('to'));
  if (counted === undefined || window === undefined) return undefined;
  const asOf = parts.get('as-of');
  return {
    counted,
    window,
    kind: ACTIVATION_KINDS.find((kind) => kind === parts.get('kind')),
    platform: ADVOCACY_PLATFORMS.find((platform) => platform === parts.get('platform')),
    units: parts.has('unit') ? parts.getAll('unit') : undefined,
    campaign: parts.get('campaign') ?? undefined,
    asOf: asOf === null || Number.isNaN(Date.parse(asOf)) ? undefined : (asOf as Instant),
  };
}

function windowOf(start: string | null, end: string | null): Window | undefined {
  const isDay = (text: string | null): text is CivilDate => text !== null && isCivilDate(text);
  return isDay(start) && isDay(end) && start <= end ? { start, end } : undefined;
}

/** The subject whose figures the ledger counts: that of the first section on advocacy. */
export function ledgerSubject({ digests }: Pick<Config, 'digests'>): string {
  for (const section of digests.flatMap((digest) => digest.sections)) if (section.kind === 'advocacy') return section.subject;
  return 'advocacy';
}
