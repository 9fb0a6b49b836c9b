import type { PlatformCredentials } from './model.js';
import { type HostName, type PlatformName, SHAPES } from './shapes.js';

/** The stand-ins' addresses as the connectors name their hosts, by connector. */
export const hostsByConnector = (hosts: Readonly<Record<HostName, string>>): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  Object.fromEntries(
    SHAPES.map((shape) => [shape.platform, Object.fromEntries(Object.entries(shape.hosts).map(([name, server]) => [name, hosts[server]]))]),
  );

/** The secrets that the stand-ins accept, as the connectors name them, by connector. */
export const secretsByConnector = ({
  meta,
  x,
  google,
  threads,
}: PlatformCredentials): Readonly<Record<PlatformName, Readonly<Record<string, string>>>> => ({
  facebook: { TOKEN: meta.token, APP_SECRET: meta.appSecret },
  instagram: { TOKEN: meta.token, APP_SECRET: meta.appSecret },
  x: { CLIENT_ID: x.clientId, CLIENT_SECRET: x.clientSecret, REFRESH_TOKEN: x.refreshToken },
  youtube: { CLIENT_ID: google.clientId, CLIENT_SECRET: google.clientSecret, REFRESH_TOKEN: google.refreshToken },
  threads: { TOKEN: threads.token },
});
