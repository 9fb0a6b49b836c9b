import { describe, expect, it } from 'vitest';
import type { Text } from '../../connectors/contract/metric.js';
import type { Config } from '../../src/config/config.js';
import { heldConfig } from '../../src/config/held.js';
import { PantauError } from '../../src/errors.js';
import { postingConfig } from '../support/posting-config.js';

const [one, two, three] = [postingConfig(1), postingConfig(2), postingConfig(3)];
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function given(tell: () => Promise<void> = async () => undefined) {
  const told: Text[] = [];
  const tellOwner = async (sentence: Text): Promise<void> => {
    told.push(sentence);
    await tell();
  };
  return { told, held: heldConfig(one, { log: quiet, tellOwner }) };
}

describe('the configuration that holds', () => {
  it('is exchanged as a whole', async () => {
    const { held, told } = given();
    expect(await held.reload(async () => two)).toBe(true);
    expect(held.current()).toBe(two);
    expect(told).toEqual([]);
  });

  it('stays where the new one has mistakes; the owner hears at most ten lines of them, and how to see all', async () => {
    const { held, told } = given();
    const mistakes = Array.from({ length: 12 }, (_, index) => `people[${index}]: has no name.`).join('\n');
    expect(await held.reload(() => Promise.reject(new PantauError('configuration', mistakes)))).toBe(false);
    expect(held.current()).toBe(one);
    expect(told).toHaveLength(1);
    expect(told[0]?.en).toContain('the old one still holds.\npeople[0]: has no name.');
    expect(told[0]?.en).toContain('people[9]: has no name.\n… and 2 more: pantau config check');
    expect(told[0]?.en).not.toContain('people[10]');
  });

  it('stays even where the owner can not be told', async () => {
    const { held } = given(() => Promise.reject(new Error('no line')));
    expect(await held.reload(() => Promise.reject(new Error('gone')))).toBe(false);
    expect(held.current()).toBe(one);
  });

  it('is the later one of two that are read at once, however long the first takes', async () => {
    const { held } = given();
    let finish: (config: Config) => void = () => undefined;
    const slow = held.reload(() => new Promise<Config>((resolve) => (finish = resolve)));
    const quick = held.reload(async () => three);
    await Promise.resolve();
    finish(two);
    expect(await Promise.all([slow, quick])).toEqual([true, true]);
    expect(held.current()).toBe(three);
  });
});
