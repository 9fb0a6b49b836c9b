import { createHmac } from 'node:crypto';
import type { MetaContext } from './credentials.js';
import type { AccountEntry, Directory } from './directory.js';
import { invalid, tokenDead, tokenMissing, tokenUnknown, wrongSecret } from './errors.js';

/** What a token opens. `system-user` and `user` see all accounts, `page` a Page and its Instagram account, `instagram` one account, `app` none. */
export interface Token {
  readonly value: string;
  readonly kind: 'app' | 'system-user' | 'user' | 'page' | 'instagram';
  /** whose it is: a Page or an Instagram account */
  readonly owner: AccountEntry | undefined;
  /** milliseconds since 1970, of the data's clock */
  readonly issuedAt: number;
  /** undefined where it never expires */
  readonly expiresAt: number | undefined;
}

/** The tokens that were given out. */
export interface Tokens {
  /** undefined where nobody gave it out */
  readonly find: (value: string, door: 'graph' | 'instagram') => Token | undefined;
  /** the token of a Page, always the same */
  readonly ofPage: (page: AccountEntry) => string;
  /** gives out one for 60 days */
  readonly give: (from: Token) => Token;
  readonly proof: (value: string) => string;
  /** whether the app requires a proof of its secret beside every token */
  readonly needsProof: boolean;
}

const DAY_MS = 86_400_000;
const LONG_LIFE_MS = 5_183_944_000;

/**
 * Opens the tokens. `credentials.token` is a system user's on graph.facebook.com; on graph.instagram.com it is the one of the first Instagram
 * account, and `<token>.<account id>` is the one of any. None of these expires by the clock.
 */
export function openTokens(context: MetaContext, directory: Directory): Tokens {
  const { token, appId, appSecret } = context.credentials;
  const hash = (text: string): string => createHmac('sha256', appSecret).update(text).digest('hex');
  const first = { issuedAt: context.now() - 2 * DAY_MS, expiresAt: undefined };
  const graph = new Map<string, Token>();
  const instagram = new Map<string, Token>();
  const pageTokens = new Map<AccountEntry, string>();
  const proofs = new Map<string, string>();
  graph.set(token, { value: token, kind: 'system-user', owner: undefined, ...first });
  graph.set(`${appId}|${appSecret}`, { value: `${appId}|${appSecret}`, kind: 'app', owner: undefined, ...first });
  for (const owner of directory.pages) {
    const value = `EAAP${hash(`page ${owner.account.id}`).slice(0, 40)}`;
    pageTokens.set(owner, value);
    graph.set(value, { value, kind: 'page', owner, ...first });
  }
  for (const [index, owner] of directory.instagram.entries()) {
    const values = index === 0 ? [token, `${token}.${owner.account.id}`] : [`${token}.${owner.account.id}`];
    for (const value of values) instagram.set(value, { value, kind: 'instagram', owner, ...first });
  }
  return {
    find: (value, door) => (door === 'graph' ? graph : instagram).get(value),
    ofPage: (page) => pageTokens.get(page) ?? '',
    give: (from) => {
      const issuedAt = context.now();
      const value = `${from.kind === 'instagram' ? 'IGAA' : 'EAAU'}${hash(`${from.value} ${issuedAt}`).slice(0, 48)}`;
      const given: Token = { ...from, value, kind: from.kind === 'instagram' ? 'instagram' : 'user', issuedAt, expiresAt: issuedAt + LONG_LIFE_MS };
      (given.kind === 'instagram' ? instagram : graph).set(value, given);
      return given;
    },
    proof: (value) => {
      const proof = proofs.get(value) ?? hash(value);
      proofs.set(value, proof);
      return proof;
    },
    needsProof: context.credentials.requiresProof === true,
  };
}

