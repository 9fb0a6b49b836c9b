import { act, ask, channelNameOf, listen, world } from './api.js';
import { dropsOn } from './attachments.js';
import { composer } from './composer.js';
import { byId, h } from './dom.js';
import { avatar, showMessages } from './messages.js';
import { refreshHome, refreshModal } from './views.js';

const place = { channel: undefined, tab: 'messages', thread: undefined };
const unread = new Map();
let stopListening = () => undefined;
let online = true;

const main = composer({
  id: 'composer-text',
  label: 'Message',
  testId: 'composer',
  place: () => ({ channel: place.channel }),
  // Who writes looks at the end, where the answer comes.
  onSend: () => {
    following = true;
    toEnd();
  },
});
const inThread = composer({
  id: 'thread-text',
  label: 'Reply…',
  testId: 'thread-composer',
  place: () => ({ channel: place.channel, thread: place.thread }),
  onSend: () => undefined,
});

const direct = () => world.workspace.directs.find(({ user }) => user === world.user.id).id;
const isDirect = () => place.channel === direct();

const scroll = byId('scroll');
const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
let following = true;
let height = 0;
const toEnd = () => {
  scroll.scrollTop = scroll.scrollHeight;
  byId('newer').hidden = true;
};
scroll.addEventListener('scroll', () => {
  // Only a reader's scrolling counts: when the height changes (a picture has come), the place is kept below.
  if (scroll.scrollHeight !== height) return;
  following = atEnd();
  if (following) byId('newer').hidden = true;
});
new ResizeObserver(() => {
  height = scroll.scrollHeight;
  if (following && place.tab === 'messages') toEnd();
}).observe(byId('messages'));

const openThread = (ts) => {
  place.thread = ts;
  byId('thread').hidden = false;
  byId('layout').classList.add('with-thread');
  refreshMessages().then(() => {
    inThread.area.focus();
    byId('thread-messages').scrollTop = byId('thread-messages').scrollHeight;
  });
};

const closeThread = () => {
  place.thread = undefined;
  byId('thread').hidden = true;
  byId('layout').classList.remove('with-thread');
};

const emptyWords = () =>
  h(
    'p',
    { class: 'empty' },
    isDirect()
      ? `This is the beginning of your talk with ${world.workspace.bot.name}.`
      : `This is the beginning of ${channelNameOf(place.channel)}. Write /pantau help to begin.`,
  );

const refreshMessages = async () => {
  const { channel } = place;
  const { messages } = await ask('messages', { channel });
  if (channel !== place.channel) return;
  const top = messages.filter((message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === 'thread_broadcast');
  const follow = following;
  const before = byId('messages').childElementCount;
  showMessages(byId('messages'), top, { channel, openThread });
  if (top.length === 0) byId('messages').replaceChildren(emptyWords());
  if (follow) toEnd();
  else if (byId('messages').childElementCount > before) byId('newer').hidden = false;
  if (!place.thread) return;
  const thread = messages.filter((message) => message.ts === place.thread || message.thread_ts === place.thread);
  showMessages(byId('thread-messages'), thread, { channel, openThread, inThread: true });
};

let waiting = false;
const refreshSoon = () => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    refreshMessages();
  }, 25);
};

const channelLink = (id, name, sign) =>
  h(
    'li',
    {},
    h(
      'a',
      {
        href: `#${id}`,
        class: `${place.channel === id ? 'current' : ''} ${unread.get(id) ? 'unread' : ''}`,
        'aria-current': place.channel === id ? 'page' : undefined,
        'data-testid': 'channel-link',
        'data-channel': id,
      },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      h('span', { class: 'name' }, name),
      unread.get(id) ? h('span', { class: 'count', 'aria-label': `${unread.get(id)} unread` }, String(unread.get(id))) : undefined,
    ),
  );

const showSidebar = () => {
  const { channels, bot, connected, name } = world.workspace;
  byId('team-name').replaceChildren(name);
  byId('channels').replaceChildren(...channels.map((channel) => channelLink(channel.id, channel.name, channel.private ? '🔒' : '#')));
  byId('directs').replaceChildren(
    channelLink(direct(), bot.name, h('span', { class: `dot ${connected ? 'on' : ''}`, title: connected ? 'connected' : 'not connected' })),
  );
  const words = !online
    ? 'The sandbox has stopped. This page reconnects when it is back.'
    : connected
      ? ''
      : `${bot.name} is not connected. What you send now may not be answered.`;
  byId('notice').hidden = words === '';
  byId('notice').replaceChildren(words);
};

const tab = (name, words) =>
  h(
    'button',
    { type: 'button', role: 'tab', 'aria-selected': String(place.tab === name), 'data-testid': `tab-${name}`, onclick: () => openTab(name) },
    words,
  );

