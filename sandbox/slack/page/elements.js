import { channelNameOf, world } from './api.js';
import { byId, h, safeAddress } from './dom.js';
import { textObject, withEmoji } from './mrkdwn.js';

const label = (object) => withEmoji(object?.text ?? '');

const openAddress = (address) => {
  const safe = address && safeAddress(address);
  if (safe) window.open(safe, '_blank', 'noopener,noreferrer');
};

/** Asks for confirmation when the element wants it; resolves with whether to go on. */
const confirmed = (confirm) => {
  if (!confirm) return Promise.resolve(true);
  const dialog = byId('ask');
  return new Promise((resolve) => {
    const end = (answer) => () => {
      dialog.close();
      resolve(answer);
    };
    dialog.oncancel = () => resolve(false);
    dialog.replaceChildren(
      h('h2', { id: 'ask-title' }, label(confirm.title) || 'Are you sure?'),
      h('div', { class: 'words' }, textObject(confirm.text)),
      h(
        'footer',
        {},
        h('button', { type: 'button', onclick: end(false) }, label(confirm.deny) || 'Cancel'),
        h(
          'button',
          { type: 'button', class: confirm.style === 'danger' ? 'danger' : 'primary', onclick: end(true) },
          label(confirm.confirm) || 'Yes',
        ),
      ),
    );
    dialog.showModal();
  });
};

/** Sends an action and shows that it is on its way; `context.act(action, value)` resolves with the outcome. */
const trigger = async (control, element, context, value) => {
  if (!context.act || !(await confirmed(element.confirm))) return;
  control.setAttribute('aria-busy', 'true');
  control.setAttribute('aria-disabled', 'true');
  const outcome = await context.act(element.action_id, value);
  control.removeAttribute('aria-busy');
  control.removeAttribute('aria-disabled');
  if (!outcome.ok) context.problem?.(outcome.problem);
};

const marked = (control, context, element, rawValue) => {
  control.dataset.blockId = context.block.block_id;
  control.dataset.actionId = element.action_id;
  control.rawValue = rawValue;
  return control;
};

/** The raw values of all elements under a node: block id, action id, value. */
export const collect = (root) => {
  const entered = {};
  for (const control of root.querySelectorAll('[data-action-id]')) {
    if (!control.rawValue) continue;
    entered[control.dataset.blockId] ??= {};
    entered[control.dataset.blockId][control.dataset.actionId] = control.rawValue();
  }
  return entered;
};

const previous = (context, element, initial) => {
  const given = context.entered?.[context.block.block_id];
  return given && element.action_id in given ? given[element.action_id] : initial;
};

const button = (element, context) => {
  const control = h(
    'button',
    {
      type: 'button',
      class: element.style,
      'aria-label': element.accessibility_label,
      'data-testid': 'block-button',
      onclick: () => {
        if (control.getAttribute('aria-busy')) return;
        openAddress(element.url);
        trigger(control, element, context);
      },
    },
    label(element.text),
    element.url ? ' ↗' : '',
  );
  return marked(control, context, element);
};

const choice = (element, context, initial, options) => {
  const control = h('select', { 'aria-label': context.labelled ? undefined : label(element.placeholder) || 'Choose', id: context.id });
  const value = previous(context, element, initial) ?? '';
  control.append(h('option', { value: '' }, label(element.placeholder) || 'Choose…'), ...options);
  control.value = value;
  if (context.reacts) control.addEventListener('change', () => control.value && trigger(control, element, context, control.value));
  return marked(control, context, element, () => control.value || null);
};

const optionNode = (option) => h('option', { value: option.value }, label(option.text));

const staticSelect = (element, context) => {
  const groups = (element.option_groups ?? []).map((group) => h('optgroup', { label: label(group.label) }, group.options.map(optionNode)));
  return choice(element, context, element.initial_option?.value, [...(element.options ?? []).map(optionNode), ...groups]);
};

const usersSelect = (element, context) =>
  choice(
    element,
    context,
    element.initial_user,
    world.workspace.users.map((user) => h('option', { value: user.id }, user.realName)),
  );

