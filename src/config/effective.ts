import type { Environment } from './environment.js';

/** One setting as it holds, and where it comes from. */
export interface Setting {
  readonly path: string;
  readonly value: string;
  readonly origin: 'file' | 'default' | 'environment';
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every leaf of the file with its defaults filled in; `given` is the file as it was written. */
export function fileSettings(filled: unknown, given: unknown, path = ''): readonly Setting[] {
  if (Array.isArray(filled) && filled.length > 0)
    return filled.flatMap((item, index) => fileSettings(item, Array.isArray(given) ? given[index] : undefined, `${path}[${index}]`));
  if (isRecord(filled) && Object.keys(filled).length > 0)
    return Object.entries(filled).flatMap(([key, item]) =>
      fileSettings(item, isRecord(given) ? given[key] : undefined, path === '' ? key : `${path}.${key}`),
    );
  if (filled === undefined) return [];
  return [{ path, value: typeof filled === 'string' ? filled : JSON.stringify(filled), origin: given === undefined ? 'default' : 'file' }];
}

/** Every setting that holds, the file's first and then the environment's. Secrets are shown only as "set" or "not set". */
export function effectiveSettings(loaded: { readonly settings: readonly Setting[] }, environment: Environment): readonly Setting[] {
  const of = (path: string, value: string): Setting => ({ path, value, origin: environment.given.includes(path) ? 'environment' : 'default' });
  const secret = (path: string, value: unknown): Setting => of(path, value === undefined ? 'not set' : 'set');
  return [
    ...loaded.settings,
    of('PANTAU_CONFIG', environment.config ?? 'not set'),
    of('PANTAU_HOME', environment.home),
    secret('SLACK_BOT_TOKEN', environment.botToken),
    secret('SLACK_APP_TOKEN', environment.appToken),
    secret('PANTAU_MASTER_KEY', environment.masterKey),
    of('PANTAU_LOG_LEVEL', environment.logLevel),
    // A proxy's address may hold a password.
    secret('HTTPS_PROXY', environment.proxy),
    of('NO_PROXY', environment.noProxy ?? 'not set'),
    of('NODE_EXTRA_CA_CERTS', environment.extraCertificates ?? 'not set'),
  ];
}
