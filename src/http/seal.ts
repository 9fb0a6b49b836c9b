import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Locks texts under the master key, each for one owner. */
export interface Seal {
  /** an envelope `v1.…` that only `open` with the same owner reads */
  readonly close: (text: string, owner: string) => string;
  /** undefined where the key or the owner is another, or the envelope was changed */
  readonly open: (envelope: string, owner: string) => string | undefined;
}

/** A seal by AES-256-GCM under a key of 32 bytes; the owner is authenticated with the text. */
export function createSeal(masterKey: Uint8Array): Seal {
  const boundTo = (owner: string): Buffer => Buffer.from(`pantau credential ${VERSION} ${owner}`, 'utf8');
  return {
    close: (text, owner) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', masterKey, iv).setAAD(boundTo(owner));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },
    open: (envelope, owner) => {
      const [version, text = ''] = envelope.split('.');
      const sealed = Buffer.from(text, 'base64url');
      if (version !== VERSION || sealed.length < IV_BYTES + TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', masterKey, sealed.subarray(0, IV_BYTES)).setAAD(boundTo(owner));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
