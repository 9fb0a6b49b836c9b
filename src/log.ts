import { pino } from 'pino';

/** Writes what happened, without secrets. */
export interface Logger {
  readonly debug: (message: string, fields?: Record<string, unknown>) => void;
  readonly info: (message: string, fields?: Record<string, unknown>) => void;
  readonly warn: (message: string, fields?: Record<string, unknown>) => void;
  readonly error: (message: string, fields?: Record<string, unknown>) => void;
}

/** How much is written; `silent` writes nothing. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where lines of JSON go; each ends with a line feed. */
export interface LogDestination {
  readonly write: (line: string) => void;
}

const HIDDEN = '[hidden]';
const DEEPEST = 8;

// Token shapes of Slack (xoxb-, xapp-, xoxe.xoxp-) and Meta (EAA...), as they were on 2026-11-25.
const TOKENS = [/\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{4,}/g, /\bxapp-[A-Za-z0-9-]{4,}/g, /\bEAA[A-Za-z0-9]{16,}/g];
const CARRIERS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{4,}/gi, `$1 ${HIDDEN}`],
  [
    /((?:access_token|refresh_token|client_secret|app_secret|appsecret_proof|api_?key|password|secret|token)["']?\s*[=:]\s*["']?)(?!\[hidden\])[^&\s"',}]{4,}/gi,
    `$1${HIDDEN}`,
  ],
  [/([?&]code=)[^&\s"']+/gi, `$1${HIDDEN}`],
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,500}@/gi, `$1${HIDDEN}@`],
  [/(hooks\.slack\.com\/(?:services|triggers|workflows)\/)[A-Za-z0-9/]+/gi, `$1${HIDDEN}`],
];
const SECRET_KEY = /token|secret|passw|authori[sz]ation|cookie|master_?key|api_?key|private_?key|credential/i;

/** Whether a text holds something that has the shape of a token. */
export const holdsToken = (text: string): boolean => TOKENS.some((shape) => text.search(shape) >= 0);

/** The text with every token, password and bearer in it hidden. */
export function redactText(text: string): string {
  const tokens = TOKENS.reduce((rest, shape) => rest.replace(shape, HIDDEN), text);
  return CARRIERS.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), tokens);
}

/** A copy of any value with its secrets hidden, by the name of their key and by their shape; errors keep their causes. */
function redact(value: unknown, seen: readonly object[] = []): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.includes(value)) return '[circular]';
  if (seen.length >= DEEPEST) return '[deeper]';
  const inside = [...seen, value];
  if (value instanceof Error) return redactError(value, inside);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return redact(Object.fromEntries(value), seen);
  if (Array.isArray(value) || value instanceof Set) return [...value].map((item) => redact(item, inside));
  return redactEntries(Object.entries(value), inside);
}

const redactEntries = (entries: readonly (readonly [string, unknown])[], seen: readonly object[]): Record<string, unknown> =>
  Object.fromEntries(
    entries.map(([key, item]) => [redactText(key), SECRET_KEY.test(key) && item !== undefined && item !== null ? HIDDEN : redact(item, seen)]),
  );

const redactError = (error: Error, seen: readonly object[]): Record<string, unknown> => ({
  ...redactEntries(Object.entries(error), seen),
  name: error.name,
  message: redactText(error.message),
  ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
  ...(error.cause === undefined ? {} : { cause: redact(error.cause, seen) }),
  ...(error instanceof AggregateError ? { errors: redact(error.errors, seen) } : {}),
});

/** A logger that writes one line of JSON for each message, to standard error where no destination is given. Nothing that is written holds a secret. */
export function createLogger(options: { readonly level: LogLevel; readonly destination?: LogDestination }): Logger {
  const sink = pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, options.destination ?? pino.destination(2));
  const writer =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      if (!sink.isLevelEnabled(level)) return;
      // Pino's own fields may not be overwritten by a caller's.
      const { level: _level, time: _time, msg: _msg, ...rest } = fields;
      sink[level](redactEntries(Object.entries(rest), []), redactText(message));
    };
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
}
