import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Person } from '../../../config/config.js';
import { mayDo, roleOf } from '../../../config/roles.js';
import type { AdvocacyTarget } from '../../../domain/advocacy-target.js';
import type { Language } from '../../../domain/digest.js';
import { boardEntry, openTargetForm, type SetVersion, setVersion, type TargetDesk, targetBoard } from '../../../pipeline/target-desk.js';
import { type TargetChange, targetTitle, tellOwners, valueText } from '../../../pipeline/target-notices.js';
import { judgeTarget, lockedBy, removeTarget, type SetOutcome, setTarget, type TargetRefusal } from '../../../pipeline/targets.js';
import { notAllowed } from '../../blocks/advocacy-content.js';
import { fieldOf, REMOVE_TARGET, SAVE_TARGET, targetForm } from '../../blocks/advocacy-target-form.js';
import { TARGET_WORDS } from '../../blocks/advocacy-target-words.js';
import { type BoardWriting, boardMessage, CHANGE_TARGET, changedView, NEW_TARGET, savingTarget, targetSaid } from '../../blocks/advocacy-targets.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { textBlock } from '../../blocks/lines.js';
import { escapeMrkdwn } from '../../blocks/mrkdwn.js';
import type { Modal } from '../../blocks/view.js';
import type { CommandAsked, SlackFeature } from '../../feature.js';
import { tellAlone, viewOf, viewsInPlace } from '../../modal.js';
import type { ListenerDeps } from '../deps.js';
import { inOwnView } from './activations.js';
import { readSeen, readTarget, readTargetMetadata, type TargetMetadata } from './target-told.js';

const CHANGING = /^(ubah|atur|set|change)(?:\s+(\S.*))?$/i;

/** Reading the targets, and setting, changing and removing those that the configuration does not lock. */
export const targetsFeature = (present: () => TargetDesk): SlackFeature => ({
  ids: [CHANGE_TARGET, NEW_TARGET, SAVE_TARGET, REMOVE_TARGET],
  register: (app, deps) => {
    onPressed(app, deps, present);
    onSave(app, deps, present);
    onRemove(app, deps, present);
  },
  commands: [
    {
      words: ['target', 'targets'],
      takes: (rest) => rest === '' || CHANGING.test(rest),
      run: (asked) => answer(asked, present()),
    },
  ],
});

async function answer(asked: CommandAsked, desk: TargetDesk): Promise<Message | undefined> {
  const [, verb, id] = CHANGING.exec(asked.rest) ?? [];
  if (verb === undefined) return boardMessage(await targetBoard(desk), writing(asked.user, asked.language, desk));
  return openForm(asked, id, desk);
}

const writing = (user: string, language: Language, { config }: TargetDesk): BoardWriting => ({
  language,
  zone: config.organisation.zone,
  calendar: config.organisation.calendar,
  people: config.people,
  mayChange: mayDo(roleOf(user, config), 'set-target'),
});

const personOf = (user: string, { config }: TargetDesk): Person | undefined => config.people.find(({ slack }) => slack === user);

const refusal = (user: string, language: Language, { config }: TargetDesk): string => notAllowed('set-target', roleOf(user, config), language);

/** Opens the form of a new target, or of the one that is named; answers with a sentence where there is none to open. */
async function openForm(asked: Omit<CommandAsked, 'rest'>, id: string | undefined, desk: TargetDesk): Promise<Message | undefined> {
  const { user, channel, trigger, language, client } = asked;
  const person = personOf(user, desk);
  if (person === undefined || !mayDo(person.role, 'set-target')) return sentenceMessage(refusal(user, language, desk));
  const known = id === undefined ? undefined : await setVersion(id, desk);
  if (id !== undefined && known === undefined) {
    const locked = desk.config.targets.find((target) => target.id.toUpperCase() === id.toUpperCase());
    return sentenceMessage(locked === undefined ? TARGET_WORDS[language].unknown(id) : lockedBy(locked)[language]);
  }
  const metadata: TargetMetadata = { language, channel, ...(known === undefined ? {} : { target: { id: known.id, seen: known.version } }) };
  const view = targetForm(await openTargetForm(person, known, desk), language, JSON.stringify(metadata));
  await client.views.open({ trigger_id: trigger, view });
  return undefined;
}

function onPressed(app: App, deps: ListenerDeps, present: () => TargetDesk): void {
  for (const id of [CHANGE_TARGET, NEW_TARGET])
    app.action<BlockAction<ButtonAction>>(id, async ({ ack, action, body, client }) => {
      await ack();
      const user = body.user.id;
      if (!deps.seen.first(`action ${action.action_ts} ${user}`)) return;
      const channel = body.channel?.id;
      const language = await deps.language(user, channel);
      const tell = tellAlone.bind(undefined, { user, channel, client });
      await deps.guard({ listener: id, language, tell }, async () => {
        const asked = { user, channel: channel ?? user, trigger: body.trigger_id, language, client };
        const sentence = await openForm(asked, id === CHANGE_TARGET ? action.value : undefined, present());
        if (sentence) await tell(sentence);
      });
    });
}

