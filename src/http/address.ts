import { createHash } from 'node:crypto';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { HttpRequest } from '../../connectors/contract/http.js';

type Fields = Readonly<Record<string, string>>;

/** Fields as a query or a form writes them, percent-encoded, in their order. */
export const encoded = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

/** The full address of a request. Throws `ConnectorError` (`rejected`) where the host is not declared or the path is none. */
export function addressOf(request: HttpRequest, hosts: Fields, query: Fields): string {
  const base = Object.hasOwn(hosts, request.host) ? hosts[request.host] : undefined;
  if (base === undefined) throw new ConnectorError('rejected', `The host "${request.host}" is not declared by the connector.`);
  if (!/^\/(?!\/)[^?#\\\s]*$/.test(request.path) || /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(request.path))
    throw new ConnectorError('rejected', `"${request.path.slice(0, 80)}" is no path of a platform: it begins with one slash and holds no query.`);
  const search = [request.writtenQuery ?? '', encoded(query)].filter((part) => part !== '').join('&');
  if (/[#\s\\]/.test(search))
    throw new ConnectorError('rejected', `The query of "${request.path.slice(0, 80)}" holds a mark that no address may hold.`);
  return search === '' ? base + request.path : `${base}${request.path}?${search}`;
}

// A connector's requests hold no token; should one stray in, its value does not get into the journal.
const SECRET_FIELD = /token$|secret|appsecret_proof|^key$|^code$|password/i;
const NO_SECRETS = new Set(['next_token', 'pagination_token', 'pageToken']);
const LONGEST = 1_000;

/** What a request is known by, so that its answer can be found again: method, host, path, and sorted fields without secrets; a digest where that is long. */
export function fingerprintOf(request: HttpRequest): string {
  const parts = [`${request.method} ${request.host}${request.path}`, request.writtenQuery ?? '', sorted(request.query), sorted(request.form)];
  const text = parts
    .filter((part, index) => index !== 1 || part !== '')
    .join(' ')
    .trimEnd();
  return text.length <= LONGEST ? text : `${text.slice(0, 100)}… sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const sorted = (fields: Fields = {}): string =>
  encoded(
    Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => NO_SECRETS.has(name) || !SECRET_FIELD.test(name))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        // The items of a batch bring tokens of their own, which are others the next time, and proofs of them, which a replay has not.
        .map(([name, value]) => [name, value.replaceAll(/access_token=[^&"\\]*/g, 'access_token=').replaceAll(/&appsecret_proof=[^&"\\]*/g, '')]),
    ),
  );
