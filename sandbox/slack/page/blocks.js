import { channelNameOf, fileAddress, nameOf } from './api.js';
import { chart } from './charts.js';
import { byId, h, link } from './dom.js';
import { control } from './elements.js';
import { markdown } from './markdown.js';
import { emojiOf, formatDate, textObject, withEmoji } from './mrkdwn.js';

const fileId = (slackFile) => slackFile.id ?? /F[A-Z0-9]{8,}/.exec(slackFile.url ?? '')?.[0];

const enlarge = (source, alt) => {
  const dialog = byId('picture');
  const close = h('button', { type: 'button', class: 'plain', 'aria-label': 'Close the picture', onclick: () => dialog.close() }, '✕');
  dialog.replaceChildren(close, h('img', { src: source, alt }), alt ? h('p', {}, alt) : '');
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.showModal();
};

/** A picture that opens large; one from outside is only described, since the page loads nothing from outside. */
export const picture = (block) => {
  if (!block.slack_file)
    return h(
      'div',
      { class: 'outside', role: 'img', 'aria-label': block.alt_text },
      h('span', {}, block.alt_text),
      link(block.image_url, block.image_url),
    );
  const source = fileAddress(fileId(block.slack_file));
  const image = h('img', { src: source, alt: block.alt_text, 'data-testid': 'block-image' });
  return h('button', { type: 'button', class: 'open-picture', title: 'Open large', onclick: () => enlarge(source, block.alt_text) }, image);
};

const styled = (style, node) => {
  const marks = [
    ['code', 'code'],
    ['bold', 'strong'],
    ['italic', 'em'],
    ['strike', 's'],
    ['underline', 'u'],
  ];
  return marks.reduce((inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner), node);
};

const runs = {
  text: (run) => withEmoji(run.text),
  link: (run) => link(run.url, run.text || run.url),
  emoji: (run) => emojiOf(run.name),
  user: (run) => h('span', { class: 'mention user' }, `@${nameOf(run.user_id)}`),
  channel: (run) => h('a', { class: 'mention channel', href: `#${run.channel_id}` }, channelNameOf(run.channel_id)),
  broadcast: (run) => h('span', { class: 'mention user' }, `@${run.range}`),
  date: (run) =>
    Number.isNaN(new Date(run.timestamp * 1000).getTime())
      ? (run.fallback ?? '')
      : h('time', { title: run.fallback }, formatDate(run.timestamp, run.format)),
};

const runNodes = (elements) => elements.map((run) => styled(run.style, runs[run.type]?.(run) ?? ''));

const richParts = {
  rich_text_section: (part) => h('p', {}, runNodes(part.elements)),
  rich_text_quote: (part) => h('blockquote', {}, runNodes(part.elements)),
  rich_text_preformatted: (part) => h('pre', {}, runNodes(part.elements)),
  rich_text_list: (part) =>
    h(
      part.style === 'ordered' ? 'ol' : 'ul',
      { class: `indent-${part.indent ?? 0}`, start: part.style === 'ordered' ? (part.offset ?? 0) + 1 : undefined },
      part.elements.map((item) => h('li', {}, runNodes(item.elements))),
    ),
};

const richText = (block) => block.elements.map((part) => richParts[part.type]?.(part) ?? '');

const cell = (content) => (content.type === 'rich_text' ? richText(content) : content.text);

const table = (block, caption) => {
  const alignOf = (index, content) => block.column_settings?.[index]?.align ?? (content.type === 'raw_number' ? 'right' : 'left');
  const row = (tag, entries) =>
    h(
      'tr',
      {},
      entries.map((entry, index) => h(tag, { class: alignOf(index, entry) }, cell(entry))),
    );
  const [head, ...rows] = block.rows;
  return h(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption ?? 'Table' },
    h(
      'table',
      {},
      caption ? h('caption', {}, caption) : undefined,
      h('thead', {}, row('th', head)),
      h(
        'tbody',
        {},
        rows.map((entries) => row('td', entries)),
      ),
    ),
  );
};

const contextElement = (element) => (element.type === 'image' ? h('span', { class: 'tiny' }, picture(element)) : h('span', {}, textObject(element)));

const input = (block, context) => {
  const id = `input-${block.block_id}`;
  const label = withEmoji(block.label.text);
  const node = control(block.element, { ...context, block, id, label, labelled: true, reacts: block.dispatch_action === true });
  const words = h('div', { class: 'words-below', id: `${id}-words` }, block.hint ? h('small', {}, withEmoji(block.hint.text)) : undefined);
  const optional = block.optional ? h('small', {}, ' (optional)') : undefined;
  return h('div', { class: 'input', 'data-input-block': block.block_id }, h('label', { for: id }, label, optional), node, words);
};

const renderers = {
  header: (block) =>
    h('p', { class: `header level-${block.level ?? 1}`, role: 'heading', 'aria-level': (block.level ?? 1) + 2 }, withEmoji(block.text.text)),
  section: (block, context) => {
    const accessory =
      block.accessory &&
      (block.accessory.type === 'image' ? picture(block.accessory) : control(block.accessory, { ...context, block, reacts: true }));
    return h(
      'div',
      { class: 'section' },
      h(
        'div',
        { class: 'words' },
        textObject(block.text),
        block.fields
          ? h(
              'div',
              { class: 'fields' },
              block.fields.map((field) => h('div', {}, textObject(field))),
            )
          : undefined,
      ),
      accessory ? h('div', { class: 'accessory' }, accessory) : undefined,
    );
  },
  context: (block) => h('div', { class: 'context' }, block.elements.map(contextElement)),
  actions: (block, context) =>
    h(
      'div',
      { class: 'actions' },
      block.elements.map((element) => control(element, { ...context, block, reacts: true })),
    ),
  divider: () => h('hr'),
  image: (block) => h('figure', {}, block.title ? h('figcaption', {}, withEmoji(block.title.text)) : undefined, picture(block)),
  markdown: (block) => h('div', { class: 'words' }, markdown(block.text)),
  rich_text: (block) => h('div', { class: 'words' }, richText(block)),
  table: (block) => table(block),
  data_table: (block) => table(block, block.caption),
  data_visualization: (block) => chart(block),
  input,
};

/** Blocks as nodes; `context` has `act(block, action, value)`, `problem(sentence)`, `entered` and `channel`. */
export const blockNodes = (blocks, context) =>
  blocks.map((block) => {
    const own = { ...context, block, act: context.act && ((action, value) => context.act(block.block_id, action, value)) };
    const node = renderers[block.type]?.(block, own) ?? h('em', {}, `(${block.type} is not shown here)`);
    return h('div', { class: `block block-${block.type}`, 'data-block': block.type }, node);
  });
