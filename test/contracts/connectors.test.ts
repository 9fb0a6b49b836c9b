import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeclaredConnector, Pulled, PullTask } from '../../connectors/contract/connector.js';
import type { HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import { addDays, civilDate } from '../../connectors/contract/period.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { CONNECTORS } from '../../connectors/index.js';
import { seededWorld } from '../../sandbox/platforms/seeded-world.js';
import { unjudged } from '../../src/http/failures.js';
import { keptTexts, secretsAmong, secretsOf } from '../support/kept-texts.js';
import { root } from '../support/paths.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';

const FOLDER = join(root, 'connectors');
/** Folders that are no platform: shared words, exported files, and what two connectors of Meta share. */
const NO_PLATFORM = ['contract', 'files', 'graph'];

const request: HttpRequest = { method: 'GET', host: 'any', path: '/any', accounts: ['any:one'] };
const answerOf = (status: number, text: string, json?: unknown): HttpAnswer => ({
  status,
  headers: {},
  text,
  json,
  receivedAt: '2026-11-25T00:00:00.000Z' as HttpAnswer['receivedAt'],
  raw: '',
});

const TODAY = civilDate('2026-11-13');
const TASKS: readonly PullTask[] = ['daily', 'backfill', 'stories'];
const world = seededWorld({ seed: 11, firstDay: '2026-10-10', lastDay: TODAY, accountsPerPlatform: 2, postsPerDay: 3 });

/** A connector on the real core, in front of its stand-in. */
const rigOf = ({ id }: DeclaredConnector): Promise<PlatformsRig> =>
  openRig({
    world: { accounts: world.accounts.filter(({ platform }) => platform === id) },
    now: `${TODAY}T16:30:00Z`,
    connections: [`{ id: ${id}, connector: ${id} }`],
  });

/** Everything that the stand-in states in pulls of every task. */
async function pulledBy({ connections }: PlatformsRig, { settlesWithinHours }: DeclaredConnector): Promise<readonly Pulled<string>[]> {
  const found: Pulled<string>[] = [];
  for (const { configured, accounts, http } of connections) {
    for (const task of TASKS) {
      const request = { task, accounts, now: `${TODAY}T16:30:00.000Z` as HttpAnswer['receivedAt'], zone: 'Asia/Jakarta', without: new Set<string>() };
      const window = { start: addDays(TODAY, -Math.ceil(settlesWithinHours / 24)), end: addDays(TODAY, 2) };
      const known = () => ({ content: [], statedPosts: undefined });
      for await (const one of configured.pull({ ...request, window, known }, http)) found.push(one);
    }
  }
  return found;
}

describe('the list of connectors', () => {
  it('has one for each folder, under its name', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !NO_PLATFORM.includes(entry.name));
    expect(CONNECTORS.map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});

describe.each(CONNECTORS.map((connector) => [connector.id, connector] as const))('%s', (id, connector) => {
  it('says in its README what scopes it needs and from which day its sources are', () => {
    const text = readFileSync(join(FOLDER, id, 'README.md'), 'utf8');
    expect(text).toMatch(/scope/i);
    expect(text).toMatch(/2026-\d\d-\d\d/);
  });

  it('gives metrics of the registry, and a dated or explained note with each', () => {
    const registered = new Set(BUILT_IN_METRICS.map((metric) => metric.id));
    for (const { metric, fields, note } of Object.values(connector.capabilities)) {
      expect(registered).toContain(metric);
      expect(fields.length).toBeGreaterThan(0);
      expect(note.length).toBeGreaterThan(10);
    }
  });

  it('refuses a setting that it does not know', () => {
    expect(() => connector.configure({})).not.toThrow();
    expect(() => connector.configure({ nonsense: true })).toThrow();
  });

  it('names every secret with an explanation, and the page on which it is made', () => {
    for (const { explanation } of connector.secrets) expect(explanation.length).toBeGreaterThan(10);
    expect(connector.secretsPage).toMatch(/^https:\/\//);
    for (const host of Object.values(connector.hosts)) expect(host).toMatch(/^https:\/\/[a-z0-9.]+$/);
  });

  /** The failure of an answer: by the connector's own rules, else by those of the core. */
  const kindOf = (answer: HttpAnswer): string | undefined => (connector.judge(answer, request) ?? unjudged(answer, connector.label))?.kind;

  it.each([
    [500, ''],
    [503, ''],
    [502, '<html><body>Bad gateway</body></html>'],
    [200, '<html><body>Sign in to the network</body></html>'],
  ])('takes a %i with %j for a platform that is away', (status, text) => {
    expect(kindOf(answerOf(status, text))).toBe('unavailable');
  });

  it.each([
    [401, ['auth', 'rejected']],
    [403, ['permission', 'auth', 'rejected']],
    [429, ['rate-limited', 'quota']],
  ])('takes a %i without a known code for one of %j, never for a good answer', (status, kinds) => {
    for (const answer of [answerOf(status, ''), answerOf(status, '{}', {}), answerOf(status, 'garbage')]) expect(kinds).toContain(kindOf(answer));
  });

  it('is given a figure for every row of its table, of the kind of content that the row names, and has no trouble', async () => {
    const rig = await rigOf(connector);
    const pulled = await pulledBy(rig, connector);
    expect(pulled.filter(({ type }) => type === 'problem')).toEqual([]);
    const kinds = new Map(pulled.flatMap((one) => (one.type === 'content' ? [[one.platformId, one.kind] as const] : [])));
    const fed = new Set<string>();
    for (const one of pulled) {
      if ((one.type !== 'value' && one.type !== 'snapshot') || one.value === null) continue;
      const row = connector.capabilities[one.capability];
      expect(row?.subject, one.capability).toBe(one.type === 'value' ? 'account' : 'content');
      if (one.type === 'snapshot') expect(row?.products, one.capability).toContain(kinds.get(one.platformId));
      fed.add(one.capability);
    }
    expect([...fed].sort()).toEqual(Object.keys(connector.capabilities).sort());
  });

  it('keeps raw answers, and no secret or token in any of them', async () => {
    const rig = await rigOf(connector);
    await pulledBy(rig, connector);
    // Refusals and pages of gateways are kept as well.
    for (const name of ['html-body', 'secrets-in-bodies', 'endless-paging'] as const) rig.platforms.faults.on(name, { times: 2 });
    await pulledBy(rig, connector);
    const kept = await keptTexts(rig);
    for (const { platformId } of rig.connections.flatMap(({ accounts }) => accounts))
      expect(kept.some((text) => text.includes(platformId))).toBe(true);
    const secrets = secretsOf(rig);
    expect(rig.platforms.calls().some(({ headers }) => secrets.has(headers.authorization?.replace('Bearer ', '') ?? ''))).toBe(true);
    expect(secretsAmong(kept, secrets)).toEqual([]);
  });
});
