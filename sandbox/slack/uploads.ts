import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLong, readBody, readMultipart, sendText } from './http.js';
import type { StoredFile } from './model.js';
import type { State } from './state.js';

const byName: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

const pngSize = (bytes: Buffer): Pick<StoredFile, 'width' | 'height'> =>
  bytes.length >= 24 ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : {};

/** What the bytes of a file are: told by their beginning, else by the name. */
export const inspect = (name: string, bytes: Buffer): Pick<StoredFile, 'mimetype' | 'width' | 'height'> => {
  const start = bytes.subarray(0, 8).toString('latin1');
  if (start.startsWith('\u0089PNG\r\n')) return { mimetype: 'image/png', ...pngSize(bytes) };
  if (start.startsWith('\u00ff\u00d8\u00ff')) return { mimetype: 'image/jpeg' };
  if (start.startsWith('GIF8')) return { mimetype: 'image/gif' };
  if (start.startsWith('%PDF-')) return { mimetype: 'application/pdf' };
  return { mimetype: byName[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream' };
};

/** The second step of an upload: takes the raw bytes, or the first file of a multipart body; their number must be the declared one. */
export const receiveUpload = async (state: State, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const file = state.file(id);
  if (!file || file.uploaded) return sendText(response, 404, 'not found');
  try {
    const type = request.headers['content-type'] ?? '';
    const body = await readBody(request, file.length + 100_000);
    const multipart = type.startsWith('multipart/form-data');
    const bytes = multipart ? Object.values(await readMultipart(body, type)).find((part) => typeof part !== 'string') : body;
    if (bytes?.length !== file.length || typeof bytes === 'string')
      return sendText(response, 400, `the length is ${bytes?.length ?? 0}, but ${file.length} was declared`);
    state.putFile({ ...file, uploaded: true, ...inspect(file.name, bytes) }, bytes);
    sendText(response, 200, `OK - ${bytes.length}`);
  } catch (error) {
    if (!(error instanceof BodyTooLong)) throw error;
    sendText(response, 400, `more than the declared ${file.length} bytes`);
  }
};

const forHeader = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Sends the bytes of a file; only images may be shown in place, everything else is for saving. */
export const sendFile = (state: State, file: StoredFile, response: ServerResponse): void => {
  const bytes = state.bytes(file.id);
  if (!bytes || !state.processed(file)) {
    sendText(response, 404, 'not found');
    return;
  }
  const image = file.mimetype?.startsWith('image/') === true;
  response.writeHead(200, {
    'content-type': file.mimetype ?? 'application/octet-stream',
    'content-length': String(bytes.length),
    'content-disposition': `${image ? 'inline' : 'attachment'}; filename*=UTF-8''${forHeader(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=3600',
  });
  response.end(bytes);
};
