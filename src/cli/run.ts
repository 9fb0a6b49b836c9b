import { Command, CommanderError } from 'commander';
import { exitCode, PantauError } from '../errors.js';
import type { Application } from './application.js';

/** Where a command writes, and how it gets at Pantau: only when it needs it. */
export interface CommandContext {
  readonly application: (options: { readonly config: string | undefined }) => Promise<Application>;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/** A command's flags that all commands share. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly lang?: 'id' | 'en';
}

/** Adds `--json`, `--config` and `--lang`. */
export const withCommonFlags = (command: Command): Command =>
  command.option('--json', 'print JSON').option('--config FILE', 'the configuration file').option('--lang LANGUAGE', 'id or en');

/** Runs the command line; resolves to the exit code: 0 done, 1 failure, 2 usage or configuration, 3 refused input. */
export async function runCommandLine(parameters: readonly string[], context: CommandContext): Promise<number> {
  const program = new Command('pantau').description('Numbers of a communications team, traced to their rows.').exitOverride();
  program.configureOutput({ writeOut: context.write, writeErr: context.writeError });
  let code = 0;
  const commands = await Promise.all([
    import('./commands/digest.js'),
    import('./commands/import.js'),
    import('./commands/source.js'),
    import('./commands/status.js'),
    import('./commands/config.js'),
  ]);
  for (const { addCommand } of commands) addCommand(program, context, (result) => (code = result));
  try {
    await program.parseAsync([...parameters], { from: 'user' });
    return code;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
    if (!(cause instanceof PantauError)) throw cause;
    context.writeError(`${cause.message}\n`);
    return exitCode(cause.kind);
  }
}

/** Opens the application for one command and closes it afterwards, whatever happens. */
export async function withApplication<T>(context: CommandContext, flags: CommonFlags, work: (application: Application) => Promise<T>): Promise<T> {
  const application = await context.application({ config: flags.config });
  try {
    return await work(application);
  } finally {
    await application.close();
  }
}
