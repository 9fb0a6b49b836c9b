import type { Config, Role } from './config.js';

/** Everything that a person may ask of Pantau. */
export type Action =
  | 'ask'
  | 'log-activation'
  | 'set-preference'
  | 'record'
  | 'import'
  | 'annotate'
  | 'post-content'
  | 'preview-digest'
  | 'acknowledge-alert'
  | 'set-target'
  | 'link-person'
  | 'mute-rule'
  | 'send-digest'
  | 'close-month'
  | 'export-data'
  | 'configure'
  | 'connect-account'
  | 'export-person'
  | 'forget-person';

const ORDER: readonly Role[] = ['member', 'editor', 'manager', 'owner'];

const LEAST: Readonly<Record<Action, Role>> = {
  ask: 'member',
  'log-activation': 'member',
  'set-preference': 'member',
  record: 'editor',
  import: 'editor',
  annotate: 'editor',
  'post-content': 'editor',
  'preview-digest': 'editor',
  'acknowledge-alert': 'editor',
  'set-target': 'manager',
  'link-person': 'manager',
  'mute-rule': 'manager',
  'send-digest': 'manager',
  'close-month': 'manager',
  'export-data': 'manager',
  configure: 'owner',
  'connect-account': 'owner',
  'export-person': 'owner',
  'forget-person': 'owner',
};

/** Whether a role is allowed an action. */
export const mayDo = (role: Role, action: Action): boolean => ORDER.indexOf(role) >= ORDER.indexOf(LEAST[action]);

/** The lowest role that is allowed an action, for the sentence that refuses it. */
export const leastRole = (action: Action): Role => LEAST[action];

/** The role of somebody in Slack: whoever the configuration does not name is a member. */
export const roleOf = (user: string, { people }: Pick<Config, 'people'>): Role => people.find(({ slack }) => slack === user)?.role ?? 'member';