const showPlace = () => {
  const channel = world.workspace.channels.find(({ id }) => id === place.channel);
  const name = channelNameOf(place.channel);
  byId('place-name').replaceChildren(...(channel ? [name] : [avatar(world.workspace.bot.userId), name]));
  byId('place-topic').replaceChildren(
    channel ? `${channel.topic}${channel.botIsMember ? '' : ' (Pantau is not a member)'}` : 'Your own talk with the bot',
  );
  byId('tabs').hidden = !isDirect();
  byId('tabs').replaceChildren(tab('home', 'Home'), tab('messages', 'Messages'));
  const home = isDirect() && place.tab === 'home';
  byId('messages').hidden = home;
  byId('home').hidden = !home;
  byId('composer').hidden = home;
  main.relabel(`Message ${name}`);
  document.title = `${name} | local stand-in for Slack`;
};

const openTab = async (name) => {
  place.tab = name;
  showPlace();
  if (name === 'home') await refreshHome();
  else await refreshMessages();
  await act('open-home', { tab: name });
};

const closeMenu = () => {
  byId('layout').classList.remove('with-menu');
  byId('open-menu').setAttribute('aria-expanded', 'false');
};

const openChannel = async (id) => {
  const known = world.workspace.channels.some((channel) => channel.id === id) || id === direct();
  place.channel = known ? id : world.workspace.channels[0].id;
  place.tab = 'messages';
  following = true;
  unread.delete(place.channel);
  closeThread();
  closeMenu();
  byId('messages').replaceChildren();
  showSidebar();
  showPlace();
  await refreshMessages();
  if (matchMedia('(min-width: 720px)').matches) main.area.focus();
  if (isDirect()) act('open-home', { tab: 'messages' });
};

const onNotice = (notice) => {
  if (notice.kind === 'modal') refreshModal();
  else if (notice.kind === 'home') place.tab === 'home' && refreshHome();
  else if (notice.kind === 'connection' || notice.kind === 'channels') refreshWorkspace();
  else if (notice.channel === place.channel) refreshSoon();
  else if (notice.kind === 'message' && notice.from !== world.user.id) {
    unread.set(notice.channel, (unread.get(notice.channel) ?? 0) + 1);
    showSidebar();
  }
};

const refreshWorkspace = async () => {
  world.workspace = await ask('workspace');
  showSidebar();
  showPlace();
};

const onState = async (open) => {
  const back = open && !online;
  online = open;
  if (!open) return showSidebar();
  // A sandbox that was restarted has another token, which only a new copy of the page has.
  if (back) location.reload();
  else if (place.channel) showSidebar();
};

const become = async (id) => {
  const wasDirect = place.channel !== undefined && isDirect();
  world.user = world.workspace.users.find((user) => user.id === id) ?? world.workspace.users[0];
  sessionStorage.setItem('user', world.user.id);
  unread.clear();
  stopListening();
  stopListening = listen(onNotice, onState);
  await openChannel(wasDirect ? direct() : (place.channel ?? wantedChannel()));
  await refreshModal();
};

const wantedChannel = () => {
  const linked = /^\/archives\/([A-Z0-9]+)\//.exec(location.pathname)?.[1];
  const hash = location.hash.slice(1);
  return hash && hash !== 'composer-text' ? hash : (linked ?? world.workspace.channels[0].id);
};

const showLinked = () => {
  const digits = /^\/archives\/[A-Z0-9]+\/p(\d+)/.exec(location.pathname)?.[1];
  if (!digits) return;
  const node = document.querySelector(`[data-ts="${digits.slice(0, -6)}.${digits.slice(-6)}"]`);
  following = !node;
  node?.classList.add('linked');
  node?.scrollIntoView({ block: 'center' });
};

const start = async () => {
  byId('composer').append(main.form);
  byId('thread-composer').append(inThread.form);
  dropsOn(document.querySelector('main'), main.attach);
  dropsOn(byId('thread'), inThread.attach);
  world.workspace = await ask('workspace');
  const choice = byId('user-switch');
  choice.append(...world.workspace.users.map((user) => h('option', { value: user.id }, `${user.realName} (${user.role})`)));
  await become(sessionStorage.getItem('user'));
  choice.value = world.user.id;
  choice.addEventListener('change', () => become(choice.value));
  byId('close-thread').addEventListener('click', closeThread);
  byId('newer').addEventListener('click', toEnd);
  byId('open-menu').addEventListener('click', () => {
    byId('layout').classList.add('with-menu');
    byId('open-menu').setAttribute('aria-expanded', 'true');
    byId('close-menu').focus();
  });
  byId('close-menu').addEventListener('click', closeMenu);
  addEventListener('hashchange', () => {
    if (location.hash !== '#composer-text') openChannel(location.hash.slice(1));
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
      closeThread();
      closeMenu();
    }
  });
  showLinked();
};

start();
