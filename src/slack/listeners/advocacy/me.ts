import type { App } from '@slack/bolt';
import type { FileSender } from '../../../domain/delivery.js';
import type { Language } from '../../../domain/digest.js';
import { confirmersFor, type LinkDependencies } from '../../../pipeline/activations/link-request.js';
import { saveOptOut } from '../../../pipeline/activations/opt-out.js';
import { ownFile, ownPage, standingOf } from '../../../pipeline/activations/own-page.js';
import { forgetAdvocate } from '../../../pipeline/activations/people.js';
import { todayOf } from '../../../pipeline/activations/tally.js';
import { formatNumber } from '../../../text/number.js';
import { ASK_LINK, CONFIRM_LINK, DECLINE_LINK } from '../../blocks/advocacy-link.js';
import { erasedView, SELF_ACTIONS, selfPage } from '../../blocks/advocacy-self.js';
import { SELF_WORDS } from '../../blocks/advocacy-self-words.js';
import { ADVOCACY_WORDS } from '../../blocks/advocacy-words.js';
import type { Modal } from '../../blocks/view.js';
import type { SlackFeature } from '../../feature.js';
import { messageOf } from '../../modal.js';
import type { ListenerDeps } from '../deps.js';
import { inOwnView, writing } from './activations.js';
import { registerLinks } from './link.js';
import { slackPerson } from './told.js';

/** What a person's own page works with. */
export interface SelfDependencies extends LinkDependencies, FileSender {}

/** `/pantau saya`: what a person did, seen by that person alone, and what they decide about themselves. */
export const selfFeature = (present: () => SelfDependencies): SlackFeature => ({
  ids: [...Object.values(SELF_ACTIONS), ASK_LINK, CONFIRM_LINK, DECLINE_LINK],
  register: (app, deps) => {
    onOptOut(app, deps, present);
    onData(app, deps, present);
    onErase(app, deps, present);
    registerLinks(app, deps, present);
  },
  commands: [{ words: ['saya', 'me'], run: async ({ user, language }) => messageOf(await pageOf(user, language, present())) }],
});

async function pageOf(user: string, language: Language, desk: SelfDependencies, note?: string): Promise<Modal> {
  const page = await ownPage(slackPerson(user), desk);
  return selfPage(page, writing(language, desk), { token: desk.newId(), note, linkable: confirmersFor(user, desk.config).length > 0 });
}

function onOptOut(app: App, deps: ListenerDeps, present: () => SelfDependencies): void {
  const decide = (id: string, out: boolean): void =>
    inOwnView(app, id, deps, async ({ user, language }) => {
      const desk = present();
      await saveOptOut(slackPerson(user), out, desk);
      return pageOf(user, language, desk, out ? SELF_WORDS[language].nowOptedOut : ADVOCACY_WORDS[language].takingPart);
    });
  decide(SELF_ACTIONS.optOut, true);
  decide(SELF_ACTIONS.optIn, false);
}

function onData(app: App, deps: ListenerDeps, present: () => SelfDependencies): void {
  const send = async (user: string, language: Language, desk: SelfDependencies): Promise<string> => {
    const words = SELF_WORDS[language];
    const file = await ownFile(slackPerson(user), desk);
    if (file === undefined) return words.fileNothing;
    await desk.sendFile(user, { name: words.fileName(todayOf(desk)), bytes: file.bytes, comment: words.fileComment });
    return words.fileSent(formatNumber(file.activations, language));
  };
  inOwnView(
    app,
    SELF_ACTIONS.data,
    deps,
    async ({ user, language }) => {
      const desk = present();
      return pageOf(user, language, desk, await send(user, language, desk));
    },
    true,
  );
}

function onErase(app: App, deps: ListenerDeps, present: () => SelfDependencies): void {
  inOwnView(
    app,
    SELF_ACTIONS.erase,
    deps,
    async ({ user, language }) => {
      const desk = present();
      const person = slackPerson(user);
      if ((await standingOf(person, desk)) === 'forgotten') return pageOf(user, language, desk);
      // Whoever erases themselves leaves no pseudonym in the audit trail either.
      return erasedView(await forgetAdvocate([person], desk, { who: 'self', at: desk.clock.now() }), language);
    },
    true,
  );
}
