import { z } from 'zod';
import { byName, figureOf, type Insight, insights, sumOf, wholeFigure } from '../graph/insight.js';
import { malformed } from '../graph/metrics.js';
import type { Question } from '../graph/question.js';
import type { FacebookName } from './capabilities.js';
import { figure, type PublishedItem, refusedFigures } from './figures.js';
import { type FacebookPull, type Page, problems } from './pull.js';

const NAMES = ['content_views', 'content_reach', 'content_likes', 'content_comments', 'content_shares'] as const;
type VideoName = (typeof NAMES)[number];

const actions = z.record(z.string(), z.unknown());

/** Comments or shares among the social actions; a kind of action that nobody did is left out. */
function acted(one: Insight | undefined, kind: 'COMMENT' | 'SHARE'): ReturnType<typeof figureOf> {
  const value = one?.values?.at(-1)?.value;
  if (value === undefined) return 'absent';
  const { success, data } = actions.safeParse(Array.isArray(value) && value.length === 0 ? {} : value);
  return success ? figureOf(data[kind] ?? 0) : 'malformed';
}

/** Where each figure of a video stands (video insights, 2026-11-25). Reach has had no successor since post_impressions_unique was removed on 2026-06-15. */
const FIGURES: Readonly<Record<VideoName, (found: ReadonlyMap<string, Insight>) => ReturnType<typeof figureOf>>> = {
  content_views: (found) => wholeFigure(found.get('fb_reels_total_plays') ?? found.get('blue_reels_play_count')),
  content_reach: (found) => wholeFigure(found.get('post_total_media_view_unique')),
  content_likes: (found) => {
    const one = found.get('post_video_likes_by_reaction_type');
    return one === undefined ? 'absent' : sumOf(one.values?.at(-1)?.value);
  },
  content_comments: (found) => acted(found.get('post_video_social_actions'), 'COMMENT'),
  content_shares: (found) => acted(found.get('post_video_social_actions'), 'SHARE'),
};

/** All insights of a video: without `metric` the platform gives those that it has, so that a retired one fails nothing. */
export function videoQuestion(pull: FacebookPull, page: Page, item: PublishedItem): Question<FacebookName> {
  const names = NAMES.filter((name) => !pull.request.without.has(name));
  return {
    account: page.id,
    token: page.token,
    ask: () => (names.length === 0 ? undefined : { path: `/${item.id}/video_insights`, query: { period: 'lifetime' } }),
    read: (reply) => {
      if (!reply.ok) return { found: refusedFigures(pull, page, item, names, reply.error) };
      const answer = insights.safeParse(reply.json);
      if (!answer.success) return { found: problems(page, names, malformed(answer.error.message)) };
      const found = byName(answer.data.data);
      return { found: names.flatMap((name) => figure(pull, page, item, name, FIGURES[name](found), reply.raw, name === 'content_reach')) };
    },
  };
}
