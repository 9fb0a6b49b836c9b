import type { AdvocacyPlatform } from './activation.js';

/**
 * What a text is as a link. A post has a canonical key (`platform:id`, or `platform:short:code` where only the platform could resolve it); a page that
 * belongs to none of the platforms has the key `web:host/path`; a profile names a person or an account and no post.
 */
export type LinkReading =
  | { readonly kind: 'post'; readonly platform: AdvocacyPlatform; readonly key: string }
  | { readonly kind: 'page'; readonly key: string }
  | { readonly kind: 'profile'; readonly platform: AdvocacyPlatform }
  | { readonly kind: 'none' };

interface Address {
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

const LINK = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i;
const MOBILE = /^(?:www|m|mobile|web|mbasic|touch|id-id|id)\./;
const WRAPPED = /^[\s<("']|[\s>)"'.]$/;
const REDIRECTS = new Set(['l.facebook.com', 'lm.facebook.com', 'l.instagram.com', 'l.threads.net']);
const TRACKING = /^(?:utm_\w+|fbclid|gclid|igsh|igshid|img_index|mibextid|ref|ref_src|s|si|t|feature|share_id|trk|rcm|__\w+)$/i;

/** The parts of a cell that holds several links: they are parted by blanks, commas, semicolons or line breaks. */
export const splitLinks = (cell: string): readonly string[] => (/[\s,;]/.test(cell) ? cell.split(/[\s,;]+/).filter((part) => part !== '') : [cell]);

/** Reads one text as a link. Tracking parameters and mobile hosts make no difference; short links of YouTube are resolved, the others keep their code. */
export function readLink(text: string): LinkReading {
  return readAddress(WRAPPED.test(text) ? text.trim().replace(/^[<("']+|[>)"'.]+$/g, '') : text, true);
}

function readAddress(text: string, follow: boolean): LinkReading {
  const match = LINK.exec(text);
  if (match === null) return { kind: 'none' };
  const whole = (match[1] ?? '').toLowerCase();
  const query = match[3] ?? '';
  if (follow && REDIRECTS.has(whole)) return readAddress(decoded(parameter(query, 'u')), false);
  const host = whole.replace(MOBILE, '');
  const address: Address = { host, path: match[2] ?? '/', query };
  const read = SITES[host];
  return read === undefined ? page(address) : read(address);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parameter(query: string, name: string): string {
  for (const part of query.split('&')) if (part.startsWith(`${name}=`)) return part.slice(name.length + 1);
  return '';
}

function page({ host, path, query }: Address): LinkReading {
  const kept = query
    .split('&')
    .filter((part) => part !== '' && !TRACKING.test(part.split('=', 1)[0] ?? ''))
    .sort();
  const trimmed = path.replace(/\/+$/, '');
  return { kind: 'page', key: `web:${host}${trimmed}${kept.length > 0 ? `?${kept.join('&')}` : ''}` };
}

/** Ways in which a path names a post: the first group that is filled is the id; short codes bear the word `short`. */
interface Site {
  readonly platform: AdvocacyPlatform;
  readonly post: RegExp;
  readonly short?: RegExp;
  /** parameters that name a post on certain pages */
  readonly parameters?: { readonly path: RegExp; readonly names: readonly string[] };
}

const site =
  ({ platform, post, short, parameters }: Site) =>
  ({ path, query }: Address): LinkReading => {
    const id = post.exec(path);
    if (id !== null) return { kind: 'post', platform, key: `${platform}:${id.slice(1).find((group) => group !== undefined) ?? ''}` };
    const code = short?.exec(path)?.[1];
    if (code !== undefined) return { kind: 'post', platform, key: `${platform}:short:${code}` };
    if (parameters?.path.test(path)) {
      const found = parameters.names.map((name) => parameter(query, name)).find((value) => value !== '');
      if (found !== undefined) return { kind: 'post', platform, key: `${platform}:${found}` };
    }
    return { kind: 'profile', platform };
  };

const instagram = site({
  platform: 'instagram',
  post: /^(?:\/[\w.]+)?\/(?:p|reels?|tv)\/([\w-]+)|^\/stories\/[\w.]+\/(\d+)/,
  short: /^\/share\/(?:p\/|reel\/)?([\w-]+)/,
});
const x = site({ platform: 'x', post: /^\/(?:i\/web|i|\w+)\/status(?:es)?\/(\d+)/ });
const facebook = site({
  platform: 'facebook',
  post: /\/(?:posts|permalink)\/(?:[^/]+\/)?(pfbid\w+|\d+)|\/videos\/(?:[^/]+\/)?(\d+)|^\/reel\/(\d+)|\/photos\/(?:[^/]+\/)?(\d+)/,
  short: /^\/share\/(?:[prv]\/)?(\w+)/,
  parameters: { path: /^\/(?:permalink\.php|story\.php|photo(?:\.php)?|watch|video\.php)\/?$/, names: ['story_fbid', 'fbid', 'v'] },
});
const linkedin = site({
  platform: 'linkedin',
  post: /urn(?::|%3A)li(?::|%3A)(?:activity|share|ugcPost)(?::|%3A)(\d+)|^\/posts\/[^/]*-(?:activity|share|ugcPost)-(\d+)|^\/pulse\/([^/]+)/i,
});
const youtube = site({
  platform: 'youtube',
  post: /^\/(?:shorts|live|embed|v)\/([\w-]+)|^\/post\/([\w-]+)/,
  parameters: { path: /^\/watch\/?$/, names: ['v'] },
});
const tiktok = site({ platform: 'tiktok', post: /^\/@[^/]+\/(?:video|photo)\/(\d+)|^\/v\/(\d+)/, short: /^\/t\/(\w+)/ });
const threads = site({ platform: 'threads', post: /^\/@[^/]+\/post\/([\w-]+)|^\/t\/([\w-]+)/ });
const whatsapp = site({ platform: 'whatsapp', post: /^\/channel\/(\w+\/\d+)/ });

const NEVER = /^(?!)/;
const short = (platform: AdvocacyPlatform) => site({ platform, post: NEVER, short: /^\/([\w-]+)/ });

const SITES: Readonly<Record<string, (address: Address) => LinkReading>> = {
  'instagram.com': instagram,
  'instagr.am': instagram,
  'x.com': x,
  'twitter.com': x,
  't.co': short('x'),
  'facebook.com': facebook,
  'fb.com': facebook,
  'fb.watch': short('facebook'),
  'fb.me': short('facebook'),
  'linkedin.com': linkedin,
  'lnkd.in': short('linkedin'),
  'youtube.com': youtube,
  'youtu.be': site({ platform: 'youtube', post: /^\/([\w-]+)/ }),
  'tiktok.com': tiktok,
  'vt.tiktok.com': short('tiktok'),
  'vm.tiktok.com': short('tiktok'),
  'threads.net': threads,
  'threads.com': threads,
  'whatsapp.com': whatsapp,
  'wa.me': whatsapp,
};
