import { act, sendFile, world } from './api.js';
import { attachments } from './attachments.js';
import { h, icon } from './dom.js';

const grow = (area) => {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
};

const suggestions = (list, area, done) => {
  const typed = area.value;
  const fitting = typed.startsWith('/') && !typed.includes(' ') ? world.workspace.commands.filter(({ command }) => command.startsWith(typed)) : [];
  list.hidden = fitting.length === 0;
  list.replaceChildren(
    ...fitting.map(({ command, description, usageHint }) =>
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            area.value = `${command} `;
            list.hidden = true;
            area.focus();
            done();
          },
        },
        h('strong', {}, command),
        h('code', {}, usageHint),
        h('span', {}, description),
      ),
    ),
  );
};

/** The menu of the app's global shortcuts, as Slack has it in the message box. */
const shortcutMenu = (say) => {
  const menu = h('details', { class: 'shortcuts' });
  const choose = (shortcut) => async () => {
    menu.open = false;
    const outcome = await act('shortcut', { shortcut: shortcut.callbackId });
    say(outcome.ok ? '' : outcome.problem);
  };
  const fill = () =>
    menu.lastElementChild.replaceChildren(
      ...world.workspace.shortcuts.map((shortcut) =>
        h(
          'button',
          { type: 'button', class: 'menu-item', 'data-testid': 'shortcut', onclick: choose(shortcut) },
          h('strong', {}, shortcut.name),
          h('small', {}, shortcut.description),
        ),
      ),
    );
  menu.append(
    h('summary', { 'aria-label': 'Shortcuts', title: 'Shortcuts', 'data-testid': 'shortcuts' }, icon('M11 2L4 11h5l-1 7 7-9h-5z')),
    h('div', { class: 'menu' }),
  );
  menu.addEventListener('toggle', () => menu.open && fill());
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
};

/** A box to write in; `place()` tells the channel and the thread, `label` what it is for; `onSend` is called when something is sent. */
export const composer = ({ id, label, place, testId, onSend }) => {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const list = h('div', { class: 'commands', 'aria-label': 'Commands', hidden: true });
  const area = h('textarea', { id, rows: 1, 'aria-label': label, placeholder: label, 'data-testid': testId });
  const button = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send', title: 'Send (Enter)' }, icon('M3 10l14-6-5 13-3-5z'));
  const attached = attachments({ testId, onChange: () => problem.replaceChildren() });
  const menu = shortcutMenu((sentence) => problem.replaceChildren(sentence));
  const box = h('div', { class: 'box' }, attached.button, attached.input, menu, area, button);
  const form = h('form', { class: 'composer' }, list, attached.list, box, problem);

  const sendAll = async ({ channel, thread }, text, files) => {
    const ids = [];
    for (const file of files) {
      const sent = await sendFile(file);
      if (!sent.id) return { ok: false, problem: `${file.name}: ${sent.problem}` };
      ids.push(sent.id);
    }
    return act('say', { channel, text, ...(thread ? { thread } : {}), ...(ids.length > 0 ? { files: ids } : {}) });
  };

  const send = async () => {
    const text = area.value.trim();
    const files = attached.files();
    if (text === '' && files.length === 0) return;
    const { channel, thread } = place();
    const isCommand = text.startsWith('/') && !text.startsWith('//');
    if (isCommand && thread) {
      problem.replaceChildren(`${text.split(' ')[0]} is not supported in threads. Sorry!`);
      return;
    }
    area.value = '';
    list.hidden = true;
    if (!isCommand) attached.clear();
    grow(area);
    problem.replaceChildren();
    button.setAttribute('aria-busy', 'true');
    onSend();
    const outcome = await (isCommand ? act('command', { channel, text }) : sendAll({ channel, thread }, text, files));
    button.removeAttribute('aria-busy');
    if (outcome.ok) return;
    if (!isCommand) attached.restore([...files, ...attached.files()]);
    problem.replaceChildren(outcome.problem);
    if (area.value === '') area.value = text;
  };

  area.addEventListener('input', () => {
    grow(area);
    suggestions(list, area, () => grow(area));
  });
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') list.hidden = true;
    if (event.key === 'Tab' && !event.shiftKey && !list.hidden && list.firstElementChild) {
      event.preventDefault();
      list.firstElementChild.click();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  area.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attached.add([...event.clipboardData.files]);
  });
  return {
    form,
    area,
    attach: (files) => {
      attached.add(files);
      area.focus();
    },
    relabel: (words) => {
      area.placeholder = words;
      area.setAttribute('aria-label', words);
    },
  };
};