/** A submitted form and the ways to answer it. */
interface Submitted {
  readonly user: string;
  readonly metadata: TargetMetadata;
  readonly values: unknown;
  readonly fail: (errors: Readonly<Record<string, string>>) => Promise<void>;
  readonly show: (view: Modal) => Promise<void>;
  /** false where the same form was sent already */
  readonly first: () => boolean;
}

function onSave(app: App, deps: ListenerDeps, present: () => TargetDesk): void {
  app.view(SAVE_TARGET, async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const metadata = readTargetMetadata(view.private_metadata) ?? { language: await deps.language(user, undefined) };
    const replace = (next: Modal): Promise<void> => ack({ response_action: 'update', view: next });
    const show = viewsInPlace({ id: view.id, user, channel: metadata.channel, client, replace });
    const words = TARGET_WORDS[metadata.language];
    const tell = (message: Message): Promise<void> => show(viewOf(words.refused, message, words.close));
    await deps.guard({ listener: SAVE_TARGET, language: metadata.language, tell }, () =>
      save(
        {
          user,
          metadata,
          values: view.state.values,
          fail: (errors) => ack({ response_action: 'errors', errors: { ...errors } }),
          show,
          first: () => deps.seen.first(`view ${view.id} ${view.hash}`),
        },
        present(),
      ),
    );
  });
}

async function save({ user, metadata, values, fail, show, first }: Submitted, desk: TargetDesk): Promise<void> {
  const { language, target: seen } = metadata;
  const words = TARGET_WORDS[language];
  const said = (sentence: string): Promise<void> => show(targetSaid(words.refused, [textBlock(escapeMrkdwn(sentence), false)], language));
  const person = personOf(user, desk);
  // The form may have been open while the role changed.
  if (person === undefined || !mayDo(person.role, 'set-target')) return said(refusal(user, language, desk));
  const known = seen && (await setVersion(seen.id, desk));
  if (seen !== undefined && known === undefined) return said(words.unknown(seen.id));
  const told = readTarget(values, known, language);
  if ('errors' in told) return fail(told.errors);
  const judged = await judgeTarget(told.target, person, desk, seen?.seen);
  if (judged.outcome === 'refused') {
    const field = fieldOf(judged.on, seen === undefined);
    return field === undefined ? said(judged.reason[language]) : fail({ [field]: judged.reason[language] });
  }
  // The form is left before anything is written: a form that is sent twice must not tell anybody twice.
  await show(savingTarget(language));
  if (!first()) return;
  const outcome = await setTarget(told.target, person, desk, seen?.seen);
  if (outcome.outcome === 'refused') return said(outcome.reason[language]);
  await show(await savedView(outcome, told.target, person, language, desk));
}

async function savedView(
  outcome: Exclude<SetOutcome, TargetRefusal>,
  target: AdvocacyTarget,
  person: Person,
  language: Language,
  desk: TargetDesk,
): Promise<Modal> {
  const title = targetTitle(target, language);
  const entry = await boardEntry(outcome.target.id, desk);
  const way = writing(person.slack, language, desk);
  if (outcome.outcome === 'unchanged')
    return changedView({ outcome: 'unchanged', title, before: undefined, entry, owners: { told: [], missed: [] } }, way);
  const { before, version } = outcome;
  const owners = await tellOwners({ id: outcome.target.id, version, by: person, before, after: target }, desk);
  return changedView({ outcome: 'saved', title, before: before && valueText(before, language), entry, owners }, way);
}

function onRemove(app: App, deps: ListenerDeps, present: () => TargetDesk): void {
  inOwnView(app, REMOVE_TARGET, deps, async ({ user, value, language }) => {
    const desk = present();
    const words = TARGET_WORDS[language];
    const said = (sentence: string): Modal => targetSaid(words.refused, [textBlock(escapeMrkdwn(sentence), false)], language);
    const person = personOf(user, desk);
    if (person === undefined || !mayDo(person.role, 'set-target')) return said(refusal(user, language, desk));
    const seen = readSeen(value);
    const known = seen && (await setVersion(seen.id, desk));
    if (seen === undefined || known === undefined) return said(words.unknown(seen?.id ?? '-'));
    const outcome = await removeTarget(known.target, person, desk, seen.seen);
    return outcome.outcome === 'refused' ? said(outcome.reason[language]) : removedView(outcome, known, person, language, desk);
  });
}

async function removedView(
  { version, before }: Pick<TargetChange, 'version'> & { readonly before: AdvocacyTarget },
  { id, target }: SetVersion,
  person: Person,
  language: Language,
  desk: TargetDesk,
): Promise<Modal> {
  const owners = await tellOwners({ id, version, by: person, before, after: undefined }, desk);
  const title = targetTitle(target, language);
  return changedView(
    { outcome: 'removed', title, before: valueText(before, language), entry: undefined, owners },
    writing(person.slack, language, desk),
  );
}
