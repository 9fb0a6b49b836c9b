import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { PantauError } from '../errors.js';

/** The usual certificate authorities with further ones as PEM; undefined where there are none, so that the usual way is right. Throws `PantauError` where the text holds none. */
export function authorities(further: string | undefined): string[] | undefined {
  if (further === undefined) return undefined;
  // Node passes over what is no certificate in silence, and the calls would fail later.
  const each = further.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (each.length === 0 || !each.every(isCertificate))
    throw new PantauError('configuration', 'The further certificate authorities must be certificates as PEM text (-----BEGIN CERTIFICATE-----).');
  return [...usualAuthorities(), further];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** What Node trusts; newer ones tell the system's authorities too where they were started so (from 22.15, 2026-11-25). */
function usualAuthorities(): readonly string[] {
  const ask: unknown = Reflect.get(tls, 'getCACertificates');
  const told: unknown = typeof ask === 'function' ? ask('default') : undefined;
  return Array.isArray(told) ? told.map(String) : tls.rootCertificates;
}
