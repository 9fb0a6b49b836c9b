import type { Instant } from '../../connectors/contract/period.js';
import { acknowledgeIncident, type Incident, muteIncident, type Pressed, snoozeIncident } from '../domain/incident.js';
import type { AlertStore } from '../store/alerts-port.js';
import type { Store } from '../store/port.js';
import { muteSetting } from './evaluate-alerts.js';

/** What a person did to an incident. */
export type IncidentPress =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'snooze'; readonly until: Instant }
  /** silences the incident's whole rule */
  | { readonly kind: 'mute'; readonly until: Instant };

const TRIES = 5;

/**
 * Applies a press to the incident as it stands by now. Of two people who acknowledge at once one is named, and the other gets `changed: false` with
 * that name. Undefined where there is no such incident.
 */
export async function pressIncident(
  id: string,
  press: IncidentPress,
  { by, at, store }: { readonly by: string; readonly at: Instant; readonly store: AlertStore & Pick<Store, 'saveSetting'> },
): Promise<Pressed | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const incident = await store.readIncident(id);
    if (incident === undefined) return undefined;
    const pressed = applied(incident, press, by, at);
    if (!pressed.changed) return pressed;
    if (!(await store.saveIncident(pressed.incident))) continue;
    if (press.kind === 'mute') await store.saveSetting({ name: muteSetting(incident.rule), value: press.until, validFrom: at, by });
    return pressed;
  }
  const incident = await store.readIncident(id);
  return incident && { incident, changed: false };
}

function applied(incident: Incident, press: IncidentPress, by: string, at: Instant): Pressed {
  switch (press.kind) {
    case 'acknowledge':
      return acknowledgeIncident(incident, by, at);
    case 'snooze':
      return snoozeIncident(incident, by, at, press.until);
    case 'mute':
      return muteIncident(incident, by, at, press.until);
  }
}
