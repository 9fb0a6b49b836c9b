const MAY_HOLD_LONG_INTEGER = /[:[,\s]-?\d{16}/;
const TEXT_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?[1-9]\d{15,}(?![\w.+-])/g;

/** The body of a batch item, which is JSON inside a JSON text, with integers beyond 2^53 as strings; undefined where it is no JSON. */
export function readBody(text: string): unknown {
  try {
    return JSON.parse(MAY_HOLD_LONG_INTEGER.test(text) ? text.replace(TEXT_OR_LONG_INTEGER, quoted) : text);
  } catch {
    return undefined;
  }
}

const quoted = (token: string): string => (token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`);
