import type { Language } from '../../domain/digest.js';
import { optionName, questionName } from '../../pipeline/handed/answers.js';
import type { PasteAnswers, PasteQuestion } from '../../pipeline/handed/reading.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block } from './block.js';
import { COLLECT_WORDS } from './collect-words.js';
import { textBlock } from './lines.js';
import { type InputBlock, plain } from './view.js';

/** What stands before the name of a question in the id of its block. */
export const QUESTION = 'question:';
/** The control of a question. */
export const ANSWER = 'answer';

const MOST_QUESTIONS = 30;

/** Questions as choices, each once; what was answered stays chosen. An option's value is its short name. */
export function questionBlocks(asked: readonly PasteQuestion[], answers: PasteAnswers, language: Language): (Block | InputBlock)[] {
  if (asked.length === 0) return [];
  const words = COLLECT_WORDS[language];
  const shown = asked.slice(0, MOST_QUESTIONS);
  const left = asked.length - shown.length;
  return [
    textBlock(`*${words.asks}*`, false),
    ...shown.map((question) => questionInput(question, answers[question.id], language)),
    ...(left > 0 ? [textBlock(words.moreQuestions(formatNumber(left, language)), true)] : []),
  ];
}

function questionInput(question: PasteQuestion, answer: string | undefined, language: Language): InputBlock {
  const options = question.options.slice(0, LIMITS.options).map((one) => ({
    id: one.id,
    option: { text: plain(fitText(one.label[language], LIMITS.optionText).text || '-'), value: optionName(one) },
  }));
  const chosen = options.find(({ id }) => id === answer);
  return {
    type: 'input',
    block_id: `${QUESTION}${questionName(question)}`,
    label: plain(fitText(question.sentence[language], LIMITS.inputLabel).text),
    element: {
      type: 'static_select',
      action_id: ANSWER,
      placeholder: plain(COLLECT_WORDS[language].choose),
      options: options.map(({ option }) => option),
      ...(chosen === undefined ? {} : { initial_option: chosen.option }),
    },
  };
}
