import type { WebClient } from '@slack/web-api';
import axios from 'axios';
import pRetry from 'p-retry';
import type { WallClock } from '../clock.js';

/** Sends bytes to the address that Slack gave for an upload; rejects unless they were taken. */
export type UploadBytes = (url: string, bytes: Uint8Array) => Promise<void>;

/** What an upload needs. */
export interface PictureDeps {
  readonly client: WebClient;
  readonly wall: WallClock;
  readonly uploadBytes: UploadBytes;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 2_000;
/** with waits that grow from 0.3 s to 2 s this is about 30 s */
const ATTEMPTS = 17;

/** Uploads by axios, which gives up after 15 s without an answer. */
export const uploadByAxios: UploadBytes = async (url, bytes) => {
  await axios.post(url, Buffer.from(bytes), { headers: { 'content-type': 'application/octet-stream' }, timeout: 15_000, maxRedirects: 0 });
};

/** Uploads by a given `fetch`, such as one that goes over a proxy; gives up after 15 s too. */
export const uploadByFetch =
  (fetch: (url: string, request: UploadRequest) => Promise<{ readonly ok: boolean; readonly status: number }>): UploadBytes =>
  async (url, bytes) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      redirect: 'error',
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) throw new Error(`The upload was answered with HTTP ${answer.status}.`);
  };

/** The request of an upload. */
export interface UploadRequest {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  readonly redirect: 'error';
  readonly signal: AbortSignal;
}

/** Uploads one PNG, private to the bot, and waits until Slack has processed it; the file's id. Rejects where a step fails or it takes longer than about 30 s. */
export async function uploadPicture(name: string, bytes: Uint8Array, deps: PictureDeps): Promise<string> {
  const place = await deps.client.files.getUploadURLExternal({ filename: name, length: bytes.byteLength });
  const { upload_url: url, file_id: id } = place;
  if (!url || !id) throw new Error('Slack named no place for the upload.');
  await deps.uploadBytes(url, bytes);
  await deps.client.files.completeUploadExternal({ files: [{ id, title: name }] });
  await processed(id, deps);
  return id;
}

async function processed(id: string, { client, wall }: PictureDeps): Promise<void> {
  await pRetry(
    async () => {
      const info = await client.files.info({ file: id });
      // right after an upload the type is empty, and a message with the file is refused (python-slack-sdk#1658, 2026-11-25)
      if (!info.file?.mimetype) throw new Error(`Slack is still processing the picture ${id}.`);
    },
    {
      retries: ATTEMPTS,
      minTimeout: 0,
      maxTimeout: 0,
      onFailedAttempt: ({ attemptNumber }) => wall.sleep(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.5 ** (attemptNumber - 1))),
    },
  );
}
