import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRenderer } from '../charts/pool.js';
import { type Instant, parsePeriod, periodLabel, periodOf, shiftPeriod } from '../connectors/contract/period.js';
import { answersOf, checkFile, importExportFile, isOwnLayout } from './application/exports.js';
import { postByHand } from './application/post.js';
import { scheduleOf } from './application/schedule.js';
import { demoSlackHome, refuseSecondDemo, type SlackAccess, slackAccess } from './application/slack-access.js';
import { chosenWay } from './application/way.js';
import type { AnswerFigure, Application, ApplicationOptions, DigestRequest, DigestResult, ImportedFile, ImportRequest } from './cli/application.js';
import { type BusinessClock, realBusinessClock, shiftedBusinessClock, systemWallClock, wholeMinute } from './clock.js';
import { effectiveSettings } from './config/effective.js';
import type { Environment } from './config/environment.js';
import { type LoadedConfig, loadConfig, readEnvironment } from './config/load.js';
import { digestMarkdown } from './digest/markdown.js';
import type { Digest, Language } from './domain/digest.js';
import { type Figure, figureValue } from './domain/figure.js';
import { leaves } from './domain/formula.js';
import { toNumber } from './domain/rational.js';
import { PantauError } from './errors.js';
import type { WayOut } from './http/way-out.js';
import { createLogger, type Logger } from './log.js';
import { composeDigest } from './pipeline/compose.js';
import type { ExportReport } from './pipeline/export-report.js';
import { RefusedFile } from './pipeline/import-report.js';
import { type Importer, openImporter } from './pipeline/importer.js';
import { answer } from './question/answer.js';
import { answerText } from './question/answer-text.js';
import type { AnswerDeps } from './question/deps.js';
import { parseQuestion } from './question/parse.js';
import { asSource } from './question/question.js';
import { sourceOf, sourceOfId } from './question/source.js';
import { isSourceLine } from './question/source-lines.js';
import { nextSlots } from './schedule/due.js';
import type { Store } from './store/port.js';
import { openSqliteStore } from './store/sqlite/client.js';
import { civilDateIn } from './text/date.js';

/** The demo's files lie beside the sources; the compiled file runs two folders below the root. */
const DEMO = fileURLToPath(new URL('../../sandbox/demo/', import.meta.url));
const DEMO_START = '2024-03-01T02:00:00.000Z' as Instant;
/** Before the last Monday of February, so that the last week's and the month's digests are both owed on the first start. */
const DEMO_INSTALLED = '2024-02-25T17:00:00.000Z' as Instant;

interface Opened {
  readonly file: string;
  readonly loaded: LoadedConfig;
  readonly store: Store;
  readonly importer: Importer;
  readonly clock: BusinessClock;
  readonly log: Logger;
}

