import { createHmac, hkdfSync } from 'node:crypto';
import type { HashedName, NameScope, PersonName } from './activation.js';

/** Turns names into hashes under the key of an installation; without that key nobody can tell whose they are. */
export interface Pseudonymiser {
  /** the hash of a name: the same for the same person in whatever spelling of case and blanks */
  readonly hash: (name: PersonName) => HashedName;
  /** a short text by which it is known whether a later key is the same one */
  readonly check: string;
}

/** Opens a pseudonymiser over the installation's key of 32 bytes; the key itself is used for nothing else. */
export function openPseudonymiser(installationKey: Uint8Array): Pseudonymiser {
  const key = new Uint8Array(hkdfSync('sha256', installationKey, new Uint8Array(), 'pantau/advocacy/names', 32));
  const of = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
  return {
    hash: ({ scope, value }) => ({ scope, hash: of(`${scope}\0${normalName(scope, value)}`) }),
    check: of('check'),
  };
}

/** A name without differences that mean nothing: case, blanks, the dots and blanks inside a staff number. */
export function normalName(scope: NameScope, value: string): string {
  const text = value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return scope === 'staff' ? text.replace(/^'/, '').replace(/[ .-]/g, '') : text;
}

/**
 * Why a staff number can't be right; undefined where it may be. Spreadsheets keep 15 digits of a number: of an 18-digit one the last three become 000,
 * which no civil servant's number ends in (the last three count persons from 001), or it is written with an exponent.
 */
export function staffNumberViolation(value: string): string | undefined {
  const text = value.trim().replace(/^'/, '');
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text)) return 'The staff number was rounded by a spreadsheet. Export the column as text.';
  const digits = text.replace(/[ .-]/g, '');
  if (/^\d{16,}$/.test(digits) && digits.endsWith('000'))
    return 'The staff number ends in 000: a spreadsheet rounded it after 15 digits. Export the column as text.';
  return undefined;
}
