import type { Fact } from '../../connectors/contract/layout.js';
import type { Store } from '../../src/store/port.js';

/** What was handed to a store that keeps nothing. */
export interface Recording {
  readonly store: Pick<Store, 'beginImport'>;
  readonly begun: string[];
  readonly facts: Fact[];
  readonly chunks: number[];
  readonly ends: ('committed' | 'discarded')[];
}

/** A store that records what an import hands to it; `onStage` runs before each chunk is taken. */
export function recordingStore(onStage: () => Promise<void> | void = () => undefined): Recording {
  const recording: Omit<Recording, 'store'> = { begun: [], facts: [], chunks: [], ends: [] };
  const beginImport: Store['beginImport'] = async (origin) => {
    recording.begun.push(origin.id);
    return {
      stage: async (facts) => {
        await onStage();
        recording.chunks.push(facts.length);
        for (const fact of facts) recording.facts.push(fact);
      },
      commit: async () => {
        recording.ends.push('committed');
        return { inserted: recording.facts.length, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 };
      },
      discard: async () => {
        recording.ends.push('discarded');
      },
    };
  };
  return { ...recording, store: { beginImport } };
}
