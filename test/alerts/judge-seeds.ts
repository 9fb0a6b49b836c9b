import { parseArgs } from 'node:util';
import { alertsOfQuietYear, falseAlerts, faultsOfDeclines } from './verdicts.js';
import { judgeWorld } from './world-verdicts.js';

// A program: judges the stories of seeds that no test names. Fails where one of them is told wrong.

const { values } = parseArgs({
  options: { from: { type: 'string', default: '1' }, count: { type: 'string', default: '30' }, only: { type: 'string' } },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const asked = (what: 'years' | 'stories' | 'worlds'): boolean => values.only === undefined || values.only === what;

let wrong = 0;
for (let seed = Number(values.from); seed < Number(values.from) + Number(values.count); seed += 1) {
  const year = asked('years') ? alertsOfQuietYear(seed) : [];
  const stories = asked('stories') ? [...faultsOfDeclines(seed), ...falseAlerts(seed)] : [];
  const world = asked('worlds') ? await judgeWorld(seed) : { faults: [], alarms: [] };
  const faults = [...stories, ...(year.length > 1 ? year : []), ...world.faults, ...(world.alarms.length > 1 ? world.alarms : [])];
  say(
    `seed ${seed}: ${faults.length === 0 ? 'right' : 'WRONG'}; false alerts of a quiet year: ${year.length}, of steady accounts: ${world.alarms.length}`,
  );
  for (const fault of faults) say(`  ${fault}`);
  if (faults.length > 0) wrong += 1;
}
say(wrong === 0 ? 'every seed is right' : `${wrong} seeds are wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
