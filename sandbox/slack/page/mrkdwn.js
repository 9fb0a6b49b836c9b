import { channelNameOf, nameOf, world } from './api.js';
import { h, link } from './dom.js';

const emoji = {
  // Nothing is inherited: :constructor: is no emoji.
  __proto__: null,
  alarm_clock: '⏰',
  arrow_down: '⬇️',
  arrow_right: '➡️',
  arrow_up: '⬆️',
  bar_chart: '📊',
  bell: '🔔',
  bulb: '💡',
  calendar: '📆',
  chart_with_downwards_trend: '📉',
  chart_with_upwards_trend: '📈',
  clipboard: '📋',
  clock3: '🕒',
  eyes: '👀',
  file_folder: '📁',
  fire: '🔥',
  gear: '⚙️',
  hourglass_flowing_sand: '⏳',
  inbox_tray: '📥',
  information_source: 'ℹ️',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  link: '🔗',
  lock: '🔒',
  mag: '🔍',
  mega: '📣',
  memo: '📝',
  no_entry: '⛔',
  paperclip: '📎',
  pencil2: '✏️',
  pushpin: '📌',
  question: '❓',
  red_circle: '🔴',
  rotating_light: '🚨',
  small_red_triangle: '🔺',
  small_red_triangle_down: '🔻',
  smile: '😄',
  sparkles: '✨',
  star: '⭐',
  tada: '🎉',
  thumbsup: '👍',
  '+1': '👍',
  '-1': '👎',
  trophy: '🏆',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  pray: '🙏',
  speech_balloon: '💬',
  wrench: '🔧',
  page_facing_up: '📄',
  white_circle: '⚪',
};

/** The picture of an emoji name, or the name between colons. */
export const emojiOf = (name) => emoji[name] ?? `:${name}:`;

const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Text with its emoji names replaced. */
export const withEmoji = (text) => text.replaceAll(/:([a-z0-9_+-]+):/g, (whole, name) => emoji[name] ?? whole);

const dateParts = {
  __proto__: null,
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

const dayNumber = (milliseconds) => new Intl.DateTimeFormat('en-CA', { timeZone: world.user.zone }).format(milliseconds);

const prettyDay = (milliseconds) => {
  const day = dayNumber(milliseconds);
  if (day === dayNumber(Date.now())) return 'today';
  if (day === dayNumber(Date.now() - 86_400_000)) return 'yesterday';
  return undefined;
};

/** A moment in a part's form, in the zone and language of the present user. */
export const dateText = (seconds, part) => {
  const milliseconds = Number(seconds) * 1000;
  const base = part.replace('_pretty', '');
  const pretty = part.endsWith('_pretty') ? prettyDay(milliseconds) : undefined;
  if (pretty) return pretty;
  const options = dateParts[base];
  return options ? new Intl.DateTimeFormat(world.user.locale, { ...options, timeZone: world.user.zone }).format(milliseconds) : `{${part}}`;
};

/** A moment in Slack's format, like `{date_short_pretty} at {time}`. */
export const formatDate = (seconds, format) => format.replaceAll(/\{(\w+)\}/g, (_whole, part) => dateText(seconds, part));

const mention = (kind, text) => h('span', { class: `mention ${kind}` }, text);

const special = (body) => {
  const [target, label] = [body.split('|')[0], body.split('|').slice(1).join('|')];
  if (target.startsWith('@')) return mention(target.slice(1) === world.user.id ? 'me' : 'user', `@${nameOf(target.slice(1))}`);
  if (target.startsWith('#')) return h('a', { class: 'mention channel', href: `#${target.slice(1)}` }, channelNameOf(target.slice(1)));
  if (target.startsWith('!date^')) {
    const [, seconds, format, address] = target.split('^');
    // A moment that none can show (no number, or too far away) is shown in its own words, as are all without a form.
    if (!format || Number.isNaN(new Date(Number(seconds) * 1000).getTime())) return plain(label || target);
    const shown = h('time', { datetime: new Date(Number(seconds) * 1000).toISOString(), title: plain(label) }, formatDate(seconds, format));
    return address ? link(plain(address), shown) : shown;
  }
  if (target.startsWith('!')) return mention('user', `@${target.slice(1).split('^')[0]}`);
  return link(plain(target), withEmoji(plain(label || target.replace(/^mailto:/, ''))));
};

const token =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*?\S)~(?![\p{L}\p{N}~])/u;

/** Slack's inline marks as nodes. */
export const inline = (text) => {
  const nodes = [];
  let rest = text;
  for (let match = token.exec(rest); match; match = token.exec(rest)) {
    nodes.push(withEmoji(plain(rest.slice(0, match.index))));
    const [whole, fence, code, angle, bold, italic, strike] = match;
    if (fence !== undefined) nodes.push(h('pre', {}, plain(fence.replace(/^\n/, ''))));
    else if (code !== undefined) nodes.push(h('code', {}, plain(code)));
    else if (angle !== undefined) nodes.push(special(angle));
    else if (bold !== undefined) nodes.push(h('strong', {}, inline(bold)));
    else if (italic !== undefined) nodes.push(h('em', {}, inline(italic)));
    else nodes.push(h('s', {}, inline(strike)));
    rest = rest.slice(match.index + whole.length);
  }
  return [...nodes, withEmoji(plain(rest))];
};

const lineKind = (line) =>
  /^(&gt;|>)\s?/.test(line) ? 'quote' : /^\s*(•|-|◦)\s+/.test(line) ? 'list' : /^\s*\d+\.\s+/.test(line) ? 'numbers' : 'text';

const stripped = { quote: /^(&gt;|>)\s?/, list: /^\s*(•|-|◦)\s+/, numbers: /^\s*\d+\.\s+/, text: /^/ };

const group = (kind, lines) => {
  if (kind === 'list' || kind === 'numbers') {
    const start = kind === 'numbers' ? { start: Number.parseInt(lines[0].trim(), 10) } : {};
    return h(
      kind === 'list' ? 'ul' : 'ol',
      start,
      lines.map((line) => h('li', {}, inline(line.replace(stripped[kind], '')))),
    );
  }
  const text = lines.map((line) => line.replace(stripped[kind], '')).join('\n');
  return h(kind === 'quote' ? 'blockquote' : 'p', {}, inline(text));
};

/** Slack's own markup as nodes: paragraphs, quotes and lists of lines, with inline marks. */
export const mrkdwn = (text) => {
  const nodes = [];
  // A fence may span lines, so it is taken out before the lines are looked at.
  for (const [index, part] of text.split(/```/).entries()) {
    if (index % 2 === 1) {
      nodes.push(h('pre', {}, plain(part.replace(/^\n/, '').replace(/\n$/, ''))));
      continue;
    }
    let lines = [];
    let kind;
    for (const line of part.split('\n')) {
      const next = lineKind(line);
      if (kind !== undefined && next !== kind) {
        nodes.push(group(kind, lines));
        lines = [];
      }
      kind = next;
      lines.push(line);
    }
    if (lines.join('').trim() !== '') nodes.push(group(kind, lines));
  }
  return nodes;
};

/** A text object of Block Kit as nodes. */
export const textObject = (object) => {
  if (!object) return [];
  return object.type === 'mrkdwn' ? mrkdwn(object.text) : [h('p', {}, object.emoji === false ? object.text : withEmoji(object.text))];
};
