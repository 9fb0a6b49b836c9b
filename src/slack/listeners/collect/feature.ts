import { mayDo } from '../../../config/roles.js';
import { boardOfOne, monthNamed, readBoard } from '../../../pipeline/handed/board.js';
import { formPages, mayHand } from '../../../pipeline/handed/pages.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { CHANGE, collectMessage, FILL, PASTE } from '../../blocks/collect-board.js';
import { SAVE_PAGE } from '../../blocks/collect-form.js';
import { UNDO_HANDED } from '../../blocks/collect-kept.js';
import { SAVE_PASTE } from '../../blocks/collect-paste.js';
import { COLLECT_WORDS } from '../../blocks/collect-words.js';
import type { CommandAsked, SlackFeature } from '../../feature.js';
import { registerPages } from './form.js';
import { type CollectDesk, personOf } from './parts.js';
import { offerPaste, openPasteBox, registerPaste } from './paste.js';
import { registerUndo } from './undo.js';

/** What people hand in: who owes what, the forms, the paste box, and undoing. */
export const collectFeature = (present: () => CollectDesk): SlackFeature => ({
  ids: [FILL, CHANGE, PASTE, SAVE_PAGE, SAVE_PASTE, UNDO_HANDED],
  register: (app, deps) => {
    registerPages(app, deps, present);
    registerPaste(app, deps, present);
    registerUndo(app, deps, present);
  },
  commands: [
    { words: ['kumpul', 'collect'], run: (asked) => answer(asked, present()) },
    {
      words: ['tempel', 'paste'],
      run: async (asked) => {
        const sentence = await openPasteBox(asked, present());
        return sentence === undefined ? undefined : sentenceMessage(sentence);
      },
    },
  ],
  direct: (asked) => offerPaste(asked, present()),
});

/** Who may record figures sees everything, an owner what is theirs. */
async function answer({ rest, user, language }: CommandAsked, desk: CollectDesk): Promise<Message> {
  const words = COLLECT_WORDS[language];
  const period = monthNamed(rest, desk);
  if (period === undefined) return sentenceMessage(words.noMonth(rest.slice(0, 60)));
  const whole = await readBoard(period, desk);
  if (whole.expected === 0) return sentenceMessage(words.nobody);
  const person = personOf(user, desk.config);
  const board =
    person && mayDo(person.role, 'record')
      ? whole
      : boardOfOne(
          whole,
          whole.owners.find(({ id }) => id === person?.id),
        );
  if (board === undefined) return sentenceMessage(words.notYours);
  const pages = formPages(desk.config).filter(({ items: [item] }) => item !== undefined && mayHand(person, item));
  const owned = pages.map(({ owner }) => owner);
  return collectMessage(board, {
    language,
    mayFill: (owner) => owned.includes(owner),
    pages: pages.map(({ id, label }) => ({ id, label: label[language] })),
  });
}
