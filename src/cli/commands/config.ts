import type { Command } from 'commander';
import { type CommandContext, type CommonFlags, withApplication, withCommonFlags } from '../context.js';

/** `pantau config check`: reads the configuration and says every mistake in it; start-up uses the same check. */
export function addCommand(program: Command, context: CommandContext): void {
  const config = program.command('config').description('the configuration');
  withCommonFlags(config.command('check').description('check the configuration')).action((flags: CommonFlags) =>
    withApplication(context, flags, async () => {
      context.write(flags.json ? '{"version":1,"ok":true}\n' : 'The configuration is right.\n');
    }),
  );
}
