import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';

/** A file as Slack gave it. `hash` is the SHA-256 of its bytes, hexadecimal. */
export interface FetchedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** Why a file could not be had. `failed`: it may be had later. */
export type NoFile =
  | { readonly why: 'too-large'; readonly name: string }
  | { readonly why: 'gone' | 'elsewhere' | 'not-allowed' | 'failed'; readonly name: string | undefined; readonly cause: string };

/** The part of a `fetch` that a download uses. */
export type DownloadFetch = (
  url: string,
  request: { readonly headers: Record<string, string>; readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<{
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

/** By what files are fetched. */
export interface FetchParts {
  readonly token: string;
  /** `https://slack.com/api/` unless given */
  readonly slackApiUrl: string | undefined;
  readonly fetch: DownloadFetch;
  /** how long a download may take, in ms */
  readonly timeoutMs: number;
  /** the largest file that is fetched, in bytes */
  readonly mostBytes: number;
}

/** The largest file that is read from Slack, in bytes; larger ones come in by the command line. */
export const MOST_BYTES = 50_000_000;

/** How long a download may take, in ms. */
export const DOWNLOAD_WITHIN_MS = 60_000;

// `mode` and `is_external` as files.info answers them (docs.slack.dev, 2026-11-25).
const infoSchema = z.object({
  name: z.string().nullish(),
  title: z.string().nullish(),
  mode: z.string().optional(),
  is_external: z.boolean().optional(),
  mimetype: z.string().nullish(),
  size: z.number().optional(),
  url_private_download: z.string().optional(),
  url_private: z.string().optional(),
});

const GONE: readonly string[] = ['tombstone', 'hidden_by_limit'];

/** Asks Slack for a file by its id and downloads it. Never rejects for what Slack says or does not say. */
export async function fetchFile(id: string, client: WebClient, parts: FetchParts): Promise<FetchedFile | NoFile> {
  let info: z.infer<typeof infoSchema>;
  try {
    info = infoSchema.parse((await client.files.info({ file: id })).file ?? {});
  } catch (error) {
    return noInfo(error);
  }
  const name = info.name ?? info.title ?? undefined;
  const address = info.url_private_download ?? info.url_private;
  if (GONE.includes(info.mode ?? '')) return { why: 'gone', name, cause: info.mode ?? '' };
  if (info.is_external === true || address === undefined) return { why: 'elsewhere', name, cause: 'the file does not lie with Slack' };
  if (!isSlacks(address, parts.slackApiUrl)) return { why: 'elsewhere', name, cause: `the file lies at ${hostOf(address)}` };
  if ((info.size ?? 0) > parts.mostBytes) return { why: 'too-large', name: name ?? id };
  return download(address, { name: name ?? id, isPage: info.mimetype === 'text/html' }, parts);
}

function noInfo(error: unknown): NoFile {
  if (!(error instanceof WebAPIPlatformError)) return { why: 'failed', name: undefined, cause: message(error) };
  const code = error.data.error;
  const cause = /^[a-z0-9_]{1,80}$/.test(code) ? `files.info: ${code}` : 'files.info: an answer that is not from Slack';
  if (code === 'file_deleted' || code === 'file_not_found') return { why: 'gone', name: undefined, cause };
  if (code === 'missing_scope' || code === 'not_visible') return { why: 'not-allowed', name: undefined, cause };
  return { why: 'failed', name: undefined, cause };
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : 'no address');

/** Whether an address is Slack's own: of the API that the configuration names, else of slack.com by https. The token goes to no other. */
export function isSlacks(address: string, slackApiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  if (slackApiUrl !== undefined && origin === new URL(slackApiUrl).origin) return true;
  const own = slackApiUrl === undefined ? 'slack.com' : new URL(slackApiUrl).hostname;
  return protocol === 'https:' && !/^[\d.]+$|:/.test(own) && (hostname === own || hostname.endsWith(`.${own}`));
}

async function download(
  address: string,
  { name, isPage }: { readonly name: string; readonly isPage: boolean },
  { fetch, token, timeoutMs, mostBytes }: FetchParts,
): Promise<FetchedFile | NoFile> {
  const failed = (cause: string): NoFile => ({ why: 'failed', name, cause });
  const given = new AbortController();
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), given.signal]);
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual', signal });
    const type = answer.headers.get('content-type') ?? '';
    // Without the scope Slack leads to its sign-in page, or answers with it (2026-11-25).
    const signIn = (answer.status >= 300 && answer.status < 400) || (answer.status === 200 && type.startsWith('text/html') && !isPage);
    if (signIn || answer.status === 401 || answer.status === 403)
      return { why: 'not-allowed', name, cause: `the download was answered with ${answer.status}` };
    if (answer.status === 404 || answer.status === 410) return { why: 'gone', name, cause: `the download was answered with ${answer.status}` };
    if (answer.status !== 200 || answer.body === null) return failed(`the download was answered with ${answer.status}`);
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of answer.body) {
      length += piece.length;
      if (length > mostBytes) return { why: 'too-large', name };
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    return { name, bytes, hash: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    return failed(message(error));
  } finally {
    // what is not read of an answer is given up
    given.abort();
  }
}
