import { createHash, createHmac } from 'node:crypto';
import type { Authorization } from '../../connectors/contract/connector.js';
import type { HttpRequest } from '../../connectors/contract/http.js';
import { addressOf, encoded } from './address.js';
import type { WireRequest } from './transport.js';

type Fields = Readonly<Record<string, string>>;

/** How one connection's calls are addressed and opened. */
export interface Door {
  /** base addresses by name */
  readonly hosts: Fields;
  readonly authorization: Authorization;
  /** the connection's secrets by name */
  readonly secrets: Fields;
}

const USER_AGENT = 'Pantau (+self-hosted)';

/** A request as it goes over the wire, with the token where the platform wants it; without one where none is given. */
export function wireRequest(request: HttpRequest, door: Door, token: string | undefined): WireRequest {
  const { authorization, hosts } = door;
  const added = token === undefined ? {} : addedFields(door, token);
  // Fields that prove the token go with the other fields: into the form where there is one.
  const form = request.form === undefined ? undefined : encoded({ ...request.form, ...added });
  const url = addressOf(request, hosts, { ...request.query, ...(form === undefined ? added : {}) });
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': USER_AGENT };
  if (token !== undefined && authorization.kind === 'bearer') headers.authorization = `Bearer ${token}`;
  if (token === undefined && request.basic !== undefined) headers.authorization = basic(request.basic.user, request.basic.password);
  if (form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
  return { method: request.method, url, headers, ...(form === undefined ? {} : { body: form }) };
}

function addedFields(door: Door, token: string): Fields {
  const { authorization } = door;
  if (authorization.kind === 'query') return { [authorization.name]: token };
  const proof = prover(door);
  return proof === undefined ? {} : { appsecret_proof: proof(token) };
}

/** Proves of a token that it comes from the app; undefined where the connection has no secret of the app. */
export function prover({ authorization, secrets }: Door): ((token: string) => string) | undefined {
  const name = authorization.kind === 'bearer' ? authorization.proofSecret : undefined;
  const secret = name === undefined ? undefined : secrets[name];
  return secret === undefined || secret === '' ? undefined : (token) => createHmac('sha256', secret).update(token).digest('hex');
}

// The parts are form-encoded first (RFC 6749, 2.3.1, read on 2026-11-25).
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(user)}:${encodeURIComponent(password)}`).toString('base64')}`;

/** A digest by which a credential can be told from another one, and not be found again. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 16);
