/** Lets so many pieces of work run at a time; the others wait in the order in which they came. */
export interface Slots {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Slots for at most `count` pieces of work. */
export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    run: async (work) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // A slot is handed on without being free in between, so that nobody overtakes.
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
