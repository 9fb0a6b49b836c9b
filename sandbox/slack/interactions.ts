import { randomUUID } from 'node:crypto';
import { type Fields, fieldsOf } from './blocks/check.js';
import { limits } from './limits.js';
import type { Acknowledgement, Message, StoredFile, User, View } from './model.js';
import { actionPayload, commandPayload, homeOpened, messageEvents, type Place, shortcutPayload, viewPayload } from './payloads.js';
import { postAnswer, type ResponseUrls } from './response-urls.js';
import type { SocketMode } from './socket.js';
import type { State } from './state.js';
import type { Triggers } from './triggers.js';
import { inspect } from './uploads.js';
import { elementsOf, elementValue, enteredValues, inputProblems, stateValues } from './values.js';
import { Refusal } from './web-api/call.js';
import { newView, replaced, viewContent } from './web-api/views.js';

/** What a person's deed needs. */
export interface InteractionParts {
  readonly state: State;
  readonly sockets: SocketMode;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly base: () => string;
  /** The events that the app is subscribed to; all of them when undefined. */
  readonly events: readonly string[] | undefined;
}

/** What a person writes, with the ids of files that they have uploaded. */
export interface Said {
  readonly text: string;
  /** The ts of a thread's first message. */
  readonly thread?: string | undefined;
  readonly files?: readonly string[] | undefined;
}

/** How a deed ended: well, or with a sentence for the person, or with sentences by block of the modal. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: string; readonly errors?: Readonly<Record<string, string>> };

/** Raw values that a person has entered: block id, action id, value. */
export type Entered = View['entered'];

const done: Outcome = { ok: true };
const failed = (problem: string): Outcome => ({ ok: false, problem });

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Turns `@Name` and `#channel` as people type them into Slack's ids. */
const withMentions = (state: State, text: string): string => {
  const { users, bot, channels } = state.workspace;
  const people = [...users.map(({ id, realName }) => ({ id, name: realName })), { id: bot.userId, name: bot.name }];
  let out = escaped(text);
  for (const { id, name } of people.sort((left, right) => right.name.length - left.name.length))
    out = out.replaceAll(new RegExp(`@${name}(?![\\w])`, 'gi'), `<@${id}>`);
  for (const { id, name } of channels) out = out.replaceAll(new RegExp(`(^|\\s)#${name}(?![\\w-])`, 'gi'), `$1<#${id}|${name}>`);
  return out;
};

const tell = (state: State, user: User, channel: string, text: string): void =>
  state.putMessage({ channel, ts: state.nextTs(), user: 'USLACKBOT', text, visibleTo: user.id });

/** Everything that a person can do in the page. */
export class Interactions {
  readonly #parts: InteractionParts;

  constructor(parts: InteractionParts) {
    this.#parts = parts;
  }

