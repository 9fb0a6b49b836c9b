/** Cells that were read before, by their bytes: a cell that comes again is found without becoming a text. */
export interface CellMemory {
  /** the number of these bytes from 0 on; -1 where they are new */
  readonly find: (bytes: Uint8Array, start: number, end: number, hash: number) => number;
  /** keeps bytes that are new and answers their number; all others are forgotten where there is no more room, and numbers begin at 0 again */
  readonly add: (bytes: Uint8Array, start: number, end: number, hash: number) => number;
}

const FULL = 0.6;

/** Hashes of neighbouring texts differ in few bits; this spreads them. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;

/** Opens a memory of so many cells at most, which grows as it is filled. */
export function openCellMemory(most: number): CellMemory {
  let slots = new Int32Array(1_024);
  let mask = slots.length - 1;
  let hashes = new Int32Array(1_024);
  let starts = new Uint32Array(1_025);
  let kept = new Uint8Array(16_384);
  let count = 0;
  const put = (entry: number): void => {
    let slot = spread(hashes[entry] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    mask = slots.length - 1;
    for (let entry = 0; entry < count; entry++) put(entry);
  };
  const makeRoom = (): void => {
    const [before, edges] = [hashes, starts];
    hashes = new Int32Array(before.length * 2);
    hashes.set(before);
    starts = new Uint32Array(before.length * 2 + 1);
    starts.set(edges);
  };
  const keepMore = (atLeast: number): void => {
    const before = kept;
    kept = new Uint8Array(Math.max(atLeast, before.length * 2));
    kept.set(before);
  };
  const same = (entry: number, bytes: Uint8Array, start: number, length: number): boolean => {
    const from = starts[entry] ?? 0;
    if ((starts[entry + 1] ?? 0) - from !== length) return false;
    for (let at = 0; at < length; at++) if (kept[from + at] !== bytes[start + at]) return false;
    return true;
  };
  return {
    find: (bytes, start, end, hash) => {
      for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
        const entry = (slots[slot] ?? 0) - 1;
        if (entry === -1) return -1;
        if (hashes[entry] === hash && same(entry, bytes, start, end - start)) return entry;
      }
    },
    add: (bytes, start, end, hash) => {
      if (count >= most) {
        slots.fill(0);
        count = 0;
      }
      const from = count === 0 ? 0 : (starts[count] ?? 0);
      const until = from + end - start;
      if (count + 2 > starts.length) makeRoom();
      if (until > kept.length) keepMore(until);
      kept.set(bytes.subarray(start, end), from);
      starts[count] = from;
      starts[count + 1] = until;
      hashes[count] = hash;
      put(count);
      count += 1;
      if (count > slots.length * FULL) grow();
      return count - 1;
    },
  };
}
