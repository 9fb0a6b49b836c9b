import { describe, expect, it } from 'vitest';
import { CASES } from '../../../sandbox/platforms/faults.js';
import * as list from '../../../sandbox/platforms/list.js';
import { credentialsOfDemo, SHAPES, secretsByConnector } from '../../../sandbox/platforms/stand-ins.js';

describe('the list of stand-ins', () => {
  it('has a place of its own for each platform, so that an invented world stays the same when one is added', () => {
    expect(SHAPES.map(({ place, platform }) => `${place} ${platform}`)).toEqual(['0 facebook', '1 instagram', '2 x', '3 youtube', '4 threads']);
  });

  it('shows every case but those of platforms that have no stand-in: TikTok and LinkedIn', () => {
    const shown = new Set<string>(Object.values(list).flatMap(({ cases }) => cases));
    expect(CASES.filter(({ name }) => !shown.has(name)).map(({ number }) => number)).toEqual([37, 38]);
    for (const { cases } of Object.values(list)) expect(new Set<string>(cases).size).toBe(cases.length);
  });

  it('has secrets for every platform, as the demo uses them', () => {
    expect(Object.keys(secretsByConnector(credentialsOfDemo)).sort()).toEqual(SHAPES.map(({ platform }) => platform).sort());
  });
});
