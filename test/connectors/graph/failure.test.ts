import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../../connectors/contract/http.js';
import type { Instant } from '../../../connectors/contract/period.js';
import { graphRules } from '../../../connectors/graph/failure.js';

const receivedAt = '2026-11-25T02:00:00.000Z' as Instant;
const REQUEST: HttpRequest = { method: 'GET', host: 'graph', path: '/v25.0/17841400000000001', accounts: ['instagram:ditjenpk'] };
const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, text, json: typeof body === 'string' ? undefined : body, receivedAt, raw: 'raw:1' };
};
const failure = (code: number, message: string, more: object = {}, status = 400, headers = {}) =>
  graphRules.judge(answer(status, { error: { message, type: 'OAuthException', code, ...more } }, headers), REQUEST);

describe('an answer of the Graph API is judged by its codes', () => {
  it.each([
    [190, { error_subcode: 460 }, 'changed their password', 'auth', 'connection'],
    [190, { error_subcode: 463 }, 'expired', 'auth', 'connection'],
    [102, {}, 'session', 'auth', 'connection'],
    [190, {}, '(#190) This method must be called with a Page Access Token', 'permission', 'call'],
    [4, {}, '(#4) Application request limit reached', 'rate-limited', 'connection'],
    [17, {}, '(#17) User request limit reached', 'rate-limited', 'connection'],
    [32, {}, '(#32) Page request limit reached', 'rate-limited', 'account'],
    [613, { error_subcode: 1996 }, 'exceeded', 'rate-limited', 'account'],
    [80002, {}, 'too many calls', 'rate-limited', 'account'],
    [10, {}, '(#10) Application does not have permission for this action', 'permission', 'call'],
    [200, {}, '(#200) Provide valid app ID', 'permission', 'call'],
    [3, {}, '(#3) capability', 'permission', 'call'],
    [10, {}, '(#10) Not enough viewers for the media to show insights', 'withheld', 'call'],
    [100, { error_subcode: 33 }, 'Unsupported get request.', 'gone', 'call'],
    [100, { error_subcode: 2108006 }, 'Invalid parameter', 'withheld', 'call'],
    [100, {}, '(#100) The value must be a valid insights metric', 'retired', 'call'],
    [100, {}, '(#100) An unknown error has occurred', 'retired', 'call'],
    [100, {}, '(#100) There cannot be more than 30 days (2592000 s) between since and until', 'reduce', 'call'],
    [1, {}, "Please reduce the amount of data you're asking for, then retry your request", 'reduce', 'call'],
    [2, { is_transient: true }, 'Service temporarily unavailable', 'unavailable', 'call'],
    [999, { is_transient: true }, 'Something new', 'unavailable', 'call'],
    [2642, {}, '(#2642) Invalid cursors values', 'rejected', 'call'],
    [368, {}, 'temporarily blocked for policies violations', 'auth', 'connection'],
    [803, {}, 'Some of the aliases you requested do not exist', 'gone', 'account'],
  ] as const)('code %s %j "%s" is %s of the %s', (code, more, message, kind, reach) => {
    const found = failure(code, message, more, code === 1 ? 500 : 400);
    expect(found).toMatchObject({ kind, reach });
    expect(found?.message).toMatch(/\.$/);
  });

  it.each([
    [401, { some: 'thing' }, 'auth'],
    [403, { some: 'thing' }, 'permission'],
    [429, { some: 'thing' }, 'rate-limited'],
    [500, { some: 'thing' }, 'unavailable'],
    [502, '<html>Bad Gateway</html>', 'unavailable'],
    [200, '<html>Sorry</html>', 'unavailable'],
    [200, '', 'unavailable'],
    [404, { some: 'thing' }, 'rejected'],
  ] as const)('where there is no code: HTTP %s %j is %s', (status, body, kind) => {
    expect(graphRules.judge(answer(status, body), REQUEST)?.kind).toBe(kind);
  });

  it('takes a good answer and a batch for good', () => {
    expect(graphRules.judge(answer(200, { id: '1' }), REQUEST)).toBeUndefined();
    expect(graphRules.judge(answer(200, [{ code: 400, body: '{"error":{"code":190}}' }, null]), REQUEST)).toBeUndefined();
  });

  it('names the metrics that a refusal names', () => {
    const names = (message: string) => failure(100, message)?.metrics;
    expect(names('(#100) The Media Insights API does not support the profile_visits, follows metric for this media product type')).toEqual([
      'profile_visits',
      'follows',
    ]);
    expect(names('(#100) The following metrics (profile_views, views) should be specified with parameter metric_type=total_value')).toEqual([
      'profile_views',
      'views',
    ]);
    expect(names('(#100) Tried accessing nonexisting field (saved_count) on node type (IGMedia)')).toEqual(['saved_count']);
    expect(names('(#100) The value must be a valid insights metric')).toEqual([]);
  });

  it('reads the minutes until calls are served again, and takes an hour where nothing says so', () => {
    const usage = {
      '17841400000000001': [{ type: 'instagram', call_count: 97, total_cputime: 23, total_time: 23, estimated_time_to_regain_access: 19 }],
    };
    const headers = { 'x-business-use-case-usage': JSON.stringify(usage) };
    expect(failure(80002, 'too many calls', {}, 400, headers)?.until).toBe('2026-11-25T02:19:00.000Z');
    expect(failure(80002, 'too many calls', {}, 400, { 'x-business-use-case-usage': 'not json' })?.until).toBe('2026-11-25T03:00:00.000Z');
  });

  it('case 39: keeps no token that the platform echoes', () => {
    const found = failure(2, 'while serving https://graph.facebook.com/v25.0/1?access_token=EAAcontoh1234567890&fields=id', { is_transient: true });
    expect(String(found?.cause)).not.toContain('EAAcontoh');
    const html = graphRules.judge(answer(502, '<a href="?access_token=rahasia123">'), REQUEST);
    expect(String(html?.cause)).not.toContain('rahasia123');
  });
});

describe('allowances', () => {
  it('are read from the headers of a call and of the items of a batch, the highest of each scope', () => {
    const usage = (percent: number, minutes: number): string =>
      JSON.stringify({
        '1': [{ type: 'instagram', call_count: percent, total_cputime: 2, total_time: 3, estimated_time_to_regain_access: minutes }],
      });
    const items = [30, 100, 60].map((percent) => ({
      code: 200,
      headers: [{ name: 'X-Business-Use-Case-Usage', value: usage(percent, percent === 100 ? 5 : 0) }],
      body: '{}',
    }));
    const headers = { 'x-app-usage': '{"call_count":28,"total_time":45,"total_cputime":25}' };
    const found = graphRules.allowances(answer(200, [...items, null], headers));
    expect(found.toSorted((a, b) => a.scope.localeCompare(b.scope))).toEqual([
      { scope: 'account:1', usedShare: 1, resetsAt: '2026-11-25T02:05:00.000Z' },
      { scope: 'app', usedShare: 0.45 },
    ]);
    expect(graphRules.allowances(answer(200, {}))).toEqual([]);
    expect(graphRules.allowances(answer(200, {}, { 'x-app-usage': '<html>' }))).toEqual([]);
  });
});
