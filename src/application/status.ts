import { CONNECTORS } from '../../connectors/index.js';
import type { Application } from '../cli/application.js';
import { nextSlots } from '../schedule/due.js';
import { civilDateIn } from '../text/date.js';
import type { Opened } from './opened.js';
import { gapsOf } from './sync.js';

/** What is stored, how fresh and how complete it is, and what is due next. */
export async function statusOf({ loaded, store, clock }: Opened): ReturnType<Application['status']> {
  const { config } = loaded;
  return {
    organisation: config.organisation.name.en,
    today: civilDateIn(clock.now(), config.organisation.zone),
    store: await store.status(),
    gaps: await gapsOf(
      config,
      store,
      civilDateIn(clock.now(), config.organisation.zone),
      new Map(CONNECTORS.map((connector) => [connector.id, connector])),
    ),
    schedules: config.digests.map((digest) => ({ digest: digest.id, next: nextSlots({ id: digest.id, ...digest.schedule }, clock.now(), 1)[0]?.at })),
  };
}
