import { type Method, pageOf, pageSize, Refusal, refusalWith } from './call.js';
import { botShape, botUserShape, userShape } from './shapes.js';

const apiTest: Method = (args) => {
  const error = args.text('error');
  if (error !== '') throw new Refusal(error, { args: args.all });
  return { args: args.all };
};

const authTest: Method = (_args, { state, base }) => {
  const { id, name, bot } = state.workspace;
  return {
    url: `${base()}/`,
    team: name,
    user: bot.name.toLowerCase(),
    team_id: id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
};

const connectionsOpen: Method = (_args, { socketUrl }) => ({ url: socketUrl() });

const info: Method = (args, { state }) => {
  const id = args.text('user');
  if (id === state.workspace.bot.userId) return { user: botUserShape(state) };
  const user = state.user(id);
  if (!user) throw new Refusal('user_not_found');
  return { user: userShape(state, user, args.flag('include_locale')) };
};

const badLimit = refusalWith('invalid_arguments', ['must be greater than 0 [json-pointer:/limit]']);

const list: Method = (args, { state }) => {
  const everybody = [...state.workspace.users.map((user) => userShape(state, user, args.flag('include_locale'))), botUserShape(state)];
  const { items, next } = pageOf(
    everybody,
    args.text('cursor'),
    args.number('limit') === 0 ? everybody.length : pageSize(args, everybody.length, 1_000, badLimit),
  );
  return { members: items, cache_ts: Math.floor(state.now() / 1_000), response_metadata: { next_cursor: next } };
};

const botInfo: Method = (args, { state }) => {
  if (args.has('bot') && args.text('bot') !== state.workspace.bot.botId) throw new Refusal('bot_not_found');
  return { bot: botShape(state) };
};

/** The methods about the app itself and the people. */
export const peopleMethods: Readonly<Record<string, Method>> = {
  'api.test': apiTest,
  'auth.test': authTest,
  'apps.connections.open': connectionsOpen,
  'users.info': info,
  'users.list': list,
  'bots.info': botInfo,
};