  /** Writes a message; the bot hears of it where it is a member. */
  say(user: User, channel: string, { text, thread, files = [] }: Said): Message {
    const { state, sockets, base, events } = this.#parts;
    const block = {
      type: 'rich_text',
      block_id: state.newId('b').slice(0, 6),
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
    };
    const message: Message = {
      channel,
      ts: state.nextTs(),
      user: user.id,
      text: withMentions(state, text),
      ...(text === '' ? {} : { blocks: [block] }),
      clientMessageId: randomUUID(),
      ...(thread === undefined ? {} : { thread }),
      ...(files.length === 0 ? {} : { files: this.#share(user, channel, files) }),
    };
    state.putMessage(message);
    if (!state.botIsMember(channel) && !state.directUser(channel)) return message;
    for (const { name, payload } of messageEvents(state, message, base()))
      if (events === undefined || events.includes(name)) void sockets.deliver(payload);
    return message;
  }

  /** Takes a person's file, which nobody sees before a message shares it. */
  upload(user: User, name: string, bytes: Buffer): StoredFile {
    const { state } = this.#parts;
    const file: StoredFile = {
      id: state.newId('F'),
      name,
      title: name,
      length: bytes.length,
      uploaded: true,
      createdAt: state.now(),
      // A person's file is processed before the message with it goes out.
      completedAt: 0,
      channels: [],
      user: user.id,
      ...inspect(name, bytes),
    };
    state.putFile(file, bytes);
    return file;
  }

  #share(user: User, channel: string, ids: readonly string[]): readonly string[] {
    const { state } = this.#parts;
    const files = ids.map((id) => state.file(id));
    if (ids.length > limits.file.perMessage) throw new Error(`A message has at most ${limits.file.perMessage} files.`);
    if (files.some((file) => file?.user !== user.id)) throw new Error('no such file');
    for (const file of files) if (file) state.putFile({ ...file, channels: [...new Set([...file.channels, channel])] });
    return ids;
  }

  /** Sends a slash command; what its acknowledgement says is shown to the person. */
  async command(user: User, channel: string, line: string): Promise<Acknowledgement | undefined> {
    const { state, sockets, triggers, responseUrls, base } = this.#parts;
    const [command = '', ...words] = line.trim().split(' ');
    const known = state.workspace.commands.find((entry) => entry.command === command);
    if (!known) {
      tell(state, user, channel, `\`${escaped(command)}\` is not a valid command.`);
      return undefined;
    }
    const text = words.join(' ').trim();
    const payload = commandPayload(state, {
      user,
      channel,
      command,
      text: known.escape ? withMentions(state, text) : text,
      trigger: triggers.issue(user.id),
      responseUrl: base() + responseUrls.issue(user.id, channel),
    });
    const result = await sockets.send('slash_commands', payload);
    if (result.outcome === 'acked') this.#answered(user, channel, result.payload);
    else tell(state, user, channel, `${command} failed with the error "${result.outcome}"`);
    return result;
  }

  /** Starts a global shortcut of the app. */
  async shortcut(user: User, callbackId: string): Promise<Outcome> {
    const { state, sockets, triggers } = this.#parts;
    if (!state.workspace.shortcuts.some((shortcut) => shortcut.callbackId === callbackId)) return failed('There is no such shortcut.');
    const result = await sockets.send('interactive', shortcutPayload(state, { user, callbackId, trigger: triggers.issue(user.id) }));
    return result.outcome === 'acked' ? done : failed(`Pantau did not answer (${result.outcome}).`);
  }

  /** Clicks or chooses an element of a message. */
  async act(user: User, message: Message, blockId: string, actionId: string, raw: unknown): Promise<Outcome> {
    const block = message.blocks?.find((entry) => entry.block_id === blockId);
    const values = stateValues(message.blocks ?? [], { [blockId]: { [actionId]: raw } });
    return this.#act(user, { kind: 'message', message, values }, block, actionId, raw);
  }

  /** Clicks or chooses an element of a modal or of the Home tab. */
  async actInView(user: User, viewId: string, blockId: string, actionId: string, raw: unknown, entered: Entered): Promise<Outcome> {
    const view = this.#enter(user, viewId, { ...entered, [blockId]: { ...entered[blockId], [actionId]: raw } });
    if (!view) return failed('This view is closed.');
    const block = view.blocks.find((entry) => entry.block_id === blockId);
    return this.#act(user, { kind: 'view', view, values: enteredValues(view) }, block, actionId, raw);
  }

  /** Submits the modal on top. */
  async submit(user: User, viewId: string, entered: Entered): Promise<Outcome> {
    const { state, sockets, triggers } = this.#parts;
    const view = this.#enter(user, viewId, entered);
    if (!view) return failed('This view is closed.');
    const errors = inputProblems(view);
    if (Object.keys(errors).length > 0) return { ok: false, problem: 'Please check the form.', errors };
    const payload = viewPayload(state, { type: 'view_submission', user, view, values: enteredValues(view), trigger: triggers.issue(user.id) });
    const result = await sockets.send('interactive', payload);
    if (result.outcome !== 'acked') return failed('We had some trouble connecting. Try again?');
    return this.#afterSubmission(user, view, fieldsOf(result.payload));
  }

  /** Closes the modal on top; the app hears of it when it asked to. */
  async close(user: User, viewId: string): Promise<Outcome> {
    const { state, sockets } = this.#parts;
    const stack = state.modals(user.id);
    const view = stack.find((entry) => entry.id === viewId);
    if (!view) return done;
    state.setModals(user.id, view.content.clear_on_close === true ? [] : stack.filter((entry) => entry !== view));
    if (view.content.notify_on_close !== true) return done;
    await sockets.send('interactive', viewPayload(state, { type: 'view_closed', user, view, values: enteredValues(view), trigger: '' }));
    return done;
  }

  /** Opens the bot's Home or Messages tab. */
  openHome(user: User, tab: 'home' | 'messages'): Promise<Acknowledgement> {
    return this.#parts.sockets.deliver(homeOpened(this.#parts.state, user, tab));
  }

  #answered(user: User, channel: string, payload: Acknowledgement['payload']): void {
    const body = fieldsOf(payload);
    if (Object.keys(body).length === 0) return;
    const { state } = this.#parts;
    try {
      postAnswer(state, user.id, channel, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(state, user, channel, `The answer was refused with the error "${error.message}": ${escaped(JSON.stringify(error.details))}`);
    }
  }

  #enter(user: User, viewId: string, entered: Entered): View | undefined {
    const { state } = this.#parts;
    const home = state.home(user.id);
    if (home?.id === viewId) return { ...home, entered };
    const stack = state.modals(user.id);
    const old = stack.find((entry) => entry.id === viewId);
    if (!old) return undefined;
    const view = { ...old, entered };
    state.setModals(
      user.id,
      stack.map((entry) => (entry === old ? view : entry)),
    );
    return view;
  }

