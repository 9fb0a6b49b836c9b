import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { CONNECTORS } from '../../connectors/index.js';
import { unjudged } from '../../src/http/failures.js';
import { root } from '../support/paths.js';

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
});
