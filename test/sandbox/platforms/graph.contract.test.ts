import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../../sandbox/platforms/graph/account.js';
import {
  ACCOUNT_BREAKDOWNS,
  ACCOUNT_METRICS,
  ACCOUNT_PERIODS,
  METRIC_TYPES,
  THREADS_METRICS,
  TIMEFRAMES,
} from '../../../sandbox/platforms/graph/account-metrics.js';
import { MEDIA } from '../../../sandbox/platforms/graph/media.js';
import { MEDIA_BREAKDOWNS, MEDIA_METRICS } from '../../../sandbox/platforms/graph/media-metrics.js';
import type { NodeType } from '../../../sandbox/platforms/graph/node.js';
import { PAGE } from '../../../sandbox/platforms/graph/page.js';
import { PAGE_PERIODS, STORY_METRICS } from '../../../sandbox/platforms/graph/page-metrics.js';
import { POST, VIDEO } from '../../../sandbox/platforms/graph/page-posts.js';

interface Document {
  readonly fields: readonly { readonly name: string }[];
  readonly apis: readonly { readonly method: string; readonly endpoint?: string; readonly params?: readonly { readonly name: string }[] }[];
}

const folder = process.env.PANTAU_SPECS;
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder ?? '', 'meta', `${name}.json`), 'utf8'));
const specOf = (name: string) => read(name) as Document;
const without = (names: readonly string[], known: Iterable<string>): readonly string[] => {
  const set = new Set(known);
  return names.filter((name) => !set.has(name));
};

describe.skipIf(folder === undefined)("the stand-in of the Graph API beside Meta's own documents", () => {
  const enums = (): ReadonlyMap<string, readonly string[]> =>
    new Map((read('enum_types') as readonly { name: string; values: string[] }[]).map(({ name, values }) => [name, values]));
  const values = (name: string): readonly string[] => enums().get(`${name}_enum_param`) ?? expect.fail(`no list ${name}`);

  it('takes the metrics of an account, and those alone', () => {
    const documented = values('shadowiguserinsights_metric');
    // Retired in 2025, before the documents were saved.
    expect(without(Object.keys(ACCOUNT_METRICS), documented)).toEqual(['impressions']);
    expect(without(documented, [...Object.keys(ACCOUNT_METRICS), ...THREADS_METRICS])).toEqual([]);
  });

  it('takes the metrics of media, and those alone', () => {
    const documented = values('shadowigmediainsights_metric');
    // Of June 2026, after the documents were saved.
    expect(without(Object.keys(MEDIA_METRICS), documented)).toEqual(['link_clicks']);
    // In the list, and given for no product.
    expect(without(documented, Object.keys(MEDIA_METRICS))).toEqual(['content_views']);
  });

  it('takes the breakdowns, periods, types and time frames', () => {
    // Only the page of the documents has it, for views.
    expect(without(ACCOUNT_BREAKDOWNS, values('shadowiguserinsights_breakdown'))).toEqual(['follower_type']);
    expect(without(values('shadowiguserinsights_breakdown'), ACCOUNT_BREAKDOWNS)).toEqual([]);
    expect([...MEDIA_BREAKDOWNS].sort()).toEqual([...values('shadowigmediainsights_breakdown')].sort());
    expect([...ACCOUNT_PERIODS].sort()).toEqual([...values('shadowiguserinsights_period')].sort());
    expect([...PAGE_PERIODS].sort()).toEqual([...values('pageinsights_period')].sort());
    expect([...METRIC_TYPES].sort()).toEqual([...values('shadowiguserinsights_metric_type')].sort());
    expect([...TIMEFRAMES].sort()).toEqual([...values('shadowiguserinsights_timeframe')].sort());
  });

  it('names the metrics of Page stories as they are named', () => {
    expect(without(Object.keys(STORY_METRICS), values('storiesinsights_metric'))).toEqual([]);
  });

  it.each([
    ['IGUser', ACCOUNT, ['user_id', 'account_type']],
    ['IGMedia', MEDIA, ['saved_count', 'shares_count', 'reposts_count']],
    ['Page', PAGE, []],
    ['PagePost', POST, []],
    ['AdVideo', VIDEO, []],
  ] as const)('%s has fields and edges that the document has', (name, type: NodeType<never>, later) => {
    const { fields, apis } = specOf(name);
    const edges = apis.filter(({ method }) => method === 'GET').map(({ endpoint }) => endpoint ?? '');
    expect(
      without(
        Object.keys(type.fields),
        fields.map((field) => field.name),
      ),
    ).toEqual(later);
    expect(without(Object.keys(type.edges), [...edges, ...fields.map((field) => field.name)])).toEqual([]);
  });

  it('gives graph.instagram.com the fields of its own document', () => {
    const scope = { door: 'instagram', version: 26 } as never;
    const shown = (type: NodeType<never>) => Object.keys(type.fields).filter((field) => type.has?.(field, scope) !== false);
    const names = (document: string) => specOf(document).fields.map(({ name }) => name);
    expect(without(shown(ACCOUNT), names('IGUserForIGOnlyAPI'))).toEqual([]);
    expect(without(shown(MEDIA), names('IGMediaForIGOnlyAPI'))).toEqual([]);
  });

  it.each([
    ['IGUser', ACCOUNT],
    ['IGMedia', MEDIA],
  ] as const)('the insights of %s take the parameters of the document', (name, type: NodeType<never>) => {
    const api = specOf(name).apis.find(({ method, endpoint }) => method === 'GET' && endpoint === 'insights');
    expect([...(type.edges.insights?.parameters ?? [])].sort()).toEqual((api?.params ?? []).map((parameter) => parameter.name).sort());
  });
});
