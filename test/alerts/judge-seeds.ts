import { parseArgs } from 'node:util';
import { alertsOfQuietYear, falseAlerts, faultsOfDeclines } from './verdicts.js';

// A program: judges the stories of seeds that no test names. Fails where one of them is told wrong.

const { values } = parseArgs({
  options: { from: { type: 'string', default: '1' }, count: { type: 'string', default: '30' }, years: { type: 'boolean', default: true } },
  allowNegative: true,
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

let wrong = 0;
for (let seed = Number(values.from); seed < Number(values.from) + Number(values.count); seed += 1) {
  const year = values.years ? alertsOfQuietYear(seed) : [];
  const faults = [...faultsOfDeclines(seed), ...falseAlerts(seed), ...(year.length > 1 ? year : [])];
  say(`seed ${seed}: ${faults.length === 0 ? 'right' : 'WRONG'}${year.length === 1 ? `, one false alert in a quiet year: ${year[0]}` : ''}`);
  for (const fault of faults) say(`  ${fault}`);
  if (faults.length > 0) wrong += 1;
}
say(wrong === 0 ? 'every seed is right' : `${wrong} seeds are wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
