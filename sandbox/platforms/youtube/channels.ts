import type { PlatformReply } from '../model.js';
import type { WorldAccount } from '../world.js';
import { type Fields, failure, listOf, tagged } from './answers.js';
import { lastPacificDay } from './pacific.js';
import { listed, maxResults, missingParameter } from './parameters.js';
import { momentText, REDEFINED, uploadsOf, type YouTubeCall, type YouTubeState } from './state.js';

const FILTERS = ['id', 'mine', 'forHandle', 'forUsername'] as const;

/** `GET /channels`: channels that do not exist are left out, and so is `items` where none is left. The order is not that of the request. */
export function channels(state: YouTubeState, { query, caller }: YouTubeCall): PlatformReply {
  const given = FILTERS.filter((name) => query.has(name));
  if (given.length === 0) return missingParameter(FILTERS.join(', '));
  if (given.length > 1) return failure(400, 'incompatibleParameters', `Incompatible parameters specified in the request: ${given.join(', ')}`);
  if (given[0] === 'mine' && caller === 'project') {
    return failure(401, 'authorizationRequired', 'The request uses the mine parameter but is not properly authorized.');
  }
  const ids = listed(query, 'id');
  if (ids.length > 50) return failure(400, 'invalidFilters', 'The request specifies an invalid filter parameter.');
  const most = maxResults(query);
  if (typeof most !== 'number') return most;
  const found = wanted(state, query, ids).filter((channel) => !state.context.faults.fires('rows-absent-columns-moved', channel.id));
  const items = found.map((channel) => channelOf(state, channel, listed(query, 'part')));
  const shown = ids.length > 0 ? items : items.slice(0, most);
  return listOf('youtube#channelListResponse', shown, { pageInfo: { totalResults: items.length, resultsPerPage: most } });
}

function wanted({ shown, self }: YouTubeState, query: URLSearchParams, ids: readonly string[]): readonly WorldAccount[] {
  const name = query.get('forHandle')?.replace(/^@/, '') ?? query.get('forUsername');
  const found = query.get('mine') === 'true' ? [self] : name === null || name === undefined ? ids.map(shown.account) : [shown.named(name)];
  return found.filter((channel) => channel !== undefined).toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

function channelOf(state: YouTubeState, channel: WorldAccount, parts: readonly string[]): Fields {
  const blocks: Record<string, unknown> = { id: channel.id };
  if (parts.includes('snippet')) {
    blocks.snippet = {
      title: channel.name,
      description: '',
      customUrl: `@${channel.username.toLowerCase()}`,
      publishedAt: momentText(Date.parse(channel.createdAt)),
      localized: { title: channel.name, description: '' },
    };
  }
  if (parts.includes('contentDetails')) blocks.contentDetails = { relatedPlaylists: { likes: '', uploads: uploadsOf(channel) } };
  if (parts.includes('statistics')) blocks.statistics = statisticsOf(state, channel);
  if (parts.includes('status')) blocks.status = { privacyStatus: 'public', isLinked: true, longUploadsStatus: 'allowed', madeForKids: false };
  return tagged('youtube#channel', blocks);
}

/** Numbers are texts. Subscribers are those at the end of the last full day, rounded down; who hides them has no such field. */
function statisticsOf({ context, shown }: YouTubeState, channel: WorldAccount): Fields {
  const { faults } = context;
  const day = lastPacificDay(context.now());
  const views = shown.viewsUntil(channel, day);
  const shownViews = faults.fires('views-redefined', channel.id) ? Math.floor((views * REDEFINED) / 1_000) : views;
  const hidden = faults.fires('hidden-counts', channel.id);
  const subscribers = shown.followers(channel, day);
  const step = stepOf(subscribers);
  const tipped = !hidden && step > 1 && faults.fires('rounded-subscribers', channel.id) ? step : 0;
  return {
    viewCount: String(shownViews),
    ...(hidden ? {} : { subscriberCount: String(subscribers - (subscribers % step) + tipped) }),
    hiddenSubscriberCount: hidden,
    videoCount: String(shown.visible(channel, context.now())),
  };
}

/** How far apart two counts are that can be shown: three significant figures. */
const stepOf = (count: number): number => 10 ** Math.max(0, String(count).length - 3);
