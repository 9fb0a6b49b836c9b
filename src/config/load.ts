import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { PantauError } from '../errors.js';
import { COLLECTION_RULES } from './collection-rules.js';
import type { Config } from './config.js';
import { CONNECTION_RULES } from './connection-rules.js';
import { fileSettings, type Setting } from './effective.js';
import { type Environment, parseEnvironment, type Variables } from './environment.js';
import { explainAll, type Finding, unknownKeySentence } from './explain.js';
import { parseHolidays } from './holidays.js';
import { INTAKE_RULES } from './intake-rules.js';
import { normalise } from './normalise.js';
import { lineOf, secretsIn } from './place.js';
import { RULES } from './rules.js';
import { fileSchema, PARTS, type RawConfig } from './schema.js';
import { SETTING_RULES } from './setting-rules.js';
import { WARNINGS } from './warnings.js';

/** A configuration that holds. */
export interface LoadedConfig {
  readonly config: Config;
  /** what is allowed and yet probably not meant; `path (line 4): sentence` */
  readonly warnings: readonly string[];
  /** every setting of the file, and every default that was filled in */
  readonly settings: readonly Setting[];
}

/** What reading a configuration gives: all that holds, or every mistake as `path (line 4): sentence`. */
export type Result = ({ readonly kind: 'read' } & LoadedConfig) | { readonly kind: 'refused'; readonly sentences: readonly string[] };

/** Reads the environment of this process; throws `PantauError` with every mistake in it, without showing a value. */
export const readEnvironment = (variables: Variables = process.env): Environment =>
  parseEnvironment(variables, { platform: process.platform, userFolder: homedir() });

/** Reads and checks a configuration file; throws `PantauError` that holds all its mistakes, one sentence a line. */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new PantauError('configuration', `${path}: the file can't be read. Name another with --config.`, { cause });
  }
  const result = parseConfig(text, path);
  if (result.kind === 'refused') throw new PantauError('configuration', [`${path}:`, ...result.sentences].join('\n'));
  return { ...result, config: await withHolidays(result.config, path) };
}

/** A configuration with the days of its holidays file, which stands beside it. */
async function withHolidays(config: Config, path: string): Promise<Config> {
  const { holidaysFile, holidays = [] } = config.organisation;
  if (holidaysFile === undefined) return config;
  const file = resolve(dirname(path), holidaysFile);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new PantauError('configuration', `${path}: organisation.holidaysFile: ${file} can't be read. Put it there, or leave the setting out.`, {
      cause,
    });
  }
  const days = [...new Set([...holidays, ...parseHolidays(text, file)])].sort();
  return { ...config, organisation: { ...config.organisation, holidays: days } };
}

/** Checks a configuration's text. The structure of each part and the rules over several parts are all checked before anything is said. */
export function parseConfig(text: string, fileName: string): Result {
  const counter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: true, lineCounter: counter });
  const refused = (...sentences: readonly string[]): Result => ({ kind: 'refused', sentences });
  const [syntax] = document.errors;
  if (syntax) return refused(`${fileName} is no YAML: ${(syntax.message.split('\n')[0] ?? '').replace(/:$/, '')}.`);
  let given: unknown;
  try {
    given = document.toJS({ maxAliasCount: 100 });
  } catch {
    return refused(`${fileName} can't be read: its aliases lead nowhere, or unfold to more than 100. Write the values out.`);
  }
  const file = z.record(z.string(), z.unknown()).safeParse(given);
  if (!file.success) return refused(`${fileName} must hold settings, such as "version: 1".`);
  const placed = (finding: Finding): string => {
    const line = lineOf(document, counter, finding.path);
    return `${finding.path}${line === undefined ? '' : ` (line ${line})`}: ${finding.sentence}`;
  };
  const { findings, readable } = check(file.data);
  if (findings.length > 0) return refused(...findings.map(placed));
  const raw = fileSchema.parse(file.data);
  const warnings = WARNINGS.flatMap((rule) => rule.check(readable)).map(placed);
  return { kind: 'read', config: normalise(raw), warnings, settings: fileSettings(raw, file.data) };
}

/** Every mistake of a file, and the parts of it that could be read. */
function check(file: Readonly<Record<string, unknown>>): { readonly findings: readonly Finding[]; readonly readable: Partial<RawConfig> } {
  const secrets = secretsIn(file);
  const findings: Finding[] = [...secrets, ...unknownParts(file)];
  const parts: Record<string, unknown> = {};
  for (const [part, schema] of Object.entries(PARTS)) {
    const read = schema.safeParse(file[part]);
    if (read.success) parts[part] = read.data;
    else findings.push(...explainAll(read.error.issues, part, schema));
  }
  // Each part was read by its own schema, so a part that is here has its type.
  const readable = parts as Partial<RawConfig>;
  for (const rule of [...RULES, ...CONNECTION_RULES, ...SETTING_RULES, ...COLLECTION_RULES, ...INTAKE_RULES]) findings.push(...rule.check(readable));
  const secretPaths = new Set(secrets.map((secret) => secret.path));
  return { findings: findings.filter((finding) => secrets.includes(finding) || !secretPaths.has(finding.path)), readable };
}

const unknownParts = (file: Readonly<Record<string, unknown>>): readonly Finding[] =>
  Object.keys(file)
    .filter((part) => !Object.hasOwn(PARTS, part))
    .map((part) => ({ path: part, sentence: unknownKeySentence(part, Object.keys(PARTS)) }));
