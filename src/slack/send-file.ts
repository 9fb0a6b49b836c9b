import type { SentFile } from '../domain/delivery.js';
import { openDirect } from './edit-message.js';
import type { PictureDeps } from './pictures.js';

/** Uploads a file into a person's direct messages with a sentence beside it. Rejects where a step fails. */
export async function sendFile(
  person: string,
  { name, bytes, comment }: SentFile,
  { client, uploadBytes }: Omit<PictureDeps, 'wall'>,
): Promise<void> {
  const channel = await openDirect(client, person);
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({ filename: name, length: bytes.byteLength });
  if (!url || !id) throw new Error('Slack named no place for the upload.');
  await uploadBytes(url, bytes);
  await client.files.completeUploadExternal({ files: [{ id, title: name }], channel_id: channel, initial_comment: comment });
}