/** Builds what a command needs, when it needs it. Without a configuration it is the demo's, in a folder of its own; Slack's tokens without one are refused. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const environment = readEnvironment();
  const named = options.config ?? environment.config;
  if (named === undefined && (environment.botToken ?? environment.appToken) !== undefined) {
    throw new PantauError(
      'configuration',
      'Slack tokens are set but no configuration is named: the demo never meets a real workspace. Name a file with --config or PANTAU_CONFIG.',
    );
  }
  const file = named ?? join(DEMO, 'pantau.yaml');
  const log = createLogger({ level: environment.logLevel });
  let loading: Promise<LoadedConfig> | undefined;
  let opening: Promise<Opened> | undefined;
  const load = (): Promise<LoadedConfig> => (loading ??= loadConfig(file));
  const openAll = async (): Promise<Opened> => {
    const loaded = await load();
    const folder = join(environment.home, named === undefined ? 'demo' : 'data');
    await mkdir(folder, { recursive: true });
    const storePath = join(folder, 'pantau.sqlite');
    const store = await openSqliteStore(storePath);
    const clock = named === undefined ? await demoClock(store) : realBusinessClock(systemWallClock);
    const importer = openImporter({ storePath, config: loaded.config, clock });
    const opened = { file, loaded, store, importer, clock, log };
    if (named === undefined) await importDemo(opened);
    return opened;
  };
  const open = (): Promise<Opened> => (opening ??= openAll());
  const language =
    options.language ??
    (await load().then(
      (loaded) => loaded.config.organisation.languages[0],
      () => 'en' as const,
    ));
  return {
    language,
    start: async ({ fresh }) => {
      if (fresh && named !== undefined)
        throw new PantauError(
          'usage',
          '--fresh clears the demo and nothing else. Leave out --config and PANTAU_CONFIG for the demo, or leave out --fresh.',
        );
      if (named === undefined) await refuseSecondDemo(environment);
      if (fresh) await rm(join(environment.home, 'demo'), { recursive: true, force: true });
      await run(await open(), environment, named === undefined);
    },
    digest: async (request) => {
      // Before anything is read: without a way to post there is nothing to do.
      const access = request.post && !request.dryRun ? await slackAccess(environment, named === undefined) : undefined;
      const opened = await open();
      // The demo's Slack is on this machine.
      const way = access && named !== undefined ? await chosenWay(environment, opened.loaded.config) : undefined;
      return makeDigest(request, language, opened, access && { access, way });
    },
    ask: async (text) => ask(text, language, await open()),
    importFiles: async (request) => importFiles(request, await open()),
    checkFiles: async (request) => checkFiles(request, await open()),
    source: async (text) => source(text, language, await open()),
    status: async () => status(await open()),
    schedule: async () => {
      const { loaded, store, clock } = await open();
      return scheduleOf(loaded.config, store, clock.now());
    },
    checkConfig: async () => {
      const { config, warnings } = await load();
      return { file, warnings, digests: config.digests.length, accounts: config.accounts.length, people: config.people.length };
    },
    showConfig: async ({ effective }) => {
      const loaded = await load();
      const settings = effective ? effectiveSettings(loaded, environment) : loaded.settings.filter((setting) => setting.origin === 'file');
      return { file, settings };
    },
    close: async () => {
      if (opening)
        await opening.then(
          async ({ store, importer }) => {
            await importer.close();
            await store.close();
          },
          () => undefined,
        );
    },
  };
}

/** Runs until the process is told to stop: against Slack with tokens and a configuration, else against the local stand-in. */
async function run({ file, loaded, store, clock, log }: Opened, environment: Environment, demo: boolean): Promise<void> {
  if (!demo && (environment.botToken === undefined || environment.appToken === undefined)) {
    throw new PantauError('configuration', 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN must both be set to connect to Slack.');
  }
  const { startBot } = await import('./bot.js');
  const sandbox = demo ? await startLocalSlack(demoSlackHome(environment)) : undefined;
  const starting = startBot({
    config: loaded.config,
    store,
    clock,
    log,
    botToken: sandbox?.botToken ?? environment.botToken ?? '',
    appToken: sandbox?.appToken ?? environment.appToken ?? '',
    slackApiUrl: sandbox?.apiUrl,
    wayOut: demo ? undefined : await chosenWay(environment, loaded.config),
    installedAt: demo ? DEMO_INSTALLED : undefined,
  });
  // From the beginning: a signal that nobody listens to ends the process.
  const reload = (): void =>
    void starting.then(
      (bot) => bot.reload(async () => (await loadConfig(file)).config),
      () => undefined,
    );
  process.on('SIGHUP', reload);
  const bot = await starting;
  process.stdout.write(sandbox ? `Pantau is running. Open ${sandbox.url}\n` : 'Pantau is running.\n');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.off('SIGHUP', reload);
  await bot.stop();
  if (demo)
    await store.saveSetting({
      name: DEMO_CLOCK,
      value: clock.now(),
      validFrom: new Date(systemWallClock.now()).toISOString() as Instant,
      by: 'demo',
    });
  await sandbox?.close();
}

async function startLocalSlack(home: string) {
  const { startSandbox } = await import('../sandbox/slack/server.js');
  const { demoWorkspace } = await import('../sandbox/slack/workspace.js');
  return startSandbox({ workspace: demoWorkspace, home });
}

const DEMO_CLOCK = 'demo:clock';

/** The demo's clock starts on the morning of 1 March 2024 and goes on where the last run of the bot left it. */
async function demoClock(store: Store): Promise<BusinessClock> {
  const left = await store.readSetting(DEMO_CLOCK);
  return shiftedBusinessClock(systemWallClock, (left?.value ?? DEMO_START) as Instant, systemWallClock.now());
}

/** Brings the demo's figures in; what is there already changes nothing. */
async function importDemo({ importer }: Opened): Promise<void> {
  const { demoFiles, REPORT_FILES } = await import('../sandbox/demo/generate.js');
  // The report first: what it states is then no revision of the synthetic days.
  for (const file of REPORT_FILES) await importer.importFile({ path: join(DEMO, file.name), sourceName: file.sourceName, kind: file.originKind });
  for (const file of demoFiles()) {
    await importer.importFile({ bytes: Buffer.from(file.text), fileName: file.name, sourceName: file.sourceName, kind: file.originKind });
  }
}

async function makeDigest(
  request: DigestRequest,
  language: Language,
  { loaded, store, clock, log }: Opened,
  posting: { readonly access: SlackAccess; readonly way: WayOut | undefined } | undefined,
): Promise<DigestResult> {
  const { config } = loaded;
  const setting = config.digests.find((candidate) => candidate.id === request.name);
  if (!setting)
    throw new PantauError('usage', `There is no digest "${request.name}". There are: ${config.digests.map((digest) => digest.id).join(', ')}.`);
  const { calendar, zone } = config.organisation;
  const last = shiftPeriod(periodOf(setting.period, civilDateIn(clock.now(), zone), calendar), -1, calendar);
  const period = request.period === undefined ? last : parsePeriod(request.period, calendar);
  if (period?.grain !== setting.period)
    throw new PantauError('usage', `The digest "${request.name}" is for a ${setting.period}: write its period as 2024-02, 2024-W08 or 2024-Q1.`);
  if (posting && period.end > civilDateIn(clock.now(), zone))
    throw new PantauError(
      'usage',
      `${periodLabel(period, calendar)} is not over: posted now, it would take the place of the report that its schedule posts. Leave out --post, or wait until ${period.end}.`,
    );
  const asOf = momentOf(request.asOf);
  const made = { digest: setting, period, asOf: asOf ?? wholeMinute(clock.now()), asItStood: asOf !== undefined && asOf < clock.now() };
  const digest = await composeDigest({ config, ...made }, store, log);
  const files = request.out === undefined || request.dryRun ? [] : await writeDigest(digest, request.out);
  const deliveries = posting ? await postByHand(made, { config, store, clock, log, ...posting }) : [];
  return { digest, text: digestMarkdown(digest, language), files, deliveries };
}

function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new PantauError('usage', `--as-of: "${text}" is no moment. Write it as 2024-03-01T02:00:00Z.`);
  return new Date(time).toISOString() as Instant;
}

