import type { Language } from '../../domain/digest.js';
import type { TargetForm } from '../../pipeline/target-desk.js';
import { targetTitle } from '../../pipeline/target-notices.js';
import type { RefusedFor } from '../../pipeline/targets.js';
import { formatQuarter } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import { TARGET_WORDS, type TargetWords } from './advocacy-target-words.js';
import type { Block } from './block.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { button, type Control, type InputBlock, type Modal, type Option, plain } from './view.js';

/** The view in which a target is set. */
export const SAVE_TARGET = 'target.save';
/** The button in that view that takes a target away. */
export const REMOVE_TARGET = 'target.remove';

/** The fields of that view: the block and its control bear the same name. */
export const TARGET_FIELDS = {
  quarter: 'quarter',
  metric: 'metric',
  scope: 'scope',
  value: 'value',
  plan: 'plan',
  checkpoints: 'checkpoints',
  owner: 'owner',
} as const;

/** The value of the scope that is no unit. */
const WHOLE = 'whole';
/** What stands before a unit's name in the value of a scope. */
export const UNIT_SCOPE = 'unit:';

const PLAN_KINDS = ['linear', 'milestones', 'none'] as const;

/** The modal in which a target is set; one that is changed keeps its quarter, metric and scope. `metadata` comes back when it is submitted. */
export function targetForm(form: TargetForm, language: Language, metadata: string): Modal {
  const words = TARGET_WORDS[language];
  const { known } = form;
  return {
    type: 'modal',
    callback_id: SAVE_TARGET,
    title: plain(known === undefined ? words.formTitle : words.changeTitle),
    submit: plain(words.save),
    close: plain(words.cancel),
    private_metadata: metadata,
    blocks: [
      ...(known === undefined ? aboutInputs(form, language) : [textBlock(`*${escapeMrkdwn(targetTitle(known.target, language))}*`, false)]),
      valueInput(form, language),
      ...planInputs(form, words),
      choice('owner', words.owner, ownerOptions(form), form.owner),
      ...(known === undefined ? [] : removeBlocks(form, language)),
    ],
  };
}

const option = (value: string, text: string): Option => ({ value, text: plain(fitText(text, LIMITS.optionText).text) });

const input = (name: keyof typeof TARGET_FIELDS, label: string, element: Control, hint?: string): InputBlock => ({
  type: 'input',
  block_id: TARGET_FIELDS[name],
  label: plain(label),
  element,
  ...(hint === undefined ? {} : { hint: plain(hint) }),
});

function choice(name: keyof typeof TARGET_FIELDS, label: string, options: Option[], chosen: string): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return input(name, label, {
    type: 'static_select',
    action_id: TARGET_FIELDS[name],
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  });
}

const ownerOptions = ({ owners }: TargetForm): Option[] => owners.slice(0, LIMITS.options).map(({ id, name }) => option(id, name));

function aboutInputs({ quarters, units }: TargetForm, language: Language): InputBlock[] {
  const words = TARGET_WORDS[language];
  const offered = units
    .filter((unit) => UNIT_SCOPE.length + unit.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options - 1)
    .sort();
  return [
    choice(
      'quarter',
      words.quarter,
      quarters.map((quarter) => option(quarter, formatQuarter(quarter, language))),
      quarters[0] ?? '',
    ),
    choice('metric', words.metric, [option('people', words.metrics.people), option('activations', words.metrics.activations)], 'people'),
    choice('scope', words.scope, [option(WHOLE, words.whole), ...offered.map((unit) => option(`${UNIT_SCOPE}${unit}`, unit))], WHOLE),
  ];
}

const valueInput = ({ known }: TargetForm, language: Language): InputBlock => {
  const words = TARGET_WORDS[language];
  const initial = known === undefined ? {} : { initial_value: formatNumber(known.target.value, language) };
  return input('value', words.value, { type: 'plain_text_input', action_id: TARGET_FIELDS.value, max_length: 20, ...initial }, words.valueHint);
};

function planInputs({ known }: TargetForm, words: TargetWords): InputBlock[] {
  const plan = known?.target.plan ?? { kind: 'linear' as const };
  const lines = plan.kind === 'milestones' ? plan.milestones.map(({ by, value }) => `${by}: ${value}`).join('\n') : undefined;
  const text = {
    type: 'plain_text_input',
    action_id: TARGET_FIELDS.checkpoints,
    multiline: true,
    max_length: LIMITS.plainInput,
    ...(lines === undefined ? {} : { initial_value: lines }),
  } as const;
  return [
    choice(
      'plan',
      words.planLabel,
      PLAN_KINDS.map((kind) => option(kind, words.plans[kind])),
      plan.kind,
    ),
    { ...input('checkpoints', words.checkpoints, text, words.checkpointsHint), optional: true },
  ];
}

function removeBlocks({ known }: TargetForm, language: Language): Block[] {
  if (known === undefined) return [];
  const words = TARGET_WORDS[language];
  const asked = fitText(words.removeAsked(targetTitle(known.target, language)), LIMITS.confirmText).text;
  const confirm = {
    title: plain(words.removeTitle),
    text: plain(asked),
    confirm: plain(words.remove),
    deny: plain(words.keep),
    style: 'danger',
  } as const;
  const value = JSON.stringify({ id: known.id, seen: known.version });
  return [{ type: 'actions', elements: [{ ...button(REMOVE_TARGET, words.remove, value, 'danger'), confirm }] }];
}

/** The field at which a refusal is said: a target that is changed has no field for its quarter. Undefined where the form itself is not theirs. */
export function fieldOf(on: RefusedFor, isNew: boolean): string | undefined {
  switch (on) {
    case 'role':
      return undefined;
    case 'owner':
      return TARGET_FIELDS.owner;
    case 'plan':
      return TARGET_FIELDS.checkpoints;
    case 'value':
      return TARGET_FIELDS.value;
    default:
      return isNew ? TARGET_FIELDS.quarter : TARGET_FIELDS.value;
  }
}