/** The text of the token that came with a call: as a parameter, or else in the Authorization header. */
export function tokenText(parameters: ReadonlyMap<string, string>, headers: Readonly<Record<string, string>>): string | undefined {
  return parameters.get('access_token') ?? /^(?:Bearer|OAuth) (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** The token of a call; refuses with the codes 104, 190 and 100 (a wrong proof, or none where one is required). */
export function requireToken(
  parameters: ReadonlyMap<string, string>,
  headers: Readonly<Record<string, string>>,
  tokens: Tokens,
  door: 'graph' | 'instagram',
  now: number,
): Token {
  const text = tokenText(parameters, headers);
  if (text === undefined || text === '') throw tokenMissing();
  const token = tokens.find(text, door);
  if (token === undefined) throw tokenUnknown();
  if (token.expiresAt !== undefined && token.expiresAt <= now) throw tokenDead(463);
  const proof = parameters.get('appsecret_proof');
  if (proof !== undefined && proof !== tokens.proof(text)) throw invalid('Invalid appsecret_proof provided in the API argument');
  if (proof === undefined && tokens.needsProof && door === 'graph' && token.kind !== 'app')
    throw invalid('API calls from the server require an appsecret_proof argument');
  return token;
}

/** `GET /oauth/access_token`: a long-lived user token, or the application's own. */
export function exchange(parameters: ReadonlyMap<string, string>, context: MetaContext, tokens: Tokens): unknown {
  const { appId, appSecret } = context.credentials;
  if (parameters.get('client_id') !== appId) throw invalid('Error validating application. Cannot get application info due to a system error.');
  if (parameters.get('client_secret') !== appSecret) throw wrongSecret();
  const grant = parameters.get('grant_type');
  if (grant === 'client_credentials') return { access_token: `${appId}|${appSecret}`, token_type: 'bearer' };
  if (grant !== 'fb_exchange_token') throw invalid('Invalid grant_type: only fb_exchange_token and client_credentials are served');
  const from = tokens.find(parameters.get('fb_exchange_token') ?? '', 'graph');
  if (from === undefined || from.kind === 'app' || from.kind === 'page') throw tokenUnknown();
  if (from.expiresAt !== undefined && from.expiresAt <= context.now()) throw tokenDead(463);
  return { access_token: tokens.give(from).value, token_type: 'bearer', expires_in: LONG_LIFE_MS / 1_000 };
}

/** `GET /access_token` and `GET /refresh_access_token` of graph.instagram.com; a refresh needs a token of at least 24 hours. */
export function exchangeInstagram(
  path: 'access_token' | 'refresh_access_token',
  parameters: ReadonlyMap<string, string>,
  context: MetaContext,
  tokens: Tokens,
  from: Token,
): unknown {
  const grant = parameters.get('grant_type');
  if (grant !== (path === 'access_token' ? 'ig_exchange_token' : 'ig_refresh_token')) throw invalid('Invalid grant_type');
  if (grant === 'ig_exchange_token') {
    if (parameters.get('client_secret') !== context.credentials.appSecret) throw wrongSecret();
  } else if (context.now() - from.issuedAt < DAY_MS) throw invalid('The access token can only be refreshed when it is at least 24 hours old');
  const permissions = grant === 'ig_refresh_token' ? { permissions: INSTAGRAM_SCOPES.join(',') } : {};
  return { access_token: tokens.give(from).value, token_type: 'bearer', expires_in: LONG_LIFE_MS / 1_000, ...permissions };
}

const INSTAGRAM_SCOPES = ['instagram_business_basic', 'instagram_business_manage_insights'];
const INSTAGRAM_OF_PAGES = ['instagram_basic', 'instagram_manage_insights'];
const PAGE_SCOPES = ['pages_show_list', 'pages_read_engagement', 'read_insights', 'pages_read_user_content'];
const KIND_NAMES: Readonly<Record<Token['kind'], string>> = {
  app: 'APP',
  'system-user': 'SYSTEM_USER',
  user: 'USER',
  page: 'PAGE',
  instagram: 'USER',
};

/** `GET /debug_token`: what a token may do, and for which accounts. */
export function inspect(parameters: ReadonlyMap<string, string>, asking: Token, context: MetaContext, directory: Directory, tokens: Tokens): unknown {
  const value = parameters.get('input_token');
  if (value === undefined) throw invalid('The parameter input_token is required');
  if (asking.kind !== 'app' && asking.value !== value)
    throw invalid('You must provide an app access token, or a user access token that is an owner or developer of the app');
  const token = tokens.find(value, 'graph');
  const dead = token !== undefined && context.faults.fires('dead-token', token.owner?.account.id);
  if (token === undefined || dead) {
    const { message, error_subcode } = (dead ? tokenDead(460) : tokenUnknown()).detail;
    return {
      data: { is_valid: false, scopes: [], error: { code: 190, message, ...(error_subcode === undefined ? {} : { subcode: error_subcode }) } },
    };
  }
  const ticked = ({ account }: AccountEntry): boolean => !context.faults.fires('partial-permission', account.id);
  const pages = (token.owner === undefined ? directory.pages : [token.owner]).filter(ticked).map(({ account }) => account.id);
  const accounts = directory.instagram.filter(ticked).map(({ account }) => account.id);
  const scopes = token.kind === 'app' ? [] : [...PAGE_SCOPES, ...INSTAGRAM_OF_PAGES];
  const targets = (scope: string): readonly string[] => (INSTAGRAM_OF_PAGES.includes(scope) ? accounts : pages);
  const seconds = (moment: number | undefined): number => (moment === undefined ? 0 : Math.floor(moment / 1_000));
  return {
    data: {
      app_id: context.credentials.appId,
      type: KIND_NAMES[token.kind],
      application: 'Contoh',
      data_access_expires_at: seconds(token.issuedAt + 90 * DAY_MS),
      expires_at: seconds(token.expiresAt),
      is_valid: token.expiresAt === undefined || token.expiresAt > context.now(),
      issued_at: seconds(token.issuedAt),
      ...(token.owner === undefined ? { user_id: '122100000000000001' } : { profile_id: token.owner.account.id, user_id: '122100000000000001' }),
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets(scope) })),
    },
  };
}
