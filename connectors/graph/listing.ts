import { z } from 'zod';
import type { Pulled } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import { malformed } from './metrics.js';
import type { Question, Reply, Step } from './question.js';
import { joined } from './step.js';

/** A page of a list; `next` alone says whether there is a further one. */
export const listPage = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional()
    .catch(undefined),
});

/** A list to be read page by page, newest first. */
export interface Listing<Name extends string, Item> {
  readonly account: string;
  readonly ofConnection?: boolean;
  readonly token?: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly item: z.ZodType<Item>;
  /** a page's items, and whether further pages may still hold something wanted */
  readonly page: (items: readonly Item[], reply: Extract<Reply, { ok: true }>) => { readonly step: Step<Name>; readonly enough: boolean };
  /** after the last page; `whole` is false where the list broke off, so that what it does not name may still exist */
  readonly end: (whole: boolean) => Step<Name>;
  /** the list cannot be had */
  readonly failed: (error: ConnectorError) => Step<Name>;
  /** nothing more is asked of the account: what the pages so far told, where `page` kept it back */
  readonly abandoned?: () => readonly Pulled<Name>[];
}

/** How many items are asked for at a time, where the platform wants to be asked for less than before. */
export const SMALLER_LIMITS: readonly number[] = [50, 25, 10];
const MOST_PAGES = 200;
const MOST_EMPTY_PAGES = 3;

interface Progress {
  readonly after: string | undefined;
  readonly limit: number;
  readonly seen: ReadonlySet<string>;
  readonly pages: number;
  readonly empty: number;
  readonly restarted: boolean;
}

const beginning = (limit: number): Progress => ({ after: undefined, limit, seen: new Set(), pages: 0, empty: 0, restarted: false });

/** The first question of a list. */
export function listingQuestion<Name extends string, Item>(listing: Listing<Name, Item>): Question<Name> {
  return pageQuestion(listing, beginning(listing.limit));
}

/** Reads a first page that came within another answer, and goes on from there. */
export function firstPage<Name extends string, Item>(listing: Listing<Name, Item>, json: unknown, reply: Extract<Reply, { ok: true }>): Step<Name> {
  return readPage(listing, beginning(listing.limit), { ...reply, json });
}

function pageQuestion<Name extends string, Item>(listing: Listing<Name, Item>, progress: Progress): Question<Name> {
  const { account, ofConnection = false, token, path } = listing;
  const query = { ...listing.query, limit: String(progress.limit), ...(progress.after === undefined ? {} : { after: progress.after }) };
  return {
    account,
    ofConnection,
    ...(token === undefined ? {} : { token }),
    ask: () => ({ path, query }),
    read: (reply) => (reply.ok ? readPage(listing, progress, reply) : readFailure(listing, progress, reply.error)),
    ...(listing.abandoned === undefined ? {} : { abandoned: listing.abandoned }),
  };
}

function readFailure<Name extends string, Item>(listing: Listing<Name, Item>, progress: Progress, error: ConnectorError): Step<Name> {
  const limit = SMALLER_LIMITS.find((one) => one < progress.limit);
  if (error.kind === 'reduce' && limit !== undefined) return { found: [], next: [pageQuestion(listing, { ...progress, limit })] };
  if (error.code?.startsWith('2642') && !progress.restarted) {
    return { found: [], next: [pageQuestion(listing, { ...beginning(progress.limit), restarted: true })] };
  }
  return listing.failed(error);
}

function readPage<Name extends string, Item>(listing: Listing<Name, Item>, progress: Progress, reply: Extract<Reply, { ok: true }>): Step<Name> {
  const page = listPage.safeParse(reply.json);
  if (!page.success) return listing.failed(malformed(page.error.message));
  const items = page.data.data.map((one) => listing.item.safeParse(one));
  const wrong = items.find((one) => !one.success);
  const { step, enough } = listing.page(
    items.flatMap((one) => (one.success ? [one.data] : [])),
    reply,
  );
  const told: Step<Name>[] = [step];
  if (wrong !== undefined) told.push(problem(listing.account, malformed(wrong.error?.message ?? '')));
  const after = page.data.paging?.next === undefined ? undefined : page.data.paging.cursors?.after;
  const empty = items.length === 0 ? progress.empty + 1 : 0;
  if (after === undefined || enough) return joined([...told, listing.end(true)]);
  if (progress.seen.has(after) || empty >= MOST_EMPTY_PAGES || progress.pages + 1 >= MOST_PAGES) {
    return joined([...told, problem(listing.account, endless(progress.pages + 1)), listing.end(false)]);
  }
  const further = { ...progress, after, seen: new Set([...progress.seen, after]), pages: progress.pages + 1, empty };
  return joined([...told, { found: [], next: [pageQuestion(listing, further)] }]);
}

const problem = <Name extends string>(account: string, error: ConnectorError): Step<Name> => ({ found: [{ type: 'problem', account, error }] });

const endless = (pages: number): ConnectorError =>
  new ConnectorError(
    'malformed',
    `The platform's list of posts repeats itself after ${pages} pages. What was read is kept; the next pull reads it again.`,
    {
      code: 'endless-list',
    },
  );
