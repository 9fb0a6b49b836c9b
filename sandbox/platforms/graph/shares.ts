import { apportion } from '../../chance.js';

/** How a number is spread over the values of a dimension, in weights. */
const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  media_product_type: { POST: 40, REEL: 35, STORY: 15, CAROUSEL_CONTAINER: 10 },
  follow_type: { FOLLOWER: 42, NON_FOLLOWER: 53, UNKNOWN: 5 },
  follower_type: { FOLLOWER: 42, NON_FOLLOWER: 53, UNKNOWN: 5 },
  contact_button_type: { CALL: 10, DIRECTION: 15, EMAIL: 30, TEXT: 5, UNDEFINED: 40 },
  age: { '13-17': 3, '18-24': 27, '25-34': 38, '35-44': 19, '45-54': 9, '55-64': 3, '65+': 1 },
  gender: { F: 46, M: 49, U: 5 },
  city: {
    'Jakarta, Jakarta': 30,
    'Surabaya, East Java': 14,
    'Bandung, West Java': 13,
    'Medan, North Sumatra': 9,
    'Makassar, South Sulawesi': 8,
    'Jayapura, Papua': 3,
  },
  country: { ID: 952, MY: 18, SG: 12, AU: 10, NL: 8 },
  action_type: { BIO_LINK_CLICKED: 50, CALL: 5, DIRECTION: 10, EMAIL: 25, OTHER: 10 },
  story_navigation_action_type: { SWIPE_FORWARD: 12, TAP_BACK: 9, TAP_EXIT: 24, TAP_FORWARD: 55 },
  is_from_ads: { '0': 100, '1': 0 },
  is_from_followers: { '0': 58, '1': 42 },
  'video-reaction': { REACTION_LIKE: 80, REACTION_LOVE: 12, REACTION_WOW: 3, REACTION_HAHA: 3, REACTION_SORRY: 1, REACTION_ANGER: 1 },
  'video-action': { COMMENT: 40, SHARE: 60 },
  second: { '0': 40, '1': 25, '2': 18, '3': 10, '4': 7 },
  reaction: { like: 80, love: 12, wow: 3, haha: 3, sorry: 1, anger: 1 },
};

/** A number with the values of its dimensions. */
export interface Part {
  readonly dimensions: readonly string[];
  readonly value: number;
}

/** A number spread over one or two dimensions; the parts add up to it. */
export function spread(total: number, dimensions: readonly string[]): readonly Part[] {
  return dimensions.reduce<readonly Part[]>(
    (parts, dimension) =>
      parts.flatMap((part) => {
        const weights = WEIGHTS[dimension] ?? {};
        const values = apportion(part.value, Object.values(weights));
        return Object.keys(weights).map((name, index) => ({ dimensions: [...part.dimensions, name], value: values[index] ?? 0 }));
      }),
    [{ dimensions: [], value: total }],
  );
}

/** A number spread over one dimension, as an object; values of 0 are left out. */
export const spreadAsObject = (total: number, dimension: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    spread(total, [dimension])
      .filter(({ value }) => value > 0)
      .map(({ dimensions: [name = ''], value }) => [name, value]),
  );
