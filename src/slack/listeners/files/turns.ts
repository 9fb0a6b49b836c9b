/** Makes a decision about a message once at a time. */
export interface Turns {
  /** Does the work unless a decision about the same place is being made, or this very one was made for good. `true` from the work: it was. */
  readonly take: (place: string, decision: string, work: () => Promise<boolean>) => Promise<void>;
}

const MOST = 10_000;

/** Remembers in memory what is being decided and what was: two quick presses of a button are one. The oldest go first where there are too many. */
export function createTurns(): Turns {
  const busy = new Set<string>();
  const done = new Set<string>();
  return {
    take: async (place, decision, work) => {
      const key = `${place} ${decision}`;
      if (busy.has(place) || done.has(key)) return;
      busy.add(place);
      try {
        if (await work()) done.add(key);
        const [oldest] = done;
        if (done.size > MOST && oldest !== undefined) done.delete(oldest);
      } finally {
        busy.delete(place);
      }
    },
  };
}
