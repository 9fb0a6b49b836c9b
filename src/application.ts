import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { testAlerts } from './application/alerts.js';
import { ask, source } from './application/answers.js';
import { auditLog, closeByCommand } from './application/close.js';
import { collect } from './application/collect.js';
import { DEMO_FOLDER } from './application/demo.js';
import { makeDigest } from './application/digest.js';
import { writeEvidence } from './application/evidence.js';
import { checkFiles, importFiles } from './application/import-files.js';
import { type Opened, openData } from './application/opened.js';
import { exportPerson, forgetPerson, linkPeople } from './application/people.js';
import { run } from './application/run.js';
import { scheduleOf } from './application/schedule.js';
import { refuseSecondDemo, slackAccess } from './application/slack-access.js';
import { statusOf } from './application/status.js';
import { backfillAccounts, checkConnections, replayAccounts, type SyncParts, syncAccounts } from './application/sync.js';
import { makeTemplate } from './application/template.js';
import { listImports, undoByCommand } from './application/undo.js';
import { voidByCommand } from './application/void.js';
import { chosenWay } from './application/way.js';
import type { Application, ApplicationOptions } from './cli/application.js';
import { effectiveSettings } from './config/effective.js';
import { type LoadedConfig, loadConfig, readEnvironment } from './config/load.js';
import { PantauError } from './errors.js';
import { createLogger } from './log.js';

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
  const demo = named === undefined;
  const file = named ?? join(DEMO_FOLDER, 'pantau.yaml');
  const log = createLogger({ level: environment.logLevel });
  let loading: Promise<LoadedConfig> | undefined;
  let opening: Promise<Opened> | undefined;
  const load = (): Promise<LoadedConfig> => (loading ??= loadConfig(file));
  const open = (): Promise<Opened> => (opening ??= load().then((loaded) => openData({ file, loaded, environment, demo, log })));
  const pulling = async (): Promise<SyncParts> => {
    if (demo) throw new PantauError('usage', "The demo's platforms were pulled when it was prepared. Name a configuration to pull real accounts.");
    const opened = await open();
    // What the owner would be told stands in what is printed.
    return { ...opened, config: opened.loaded.config, tell: async () => undefined };
  };
  const language =
    options.language ??
    (await load().then(
      (loaded) => loaded.config.organisation.languages[0],
      () => 'en' as const,
    ));
  return {
    language,
    start: async ({ fresh }) => {
      if (fresh && !demo)
        throw new PantauError(
          'usage',
          '--fresh clears the demo and nothing else. Leave out --config and PANTAU_CONFIG for the demo, or leave out --fresh.',
        );
      if (demo) await refuseSecondDemo(environment);
      if (fresh) await rm(join(environment.home, 'demo'), { recursive: true, force: true });
      await run(await open());
    },
    digest: async (request) => {
      // Before anything is read: without a way to post there is nothing to do.
      const access = request.post && !request.dryRun ? await slackAccess(environment, demo) : undefined;
      const opened = await open();
      // The demo's Slack is on this machine.
      const way = access && !demo ? await chosenWay(environment, opened.loaded.config) : undefined;
      return makeDigest(request, language, opened, access && { access, way });
    },
    ask: async (text) => ask(text, language, await open()),
    importFiles: async (request, onProgress) => importFiles(request, language, await open(), onProgress),
    checkFiles: async (request) => checkFiles(request, language, await open()),
    listImports: async () => listImports(await open()),
    undoImport: async (request) => undoByCommand(request, language, await open()),
    voidValue: async (request) => voidByCommand(request, language, await open()),
    closeMonth: async (request) => closeByCommand(request, language, await open()),
    evidence: async (request) => writeEvidence(request, language, await open()),
    auditLog: async (request) => auditLog(request, await open()),
    forget: async (names) => forgetPerson(names, language, await open()),
    exportPerson: async (name) => exportPerson(name, language, await open()),
    link: async ({ one, other }) => linkPeople(one, other, language, await open()),
    source: async (text) => source(text, language, await open()),
    status: async () => statusOf(await open()),
    collect: async (request) => collect(request, await open()),
    template: async (request) => makeTemplate(request, language, await open()),
    sync: async (request) => syncAccounts(request, await pulling()),
    backfill: async (request) => backfillAccounts(request, await pulling()),
    replay: async (request) => replayAccounts(request, await pulling()),
    checkConnections: async (request) => checkConnections(request, await pulling()),
    schedule: async () => {
      const { loaded, store, clock } = await open();
      return scheduleOf(loaded.config, store, clock.now());
    },
    testAlerts: async (request) => {
      const { loaded, store } = await open();
      return testAlerts(request, loaded.config, store);
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
