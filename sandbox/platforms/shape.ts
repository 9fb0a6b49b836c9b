/** How the accounts and posts of a platform look in an invented world, and under which of the stand-in's servers its connector finds its hosts. */
export interface PlatformShape {
  readonly platform: string;
  /** a number of its own, from 0, that never changes: an invented world grows from it */
  readonly place: number;
  /** the kinds of what is published there */
  readonly kinds: readonly ('feed' | 'reel' | 'story' | 'video' | 'short' | 'post')[];
  /** whether it counts the people whom an account reached */
  readonly hasReach: boolean;
  readonly accountId: (number: number) => string;
  /** many exceed 2^53, as those of the platforms do; `digits` are nine */
  readonly postId: (account: number, digits: string) => string;
  /** by the name that the connector has for a host, the name of the server here */
  readonly hosts: Readonly<Record<string, string>>;
}