  async #act(user: User, place: Place, block: Fields | undefined, actionId: string, raw: unknown): Promise<Outcome> {
    const { state, sockets, triggers, responseUrls, base } = this.#parts;
    const element = block && elementsOf(block).find((entry) => entry.action_id === actionId);
    if (!block || !element) return failed('This button is gone.');
    const shown = element.type === 'button' ? { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) } : {};
    const style = element.style === undefined ? {} : { style: element.style };
    const action = { action_id: actionId, block_id: block.block_id, ...elementValue(element, raw), ...shown, ...style, action_ts: state.nextTs() };
    const responseUrl = place.kind === 'message' ? base() + responseUrls.issue(user.id, place.message.channel, place.message) : '';
    const payload = actionPayload(state, { user, place, action, trigger: triggers.issue(user.id), responseUrl, base: base() });
    const result = await sockets.send('interactive', payload);
    return result.outcome === 'acked' ? done : failed(`Pantau did not answer (${result.outcome}).`);
  }

  #afterSubmission(user: User, view: View, body: Fields): Outcome {
    const { state } = this.#parts;
    const stack = state.modals(user.id);
    switch (body.response_action) {
      case 'errors':
        return { ok: false, problem: 'Please check the form.', errors: stringsOf(body.errors) };
      case 'clear':
        state.setModals(user.id, []);
        return done;
      case 'update':
      case 'push':
        return this.#nextView(user, view, body);
      default:
        state.setModals(
          user.id,
          stack.filter((entry) => entry.id !== view.id),
        );
        return done;
    }
  }

  #nextView(user: User, view: View, body: Fields): Outcome {
    const { state } = this.#parts;
    try {
      const content = viewContent(state, body.view, 'modal');
      const stack = state.modals(user.id);
      const next =
        body.response_action === 'push'
          ? [...stack, newView(state, user.id, content, view)]
          : stack.map((entry) => (entry.id === view.id ? { ...replaced(state, entry, content), entered: {} } : entry));
      state.setModals(user.id, next);
      return done;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return failed(`The view was refused with the error "${error.message}": ${JSON.stringify(error.details)}`);
    }
  }
}

const stringsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, sentence]) => [name, String(sentence)]));
