import { Command as Commander, CommanderError, Option } from 'commander';
import { exitCode, PantauError } from '../errors.js';
import type { CreateApplication } from './application.js';
import type { Command } from './command.js';
import { processTerminal, type Terminal } from './terminal.js';

type Load = () => Promise<{ readonly run: Command }>;

/** Runs the command line with the arguments after the program's name and gives the exit code: 0 done, 1 failure, 2 usage or configuration, 3 refused input. */
export async function runCli(words: readonly string[], createApplication: CreateApplication, terminal: Terminal = processTerminal): Promise<number> {
  let code = 0;
  const program = buildProgram(terminal, createApplication, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (failure) {
    if (failure instanceof CommanderError) return failure.exitCode === 0 ? 0 : 2;
    terminal.error(`${failure instanceof Error ? failure.message : String(failure)}\n`);
    return failure instanceof PantauError ? exitCode(failure.kind) : 1;
  }
}

function buildProgram(terminal: Terminal, createApplication: CreateApplication, done: (code: number) => void): Commander {
  const program = new Commander('pantau')
    .description('The figures of a communications team, with where each comes from.')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showHelpAfterError('(--help shows what there is)');
  // Only the chosen command's file is loaded, and with it what that command needs.
  const add = (parent: Commander, usage: string, description: string, load: Load): Commander =>
    parent
      .command(usage)
      .description(description)
      .option('--json', 'print JSON')
      .option('--config <file>', 'the configuration')
      .addOption(new Option('--lang <language>', 'the language of the text').choices(['id', 'en']))
      .action(async (...given: unknown[]) => {
        const command = given.at(-1);
        if (!(command instanceof Commander)) throw new TypeError('The command is not where Commander puts it.');
        done(await invoke(command, createApplication, terminal, load));
      });
  add(program, 'start', 'run the bot', () => import('./commands/start.js')).option('--fresh', 'clear the demo first');
  add(program, 'digest <name>', 'make a digest', () => import('./commands/digest.js'))
    .option('--period <period>', 'such as 2024-02, 2024-Q1, 2024-W08')
    .option('--as-of <moment>', 'the values as they stood then')
    .option('--out <folder>', 'write digest.json, the text and the charts there')
    .option('--dry-run', 'make it, write and send nothing')
    .option('--post', 'send it to its channels');
  add(program, 'ask <question...>', 'answer a question', () => import('./commands/ask.js'));
  add(program, 'import <file...>', 'import files', () => import('./commands/import.js'))
    .option('--source <name>', 'the name of the source')
    .option('--dry-run', 'check them only')
    .option('--accept-partial', 'take the rows that are right and list the others')
    .option(
      '--answer <question=value>',
      'answer what an export leaves open; may be given several times',
      (text, before: string[]) => [...before, text],
      [],
    );
  add(program, 'undo [import]', 'undo an import, or list what was imported', () => import('./commands/undo.js')).option(
    '--reason <text>',
    'why it is undone',
  );
  add(program, 'void <value...>', 'void one value, by its id or by a question that has only one', () => import('./commands/void.js')).option(
    '--reason <text>',
    'why it is voided',
  );
  add(program, 'close', 'close a month: its digests stay as they were published', () => import('./commands/close.js'))
    .alias('tutup')
    .option('--period <month>', 'such as 2024-02; the last month where it is left out')
    .option('--accept-missing', 'close it though something was not handed in')
    .option('--reopen', 'open a closed month again')
    .option('--reason <text>', 'why it is opened again');
  add(program, 'evidence', 'write the evidence of a closed month into a ZIP', () => import('./commands/evidence.js'))
    .alias('bukti')
    .option('--period <month>', 'such as 2024-02; the last month where it is left out')
    .option('--out <file>', 'the ZIP to write');
  add(program, 'audit-log', 'who did what when', () => import('./commands/audit-log.js'))
    .option('--period <period>', 'done in it, such as 2024-03')
    .option('--person <name>', 'by this person, by id or name')
    .option('--kind <kind>', 'such as import, hand-in, undo, void, close, target, setting');
  add(
    program,
    'forget <advocate...>',
    'erase a person under every name given: staff:NUMBER, slack:ID, form:NAME',
    () => import('./commands/forget.js'),
  );
  add(program, 'export-person <advocate>', 'print everything that is stored about a person', () => import('./commands/export-person.js'));
  add(program, 'link <advocate> <other>', 'say that two names are one person', () => import('./commands/link.js'));
  add(program, 'source <question...>', 'print the rows behind a figure', () => import('./commands/source.js'));
  add(program, 'status', 'what is stored, and what is due', () => import('./commands/status.js'));
  add(program, 'collect', 'what was handed in for a month, what is missing and from whom', () => import('./commands/collect.js'))
    .alias('kumpul')
    .option('--period <month>', 'such as 2024-02; the last month where it is left out');
  add(program, 'template', "write a month's workbook, to be filled in and imported", () => import('./commands/template.js'))
    .alias('templat')
    .option('--period <month>', 'such as 2024-02; the last month where it is left out')
    .option('--out <file>', 'pantau-2024-02.xlsx here where it is left out');
  add(program, 'schedule', 'when each digest is due, what is owed, what became of the last ones', () => import('./commands/schedule.js'));
  const alerts = program.command('alerts').description('the rules that watch the figures');
  add(
    alerts,
    'test',
    'replay the rules over what is stored: when each would have told, and what it would have said',
    () => import('./commands/alerts-test.js'),
  )
    .requiredOption('--from <day>', 'the first day, such as 2024-01-01')
    .requiredOption('--to <day>', 'the last day');
  add(program, 'sync', 'pull the last days of the accounts', () => import('./commands/sync.js')).option('--account <ids>', 'these accounts only');
  add(program, 'backfill', 'pull the past of the accounts', () => import('./commands/backfill.js'))
    .option('--from <day>', 'the first day')
    .option('--account <ids>', 'these accounts only');
  add(program, 'replay', 'read the pulls of some days again from the raw answers', () => import('./commands/replay.js'))
    .option('--from <day>', 'the first day')
    .option('--to <day>', 'the last day')
    .option('--account <ids>', 'these accounts only');
  const connect = program.command('connect').description('the connections to the platforms');
  add(connect, 'check', 'what each can do', () => import('./commands/connect-check.js')).option('--account <ids>', 'these accounts only');
  const config = program.command('config').description('the configuration');
  add(config, 'check', 'check it', () => import('./commands/config-check.js'));
  add(config, 'show', 'print it', () => import('./commands/config-show.js')).option('--effective', 'every setting with its origin');
  return program;
}

async function invoke(command: Commander, createApplication: CreateApplication, terminal: Terminal, load: Load): Promise<number> {
  const flags = command.opts<Record<string, unknown>>();
  const { run } = await load();
  const application = await createApplication({
    config: typeof flags.config === 'string' ? flags.config : undefined,
    language: flags.lang === 'id' || flags.lang === 'en' ? flags.lang : undefined,
  });
  try {
    return await run({ application, terminal, words: command.args, flags, json: flags.json === true });
  } finally {
    await application.close();
  }
}