async function writeDigest(digest: Digest, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const write = async (name: string, bytes: string | Uint8Array): Promise<void> => {
    await writeFile(join(folder, name), bytes);
    files.push(join(folder, name));
  };
  await write('digest.json', `${JSON.stringify(digest, undefined, 2)}\n`);
  for (const language of ['id', 'en'] as const) await write(`digest.${language}.md`, digestMarkdown(digest, language));
  const renderer = createRenderer();
  try {
    for (const chart of digest.sections.flatMap((section) => section.charts)) await write(chart.file, await renderer.render(chart.spec));
  } finally {
    await renderer.close();
  }
  return files;
}

function answerDeps({ loaded, store, clock }: Opened): AnswerDeps {
  const { config } = loaded;
  return { config, store, now: clock.now(), today: civilDateIn(clock.now(), config.organisation.zone) };
}

async function ask(text: string, language: Language, opened: Opened): ReturnType<Application['ask']> {
  const deps = answerDeps(opened);
  const understood = parseQuestion(text, { ...deps, language });
  const given = await answer(understood, deps);
  const figures = given.figures.map((figure) => figureOf(figure, opened));
  return { question: text, understood, answered: given.answered, text: answerText(given, language), figures };
}

function figureOf(figure: Figure, { clock }: Opened): AnswerFigure {
  const { metric, subject, dimensions, period } = figure.question;
  const rows = figure.state === 'known' ? leaves(figure.expression) : [];
  return {
    metric: metric.id,
    subject,
    dimensions,
    period,
    value: figure.state === 'known' ? toNumber(figureValue(figure)) : null,
    quality: rows.find((row) => row.quality !== 'complete')?.quality ?? 'complete',
    asOf: clock.now(),
    observations: [...new Set(rows.map((row) => row.observation))],
  };
}

