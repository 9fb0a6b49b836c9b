import type { HostName } from './faults.js';
import type { PlatformCredentials } from './model.js';

/** The stand-ins' addresses as the connectors name their hosts, by connector. */
export const hostsByConnector = (hosts: Readonly<Record<HostName, string>>) => ({
  facebook: { graph: hosts.graph },
  instagram: { graph: hosts.graph, instagram: hosts.instagram },
  x: { api: hosts.x },
  youtube: { data: hosts.youtube, analytics: hosts['youtube-analytics'], oauth: hosts['google-oauth'] },
});

/** The secrets that the stand-ins accept, as the connectors name them, by connector. */
export const secretsByConnector = ({ meta, x, google }: PlatformCredentials) => ({
  facebook: { TOKEN: meta.token },
  instagram: { TOKEN: meta.token, APP_SECRET: meta.appSecret },
  x: { CLIENT_ID: x.clientId, CLIENT_SECRET: x.clientSecret, REFRESH_TOKEN: x.refreshToken },
  youtube: { CLIENT_ID: google.clientId, CLIENT_SECRET: google.clientSecret, REFRESH_TOKEN: google.refreshToken },
});
