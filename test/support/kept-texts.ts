import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { secretsByConnector } from '../../sandbox/platforms/stand-ins.js';
import type { PlatformsRig } from './platforms.js';

const unpack = promisify(brotliDecompress);

/** Every file under a folder: its name, its bytes as they are and, where they are packed, what is in them. */
async function textsUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    const packed = file.endsWith('.br') ? await unpack(bytes).then(String, () => '') : '';
    texts.push(file, bytes.toString('latin1'), packed);
  }
  return texts;
}

/** All that a rig kept or told: raw answers, ledgers, the database, the log, the messages to the owner. */
export const keptTexts = async (rig: PlatformsRig): Promise<readonly string[]> => [
  ...(await textsUnder(rig.folder)),
  ...(await textsUnder(dirname(rig.database))),
  rig.logged(),
  ...rig.told,
];

/** The secrets of the connections, and every token that a stand-in was shown among the calls that it remembers. */
export function secretsOf({ platforms }: PlatformsRig): ReadonlySet<string> {
  const found = new Set(Object.values(secretsByConnector(platforms.credentials)).flatMap((secrets) => Object.values(secrets)));
  for (const { headers, form, query } of platforms.calls()) {
    const [, shown] = /^(?:Bearer|Basic) (.+)$/.exec(headers.authorization ?? '') ?? [];
    // The items of a batch show the tokens of their own.
    const inItems = [...(form.get('batch') ?? '').matchAll(/[?&]access_token=([^&"]+)/g)].map(([, token]) => decodeURIComponent(token ?? ''));
    for (const secret of [shown, form.get('refresh_token'), form.get('access_token'), query.get('access_token'), ...inItems]) {
      if (secret) found.add(secret);
    }
  }
  return found;
}

/** The secrets that are among some texts, in any of the forms in which they travel. */
export const secretsAmong = (texts: readonly string[], secrets: ReadonlySet<string>): readonly string[] =>
  [...secrets].filter((secret) => {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    return texts.some((text) => forms.some((form) => text.includes(form)));
  });
