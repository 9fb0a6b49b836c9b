import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { PantauError } from '../errors.js';
import type { Config } from './config.js';
import { explain } from './explain.js';
import { normalise } from './normalise.js';
import { type Finding, RULES } from './rules.js';
import { fileSchema, PARTS, type RawConfig } from './schema.js';

/** What the environment says. Secrets come from nowhere else. */
export interface Environment {
  readonly config: string | undefined;
  readonly home: string;
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
}

const environmentSchema = z.object({
  PANTAU_CONFIG: z.string().min(1).optional(),
  PANTAU_HOME: z.string().min(1).optional(),
  XDG_DATA_HOME: z.string().min(1).optional(),
  LOCALAPPDATA: z.string().min(1).optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be the bot token, which starts with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must be the app-level token, which starts with xapp-').optional(),
});

/** Reads the environment; throws `PantauError` with every mistake in it, without showing a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const read = environmentSchema.safeParse(variables);
  if (!read.success)
    throw new PantauError('configuration', read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`).join('\n'));
  const { PANTAU_CONFIG, PANTAU_HOME, XDG_DATA_HOME, LOCALAPPDATA, SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = read.data;
  const userData = XDG_DATA_HOME ?? LOCALAPPDATA ?? join(homedir(), '.local', 'share');
  return { config: PANTAU_CONFIG, home: PANTAU_HOME ?? join(userData, 'pantau'), botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN };
}

/** Reads and checks a configuration file; throws `PantauError` that holds all its mistakes, one sentence a line. */
export async function loadConfig(path: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new PantauError('configuration', `${path}: the file can't be read. Name another with --config.`, { cause });
  }
  return parseConfig(text, path);
}

/** Checks a configuration's text; throws `PantauError` that holds all its mistakes, one sentence a line. */
export function parseConfig(text: string, name: string): Config {
  const document = parseDocument(text, { prettyErrors: true });
  const [syntax] = document.errors;
  if (syntax) throw new PantauError('configuration', `${name}: the file is no YAML: ${syntax.message.split('\n')[0]}`);
  const file = z.record(z.string(), z.unknown()).safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!file.success) throw new PantauError('configuration', `${name}: the file must hold settings, such as "version: 1".`);
  const findings: Finding[] = unknownParts(file.data);
  const parts: Record<string, unknown> = {};
  for (const [part, schema] of Object.entries(PARTS)) {
    const read = schema.safeParse(file.data[part]);
    if (read.success) parts[part] = read.data;
    else findings.push(...read.error.issues.flatMap((issue) => explain(issue, part)));
  }
  // Each part was read by its own schema, so a part that is here has its type.
  const readable = parts as Partial<RawConfig>;
  for (const rule of RULES) findings.push(...rule.check(readable));
  if (findings.length > 0)
    throw new PantauError('configuration', [`${name}:`, ...findings.map((finding) => `${finding.path}: ${finding.sentence}`)].join('\n'));
  return normalise(fileSchema.parse(file.data));
}

const unknownParts = (file: Readonly<Record<string, unknown>>): Finding[] =>
  Object.keys(file)
    .filter((part) => !(part in PARTS))
    .map((part) => ({ path: part, sentence: `there is no such part; the parts are ${Object.keys(PARTS).join(', ')}.` }));
