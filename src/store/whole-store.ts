import type { AdvocacyStore } from './advocacy-port.js';
import type { AlertStore } from './alerts-port.js';
import type { Store } from './port.js';

/** Everything that is stored: the figures, the alerts, and the ledger of employee advocacy. */
export interface WholeStore extends Store, AlertStore {
  readonly advocacy: AdvocacyStore;
}
