/** A button that stands in a message. */
export interface StandingButton {
  readonly action: string;
  readonly value: string;
}

/** Lets one decision about a message be made after the other, and none by a button that no longer stands there. */
export interface Turns {
  /**
   * Does the work when those before are done, unless none of the buttons that stand in the message by then is `offered`: two quick presses are one.
   * A message that is not remembered, such as one from before a restart, is taken to be as it was pressed. Rejects as the work does.
   */
  readonly take: (place: string, offered: (button: StandingButton) => boolean, work: () => Promise<void>) => Promise<void>;
  /** Changes a message to one with these buttons; where that fails the old ones still stand. */
  readonly change: (place: string, buttons: readonly StandingButton[], work: () => Promise<void>) => Promise<void>;
}

const MOST = 10_000;

/** Remembers in memory what stands in the messages that were changed last. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  const standing = new Map<string, readonly StandingButton[]>();
  const stand = (place: string, buttons: readonly StandingButton[] | undefined): void => {
    standing.delete(place);
    if (buttons !== undefined) standing.set(place, buttons);
    const [oldest] = standing.keys();
    if (standing.size > MOST && oldest !== undefined) standing.delete(oldest);
  };
  return {
    take: async (place, offered, work) => {
      const mine = (last.get(place) ?? Promise.resolve()).then(async () => {
        if (standing.get(place)?.some(offered) ?? true) await work();
      });
      const settled = mine.catch(() => undefined);
      last.set(place, settled);
      try {
        await mine;
      } finally {
        if (last.get(place) === settled) last.delete(place);
      }
    },
    change: async (place, buttons, work) => {
      const before = standing.get(place);
      stand(place, buttons);
      try {
        await work();
      } catch (error) {
        stand(place, before);
        throw error;
      }
    },
  };
}
