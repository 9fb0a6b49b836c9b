import { posix, win32 } from 'node:path';
import { z } from 'zod';
import { PantauError } from '../errors.js';
import type { LogLevel } from '../log.js';

/** What the environment says. Secrets come from nowhere else. */
export interface Environment {
  /** the path of the configuration file */
  readonly config: string | undefined;
  /** the folder of the data */
  readonly home: string;
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  /** 32 bytes under which the rotating tokens are encrypted */
  readonly masterKey: Uint8Array | undefined;
  readonly logLevel: LogLevel;
  readonly proxy: string | undefined;
  readonly noProxy: string | undefined;
  /** the path of a file with further certificate authorities; Node reads it itself */
  readonly extraCertificates: string | undefined;
  /** a secret of a connection, by the name of its variable; undefined where it is not set or empty */
  readonly secret: (variable: string) => string | undefined;
  /** the names of the variables that were given */
  readonly given: readonly string[];
}

/** The machine, as far as the default folder of the data depends on it. */
export interface Machine {
  readonly platform: string;
  readonly userFolder: string;
}

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

const slackToken = (prefix: 'xoxb-' | 'xapp-', other: 'xoxb-' | 'xapp-', swapped: string, wrong: string) =>
  z.string().superRefine((value, context) => {
    if (value.startsWith(other)) context.addIssue({ code: 'custom', message: swapped });
    else if (!new RegExp(`^${prefix}[A-Za-z0-9-]{5,}$`).test(value)) context.addIssue({ code: 'custom', message: wrong });
  });

const masterKey = z.string().transform((value, context): Uint8Array => {
  const bytes = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
  if (bytes.length === 32) return Uint8Array.from(bytes);
  context.addIssue({ code: 'custom', message: 'must be 32 bytes as base64 or as 64 hexadecimal digits; make one with: openssl rand -base64 32' });
  return z.NEVER;
});

const environmentSchema = z.object({
  PANTAU_CONFIG: z.string().optional(),
  PANTAU_HOME: z.string().optional(),
  SLACK_BOT_TOKEN: slackToken(
    'xoxb-',
    'xapp-',
    'holds the app-level token (xapp-); the two tokens are swapped: put that one into SLACK_APP_TOKEN',
    'must be the bot token, which starts with xoxb-; copy it from OAuth & Permissions of the Slack app',
  ).optional(),
  SLACK_APP_TOKEN: slackToken(
    'xapp-',
    'xoxb-',
    'holds the bot token (xoxb-); the two tokens are swapped: put that one into SLACK_BOT_TOKEN',
    'must be the app-level token, which starts with xapp-; make it under Basic Information of the Slack app, with the scope connections:write',
  ).optional(),
  PANTAU_MASTER_KEY: masterKey.optional(),
  PANTAU_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be one of debug, info, warn, error, silent' })
    .default('info'),
  HTTPS_PROXY: z.url({ protocol: /^https?$/, error: 'must be an address such as http://proxy.example:3128' }).optional(),
  NO_PROXY: z.string().optional(),
  NODE_EXTRA_CA_CERTS: z.string().optional(),
});

/** Where a user's data lies on a machine, for Pantau. */
export function userDataFolder(variables: Variables, machine: Machine): string {
  const { platform, userFolder } = machine;
  if (platform === 'win32') return win32.join(variables.LOCALAPPDATA || win32.join(userFolder, 'AppData', 'Local'), 'pantau');
  if (platform === 'darwin') return posix.join(userFolder, 'Library', 'Application Support', 'pantau');
  return posix.join(variables.XDG_DATA_HOME || posix.join(userFolder, '.local', 'share'), 'pantau');
}

/** Checks environment variables; throws `PantauError` with every mistake in them, without showing a value. An empty variable counts as not given. */
export function parseEnvironment(variables: Variables, machine: Machine): Environment {
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const lowerCase = { HTTPS_PROXY: filled.https_proxy, NO_PROXY: filled.no_proxy };
  const read = environmentSchema.safeParse({ ...lowerCase, ...filled });
  if (!read.success) throw new PantauError('configuration', read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'));
  return {
    config: read.data.PANTAU_CONFIG,
    home: read.data.PANTAU_HOME ?? userDataFolder(filled, machine),
    botToken: read.data.SLACK_BOT_TOKEN,
    appToken: read.data.SLACK_APP_TOKEN,
    masterKey: read.data.PANTAU_MASTER_KEY,
    logLevel: read.data.PANTAU_LOG_LEVEL,
    proxy: read.data.HTTPS_PROXY,
    noProxy: read.data.NO_PROXY,
    extraCertificates: read.data.NODE_EXTRA_CA_CERTS,
    secret: (variable) => filled[variable],
    given: Object.keys(environmentSchema.shape).filter((name) => filled[name] !== undefined || filled[name.toLowerCase()] !== undefined),
  };
}
