/** The hash of a text in 64 bits; two different keys of one person and kind have the same with a probability of 10^-19. */
export interface KeyHash {
  high: number;
  low: number;
}

/** Hashes the content or link (with its leading letter) of an activation into `into`: FNV-1a with two primes, finished like murmur. */
export function hashKey(letter: number, text: string, into: KeyHash): void {
  let high = 0x811c9dc5 ^ letter;
  let low = 0x9747b28c ^ letter;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
    low ^= low >>> 15;
  }
  into.high = finished(high ^ text.length);
  into.low = finished(low);
}

/** Hashes a key that is a number: that of a content's word, or a second. */
export function hashNumber(letter: number, number: number, into: KeyHash): void {
  into.high = finished((number / 0x1_0000_0000) ^ letter);
  into.low = finished(number ^ Math.imul(letter, 0x9e3779b1));
}

function finished(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The letters with which keys begin: `c` content, `l` link, `s` second. */
export const [CONTENT, LINK, SECOND] = [99, 108, 115] as const;

const NOTHING = 0xffff_ffff;

/**
 * The keys of many activations in columns of numbers, 18 bytes a key: who and which kind, the key's hash, and the activation (its day and its place in
 * the month). Made for so many keys at once; a table that grows copies itself.
 */
export interface KeyTable {
  /** the place of an activation of that person and kind with that key within so many days, else -1; `dayAt` and `placeAt` say which it is */
  readonly find: (who: number, hash: KeyHash, day: number, windowDays: number) => number;
  readonly dayAt: (slot: number) => number;
  readonly placeAt: (slot: number) => number;
  readonly add: (who: number, hash: KeyHash, day: number, place: number) => void;
}

interface Slots {
  readonly mask: number;
  readonly who: Uint32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly place: Uint32Array;
  readonly day: Uint16Array;
}

const FULL = 0.8;

function newSlots(capacity: number): Slots {
  return {
    mask: capacity - 1,
    who: new Uint32Array(capacity).fill(NOTHING),
    high: new Uint32Array(capacity),
    low: new Uint32Array(capacity),
    place: new Uint32Array(capacity),
    day: new Uint16Array(capacity),
  };
}

const startOf = (who: number, hash: KeyHash, mask: number): number => ((hash.low ^ Math.imul(who, 0x9e3779b1)) >>> 0) & mask;

/** Makes a table with room for so many keys. */
export function newKeyTable(expected: number): KeyTable {
  let capacity = 1024;
  while (capacity * FULL < expected) capacity *= 2;
  let slots = newSlots(capacity);
  let count = 0;
  const put = (to: Slots, who: number, hash: KeyHash, day: number, place: number): void => {
    let slot = startOf(who, hash, to.mask);
    while (to.who[slot] !== NOTHING) slot = (slot + 1) & to.mask;
    to.who[slot] = who;
    to.high[slot] = hash.high;
    to.low[slot] = hash.low;
    to.place[slot] = place;
    to.day[slot] = day;
  };
  const grow = (): void => {
    const next = newSlots((slots.mask + 1) * 2);
    const hash: KeyHash = { high: 0, low: 0 };
    for (let slot = 0; slot <= slots.mask; slot++) {
      const who = slots.who[slot] ?? NOTHING;
      if (who === NOTHING) continue;
      hash.high = slots.high[slot] ?? 0;
      hash.low = slots.low[slot] ?? 0;
      put(next, who, hash, slots.day[slot] ?? 0, slots.place[slot] ?? 0);
    }
    slots = next;
  };
  return {
    find: (who, hash, day, windowDays) => {
      let slot = startOf(who, hash, slots.mask);
      for (; slots.who[slot] !== NOTHING; slot = (slot + 1) & slots.mask) {
        if (slots.who[slot] !== who || slots.low[slot] !== hash.low || slots.high[slot] !== hash.high) continue;
        // One person may do the same again once the window is over, so that a key may be there several times.
        if (Math.abs((slots.day[slot] ?? 0) - day) <= windowDays) return slot;
      }
      return -1;
    },
    dayAt: (slot) => slots.day[slot] ?? 0,
    placeAt: (slot) => slots.place[slot] ?? 0,
    add: (who, hash, day, place) => {
      if (count + 1 > (slots.mask + 1) * FULL) grow();
      put(slots, who, hash, day, place);
      count += 1;
    },
  };
}

/** Who and which kind in one number of 32 bits; there is room for a thousand million people. */
export const whoOf = (advocate: number, kind: number): number => advocate * 4 + kind;
