import { randomBytes } from 'node:crypto';
import { viewProblems } from '../blocks/blocks.js';
import { type Fields, isFields, listOf } from '../blocks/check.js';
import { withIds } from '../content.js';
import { limits } from '../limits.js';
import type { View } from '../model.js';
import type { State } from '../state.js';
import { enteredValues } from '../values.js';
import { type Arguments, fileUsable, type Method, Refusal, refusalWith } from './call.js';
import { viewShape } from './shapes.js';

/** The content of a view that the app gives, or a Refusal that names each problem. */
export const viewContent = (state: State, given: unknown, surface: 'modal' | 'home'): Fields => {
  const problems = viewProblems(given, surface, fileUsable(state));
  if (problems.length > 0 || !isFields(given)) throw refusalWith('invalid_arguments', problems);
  if (Buffer.byteLength(JSON.stringify(given)) > limits.view.bytes) throw new Refusal('view_too_large');
  return given;
};

/** A view with new ids, over `below` in the user's stack. */
export const newView = (state: State, user: string, content: Fields, below?: View): View => {
  const id = state.newId('V');
  const blocks = withIds(state, listOf(content.blocks));
  return { id, hash: newHash(state), user, root: below?.root ?? id, ...(below ? { previous: below.id } : {}), content, blocks, entered: {} };
};

/** The view with another content; what the user has entered stays where block and action ids are the same. */
export const replaced = (state: State, view: View, content: Fields): View => ({
  ...view,
  hash: newHash(state),
  content,
  blocks: withIds(state, listOf(content.blocks)),
});

const newHash = (state: State): string => `${Math.floor(state.now() / 1_000)}.${randomBytes(4).toString('hex')}`;

const answer = (state: State, view: View): Fields => ({ view: viewShape(state, view, enteredValues(view)) });

const uniqueExternal = (state: State, content: Fields, except?: string): void => {
  const external = content.external_id;
  if (typeof external !== 'string' || external === '') return;
  const other = state.findView((view) => view.content.external_id === external && view.id !== except);
  if (other) throw new Refusal('duplicate_external_id');
};

const triggerOf = (args: Arguments): string => {
  const trigger = args.text('trigger_id') || args.text('interactivity_pointer');
  if (trigger === '') throw refusalWith('invalid_arguments', ['missing required field: trigger_id [json-pointer:/]']);
  return trigger;
};

const open: Method = (args, { state, spendTrigger }) => {
  const content = viewContent(state, args.all.view, 'modal');
  uniqueExternal(state, content);
  const view = newView(state, spendTrigger(triggerOf(args)), content);
  state.setModals(view.user, [view]);
  return answer(state, view);
};

const push: Method = (args, { state, spendTrigger }) => {
  const content = viewContent(state, args.all.view, 'modal');
  uniqueExternal(state, content);
  const user = spendTrigger(triggerOf(args));
  const stack = state.modals(user);
  if (stack.length === 0) throw new Refusal('not_found');
  if (stack.length >= limits.view.stack) throw new Refusal('push_limit_reached');
  const view = newView(state, user, content, stack.at(-1));
  state.setModals(user, [...stack, view]);
  return answer(state, view);
};

const update: Method = (args, { state }) => {
  const [id, external] = [args.text('view_id'), args.text('external_id')];
  if (id === '' && external === '') throw refusalWith('invalid_arguments', ['missing required field: view_id [json-pointer:/]']);
  const old = state.findModal((view) => (id === '' ? view.content.external_id === external : view.id === id));
  if (!old) throw new Refusal('not_found');
  if (args.has('hash') && args.text('hash') !== old.hash) throw new Refusal('hash_conflict');
  const content = viewContent(state, args.all.view, 'modal');
  uniqueExternal(state, content, old.id);
  const view = replaced(state, old, content);
  state.setModals(
    old.user,
    state.modals(old.user).map((entry) => (entry.id === old.id ? view : entry)),
  );
  return answer(state, view);
};

const publish: Method = (args, { state }) => {
  const user = args.text('user_id');
  if (!state.user(user)) throw refusalWith('invalid_arguments', ['invalid `user_id` [json-pointer:/user_id]']);
  const old = state.home(user);
  if (args.has('hash') && args.text('hash') !== old?.hash) throw new Refusal('hash_conflict');
  const content = viewContent(state, args.all.view, 'home');
  uniqueExternal(state, content, old?.id);
  const view = old ? replaced(state, old, content) : newView(state, user, content);
  state.putHome(view);
  return answer(state, view);
};

/** The methods that open and change modals and the Home tab. */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
