import type { PlatformReply } from '../model.js';
import type { GraphFailure } from './errors.js';

/** Headers of an answer. */
export type Headers = Readonly<Record<string, string>>;

const JSON_TYPE: Headers = { 'content-type': 'application/json; charset=UTF-8' };

/** An answer with a body in JSON. */
export const answered = (body: unknown, headers: Headers, status = 200): PlatformReply => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});

let traces = 0;

/** The answer to a call that is refused. */
export function refused(failure: GraphFailure, headers: Headers): PlatformReply {
  traces += 1;
  const trace = `A${((traces * 2_654_435_761) % 2 ** 32).toString(36)}${traces.toString(36).padStart(6, 'x')}`;
  const challenge: Headers = failure.detail.code === 190 ? { 'www-authenticate': 'OAuth "Facebook Platform" "invalid_token"' } : {};
  return answered({ error: { ...failure.detail, fbtrace_id: trace } }, { ...headers, ...challenge, 'x-fb-trace-id': trace }, failure.status);
}

const page = (title: string): string =>
  `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Sorry, something went wrong.</p></body></html>\n`;

/** What a gateway in front of the platform says, by the count of times that it did: HTML, plain text, HTML with 200, nothing at all. */
export function gatewayReply(times: number): PlatformReply {
  const html: Headers = { 'content-type': 'text/html; charset=utf-8' };
  const replies: readonly PlatformReply[] = [
    { status: 502, headers: html, body: page('502 Bad Gateway') },
    { status: 503, headers: { 'content-type': 'text/plain' }, body: 'upstream connect error or disconnect/reset before headers' },
    { status: 504, headers: html, body: page('504 Gateway Timeout') },
    { status: 200, headers: html, body: page('Facebook') },
    { status: 200, headers: JSON_TYPE, body: '' },
  ];
  return replies[(times - 1) % replies.length] ?? { status: 502, headers: html, body: '' };
}

/** A body in which the ids are numbers without quotes, digit by digit as they are. */
export const withNumericIds = (body: string): string => body.replace(/"(id|user_id)":"(\d+)"/g, '"$1":$2');
