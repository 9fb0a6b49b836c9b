import type { AlertCondition } from '../config/config.js';
import { anomaly } from './conditions/anomaly.js';
import { budget } from './conditions/budget.js';
import { credential } from './conditions/credential.js';
import { delivery } from './conditions/delivery.js';
import { noData } from './conditions/no-data.js';
import { overdueFigure } from './conditions/overdue-figure.js';
import { reconciliation } from './conditions/reconciliation.js';
import { relativeDecline } from './conditions/relative-decline.js';
import { staleAccount } from './conditions/stale-account.js';
import { streak } from './conditions/streak.js';
import { targetAtRisk, targetMet, targetMissed } from './conditions/target.js';
import { above, below } from './conditions/threshold.js';
import type { Condition } from './reading.js';

/** Every condition by its id. */
export const CONDITIONS: Readonly<Record<AlertCondition, Condition>> = {
  'relative-decline': relativeDecline,
  below,
  above,
  streak,
  anomaly,
  'target-at-risk': targetAtRisk,
  'target-met': targetMet,
  'target-missed': targetMissed,
  'no-data': noData,
  'stale-account': staleAccount,
  credential,
  budget,
  reconciliation,
  delivery,
  'overdue-figure': overdueFigure,
};
