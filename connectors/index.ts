import type { PlatformFacts } from './contract/platform.js';
import { FILE_PLATFORMS } from './files/platforms.js';
import * as declared from './list.js';

/** Every connector, sorted by id. Adding one is a folder and a line in `list.ts`. */
export const CONNECTORS = Object.values(declared);

/** A platform on which an account may be: one with a connector, or one whose figures come from files. */
export type Platform = (typeof CONNECTORS)[number]['id'] | keyof typeof FILE_PLATFORMS;

type NamedFacts = PlatformFacts & { readonly label: string };

const connected = CONNECTORS.map(({ id, label, platform }) => [id, { label, ...platform }] as const);

/** What is said of each platform, with its name for people. */
export const PLATFORM_FACTS: Readonly<Record<Platform, NamedFacts>> = {
  ...(Object.fromEntries(connected) as Record<(typeof CONNECTORS)[number]['id'], NamedFacts>),
  ...FILE_PLATFORMS,
};

/** The platforms that an account may be on, and a section may be about. */
export const PLATFORMS = Object.keys(PLATFORM_FACTS) as Platform[];
