import { z } from 'zod';
import { lastAddress } from './journal.js';

/** A sandbox that another process runs. */
export interface RunningSandbox {
  readonly url: string;
  readonly apiUrl: string;
  readonly botToken: string;
}

const answerSchema = z.object({ ok: z.literal(true) });

/** The sandbox that runs over a home folder, found by asking at its last address with its token; undefined where none answers. */
export const runningSandbox = async (home: string): Promise<RunningSandbox | undefined> => {
  const last = lastAddress(home);
  if (!last) return undefined;
  const url = `http://127.0.0.1:${last.port}/`;
  try {
    const answer = await fetch(`${url}api/auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${last.botToken}` },
      signal: AbortSignal.timeout(2_000),
    });
    answerSchema.parse(await answer.json());
    return { url, apiUrl: `${url}api/`, botToken: last.botToken };
  } catch {
    return undefined;
  }
};
