import { h, link } from './dom.js';
import { withEmoji } from './mrkdwn.js';

const token = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*\s][^*]*?)\*|(?<![\p{L}\p{N}])_([^_]+?)_(?![\p{L}\p{N}])/u;

const inline = (text) => {
  const nodes = [];
  let rest = text;
  for (let match = token.exec(rest); match; match = token.exec(rest)) {
    const [whole, code, label, address, bold, bold2, strike, italic, italic2] = match;
    nodes.push(withEmoji(rest.slice(0, match.index)));
    if (code !== undefined) nodes.push(h('code', {}, code));
    else if (label !== undefined) nodes.push(link(address, ...inline(label)));
    else if (bold ?? bold2) nodes.push(h('strong', {}, inline(bold ?? bold2)));
    else if (strike !== undefined) nodes.push(h('s', {}, inline(strike)));
    else nodes.push(h('em', {}, inline(italic ?? italic2)));
    rest = rest.slice(match.index + whole.length);
  }
  return [...nodes, withEmoji(rest)];
};

const cells = (line) =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

const table = (lines) => {
  const [head, , ...rows] = lines;
  return h(
    'div',
    { class: 'table-scroll' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          cells(head).map((cell) => h('th', {}, inline(cell))),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            cells(row).map((cell) => h('td', {}, inline(cell))),
          ),
        ),
      ),
    ),
  );
};

const takers = [
  {
    test: (line) => line.startsWith('```'),
    take: (lines) => {
      const end = lines.findIndex((line, index) => index > 0 && line.startsWith('```'));
      const count = end < 0 ? lines.length : end + 1;
      return [h('pre', {}, lines.slice(1, end < 0 ? undefined : end).join('\n')), count];
    },
  },
  {
    test: (line) => /^#{1,6}\s/.test(line),
    take: ([line]) => [
      h('p', { class: `heading level-${line.indexOf(' ')}`, role: 'heading', 'aria-level': 3 }, inline(line.replace(/^#+\s+/, ''))),
      1,
    ],
  },
  { test: (line) => /^(-{3,}|\*{3,})$/.test(line.trim()), take: () => [h('hr'), 1] },
  {
    test: (line, lines) => line.includes('|') && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(lines[1] ?? ''),
    take: (lines) => {
      const end = lines.findIndex((line) => !line.includes('|'));
      const count = end < 0 ? lines.length : end;
      return [table(lines.slice(0, count)), count];
    },
  },
  ...[
    { form: /^\s*[-*+]\s+/, tag: 'ul', item: 'li' },
    { form: /^\s*\d+[.)]\s+/, tag: 'ol', item: 'li' },
    { form: /^>\s?/, tag: 'blockquote', item: 'p' },
  ].map(({ form, tag, item }) => ({
    test: (line) => form.test(line),
    take: (lines) => {
      const end = lines.findIndex((line) => !form.test(line));
      const count = end < 0 ? lines.length : end;
      return [
        h(
          tag,
          {},
          lines.slice(0, count).map((line) => h(item, {}, inline(line.replace(form, '')))),
        ),
        count,
      ];
    },
  })),
];

const paragraphEnd = (lines) => {
  const end = lines.findIndex((line, index) => index > 0 && (line.trim() === '' || takers.some(({ test }) => test(line, lines.slice(index)))));
  return end < 0 ? lines.length : end;
};

/** Standard markdown (of a markdown block) as nodes. */
export const markdown = (text) => {
  const nodes = [];
  let lines = text.split('\n');
  while (lines.length > 0) {
    if (lines[0].trim() === '') {
      lines = lines.slice(1);
      continue;
    }
    const taker = takers.find(({ test }) => test(lines[0], lines));
    const count = paragraphEnd(lines);
    const [node, used] = taker ? taker.take(lines) : [h('p', {}, inline(lines.slice(0, count).join('\n'))), count];
    nodes.push(node);
    lines = lines.slice(Math.max(used, 1));
  }
  return nodes;
};
