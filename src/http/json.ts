// A number outside a text follows a colon, a comma, a bracket, white space, or nothing; ids within quotes are no reason to look closer.
const MAY_HOLD_LONG_INTEGER = /(?:^|[:,[\s])-?\d{16}/;
const LONG_INTEGER = /(?<![\w.+-])-?[1-9]\d{15,}(?![\w.+-])/g;

/**
 * A text as JSON, with integers beyond 2^53 as strings, since platforms give ids as numbers now and then; undefined where the text is no JSON.
 * A byte order mark at the beginning is passed over.
 */
export function readJson(text: string): unknown {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(MAY_HOLD_LONG_INTEGER.test(bare) ? withLongIntegersQuoted(bare) : bare);
  } catch {
    return undefined;
  }
}

/** The same JSON with every long integer outside of a text in quotes. Linear in the length, however deep or long. */
function withLongIntegersQuoted(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const opening = text.indexOf('"', from);
    if (opening < 0) break;
    const closing = closingQuote(text, opening);
    if (closing < 0) break;
    parts.push(quoted(text.slice(from, opening)), text.slice(opening, closing + 1));
    from = closing + 1;
  }
  parts.push(quoted(text.slice(from)));
  return parts.join('');
}

const quoted = (between: string): string =>
  between.length < 16 ? between : between.replace(LONG_INTEGER, (digits) => (Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`));

/** Where the text that opens at a quote ends; -1 where it never does. */
function closingQuote(text: string, opening: number): number {
  for (let at = text.indexOf('"', opening + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}
