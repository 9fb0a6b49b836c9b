import { act, fileAddress, nameOf, world } from './api.js';
import { blockNodes, picture } from './blocks.js';
import { h, icon } from './dom.js';
import { dateText, emojiOf, mrkdwn } from './mrkdwn.js';

const seconds = (ts) => Number(ts.split('.')[0]);

const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .slice(-2)
    .join('')
    .toUpperCase();

const hue = (id) => [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;

/** The square with a person's initials, or the bot's own sign. */
export const avatar = (id) => {
  if (id === world.workspace.bot.userId)
    return h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('M3 15V9', 'M8 15V5', 'M13 15v-4', 'M18 15V7'));
  return h('span', { class: `avatar hue-${hue(id)}`, 'aria-hidden': 'true' }, initials(nameOf(id)));
};

const size = (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes > 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} bytes`);

const fileNode = (file) => {
  if (file.mimetype.startsWith('image/')) return picture({ slack_file: { id: file.id }, alt_text: file.alt_txt ?? file.title });
  return h(
    'a',
    { class: 'file', href: fileAddress(file.id), download: file.name, 'data-testid': 'file' },
    icon('M5 3h7l4 4v10H5z', 'M12 3v4h4'),
    h('span', {}, h('strong', {}, file.title), h('small', {}, `${file.name.split('.').at(-1).toUpperCase()}, ${size(file.size)}. Save it`)),
  );
};

const threadLink = (message, openThread) => {
  if (!message.reply_count) return undefined;
  const words = message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`;
  const last = seconds(message.latest_reply);
  return h(
    'button',
    { type: 'button', class: 'replies', 'data-testid': 'replies', onclick: () => openThread(message.ts) },
    message.reply_users.slice(0, 3).map(avatar),
    h('span', {}, words),
    h('small', {}, `Last ${dateText(last, 'date_short_pretty')} at ${dateText(last, 'time')}`),
  );
};

const body = (message, context) => {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const own = {
    ...context,
    channel: context.channel,
    act: (block, action, value) => act('act', { channel: context.channel, ts: message.ts, block, action, value: value ?? null }),
    problem: (sentence) => problem.replaceChildren(sentence),
  };
  // What people type is shown from its text: its mentions are ids there.
  const useBlocks = message.bot_id && message.blocks;
  const edited = message.edited ? h('small', { class: 'edited' }, ' (edited)') : undefined;
  const words = message.text === '' && message.files ? undefined : h('div', { class: 'block words' }, mrkdwn(message.text), edited);
  const shown = useBlocks ? blockNodes(message.blocks, own) : words;
  return [shown, useBlocks ? edited : undefined, (message.files ?? []).map(fileNode), problem];
};

const reactions = (message) =>
  message.reactions?.length
    ? h(
        'div',
        { class: 'reactions' },
        message.reactions.map((entry) =>
          h('span', { title: `${entry.users.map(nameOf).join(', ')}: ${entry.name}` }, `${emojiOf(entry.name)} ${entry.count}`),
        ),
      )
    : undefined;

const authorName = (message) => message.username ?? nameOf(message.user);

/** One message as an article. */
export const messageNode = (message, context) => {
  const at = seconds(message.ts);
  const name = authorName(message);
  const time = dateText(at, 'time');
  const replying = message.ephemeral || context.inThread;
  return h(
    'article',
    {
      class: `message ${message.ephemeral ? 'ephemeral' : ''} ${context.joined ? 'joined' : ''}`,
      'data-testid': 'message',
      'data-ts': message.ts,
      'data-author': name,
      'data-ephemeral': message.ephemeral ? 'true' : undefined,
      'aria-label': `${name}, ${time}`,
    },
    context.joined ? h('span', { class: 'gutter' }, time) : avatar(message.user),
    h(
      'div',
      { class: 'body' },
      message.ephemeral
        ? h('p', { class: 'only-you' }, icon('M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z', 'M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4'), 'Only visible to you')
        : undefined,
      context.joined
        ? undefined
        : h(
            'header',
            {},
            h('strong', {}, name),
            message.bot_id ? h('span', { class: 'badge' }, 'APP') : undefined,
            h('time', { datetime: new Date(at * 1000).toISOString(), title: `${dateText(at, 'date_long')}, ${dateText(at, 'time_secs')}` }, time),
          ),
      message.subtype === 'thread_broadcast' ? h('p', { class: 'only-you' }, 'Replied in a thread') : undefined,
      body(message, context),
      reactions(message),
      context.inThread ? undefined : threadLink(message, context.openThread),
    ),
    replying
      ? undefined
      : h(
          'button',
          {
            type: 'button',
            class: 'reply plain',
            'aria-label': `Reply to ${name} in a thread`,
            title: 'Reply in a thread',
            onclick: () => context.openThread(message.ts),
          },
          icon('M3 4h14v9H9l-4 3v-3H3z'),
        ),
  );
};

const dayOf = (ts) => dateText(seconds(ts), 'date_long');

const dayNode = (ts) => {
  const pretty = dateText(seconds(ts), 'date_long_pretty');
  return h('div', { class: 'day', role: 'separator' }, h('span', {}, pretty[0].toUpperCase() + pretty.slice(1)));
};

const joins = (message, before) =>
  before !== undefined &&
  before.user === message.user &&
  !before.ephemeral &&
  !message.ephemeral &&
  !before.reply_count &&
  seconds(message.ts) - seconds(before.ts) < 300;

/** Shows messages in a container, keeping the nodes of those that have not changed (and so an open menu and the focus). */
export const showMessages = (container, messages, context) => {
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const wanted = [];
  const keep = (key, signature, make) => {
    const known = old.get(key);
    const node = known?.signature === signature ? known : make();
    node.dataset.key = key;
    node.signature = signature;
    wanted.push(node);
  };
  let before;
  for (const message of messages) {
    const newDay = !before || dayOf(before.ts) !== dayOf(message.ts);
    if (newDay && !context.inThread) keep(`day ${dayOf(message.ts)}`, dayOf(message.ts), () => dayNode(message.ts));
    const joined = !newDay && joins(message, before);
    keep(message.ts, JSON.stringify([message, joined, world.user.id]), () => messageNode(message, { ...context, joined }));
    before = message;
  }
  for (const node of [...container.children]) if (!wanted.includes(node)) node.remove();
  for (const [index, node] of wanted.entries())
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
};
