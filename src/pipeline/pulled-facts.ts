import type { Capability, CapabilityTable, Pulled } from '../../connectors/contract/connector.js';
import type { Fact } from '../../connectors/contract/layout.js';
import type { Quality } from '../../connectors/contract/observation.js';
import { type Instant, periodOf } from '../../connectors/contract/period.js';
import { civilDateIn } from '../text/date.js';

/** What is the same for everything that one pull states. */
export interface PullStamp {
  readonly capabilities: CapabilityTable;
  /** the organisation's zone, by whose days content counts as published */
  readonly zone: string;
  readonly now: Instant;
  /** the platforms are stand-ins: whatever they state is invented */
  readonly synthetic: boolean;
  /** the id of the origin under which facts of a zone are kept */
  readonly origin: (zone: string) => string;
}

/** A fact with the zone whose days it is counted in. */
export interface ZonedFact {
  readonly zone: string;
  readonly fact: Fact;
}

/** The id of a content item everywhere: its account, a slash, the platform's own id. */
const contentId = (account: string, platformId: string): string => `${account}/${platformId}`;

/** The metric under which a content item's being shown (1) or taken away (0) is kept, as snapshots. */
export const PRESENCE = 'presence';
/** The metric under which the number of posts that a platform states is kept. */
export const STATED_POSTS = 'stated_posts';

/** What was pulled as facts for the store; undefined for problems, which are no facts. Throws `RangeError` for a capability that the table lacks. */
export function factOf(pulled: Pulled<string>, stamp: PullStamp): ZonedFact | undefined {
  switch (pulled.type) {
    case 'value':
      return valueFact(pulled, stamp);
    case 'content':
      return contentFact(pulled, stamp);
    case 'snapshot':
      return snapshotFact(pulled, capabilityOf(pulled.capability, stamp).metric, pulled.quality, stamp);
    case 'content-gone':
      return snapshotFact({ ...pulled, value: 0 }, PRESENCE, 'complete', stamp);
    case 'stated-posts':
      return statedPostsFact(pulled, stamp);
    case 'problem':
      return undefined;
  }
}

function capabilityOf(name: string, stamp: PullStamp): Capability {
  const capability = stamp.capabilities[name];
  if (capability === undefined) throw new RangeError(`The connector has no capability "${name}".`);
  return capability;
}

const qualityOf = (quality: Quality, stamp: PullStamp): Quality => (stamp.synthetic ? 'synthetic' : quality);

function valueFact(pulled: Extract<Pulled<string>, { type: 'value' }>, stamp: PullStamp): ZonedFact {
  return {
    zone: pulled.zone,
    fact: {
      type: 'observation',
      observation: {
        series: {
          metric: capabilityOf(pulled.capability, stamp).metric,
          subject: pulled.account,
          dimensions: pulled.dimensions ?? {},
          grain: 'day',
        },
        period: periodOf('day', pulled.day),
        value: pulled.value,
        ...(pulled.absence === undefined ? {} : { absence: pulled.absence }),
        quality: qualityOf(pulled.quality, stamp),
        precision: pulled.quality === 'platform-rounded' ? 'rounded' : 'exact',
        observedAt: stamp.now,
        origin: stamp.origin(pulled.zone),
        reference: pulled.endTime === undefined ? pulled.raw : `${pulled.raw} end_time=${pulled.endTime}`,
      },
    },
  };
}

function contentFact(pulled: Extract<Pulled<string>, { type: 'content' }>, stamp: PullStamp): ZonedFact {
  const { account, platformId, kind, publishedAt, title, link } = pulled;
  return {
    zone: stamp.zone,
    fact: {
      type: 'content',
      content: {
        id: contentId(account, platformId),
        subject: account,
        kind,
        publishedAt,
        publishedOn: civilDateIn(publishedAt, stamp.zone),
        title,
        ...(link === undefined ? {} : { link }),
        origin: stamp.origin(stamp.zone),
      },
    },
  };
}

function snapshotFact(
  { account, platformId, value, absence }: Pick<Extract<Pulled<string>, { type: 'snapshot' }>, 'account' | 'platformId' | 'value' | 'absence'>,
  metric: string,
  quality: Quality,
  stamp: PullStamp,
): ZonedFact {
  return {
    zone: stamp.zone,
    fact: {
      type: 'snapshot',
      snapshot: {
        content: contentId(account, platformId),
        metric,
        readAt: stamp.now,
        value,
        ...(absence === undefined ? {} : { absence }),
        quality: qualityOf(quality, stamp),
        origin: stamp.origin(stamp.zone),
      },
    },
  };
}

function statedPostsFact({ account, count }: Extract<Pulled<string>, { type: 'stated-posts' }>, stamp: PullStamp): ZonedFact {
  return {
    zone: stamp.zone,
    fact: {
      type: 'observation',
      observation: {
        series: { metric: STATED_POSTS, subject: account, dimensions: {}, grain: 'day' },
        period: periodOf('day', civilDateIn(stamp.now, stamp.zone)),
        value: count,
        quality: qualityOf('complete', stamp),
        precision: 'exact',
        observedAt: stamp.now,
        origin: stamp.origin(stamp.zone),
      },
    },
  };
}
