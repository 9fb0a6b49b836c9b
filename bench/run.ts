const [name] = process.argv.slice(2);
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  exports: () => import('./exports.js'),
  store: () => import('./store.js'),
  sync: () => import('./sync.js'),
  alerts: () => import('./alerts.js'),
  'import-csv': () => import('./import-csv.js'),
  advocacy: () => import('./advocacy.js'),
  'import-beside-bot': () => import('./import-beside-bot.js'),
};
const bench = name === undefined ? undefined : benches[name];
if (!bench) {
  console.log(`Name a benchmark: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 2;
} else {
  await bench();
}
