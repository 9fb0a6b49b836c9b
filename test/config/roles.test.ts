import { describe, expect, it } from 'vitest';
import { leastRole, mayDo } from '../../src/config/roles.js';

describe('what a role may do', () => {
  it.each([
    ['ask', 'member', undefined],
    ['log-activation', 'member', undefined],
    ['record', 'editor', 'member'],
    ['import', 'editor', 'member'],
    ['set-target', 'manager', 'editor'],
    ['mute-rule', 'manager', 'editor'],
    ['configure', 'owner', 'manager'],
    ['forget-person', 'owner', 'manager'],
  ] as const)('%s needs %s', (action, least, below) => {
    expect(leastRole(action)).toBe(least);
    expect(mayDo(least, action)).toBe(true);
    expect(mayDo('owner', action)).toBe(true);
    if (below !== undefined) expect(mayDo(below, action)).toBe(false);
  });
});
