import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fields, fieldsOf, isFields } from './blocks/check.js';

/** Thrown when a body is longer than allowed. */
export class BodyTooLong extends Error {}

/** Thrown when a body cannot be read as what its content type says. */
export class BodyUnreadable extends Error {}

/** What is read of a body that is too long before its sender is cut off, in bytes. */
const patience = 50_000_000;

/** Reads a whole body of at most `most` bytes; a longer one is read to its end and thrown away, since its sender listens for the answer only then. */
export const readBody = (request: IncomingMessage, most: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else chunks.length = 0;
      if (length > most + patience) request.destroy();
    });
    request.on('end', () => (length > most ? reject(new BodyTooLong(`more than ${most} bytes`)) : resolve(Buffer.concat(chunks))));
    request.on('error', reject);
    request.on('close', () => reject(new BodyUnreadable('the body ends too early')));
  });

/** Parses JSON, or throws BodyUnreadable. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyUnreadable('not JSON');
  }
};

/** The parts of a multipart body: strings as strings, files as bytes. */
export const readMultipart = async (body: Buffer, contentType: string): Promise<Readonly<Record<string, string | Buffer>>> => {
  const parts: Record<string, string | Buffer> = {};
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    for (const [name, value] of form) parts[name] = typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer());
  } catch (cause) {
    throw new BodyUnreadable('not multipart', { cause });
  }
  return parts;
};

/** The arguments of a Web API call: of the address and of a form, JSON or multipart body. */
export const readArguments = async (body: Buffer, contentType: string, query: URLSearchParams): Promise<Fields> => {
  const fromQuery = Object.fromEntries(query);
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body.toString() || '{}');
    if (!isFields(parsed)) throw new BodyUnreadable('not an object');
    return { ...fromQuery, ...fieldsOf(parsed) };
  }
  if (contentType.startsWith('multipart/form-data')) return { ...fromQuery, ...(await readMultipart(body, contentType)) };
  return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString())) };
};

/** Answers with JSON. */
export const sendJson = (response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
};

/** Answers with a line of text. */
export const sendText = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(body);
};
