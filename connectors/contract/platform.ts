/** What is said of a platform wherever accounts are spoken of: in questions, in digests and in what one may expect of an account. */
export interface PlatformFacts {
  /** the title of its section in a digest */
  readonly title: string;
  /** what it is called in questions, in lower case */
  readonly names: readonly string[];
  /** metrics that its section asks of each account besides followers and posts; what nobody reports is left out */
  readonly measures: readonly string[];
  /** metrics that it reports of an account besides those of every platform, as far as the registry has them */
  readonly metrics: readonly string[];
  /** kinds of content that are published there */
  readonly kinds: readonly string[];
}
