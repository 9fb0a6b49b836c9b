import { type Instant, type Period, parsePeriod, periodLabel, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { AuditLogRequest, AuditLogResult, CloseRequest, CloseResult } from '../cli/application.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { startOfDay } from '../domain/zone.js';
import { PantauError } from '../errors.js';
import { readDeeds } from '../pipeline/audit-log.js';
import { RefusedFile } from '../pipeline/import-report.js';
import { closeMonth, reopenMonth } from '../pipeline/month-close.js';
import { civilDateIn } from '../text/date.js';
import type { Opened } from './opened.js';

type Parts = Pick<Opened, 'loaded' | 'store' | 'clock' | 'log'>;

/** Closes a month, or opens it again where a reason for that is given; the audit trail names the command line as the one who did. */
export async function closeByCommand(
  request: CloseRequest,
  language: Language,
  { loaded: { config }, store, clock, log }: Parts,
): Promise<CloseResult> {
  const period = monthOf(request.period, config, clock.now());
  const deps = { store, config, clock, log };
  const label = periodLabel(period, config.organisation.calendar);
  const by = 'command line';
  try {
    if (request.reopen) {
      await reopenMonth({ period, by, reason: request.reason }, deps);
      return { period: label, state: 'reopened', closedAt: undefined, missing: [], digests: [] };
    }
    const outcome = await closeMonth({ period, by, accepted: request.acceptMissing }, deps);
    if (outcome.outcome === 'asks') return { period: label, state: 'asks', closedAt: undefined, missing: outcome.missing, digests: [] };
    const { at, digests } = outcome.closed;
    return { period: label, state: 'closed', closedAt: at, missing: [], digests };
  } catch (error) {
    throw error instanceof RefusedFile ? new PantauError('refused-input', error.text[language], { cause: error }) : error;
  }
}

/** The month of a flag, else the last one. Throws `PantauError('usage')` where it is none. */
export function monthOf(text: string | undefined, { organisation: { calendar, zone } }: Config, now: Instant): Period {
  const today = civilDateIn(now, zone);
  const period = text === undefined ? shiftPeriod(periodOf('month', today, calendar), -1, calendar) : parsePeriod(text, calendar);
  if (period?.grain !== 'month') throw new PantauError('usage', `"${text}" is no month. Write it as 2024-02.`);
  return period;
}

/** Who did what when, oldest first. */
export async function auditLog(request: AuditLogRequest, { loaded: { config }, store }: Pick<Parts, 'loaded' | 'store'>): Promise<AuditLogResult> {
  const { calendar, zone } = config.organisation;
  const period = request.period === undefined ? undefined : parsePeriod(request.period, calendar);
  if (request.period !== undefined && period === undefined)
    throw new PantauError('usage', `"${request.period}" is no period. Write it as 2024-03, 2024-W10, 2024-Q1 or 2024-03-01.`);
  const within = period && { from: startOfDay(period.start, zone), to: startOfDay(period.end, zone) };
  const who = request.person === undefined ? {} : { who: request.person };
  const kind = request.kind === undefined ? {} : { kind: request.kind };
  return { deeds: await readDeeds({ ...within, ...who, ...kind }, { store, config }) };
}
