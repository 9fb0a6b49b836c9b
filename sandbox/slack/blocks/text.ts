import { limits } from '../limits.js';
import { all, anything, byType, type Check, exactlyOneOf, fieldsOf, flag, list, number, object, oneOf, pattern, problem, text } from './check.js';

const type = anything;

/** A `plain_text` object of at most `most` characters. */
export const plainText = (most: number): Check => byType({ plain_text: object({ type, text: text(most) }, { emoji: flag }) });

/** A `plain_text` or `mrkdwn` object of at most `most` characters. */
export const anyText = (most: number): Check =>
  byType({ plain_text: object({ type, text: text(most) }, { emoji: flag }), mrkdwn: object({ type, text: text(most) }, { verbatim: flag }) });

/** The dialog that asks before an action. */
export const confirmation: Check = object(
  { text: anyText(limits.confirm.text) },
  {
    title: plainText(limits.confirm.title),
    confirm: plainText(limits.confirm.confirm),
    deny: plainText(limits.confirm.deny),
    style: oneOf('primary', 'danger'),
  },
);

/** One option of a menu; `label` is the check of its text. */
export const option = (label: Check): Check =>
  object({ text: label, value: text(limits.option.value) }, { description: plainText(limits.option.description), url: text(limits.option.url) });

const slackFile: Check = all(
  exactlyOneOf('id', 'url'),
  object({}, { id: pattern(/^F[A-Z0-9]{8,}$/, 'must match the pattern ^[F][A-Z0-9]{8,}$'), url: text(limits.image.url) }),
  (value, pointer, report) => {
    if (!report.fileUsable(fieldsOf(value))) problem(report, pointer, 'invalid slack file');
  },
);

const privateHost = /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/;

const publicAddress: Check = (value, pointer, report) => {
  text(limits.image.url)(value, pointer, report);
  const url = URL.canParse(String(value)) ? new URL(String(value)) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return problem(report, pointer, 'must be a valid URL');
  if (privateHost.test(url.hostname)) problem(report, pointer, 'downloading image failed');
};

const picture = { type, alt_text: text(limits.image.altText) };

/** An image inside a context block or beside a section. */
export const imageElement: Check = all(exactlyOneOf('image_url', 'slack_file'), object(picture, { image_url: publicAddress, slack_file: slackFile }));

/** The fields of an image block, without what every block has. */
export const imageBlockFields = {
  required: picture,
  optional: { image_url: publicAddress, slack_file: slackFile, title: plainText(limits.image.title) },
};

const style = object(
  {},
  { bold: flag, italic: flag, strike: flag, code: flag, underline: flag, highlight: flag, client_highlight: flag, unlink: flag },
);
const most = Number.POSITIVE_INFINITY;
const run = byType({
  text: object({ type, text: text(most) }, { style }),
  link: object({ type, url: text(limits.button.url) }, { text: text(most, 0), unsafe: flag, style }),
  emoji: object({ type, name: text(100) }, { unicode: text(100), url: text(limits.button.url), style }),
  user: object({ type, user_id: text(30) }, { style }),
  channel: object({ type, channel_id: text(30) }, { style }),
  usergroup: object({ type, usergroup_id: text(30) }, { style }),
  broadcast: object({ type, range: oneOf('here', 'channel', 'everyone') }, { style }),
  date: object({ type, timestamp: number(), format: text(200) }, { url: text(limits.button.url), fallback: text(most, 0), style }),
  color: object({ type, value: text(20) }, { style }),
});
const border = number(0, 1);
const sectionOfText = object({ type, elements: list(run, most, 0) });

/** The parts of a rich_text block. */
export const richTextElements: Check = list(
  byType({
    rich_text_section: sectionOfText,
    rich_text_list: object(
      { type, style: oneOf('bullet', 'ordered'), elements: list(byType({ rich_text_section: sectionOfText }), most) },
      { indent: number(0, 8), border, offset: number(0) },
    ),
    rich_text_quote: object({ type, elements: list(run, most) }, { border }),
    rich_text_preformatted: object({ type, elements: list(run, most) }, { border, language: text(50) }),
  }),
  most,
);
