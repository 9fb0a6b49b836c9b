/** A text of a block; `mrkdwn` text is escaped before it comes here. */
export interface TextObject {
  type: 'mrkdwn';
  text: string;
}

/** A text without any markup. */
export interface PlainText {
  type: 'plain_text';
  text: string;
}

/** A button that carries a value back to the bot. */
export interface Button {
  type: 'button';
  action_id: string;
  text: PlainText;
  value: string;
  style?: 'primary' | 'danger';
  /** asks before the deed */
  confirm?: { title: PlainText; text: PlainText; confirm: PlainText; deny: PlainText; style?: 'primary' | 'danger' };
  accessibility_label?: string;
}

/** A choice of one among a few; the chosen option carries its value back to the bot. */
export interface Select {
  type: 'static_select';
  action_id: string;
  placeholder: PlainText;
  options: { text: PlainText; value: string }[];
}

/** The blocks that Pantau uses, in the form in which Slack reads them (Block Kit, 2026-11-25). */
export type Block =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: TextObject; accessory?: Button }
  | { type: 'context'; elements: TextObject[] }
  | { type: 'image'; slack_file: { id: string }; alt_text: string }
  | { type: 'actions'; elements: (Button | Select)[] }
  | { type: 'divider' };

/** A message: `text` is a full summary for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
}
