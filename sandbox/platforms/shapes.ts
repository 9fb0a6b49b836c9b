import { facebook, instagram } from './graph/shape.js';
import { threads } from './threads/shape.js';
import { x } from './x/shape.js';
import { youtube } from './youtube/shape.js';

/** Every platform that has a stand-in here. A new one goes to the end: the place in the list is part of what an invented world grows from. */
export const SHAPES = [facebook, instagram, x, youtube, threads] as const;

/** The platforms that have a stand-in here. */
export type PlatformName = (typeof SHAPES)[number]['platform'];

type Values<T> = T[keyof T];
type HostsOf<Shape> = Shape extends { readonly hosts: infer Hosts } ? Values<Hosts> : never;

/** A server of the stand-in; each has its own path under one address. */
export type HostName = HostsOf<(typeof SHAPES)[number]>;
