import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { methods } from '../../sandbox/slack/arguments.js';
import { root } from '../support/paths.js';
import { readSpec } from '../support/specs.js';
import { refusals } from './refusals.js';

const documentSchema = z.object({
  args: z.record(z.string(), z.object({ required: z.boolean(), type: z.string().optional() })),
  errors: z.record(z.string(), z.string()),
  rate_limit: z.object({ label: z.string() }),
  scopes: z.object({ bot: z.array(z.object({ name: z.string() })).optional() }).or(z.array(z.object({ name: z.string() }))),
});

const documentOf = (method: string) => documentSchema.parse(readSpec(`slack/slack_kit/methods/${method}.json`));
const scopesOf = ({ scopes }: z.infer<typeof documentSchema>): readonly string[] =>
  (Array.isArray(scopes) ? scopes : (scopes.bot ?? [])).map(({ name }) => name);
const common = (): readonly string[] => Object.keys(z.record(z.string(), z.string()).parse(readSpec('slack/slack_kit/common_errors.json')));
const perMinute: Readonly<Record<string, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
const tierTable = () => z.object({ methods: z.record(z.string(), z.string()) }).parse(readSpec('slack/rate-limit-tiers.json')).methods;
const kinds: Readonly<Record<string, readonly string[]>> = {
  string: ['string', 'json'],
  boolean: ['boolean'],
  number: ['number'],
  integer: ['number'],
  array: ['json'],
};

/** The names of every error that the sandbox's Web API can answer with, as they stand in its sources. */
const written = (): readonly string[] => {
  const folder = join(root, 'sandbox/slack');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return [...new Set([...sources.matchAll(/(?:new Refusal|refusalWith)\('(\w+)'/g)].map(([, name = '']) => name))].sort();
};

describe("the sandbox's methods against Slack's documents", () => {
  it.each(Object.keys(methods))('%s takes exactly the documented arguments, and requires the required ones', (method) => {
    const { args } = documentOf(method);
    const documented = Object.entries(args).filter(([name]) => name !== 'token');
    const ours = methods[method]?.args ?? {};
    expect(Object.keys(ours).sort()).toEqual(documented.map(([name]) => name).sort());
    // A view has no word about being required, but nothing works without one.
    const required = documented.filter(([name, { required }]) => required || name === 'view').map(([name]) => name);
    expect(required.filter((name) => !ours[name]?.endsWith('!'))).toEqual([]);
    expect(Object.keys(ours).filter((name) => ours[name]?.endsWith('!') && !required.includes(name))).toEqual([]);
    for (const [name, { type }] of documented)
      if (type !== undefined) expect([name, kinds[type]]).toEqual([name, expect.arrayContaining([ours[name]?.replace('!', '')])]);
  });

  it.each(Object.keys(methods))('%s wants one of the documented scopes', (method) => {
    expect([...(methods[method]?.scopes ?? [])].sort()).toEqual([...scopesOf(documentOf(method))].sort());
  });

  it.each(Object.keys(methods))('%s may be called as often as documented', (method) => {
    // The pages and the Java SDK's table differ for users.conversations and apps.connections.open (2026-11-25): either is right.
    const tiers = [documentOf(method).rate_limit.label, tierTable()[method] ?? ''].map((words) => /Tier ?(\d)/.exec(words)?.[1] ?? '');
    expect(tiers.map((tier) => perMinute[tier] ?? 600)).toContain(methods[method]?.perMinute);
  });

  it.each(refusals.map(({ method, why, error }) => [method, why, error] as const))(
    '%s with %s is refused with a documented error, %s',
    (method, _, error) => {
      expect([...Object.keys(documentOf(method).errors), ...common()]).toContain(error);
    },
  );

  it('has a refused call for every error that its sources name', () => {
    // Those that are tried for every method, and those that belong to no method.
    const elsewhere = ['unknown_method', 'not_authed', 'invalid_auth', 'not_allowed_token_type', 'missing_scope'];
    const tried = new Set([...refusals.map(({ error }) => error), ...elsewhere]);
    expect(written().filter((name) => !tried.has(name))).toEqual([]);
    expect(elsewhere.slice(1).filter((name) => !common().includes(name))).toEqual([]);
  });
});