const conversationsSelect = (element, context) => {
  const initial = element.initial_conversation ?? (element.default_to_current_conversation ? context.channel : undefined);
  return choice(
    element,
    context,
    initial,
    world.workspace.channels.map(({ id }) => h('option', { value: id }, channelNameOf(id))),
  );
};

const overflow = (element, context) => {
  const menu = h('details', { class: 'overflow' });
  const choose = (option) => async () => {
    menu.open = false;
    openAddress(option.url);
    await trigger(menu.firstElementChild, element, context, option.value);
  };
  menu.append(
    h('summary', { 'aria-label': 'More actions' }, '⋯'),
    h(
      'div',
      { class: 'menu' },
      element.options.map((option) => h('button', { type: 'button', class: 'menu-item', onclick: choose(option) }, label(option.text))),
    ),
  );
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
  menu.addEventListener('toggle', () => {
    const list = menu.lastElementChild;
    list.style.translate = 'none';
    if (!menu.open) return;
    const beyond = list.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (beyond > 0) list.style.translate = `${-beyond}px`;
    list.scrollIntoView({ block: 'nearest' });
  });
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  return marked(menu, context, element);
};

const day = (element, context) => {
  const control = h('input', { type: 'date', id: context.id, 'aria-label': context.labelled ? undefined : label(element.placeholder) || 'Date' });
  control.value = previous(context, element, element.initial_date) ?? '';
  if (context.reacts) control.addEventListener('change', () => control.value && trigger(control, element, context, control.value));
  return marked(control, context, element, () => control.value || null);
};

const ticks = (element, context, kind, initial) => {
  const chosen = previous(context, element, initial) ?? [];
  const name = `${context.block.block_id}-${element.action_id}`;
  const isChosen = (value) => (Array.isArray(chosen) ? chosen.includes(value) : chosen === value);
  const control = h(
    'fieldset',
    { class: 'ticks', id: context.id },
    h('legend', { class: 'hidden' }, context.label ?? 'Options'),
    element.options.map((option) =>
      h(
        'label',
        {},
        h('input', { type: kind, name, value: option.value, checked: isChosen(option.value) }),
        h('span', {}, textObject(option.text), option.description ? h('small', {}, label(option.description)) : undefined),
      ),
    ),
  );
  const values = () => [...control.querySelectorAll('input:checked')].map((input) => input.value);
  const raw = () => (kind === 'radio' ? (values()[0] ?? null) : values());
  if (context.reacts) control.addEventListener('change', () => trigger(control, element, context, raw()));
  return marked(control, context, element, raw);
};

const textInput = (element, context) => {
  const shared = {
    id: context.id,
    placeholder: label(element.placeholder),
    maxlength: element.max_length,
    'aria-describedby': `${context.id}-words`,
  };
  const control = element.multiline ? h('textarea', { ...shared, rows: 4 }) : h('input', { type: 'text', ...shared });
  control.value = previous(context, element, element.initial_value) ?? '';
  return marked(control, context, element, () => control.value || null);
};

const numberInput = (element, context) => {
  const shared = { id: context.id, placeholder: label(element.placeholder), 'aria-describedby': `${context.id}-words` };
  const control = h('input', { type: 'text', inputmode: element.is_decimal_allowed ? 'decimal' : 'numeric', ...shared });
  control.value = previous(context, element, element.initial_value) ?? '';
  return marked(control, context, element, () => control.value || null);
};

const renderers = {
  button,
  static_select: staticSelect,
  users_select: usersSelect,
  conversations_select: conversationsSelect,
  overflow,
  datepicker: day,
  radio_buttons: (element, context) => ticks(element, context, 'radio', element.initial_option?.value),
  checkboxes: (element, context) =>
    ticks(
      element,
      context,
      'checkbox',
      element.initial_options?.map((option) => option.value),
    ),
  plain_text_input: textInput,
  number_input: numberInput,
};

/** An interactive element as a control. */
export const control = (element, context) => renderers[element.type]?.(element, context) ?? h('em', {}, `(${element.type} is not shown here)`);
