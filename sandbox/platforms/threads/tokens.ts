import { answered } from '../graph/answer.js';
import { invalid, tokenDead, tokenMissing, tokenUnknown, unknownParameter } from '../graph/errors.js';
import type { PlatformContext, PlatformReply, PlatformRequest } from '../model.js';

/** The token of the first account. */
export interface ThreadsCredentials {
  readonly token: string;
}

/** The tokens of Threads: each lives for 60 days, and may be renewed once it is a day old. */
export interface ThreadsTokens {
  /** throws `GraphFailure` where the call brings no token that is good */
  readonly require: (request: PlatformRequest) => void;
  /** `GET /refresh_access_token` */
  readonly renew: (request: PlatformRequest) => PlatformReply;
}

const DAY_MS = 86_400_000;
const LIFE_SECONDS = 5_183_944;
const PARAMETERS = ['grant_type', 'access_token'];

/** Opens the tokens; the one of the credentials is some days old. */
export function openTokens({ credentials, wallNow: now }: PlatformContext<ThreadsCredentials>): ThreadsTokens {
  const born = new Map([[credentials.token, now() - 5 * DAY_MS]]);
  const read = (request: PlatformRequest): number => {
    const token = request.query.get('access_token');
    if (token === null) throw tokenMissing();
    const moment = born.get(token);
    if (moment === undefined) throw tokenUnknown();
    if (now() - moment >= LIFE_SECONDS * 1_000) throw tokenDead(463);
    return moment;
  };
  return {
    require: read,
    renew: (request) => {
      for (const name of request.query.keys()) if (!PARAMETERS.includes(name)) throw unknownParameter(name);
      if (request.query.get('grant_type') !== 'th_refresh_token') throw invalid('Invalid grant_type');
      if (now() - read(request) < DAY_MS) throw invalid('The access token is too young to be refreshed');
      const token = `${credentials.token}-${born.size}`;
      born.set(token, now());
      return answered({ access_token: token, token_type: 'bearer', expires_in: LIFE_SECONDS }, {});
    },
  };
}
