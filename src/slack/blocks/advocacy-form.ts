import { ADVOCACY_PLATFORMS, type AdvocacyPlatform } from '../../domain/activation.js';
import type { Language } from '../../domain/digest.js';
import type { ActivationForm } from '../../pipeline/activations/desk.js';
import type { ToldFault } from '../../pipeline/activations/log.js';
import { formatDay } from '../../text/date.js';
import { fitText, LIMITS } from '../limits.js';
import { ADVOCACY_WORDS, type AdvocacyWords, placeName } from './advocacy-words.js';
import type { Block } from './block.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { type InputBlock, type Modal, type Option, plain } from './view.js';

/** The view in which an activation is told. */
export const SAVE_ACTIVATION = 'activation.save';

/** The fields of that view: the block and its control bear the same name. */
export const FIELDS = { kind: 'kind', platforms: 'platforms', links: 'links', content: 'content', unit: 'unit' } as const;

/** The places by name: Instagram, WhatsApp. */
export const placesText = (platforms: readonly AdvocacyPlatform[]): string => platforms.map(placeName).join(', ');

const option = (value: string, text: string): Option => ({ value, text: plain(fitText(text, LIMITS.optionText).text) });

/** The modal in which an activation is told; `metadata` comes back when it is submitted, `today` tells whether a deadline has passed. */
export function activationForm(form: ActivationForm, language: Language, metadata: string, today: string): Modal {
  const words = ADVOCACY_WORDS[language];
  return {
    type: 'modal',
    callback_id: SAVE_ACTIVATION,
    title: plain(words.formTitle),
    submit: plain(words.save),
    close: plain(words.cancel),
    private_metadata: metadata,
    blocks: [
      ...contentBlocks(form, language, today),
      platformsInput(form, words),
      linksInput(form, words),
      kindInput(form, words),
      ...libraryInput(form, words),
      ...unitInput(form, words),
      textBlock(words.voluntary, true),
    ],
  };
}

function contentBlocks({ content }: ActivationForm, language: Language, today: string): Block[] {
  if (content === undefined) return [];
  const words = ADVOCACY_WORDS[language];
  const { deadline } = content;
  const passed = deadline !== undefined && deadline < today;
  return [
    textBlock(words.contentOfCard(escapeMrkdwn(fitText(content.title, 300).text)), false),
    ...(passed ? [textBlock(words.deadlinePassed(formatDay(deadline, language)), true)] : []),
  ];
}

function platformsInput({ initial }: ActivationForm, words: AdvocacyWords): InputBlock {
  const options = ADVOCACY_PLATFORMS.map((platform) => option(platform, placeName(platform)));
  const chosen = options.filter(({ value }) => initial.platforms.some((platform) => platform === value));
  return {
    type: 'input',
    block_id: FIELDS.platforms,
    label: plain(words.platforms),
    hint: plain(words.platformsHint),
    // Not required by Slack: a link tells its platform too, and our sentence is in the reader's language.
    optional: true,
    element: { type: 'checkboxes', action_id: FIELDS.platforms, options, ...(chosen.length === 0 ? {} : { initial_options: chosen }) },
  };
}

function linksInput({ initial }: ActivationForm, words: AdvocacyWords): InputBlock {
  return {
    type: 'input',
    block_id: FIELDS.links,
    label: plain(words.links),
    hint: plain(words.linksHint),
    optional: true,
    element: {
      type: 'plain_text_input',
      action_id: FIELDS.links,
      placeholder: plain('https://…'),
      max_length: LIMITS.plainInput,
      ...(initial.links === undefined ? {} : { initial_value: initial.links }),
    },
  };
}

function kindInput({ kinds, initial }: ActivationForm, words: AdvocacyWords): InputBlock {
  return {
    type: 'input',
    block_id: FIELDS.kind,
    label: plain(words.kind),
    element: {
      type: 'static_select',
      action_id: FIELDS.kind,
      options: kinds.map((kind) => option(kind, words.kinds[kind])),
      initial_option: option(initial.kind, words.kinds[initial.kind]),
    },
  };
}

/** What may be chosen; a value over Slack's limit can't be offered. */
const MOST_VALUE = 150;

function libraryInput({ content, library }: ActivationForm, words: AdvocacyWords): InputBlock[] {
  const options = library.filter(({ id }) => id.length <= MOST_VALUE).map(({ id, title }) => option(id, title));
  if (content !== undefined || options.length === 0) return [];
  const element = { type: 'static_select', action_id: FIELDS.content, options: options.slice(0, LIMITS.options) } as const;
  return [
    {
      type: 'input',
      block_id: FIELDS.content,
      label: plain(words.content),
      optional: true,
      element: { ...element, placeholder: plain(words.contentPlaceholder) },
    },
  ];
}

function unitInput({ units, initial }: ActivationForm, words: AdvocacyWords): InputBlock[] {
  const known = units.filter((unit) => unit.length > 0 && unit.length <= LIMITS.optionText).slice(0, LIMITS.options);
  if (known.length === 0) return [];
  const options = known.map((unit) => option(unit, unit));
  const last = options.find(({ value }) => value === initial.unit);
  const element = { type: 'static_select', action_id: FIELDS.unit, options, placeholder: plain(words.unitPlaceholder) } as const;
  return [
    {
      type: 'input',
      block_id: FIELDS.unit,
      label: plain(words.unit),
      optional: true,
      element: { ...element, ...(last === undefined ? {} : { initial_option: last }) },
    },
  ];
}

/** What is wrong, in the reader's language, at the field where it can be put right. */
export function formErrors(found: ToldFault, language: Language): Readonly<Record<string, string>> {
  const words = ADVOCACY_WORDS[language];
  switch (found.fault) {
    case 'no-platform':
      return { [FIELDS.platforms]: words.noPlatform };
    case 'link-missing':
      return { [FIELDS.links]: words.linkMissing(placesText(found.platforms)) };
    case 'profile':
      return { [FIELDS.links]: words.profile(found.text) };
    case 'no-link':
      return { [FIELDS.links]: words.noLink(found.text) };
    case 'kind':
    case 'future':
      return { [FIELDS.kind]: words.kindNotCounted };
  }
}
