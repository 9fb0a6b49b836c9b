import type { Fields } from './blocks/check.js';
import type { Entered, Interactions, Outcome } from './interactions.js';
import type { Acknowledgement, Message, View } from './model.js';
import type { State } from './state.js';
import { elementsOf } from './values.js';

/** One person of the workspace, acting as in the page; for tests and demonstrations. */
export interface Person {
  /** Writes a message, with `@Name` and `#channel` as typed; in a thread when its first message's ts is given. */
  readonly say: (channel: string, text: string, thread?: string) => Message;
  /** Drops a file in a channel, with words or without; in a thread when its first message's ts is given. */
  readonly upload: (name: string, bytes: Buffer, channel: string, text?: string, thread?: string) => Message;
  /** Sends a slash command; resolves with its acknowledgement, or with nothing when the app has no such command. */
  readonly command: (line: string, channel: string) => Promise<Acknowledgement | undefined>;
  /** Starts a global shortcut of the app. */
  readonly shortcut: (callbackId: string) => Promise<Outcome>;
  /** Clicks a button, or chooses a value (an option's value, an id, a day, a list for checkboxes), in a message. */
  readonly click: (message: Pick<Message, 'channel' | 'ts'>, actionId: string, value?: unknown) => Promise<Outcome>;
  readonly clickInModal: (actionId: string, value?: unknown, entered?: Entered) => Promise<Outcome>;
  readonly clickInHome: (actionId: string, value?: unknown) => Promise<Outcome>;
  /** Submits the modal on top with raw values: block id, action id, value. */
  readonly submit: (entered: Entered) => Promise<Outcome>;
  readonly closeModal: () => Promise<Outcome>;
  /** Opens the bot's Home tab, or its Messages tab; resolves when the app has acknowledged it. */
  readonly openHome: (tab?: 'home' | 'messages') => Promise<Acknowledgement>;
}

const blockWith = (blocks: readonly Fields[], actionId: string): string => {
  const block = blocks.find((entry) => elementsOf(entry).some((element) => element.action_id === actionId));
  if (!block) throw new Error(`nothing here has the action id ${actionId}`);
  return String(block.block_id);
};

/** Acts as a person of the workspace. */
export const actAs = (state: State, interactions: Interactions, id: string): Person => {
  const user = state.user(id);
  if (!user) throw new Error(`no such user: ${id}`);
  const room = (channel: string): string => (state.user(channel) || channel === state.workspace.bot.userId ? state.directChannel(id) : channel);
  const present = (view: View | undefined): View => {
    if (!view) throw new Error(`${user.realName} has no such view open`);
    return view;
  };
  const modal = (): View => present(state.modals(id).at(-1));
  return {
    say: (channel, text, thread) => interactions.say(user, room(channel), { text, thread }),
    upload: (name, bytes, channel, text = '', thread) =>
      interactions.say(user, room(channel), { text, thread, files: [interactions.upload(user, name, bytes).id] }),
    command: (line, channel) => interactions.command(user, room(channel), line),
    shortcut: (callbackId) => interactions.shortcut(user, callbackId),
    click: async ({ channel, ts }, actionId, value) => {
      const message = state.message(channel, ts);
      if (!message) throw new Error(`no such message: ${ts}`);
      return interactions.act(user, message, blockWith(message.blocks ?? [], actionId), actionId, value);
    },
    clickInModal: async (actionId, value, entered = {}) => {
      const view = modal();
      return interactions.actInView(user, view.id, blockWith(view.blocks, actionId), actionId, value, entered);
    },
    clickInHome: async (actionId, value) => {
      const view = present(state.home(id));
      return interactions.actInView(user, view.id, blockWith(view.blocks, actionId), actionId, value, {});
    },
    submit: async (entered) => interactions.submit(user, modal().id, entered),
    closeModal: async () => interactions.close(user, modal().id),
    openHome: (tab = 'home') => interactions.openHome(user, tab),
  };
};
