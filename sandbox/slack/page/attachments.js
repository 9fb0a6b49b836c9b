import { h, icon } from './dom.js';

/** How many files a message may have. */
const most = 10;

/** The files that a message is going to have: a button to choose them, and the list of the chosen ones; `onChange` is called when it changes. */
export const attachments = ({ testId, onChange }) => {
  let files = [];
  const input = h('input', { type: 'file', multiple: true, hidden: true, 'data-testid': `${testId}-file`, 'aria-hidden': 'true', tabindex: '-1' });
  const button = h(
    'button',
    { type: 'button', class: 'attach plain', 'aria-label': 'Attach a file', title: 'Attach a file, or drop it here', onclick: () => input.click() },
    icon('M10 4v12', 'M4 10h12'),
  );
  const list = h('ul', { class: 'attached', 'aria-label': 'Files to send', hidden: true });

  const show = () => {
    list.hidden = files.length === 0;
    list.replaceChildren(
      ...files.map((file) =>
        h(
          'li',
          { 'data-testid': 'attached' },
          icon('M5 3h7l4 4v10H5z', 'M12 3v4h4'),
          h('span', {}, file.name),
          h(
            'button',
            { type: 'button', class: 'plain', 'aria-label': `Take ${file.name} away`, onclick: () => keep(files.filter((one) => one !== file)) },
            '✕',
          ),
        ),
      ),
    );
    onChange();
  };
  const keep = (wanted) => {
    files = wanted.slice(0, most);
    show();
  };
  input.addEventListener('change', () => {
    keep([...files, ...input.files]);
    input.value = '';
  });
  return { button, input, list, add: (more) => keep([...files, ...more]), files: () => files, clear: () => keep([]), restore: keep };
};

/** Lets files be dropped on an element; `add` is given them. */
export const dropsOn = (element, add) => {
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  element.addEventListener('dragover', (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    element.classList.add('dropping');
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget)) element.classList.remove('dropping');
  });
  element.addEventListener('drop', (event) => {
    element.classList.remove('dropping');
    if (!holds(event)) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
};
