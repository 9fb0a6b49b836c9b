/** Whether a number of followers is so far below the last one that it is read a second time: a purge is real, a slip of the platform is not. */
export function isDoubtful(followers: number | null, before: number | undefined): boolean {
  if (followers === null) return false;
  return followers === 0 || (before !== undefined && followers * 2 < before);
}
