import { act, ask, world } from './api.js';
import { blockNodes } from './blocks.js';
import { byId, h } from './dom.js';
import { collect } from './elements.js';
import { withEmoji } from './mrkdwn.js';

const showErrors = (form, errors) => {
  for (const node of form.querySelectorAll('.input-error')) node.remove();
  let first;
  for (const [block, sentence] of Object.entries(errors)) {
    const input = form.querySelector(`[data-input-block="${CSS.escape(block)}"]`);
    input?.querySelector('.words-below').append(h('p', { class: 'input-error', role: 'alert', 'data-testid': 'input-error' }, sentence));
    first ??= input;
  }
  first?.querySelector('input, select, textarea')?.focus();
};

const viewContext = (view, root, problem) => ({
  entered: view.entered,
  act: (block, action, value) => act('act-in-view', { view: view.id, block, action, value: value ?? null, entered: collect(root) }),
  problem,
});

let shown;

const fill = (dialog, view, depth) => {
  const general = h('p', { class: 'problem', role: 'alert' });
  const say = (sentence) => general.replaceChildren(sentence);
  const submit = view.submit
    ? h('button', { type: 'submit', class: 'primary', 'data-testid': 'modal-submit' }, withEmoji(view.submit.text))
    : undefined;
  const close = () => act('close', { view: view.id });
  const closeWords = view.close ? withEmoji(view.close.text) : depth > 1 ? 'Back' : view.submit ? 'Cancel' : 'Close';
  const form = h('form', { novalidate: true });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!submit || submit.getAttribute('aria-busy')) return;
    submit.setAttribute('aria-busy', 'true');
    say('');
    const outcome = await act('submit', { view: view.id, entered: collect(form) });
    submit.removeAttribute('aria-busy');
    if (outcome.ok) return;
    if (outcome.errors) showErrors(form, outcome.errors);
    else say(outcome.problem);
  });
  form.append(
    h(
      'header',
      {},
      h('h2', { id: 'modal-title' }, withEmoji(view.title.text)),
      h('button', { type: 'button', class: 'plain', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    h('div', { class: 'modal-body' }, blockNodes(view.blocks, viewContext(view, form, say)), general),
    h('footer', {}, h('button', { type: 'button', 'data-testid': 'modal-close', onclick: close }, closeWords), submit),
  );
  dialog.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  dialog.replaceChildren(form);
};

/** Shows the modal that the present user has open, or none. */
export const refreshModal = async () => {
  const dialog = byId('modal');
  const { view, depth } = await ask('modal');
  if (!view) {
    shown = undefined;
    dialog.close();
    return;
  }
  const key = `${world.user.id} ${view.id} ${view.hash}`;
  // A modal that has not changed stays as it is: what is being typed in it must not be lost.
  if (key === shown) return;
  shown = key;
  fill(dialog, view, depth);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('.modal-body :is(input, select, textarea)')?.focus();
};

/** Shows the bot's Home tab. */
export const refreshHome = async () => {
  const home = byId('home');
  const { view } = await ask('home');
  const problem = h('p', { class: 'problem', role: 'alert' });
  home.replaceChildren(
    ...(view
      ? blockNodes(
          view.blocks,
          viewContext(view, home, (sentence) => problem.replaceChildren(sentence)),
        )
      : [h('p', { class: 'empty' }, `${world.workspace.bot.name} has put nothing on its Home tab yet.`)]),
    problem,
  );
};
