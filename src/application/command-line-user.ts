import { userInfo } from 'node:os';

/** Whoever uses the command line, as the audit trail names them: `command line: ana`; the number of the user where it has no name, as in a container. */
export function commandLineUser(): string {
  try {
    return `command line: ${userInfo().username}`;
  } catch {
    return `command line: user ${process.getuid?.() ?? 'unknown'}`;
  }
}
