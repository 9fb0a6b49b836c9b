import type { IncomingMessage } from 'node:http';

/**
 * The address of a request when it was made to this machine by one of its two names, else nothing: a page of another site that has
 * pointed its own name at 127.0.0.1 sends that name.
 */
export const ownAddress = (request: IncomingMessage, port: number): URL | undefined => {
  const host = request.headers.host;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return undefined;
  const address = `http://${host}${request.url?.startsWith('/') ? request.url : '/'}`;
  return URL.canParse(address) ? new URL(address) : undefined;
};

/** Says whether a browser made the request: programs send neither of these headers. */
export const fromBrowser = (request: IncomingMessage): boolean =>
  request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
