import type { ConnectorError } from '../contract/errors.js';
import type { SourceAbsence } from '../contract/observation.js';

/** The absence that a refusal stands for; undefined where it says nothing of the figure itself, such as a disturbance. */
export function absenceOf(error: ConnectorError): SourceAbsence | undefined {
  switch (error.kind) {
    case 'withheld':
      return error.code === BEFORE_CONVERSION ? 'not-available' : 'withheld';
    case 'rejected':
      return 'not-available';
    case 'gone':
      return 'gone';
    case 'permission':
      return 'no-permission';
    case 'retired':
      return 'retired';
    default:
      return undefined;
  }
}

/** Media from before the account became a professional one: no figures, ever. */
const BEFORE_CONVERSION = '100/2108006';
