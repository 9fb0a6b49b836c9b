import type { Command } from 'commander';
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

/** Opens the application for one command and closes it afterwards, whatever happens. */
export async function withApplication<T>(context: CommandContext, flags: CommonFlags, work: (application: Application) => Promise<T>): Promise<T> {
  const application = await context.application({ config: flags.config });
  try {
    return await work(application);
  } finally {
    await application.close();
  }
}
