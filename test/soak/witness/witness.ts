import type { RecordedPlatformCall } from '../../../sandbox/platforms/model.js';
import { readGraph } from './graph.js';
import type { ReadCall, Statements, Witness } from './statements.js';
import { readX, readXAnalytics } from './x.js';
import { readYouTube } from './youtube.js';

const READERS: Readonly<Record<string, ReadCall>> = {
  graph: readGraph,
  instagram: readGraph,
  x: readX,
  youtube: readYouTube,
  'youtube-analytics': readYouTube,
};

/**
 * What the platforms truly stated in the calls of one pull, read from the bytes that they sent: by code of its own, which shares nothing with the
 * connectors, so that a figure that a connector overlooks is noticed.
 */
export function statementsIn(
  calls: readonly RecordedPlatformCall[],
  index: Pick<Witness, 'account' | 'post'>,
  moment: Pick<Witness, 'now' | 'today'>,
): Statements {
  const found = new Map<string, Set<number | null>>();
  const witness: Witness = {
    ...index,
    ...moment,
    states: (fact, value) => void found.set(fact, (found.get(fact) ?? new Set()).add(value)),
  };
  for (const call of calls) READERS[call.host]?.(call, witness);
  readXAnalytics(calls, witness);
  return found;
}
