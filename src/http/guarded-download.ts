import { lookup } from 'node:dns/promises';
import { Agent, fetch } from 'undici';
import { authorities } from './authorities.js';
import { type WayOutSettings, wayOut } from './way-out.js';

/** What a download keeps to, since people name the addresses. */
export interface DownloadRules {
  /** why an address may not be called, before its name is looked up; asked again for each redirect */
  readonly refusal: (address: string) => string | undefined;
  /** why what a name leads to may not be called; where a proxy looks names up, it is not asked */
  readonly resolvedRefusal: (addresses: readonly string[]) => string | undefined;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly way: WayOutSettings;
}

/** What was downloaded. */
export interface Downloaded {
  readonly kind: 'downloaded';
  readonly bytes: Uint8Array;
  /** the content type in small letters, without its parameters; empty where none was given */
  readonly type: string;
  /** the file's name as the server gives it */
  readonly name: string | undefined;
}

/** Why nothing was downloaded; `detail` names a status, a limit or a reason, and never the address. */
export type NotDownloaded = {
  readonly kind: 'refused' | 'redirected' | 'status' | 'too-large' | 'timeout' | 'unreachable';
  readonly detail: string;
};

const MOST_REDIRECTS = 5;

/** Downloads what an address gives, without credentials and cookies. Each redirect is judged like the address, and a connection goes only to what its judged name led to. */
export async function downloadGuarded(address: string, rules: DownloadRules): Promise<Downloaded | NotDownloaded> {
  const out = openWay(rules);
  const signal = AbortSignal.timeout(rules.timeoutMs);
  try {
    let next = address;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const refused = rules.refusal(next);
      if (refused !== undefined) return { kind: redirects === 0 ? 'refused' : 'redirected', detail: refused };
      const answer = await out.fetch(next, { redirect: 'manual', signal, headers: { accept: 'text/csv, */*;q=0.5' } });
      const to = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || to === null) return await read(answer, rules.mostBytes);
      await answer.body?.cancel();
      if (!URL.canParse(to, next)) return { kind: 'redirected', detail: 'no address' };
      next = new URL(to, next).href;
    }
    return { kind: 'redirected', detail: `more than ${MOST_REDIRECTS} times` };
  } catch (error) {
    if (signal.aborted) return { kind: 'timeout', detail: `${rules.timeoutMs / 1_000} s` };
    const refused = refusedName(error);
    return refused === undefined ? { kind: 'unreachable', detail: codeOf(error) } : { kind: 'refused', detail: refused };
  } finally {
    await out.close();
  }
}

class RefusedName extends Error {}

type Answer = Awaited<ReturnType<typeof fetch>>;

interface Way {
  readonly fetch: (
    address: string,
    request: { readonly redirect: 'manual'; readonly signal: AbortSignal; readonly headers: Record<string, string> },
  ) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

function openWay({ way, resolvedRefusal }: DownloadRules): Way {
  const proxied = way.proxy === undefined ? undefined : wayOut(way);
  if (proxied !== undefined) return proxied;
  const ca = authorities(way.certificates);
  const agent = new Agent({
    connect: {
      ...(ca === undefined ? {} : { ca }),
      // The addresses that are judged are those that are connected to: looked up once.
      lookup: (host, { all }, done) => {
        lookup(host, { all: true })
          .then((found) => {
            const refused = resolvedRefusal(found.map(({ address }) => address));
            if (refused !== undefined) throw new RefusedName(refused);
            const [first] = found;
            if (all === true) done(null, found);
            else done(null, first?.address ?? '', first?.family);
          })
          .catch((error: NodeJS.ErrnoException) => done(error, []));
      },
    },
  });
  return { fetch: (address, request) => fetch(address, { ...request, dispatcher: agent }), close: () => agent.destroy() };
}

async function read(answer: Answer, mostBytes: number): Promise<Downloaded | NotDownloaded> {
  if (answer.status !== 200 || answer.body === null) {
    await answer.body?.cancel();
    return { kind: 'status', detail: String(answer.status) };
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > mostBytes) return { kind: 'too-large', detail: `${Math.floor(mostBytes / 1_000_000)} MB` };
    pieces.push(piece);
  }
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return { kind: 'downloaded', bytes: Buffer.concat(pieces), type, name: namedIn(answer.headers.get('content-disposition') ?? '') };
}

/** The name of a file as a server gives it, without what no file's name should hold. */
function namedIn(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  const name = (encoded === undefined ? plain : decoded(encoded))?.replaceAll(/[\p{Cc}/\\]/gu, ' ').trim();
  return name === undefined || name === '' ? undefined : name.slice(0, 120);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refusedName(error: unknown): string | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof RefusedName ? cause.message : undefined;
}

/** The code of what went wrong: messages may hold the address. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no answer';
}
