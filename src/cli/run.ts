import { Command, CommanderError } from 'commander';
import { exitCode, PantauError } from '../errors.js';
import type { CommandContext } from './context.js';

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
