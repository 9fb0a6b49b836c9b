import { type AccountEntry, isVisible, type PostEntry, publishedUntil } from './directory.js';
import type { Source } from './paging.js';
import type { Scope } from './scope.js';

/** Bounds of publication, milliseconds since 1970, both included. */
export interface PublicationBounds {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** The posts of an account that are there now, newest first. */
export function postSource(entry: AccountEntry, scope: Scope, accepts: (one: PostEntry) => boolean, bounds: PublicationBounds): Source<PostEntry> {
  const count = entry.posts.length;
  const newest = publishedUntil(entry, Math.min(scope.now, bounds.until ?? scope.now));
  const oldest = bounds.since === undefined ? 0 : publishedUntil(entry, bounds.since - 1);
  return {
    first: count - newest,
    end: count - oldest,
    at: (place) => {
      const one = entry.posts[count - 1 - place];
      return one !== undefined && isVisible(one, scope.now) && accepts(one) ? one : undefined;
    },
    key: ({ post }) => post.id,
    find: (id) => {
      const one = scope.directory.post(id);
      return one === undefined || one.entry !== entry ? undefined : count - 1 - one.index;
    },
  };
}
