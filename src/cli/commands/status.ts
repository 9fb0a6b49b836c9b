import type { Command } from 'commander';
import { type CommandContext, type CommonFlags, withApplication, withCommonFlags } from '../context.js';

/** `pantau status`: how much is stored, and how fresh it is. */
export function addCommand(program: Command, context: CommandContext): void {
  withCommonFlags(program.command('status').description('what is stored')).action((flags: CommonFlags) =>
    withApplication(context, flags, async (application) => {
      const status = await application.status();
      if (flags.json) context.write(`${JSON.stringify({ version: 1, ...status }, undefined, 2)}\n`);
      else
        context.write(
          Object.entries(status)
            .map(([name, value]) => `${name}: ${value ?? '-'}\n`)
            .join(''),
        );
    }),
  );
}
