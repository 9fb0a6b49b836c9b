import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { PantauError } from '../errors.js';
import { type WayOut, type WayOutSettings, wayOut } from '../http/way-out.js';

/** The way out that the environment and the configuration ask for, the environment first; undefined for the usual one. Throws `PantauError` for certificates that can't be read. */
export const chosenWay = async (environment: Environment, config: Config): Promise<WayOut | undefined> =>
  wayOut(await chosenSettings(environment, config));

/** What the environment and the configuration say of the way out, the environment first. Throws `PantauError` for certificates that can't be read. */
export async function chosenSettings(environment: Environment, config: Config): Promise<WayOutSettings> {
  const { extraCertificates, noProxy } = environment;
  const certificates = extraCertificates === undefined ? undefined : await readCertificates(extraCertificates);
  return { proxy: environment.proxy ?? config.organisation.proxy, noProxy, certificates };
}

async function readCertificates(path: string): Promise<string> {
  const refused = (why: string, cause?: unknown): PantauError =>
    new PantauError('configuration', `NODE_EXTRA_CA_CERTS: ${path} ${why}. Name a file with certificates as PEM.`, { cause });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw refused("can't be read", cause);
  });
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw refused('holds no certificate');
  return text;
}
