import { z } from 'zod';
import { blockProblems } from '../blocks/blocks.js';
import { withIds } from '../content.js';
import { limits } from '../limits.js';
import type { StoredFile } from '../model.js';
import type { State } from '../state.js';
import { type Arguments, destination, fileUsable, type Method, Refusal, refusalWith, visibleToBot } from './call.js';
import { fileShape } from './shapes.js';

const getUploadUrl: Method = (args, { state, base }) => {
  const length = args.number('length') ?? 0;
  if (length === 0) throw new Refusal('missing_argument');
  if (length < 1 || !Number.isInteger(length)) throw refusalWith('invalid_arguments', ['must be greater than 0 [json-pointer:/length]']);
  if (args.text('alt_txt').length > limits.file.altText) throw new Refusal('alt_txt_too_large');
  // Half a character, which JSON can carry and an address cannot, becomes the sign for an unknown one.
  const name = Buffer.from(args.text('filename')).toString();
  const file: StoredFile = {
    id: state.newId('F'),
    name,
    title: name,
    length,
    ...(args.has('alt_txt') ? { altText: args.text('alt_txt') } : {}),
    uploaded: false,
    createdAt: state.now(),
    channels: [],
  };
  state.putFile(file);
  return { upload_url: `${base()}/upload/v1/${file.id}`, file_id: file.id };
};

const namedSchema = z.array(z.strictObject({ id: z.string(), title: z.string().optional() })).min(1);

const uploadedFiles = (state: State, args: Arguments): readonly StoredFile[] => {
  const named = namedSchema.safeParse(args.all.files);
  if (!named.success) throw refusalWith('invalid_arguments', ['must be a list of objects with id and title [json-pointer:/files]']);
  return named.data.map(({ id, title }) => {
    const file = state.file(id);
    if (!file?.uploaded) throw new Refusal('file_not_found');
    return { ...file, title: title ?? file.name };
  });
};

const destinations = (state: State, args: Arguments): readonly string[] => {
  const named = [args.text('channel_id'), ...args.text('channels').split(',')].map((id) => id.trim()).filter(Boolean);
  if (named.length > 100) throw new Refusal('channels_limit_exceeded');
  return [...new Set(named.map((id) => destination(state, id, 'write')))];
};

const complete: Method = (args, { state, base }) => {
  const channels = destinations(state, args);
  const files = uploadedFiles(state, args).map((file) => ({
    ...file,
    completedAt: file.completedAt ?? state.now(),
    channels: [...file.channels, ...channels],
  }));
  if (args.has('blocks') && !Array.isArray(args.all.blocks)) throw new Refusal('invalid_blocks');
  const blocks = args.list('blocks');
  const problems = blockProblems(blocks ?? [], 'message', fileUsable(state));
  if (problems.length > 0) throw refusalWith('invalid_blocks', problems);
  for (const file of files) state.putFile(file);
  const thread = args.text('thread_ts');
  for (const channel of channels) {
    if (thread !== '' && !state.message(channel, thread)) continue;
    state.putMessage({
      channel,
      ts: state.nextTs(),
      user: state.workspace.bot.userId,
      text: args.text('initial_comment'),
      files: files.map((file) => file.id),
      ...(blocks ? { blocks: withIds(state, blocks) } : {}),
      ...(thread === '' ? {} : { thread }),
    });
  }
  return { files: files.map((file) => fileShape(state, base(), file)) };
};

const info: Method = (args, { state, base }) => {
  const file = state.file(args.text('file'));
  if (file?.completedAt === undefined || !visibleToBot(state, file)) throw new Refusal('file_not_found');
  return { file: fileShape(state, base(), file), comments: [], response_metadata: { next_cursor: '' } };
};

/** The methods of the three-step upload. */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
};
