/** The hash of a text: 48 bits of it are compared, so that two different keys of one person and kind are the same with a probability of 10^-14. */
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
 * The keys of many activations in numbers, 16 bytes a key: who and which kind, the key's hash, and the activation (its day and its place in the month).
 * They lie side by side, because a table this large is read from memory and not from a cache. Made for so many keys at once; a table that grows copies itself.
 */
export interface KeyTable {
  /** the place of an activation of that person and kind with that key within so many days, else -1; `dayAt` and `placeAt` say which it is */
  readonly find: (who: number, hash: KeyHash, day: number, windowDays: number) => number;
  readonly dayAt: (slot: number) => number;
  readonly placeAt: (slot: number) => number;
  readonly add: (who: number, hash: KeyHash, day: number, place: number) => void;
}

/** A slot: who, the lower hash, the upper one's 16 bits above the day, the place. */
const WORDS = 4;
const FULL = 0.8;

const newSlots = (capacity: number): Uint32Array => {
  const slots = new Uint32Array(capacity * WORDS);
  for (let at = 0; at < slots.length; at += WORDS) slots[at] = NOTHING;
  return slots;
};

/** Makes a table with room for so many keys. */
export function newKeyTable(expected: number): KeyTable {
  let capacity = 1024;
  while (capacity * FULL < expected) capacity *= 2;
  let mask = capacity - 1;
  let slots = newSlots(capacity);
  let count = 0;
  const startOf = (who: number, low: number): number => ((low ^ Math.imul(who, 0x9e3779b1)) >>> 0) & mask;
  const put = (who: number, low: number, third: number, place: number): void => {
    let slot = startOf(who, low);
    while (slots[slot * WORDS] !== NOTHING) slot = (slot + 1) & mask;
    slots[slot * WORDS] = who;
    slots[slot * WORDS + 1] = low;
    slots[slot * WORDS + 2] = third;
    slots[slot * WORDS + 3] = place;
  };
  const grow = (): void => {
    const before = slots;
    mask = mask * 2 + 1;
    slots = newSlots(mask + 1);
    for (let at = 0; at < before.length; at += WORDS) {
      const who = before[at] ?? NOTHING;
      if (who !== NOTHING) put(who, before[at + 1] ?? 0, before[at + 2] ?? 0, before[at + 3] ?? 0);
    }
  };
  return {
    find: (who, { high, low }, day, windowDays) => {
      for (let slot = startOf(who, low); ; slot = (slot + 1) & mask) {
        const at = slot * WORDS;
        if (slots[at] === NOTHING) return -1;
        if (slots[at] !== who || slots[at + 1] !== low) continue;
        const third = slots[at + 2] ?? 0;
        // One person may do the same again once the window is over, so that a key may be there several times.
        if (third >>> 16 === high >>> 16 && Math.abs((third & 0xffff) - day) <= windowDays) return slot;
      }
    },
    dayAt: (slot) => (slots[slot * WORDS + 2] ?? 0) & 0xffff,
    placeAt: (slot) => slots[slot * WORDS + 3] ?? 0,
    add: (who, { high, low }, day, place) => {
      if (count + 1 > (mask + 1) * FULL) grow();
      put(who, low, ((high & 0xffff_0000) | day) >>> 0, place);
      count += 1;
    },
  };
}

/** Who and which kind in one number of 32 bits; there is room for a thousand million people. */
export const whoOf = (advocate: number, kind: number): number => advocate * 4 + kind;
