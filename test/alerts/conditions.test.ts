import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONDITIONS } from '../../src/alerts/index.js';
import { alertConditions } from '../../src/config/alert-schema.js';
import { root } from '../support/paths.js';

describe('the list of conditions', () => {
  it('holds every condition that a configuration may name, under its own id', () => {
    expect(Object.keys(CONDITIONS).sort()).toEqual([...alertConditions].sort());
    for (const [id, condition] of Object.entries(CONDITIONS)) expect(condition.id).toBe(id);
  });

  it('has a file for each, or for those that are two sides of one', () => {
    const files = readdirSync(join(root, 'src/alerts/conditions')).map((file) => file.replace('.ts', ''));
    const shared: Readonly<Record<string, string>> = {
      below: 'threshold',
      above: 'threshold',
      'target-at-risk': 'target',
      'target-met': 'target',
      'target-missed': 'target',
    };
    for (const id of alertConditions) expect(files).toContain(shared[id] ?? id);
  });
});
