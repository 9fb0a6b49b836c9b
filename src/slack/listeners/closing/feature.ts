import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { type Period, parsePeriod, periodLabel } from '../../../../connectors/contract/period.js';
import { mayDo, roleOf } from '../../../config/roles.js';
import { readClosed } from '../../../digest/closing.js';
import type { Language } from '../../../domain/digest.js';
import { deskToday, monthNamed } from '../../../pipeline/handed/board.js';
import { RefusedFile } from '../../../pipeline/import-report.js';
import { type CloseDependencies, closeMonth, missingOf } from '../../../pipeline/month-close.js';
import { formatDay, formatMonth } from '../../../text/date.js';
import { notAllowed } from '../../blocks/advocacy-content.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { CLOSE_MONTH, closedMessage, closer, closingMessage } from '../../blocks/closing.js';
import { CLOSING_WORDS } from '../../blocks/closing-words.js';
import type { SlackFeature } from '../../feature.js';
import { tellAlone } from '../../modal.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';

/** `/pantau tutup feb`: what is missing, the button that closes the month, and what was frozen. For managers. */
export const closingFeature = (present: () => CloseDependencies): SlackFeature => ({
  ids: [CLOSE_MONTH],
  register: (app, deps) => onClose(app, deps, present),
  commands: [{ words: ['tutup', 'close'], run: ({ rest, user, language }) => answer(rest, { user, language }, present()) }],
});

interface Asker {
  readonly user: string;
  readonly language: Language;
}

async function answer(rest: string, asker: Asker, desk: CloseDependencies): Promise<Message> {
  const period = monthNamed(rest, desk);
  if (period === undefined) return sentenceMessage(CLOSING_WORDS[asker.language].noMonth(rest));
  return (await refusal(period, asker, desk)) ?? closingMessage(period, await missingOf(period, desk), { ...asker, config: desk.config });
}

/** Why this person can't close this month; undefined where they can. */
async function refusal(period: Period, { user, language }: Asker, desk: CloseDependencies): Promise<Message | undefined> {
  const { config } = desk;
  const words = CLOSING_WORDS[language];
  const role = roleOf(user, config);
  if (!mayDo(role, 'close-month')) return sentenceMessage(notAllowed('close-month', role, language));
  const month = formatMonth(period.start, language);
  if (period.end > deskToday(desk)) return sentenceMessage(words.running(month, formatDay(period.end, language)));
  const closed = await readClosed(periodLabel(period, config.organisation.calendar), desk);
  return closed && sentenceMessage(words.already(month, ...closer(closed, { language, config })));
}

function onClose(app: App, deps: ListenerDeps, present: () => CloseDependencies): void {
  app.action<BlockAction<ButtonAction>>(CLOSE_MONTH, async ({ ack, action, body, client, respond }) => {
    await ack();
    const user = body.user.id;
    if (!deps.seen.first(`action ${action.action_ts} ${user}`)) return;
    const channel = body.channel?.id;
    const language = await deps.language(user, channel);
    const tell = tellAlone.bind(undefined, { user, channel, client });
    await deps.guard({ listener: CLOSE_MONTH, language, tell }, async () =>
      replyPrivately({ respond, client, channel, user }, await closed(action.value ?? '', { user, language }, present())),
    );
  });
}

/** Closes the month of a button; where something else is missing than was shown, shows it anew instead. */
async function closed(value: string, asker: Asker, desk: CloseDependencies): Promise<Message> {
  const { config } = desk;
  const [label = '', shown = ''] = value.split(' ');
  const period = parsePeriod(label, config.organisation.calendar);
  if (period === undefined) return sentenceMessage(CLOSING_WORDS[asker.language].noMonth(label));
  const refused = await refusal(period, asker, desk);
  if (refused !== undefined) return refused;
  const missing = await missingOf(period, desk);
  if (missing.length > Number(shown)) return closingMessage(period, missing, { ...asker, config }, true);
  const by = config.people.find(({ slack }) => slack === asker.user)?.id ?? asker.user;
  try {
    const outcome = await closeMonth({ period, by, accepted: missing.length > 0 }, desk);
    if (outcome.outcome === 'asks') return closingMessage(period, outcome.missing, { ...asker, config }, true);
    return closedMessage(period, outcome.closed, { ...asker, config });
  } catch (error) {
    if (error instanceof RefusedFile) return sentenceMessage(error.text[asker.language]);
    throw error;
  }
}