async function source(text: string, language: Language, opened: Opened): ReturnType<Application['source']> {
  const deps = answerDeps(opened);
  const understood = asSource(parseQuestion(text, { ...deps, language }));
  const given = await answer(understood, deps);
  const row = understood.kind === 'row' ? await sourceOfId(understood.id, deps) : undefined;
  const sourced = row ? [row] : await Promise.all(given.figures.map((figure) => sourceOf(figure, deps)));
  const figures = sourced.map((figure) => ({ ...figure, title: figure.title[language] }));
  // the rows are a table here, and all of them
  const said = figures.length > 0 ? { ...given, lines: given.lines.filter((line) => !isSourceLine(line)) } : given;
  return { question: text, understood, answered: given.answered, text: answerText(said, language), figures };
}

async function importFiles(request: ImportRequest, { importer, store, loaded, clock }: Opened): Promise<readonly ImportedFile[]> {
  const results: ImportedFile[] = [];
  const answers = answersOf(request.answers);
  for (const path of request.files) {
    const sourceName = sourceNameOf(path, request);
    try {
      if (!(await isOwnLayout(path))) {
        results.push(await importExportFile({ path, sourceName, answers }, { store, config: loaded.config, clock }));
        continue;
      }
      const report = await importer.importFile({ path, sourceName, dryRun: request.dryRun, acceptPartial: request.acceptPartial });
      const { inserted, revised, unchanged, withdrawn, rows } = report;
      const kept = report.rejected > 0 ? 'partial' : inserted + revised + withdrawn === 0 ? 'unchanged' : 'imported';
      results.push({
        file: path,
        state: request.dryRun ? 'checked' : kept,
        rows,
        inserted,
        revised,
        unchanged,
        problems: report.rejections.map(problemOf),
      });
    } catch (cause) {
      if (!(cause instanceof PantauError) || cause.kind !== 'refused-input') throw cause;
      const problems =
        cause instanceof RefusedFile && cause.rejections.length > 0 ? cause.rejections.map(problemOf) : [{ line: 1, sentence: cause.message }];
      results.push({ file: path, state: 'refused', rows: 0, inserted: 0, revised: 0, unchanged: 0, problems });
    }
  }
  return results;
}

/** The name that was given, or that of the file. */
const sourceNameOf = (path: string, { source }: ImportRequest): string => source ?? (path.split(/[\\/]/).at(-1) ?? path).replace(/\.[^.]+$/, '');

async function checkFiles(request: ImportRequest, { loaded, store, clock }: Opened): Promise<readonly ExportReport[]> {
  const answers = answersOf(request.answers);
  const reports: ExportReport[] = [];
  for (const path of request.files) {
    const sourceName = sourceNameOf(path, request);
    reports.push(await checkFile({ path, sourceName, answers }, { store, config: loaded.config, clock }));
  }
  return reports;
}

const problemOf = (rejection: { readonly line: number; readonly column: string | undefined; readonly reason: string }) => ({
  line: rejection.line,
  sentence: rejection.column === undefined ? rejection.reason : `${rejection.column}: ${rejection.reason}`,
});

async function status({ loaded, store, clock }: Opened): ReturnType<Application['status']> {
  const { config } = loaded;
  const { series, observations, revisions, entries, content, lastReceivedAt } = await store.status();
  return {
    organisation: config.organisation.name.en,
    today: civilDateIn(clock.now(), config.organisation.zone),
    store: { series, observations, revisions, entries, content, lastReceivedAt },
    schedules: config.digests.map((digest) => ({ digest: digest.id, next: nextSlots({ id: digest.id, ...digest.schedule }, clock.now(), 1)[0]?.at })),
  };
}
