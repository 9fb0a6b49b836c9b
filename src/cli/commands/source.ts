import type { Command } from 'commander';
import { type CommandContext, type CommonFlags, withApplication, withCommonFlags } from '../context.js';

/** `pantau source ID`: every revision of the value that a digest's basis names. */
export function addCommand(program: Command, context: CommandContext): void {
  withCommonFlags(program.command('source OBSERVATION').description("the rows behind a figure, by the observation's id in a digest")).action(
    (observation: string, flags: CommonFlags) =>
      withApplication(context, flags, async (application) => {
        const rows = await application.source(observation);
        if (flags.json) context.write(`${JSON.stringify({ version: 1, observation, rows }, undefined, 2)}\n`);
        else
          context.write(
            rows
              .map(
                (row) =>
                  `${row.id}  ${row.value ?? row.absence}  ${row.quality}  ${row.precision}  ${row.origin}  line ${row.reference ?? '-'}  stated ${row.observedAt}${row.note === undefined ? '' : `  "${row.note}"`}\n`,
              )
              .join(''),
          );
      }),
  );
}
