import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckFinding, DeclaredConnector } from '../../connectors/contract/connector.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { facebook } from '../../connectors/facebook/index.js';
import { instagram } from '../../connectors/instagram/index.js';
import { root } from '../support/paths.js';
import { API_DATE, accountAt, all, type MetaRig, metaRig } from './graph/rig.js';

const checked = async (rig: MetaRig, connector: DeclaredConnector): Promise<readonly CheckFinding[]> =>
  all(connector.configure({}).check(rig.request(), rig.http));
const states = (findings: readonly CheckFinding[], account: string): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.filter((one) => one.account === account).map(({ capability, state }) => [capability ?? 'account', state]));

describe.each([
  ['instagram', instagram],
  ['facebook', facebook],
] as const)('%s', (id, connector) => {
  it('is named as its folder, which holds its README', () => {
    expect(connector.id).toBe(id);
    expect(existsSync(join(root, 'connectors', id, 'README.md'))).toBe(true);
  });

  it('gives metrics of the registry alone, none of which its platform has removed', () => {
    const metrics = new Set(BUILT_IN_METRICS.map((metric) => metric.id));
    for (const [name, { metric, fields, note, removed, since = '' }] of Object.entries(connector.capabilities)) {
      expect(metrics, name).toContain(metric);
      expect(fields.length).toBeGreaterThan(0);
      expect(note).toMatch(/\.$/);
      expect(removed).toBeUndefined();
      expect(since <= API_DATE).toBe(true);
    }
  });

  it('takes its settings strictly, with v25.0 where none is named', () => {
    expect(connector.settings.parse({})).toMatchObject({ version: 'v25.0' });
    expect(connector.settings.safeParse({ version: 'v19.0' }).success).toBe(false);
    expect(connector.settings.safeParse({ versoin: 'v26.0' }).success).toBe(false);
  });

  it('checks an account by the calls of a pull', async () => {
    const rig = await metaRig(connector);
    const findings = await checked(rig, connector);
    expect(findings).toHaveLength(3 * (1 + Object.keys(connector.capabilities).length));
    expect(findings.filter(({ state, capability }) => state !== 'ok' && capability?.startsWith('content_') !== true)).toEqual([]);
    for (const { sentence } of findings) expect(sentence).toMatch(/\.$/);
  });

  it('tells of a dead token for the account as a whole, and of the others as they are', async () => {
    const rig = await metaRig(connector);
    rig.platforms.faults.on('dead-token', { account: accountAt(rig, 0).id });
    const findings = await checked(rig, connector);
    expect(states(findings, `${id}:${id}_0001`)).toEqual({ account: 'auth' });
    expect(states(findings, `${id}:${id}_0002`)).toMatchObject({ account: 'ok', reach: 'ok' });
  });

  it('refuses to believe another version than the pinned one', async () => {
    const rig = await metaRig(connector);
    const pulled = await rig.pull({}, { version: 'v26.0' });
    expect(pulled.filter(({ type }) => type === 'problem')).toEqual([]);
    const http = {
      send: async (request: Parameters<typeof rig.http.send>[0]) => {
        const answer = await rig.http.send(request);
        return JSON.parse(JSON.stringify(answer).replaceAll('v25.0', 'v27.0')) as typeof answer;
      },
    };
    const odd = await all(connector.configure({}).pull(rig.request(), http));
    const told = odd.filter((one) => one.type === 'problem');
    expect(told.map(({ error, account }) => [error.kind, error.code, account])).toEqual([['rejected', 'version', undefined]]);
    expect(told[0]?.error.message).toContain('v27.0 instead of v25.0');
  });
});

describe('a check', () => {
  it('says per capability which permission is missing', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('partial-permission', { account: accountAt(rig, 0).id });
    const findings = await checked(rig, instagram);
    expect(states(findings, 'instagram:instagram_0001')).toMatchObject({
      account: 'ok',
      followers: 'ok',
      reach: 'no-permission',
      content_reach: 'no-permission',
    });
    expect(findings.find(({ capability }) => capability === 'reach')?.sentence).toContain('grant every permission');
  });
});
