import { afterEach, beforeEach, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import type { Config } from '../../../src/config/config.js';
import { FIRST_RULE, ruleOn } from '../../../src/domain/activation-rule.js';
import { openPseudonymiser } from '../../../src/domain/pseudonym.js';
import { logActivation } from '../../../src/pipeline/activations/log.js';
import { takeRulesOfFile } from '../../../src/pipeline/activations/rules.js';
import { demoConfig, demoFile } from '../../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../../support/store.js';

const clock = { now: () => '2024-03-01T02:00:00.000Z' as Instant };
const pseudonymiser = openPseudonymiser(new Uint8Array(32).fill(7));
const withRules = (...rules: readonly string[]): Config =>
  demoConfig(`${demoFile('pantau.yaml')}\nadvocacy:\n  rules:\n${rules.map((rule) => `    - ${rule}\n`).join('')}`);

let home: TemporaryStore;
beforeEach(async () => {
  home = await temporaryStore();
});
afterEach(() => home.remove());

const take = (config: Config) => takeRulesOfFile({ ledger: home.store.advocacy, config, clock });
const versions = async () => (await home.store.advocacy.rules()).map(({ version, validFrom, windowDays }) => [version, validFrom, windowDays]);
const like = (config: Config) =>
  logActivation({ person: { scope: 'form', value: 'ayu' }, kind: 'engagement', platforms: ['instagram'] }, 'slack', {
    ledger: home.store.advocacy,
    pseudonymiser,
    config,
    clock,
  });

it('rules of the configuration become versions, each once, and a change of one is another version', async () => {
  const config = withRules('{ validFrom: 2024-01-01, windowDays: 5 }');
  expect(await take(config)).toEqual([]);
  expect(await take(config)).toEqual([]);
  expect(await versions()).toEqual([[2, '2024-01-01', 5]]);
  expect((await home.store.advocacy.rules())[0]).toMatchObject({ kinds: FIRST_RULE.kinds, linkRequired: FIRST_RULE.linkRequired });
  await take(withRules('{ validFrom: 2024-01-01, windowDays: 7 }'));
  expect(await versions()).toEqual([
    [2, '2024-01-01', 5],
    [3, '2024-01-01', 7],
  ]);
  expect(ruleOn(await home.store.advocacy.rules(), civilDate('2024-02-01'))).toMatchObject({ version: 3, windowDays: 7 });
  expect((await home.store.advocacy.auditLog(2, 'rule')).map(({ who }) => who)).toEqual(['configuration', 'configuration']);
});

it('a rule never reaches into a quarter that is over, once anything was counted', async () => {
  const config = withRules('{ validFrom: 2023-10-01, windowDays: 5 }');
  // Where nothing was counted yet, there is nothing to rewrite.
  expect(await take(config)).toEqual([]);
  await like(config);
  expect(await take(withRules('{ validFrom: 2023-10-01, windowDays: 9 }', '{ validFrom: 2024-02-01, kinds: [original] }'))).toEqual([
    { validFrom: '2023-10-01', reason: expect.stringContaining('closed') },
  ]);
  expect(await versions()).toEqual([
    [2, '2023-10-01', 5],
    [3, '2024-02-01', 2],
  ]);
  await expect(like(config)).rejects.toThrow('Activations of the kind "engagement" don\'t count under rule 3.');
});
