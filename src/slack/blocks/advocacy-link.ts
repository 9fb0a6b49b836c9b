import type { Person } from '../../config/config.js';
import type { Language } from '../../domain/digest.js';
import { LINKED_SCOPES, type LinkDecided } from '../../pipeline/activations/link-request.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import { LINK_WORDS, type LinkedScope } from './advocacy-link-words.js';
import { said } from './advocacy-result.js';
import { ADVOCACY_WORDS } from './advocacy-words.js';
import type { Message } from './block.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { button, type Modal, type Option, plain } from './view.js';

/** The view in which a link is asked for. */
export const ASK_LINK = 'self.link-ask';
/** The buttons under such a request; their value is the request. */
export const CONFIRM_LINK = 'self.link-confirm';
export const DECLINE_LINK = 'self.link-decline';

/** The fields of that view: the block and its control bear the same name. */
export const LINK_FIELDS = { kind: 'link-kind', name: 'link-name', who: 'link-who' } as const;

const MOST_NAME = 100;

const option = (value: string, text: string): Option => ({ value, text: plain(fitText(text, LIMITS.optionText).text) });

/** The modal in which a person asks that a name be linked with theirs. */
export function linkForm(confirmers: readonly Person[], language: Language, metadata: string): Modal {
  const words = LINK_WORDS[language];
  const kinds = LINKED_SCOPES.map((scope) => option(scope, words.kinds[scope]));
  const people = confirmers.slice(0, LIMITS.options).map(({ id, name }) => option(id, name));
  const first = kinds[0];
  const select = { type: 'static_select' } as const;
  return {
    type: 'modal',
    callback_id: ASK_LINK,
    title: plain(words.title),
    submit: plain(words.ask),
    close: plain(ADVOCACY_WORDS[language].cancel),
    private_metadata: metadata,
    blocks: [
      textBlock(words.why, false),
      {
        type: 'input',
        block_id: LINK_FIELDS.kind,
        label: plain(words.kind),
        element: { ...select, action_id: LINK_FIELDS.kind, options: kinds, ...(first === undefined ? {} : { initial_option: first }) },
      },
      {
        type: 'input',
        block_id: LINK_FIELDS.name,
        label: plain(words.name),
        hint: plain(words.nameHint),
        element: { type: 'plain_text_input', action_id: LINK_FIELDS.name, max_length: MOST_NAME },
      },
      {
        type: 'input',
        block_id: LINK_FIELDS.who,
        label: plain(words.who),
        element: { ...select, action_id: LINK_FIELDS.who, options: people, placeholder: plain(words.whoPlaceholder) },
      },
    ],
  };
}

/** That the request went out. */
export const askedView = (name: string, who: string, language: Language): Modal =>
  said(LINK_WORDS[language].title, [textBlock(LINK_WORDS[language].asked(escapeMrkdwn(name), escapeMrkdwn(who)), false)], language);

/** The request as whoever decides reads it; `name` is masked, `value` comes back with either button. */
export function requestMessage(asker: string, scope: LinkedScope, name: string, value: string, language: Language): Message {
  const words = LINK_WORDS[language];
  const sentence = words.request(`<@${asker}>`, words.kinds[scope], escapeMrkdwn(name));
  const buttons = [button(CONFIRM_LINK, words.confirm, value, 'primary'), button(DECLINE_LINK, words.decline, value)];
  return {
    text: sentence,
    blocks: [textBlock(sentence, false), textBlock(words.requestHow, true), { type: 'actions', elements: buttons }],
  };
}

/** What was decided, without the name. */
export function decidedMessage(decided: LinkDecided, about: string, language: Language): Message {
  const words = LINK_WORDS[language];
  const count = (value: number): string => formatNumber(value, language);
  const sentence = decided.outcome === 'linked' ? words.linked(count(decided.moved), count(decided.repeats)) : words.outcomes[decided.outcome];
  return { text: `${about} ${sentence}`, blocks: [textBlock(about, true), textBlock(sentence, false)] };
}
