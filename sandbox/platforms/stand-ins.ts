import * as list from './list.js';
import type { PlatformContext } from './model.js';
import type { StandIn } from './stand-in.js';

type List = typeof list;
type StandInName = keyof List;
type Shape = List[StandInName]['shapes'][number];
type Values<T> = T[keyof T];
type HostsOf<One> = One extends { readonly hosts: infer Hosts } ? Values<Hosts> : never;

/** The platforms that have a stand-in here. */
export type PlatformName = Shape['platform'];

/** A server of the stand-ins; each has its own path under one address. */
export type HostName = HostsOf<Shape>;

/** The secrets that the stand-ins accept. */
export type PlatformCredentials = { readonly [Name in StandInName]: List[Name]['credentials'] };

/** The running servers, by stand-in. */
export type Servers = { readonly [Name in StandInName]: ReturnType<List[Name]['open']> };

/** Every stand-in. Adding one is a folder and a line in `list.ts`. */
const STAND_INS: { readonly [Name in StandInName]: StandIn<PlatformCredentials[Name], Servers[Name]> } = list;
const NAMES = Object.keys(STAND_INS) as readonly StandInName[];

const byName = <Value>(of: (name: StandInName) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(NAMES.map((name) => [name, of(name)]));

/** Every platform that has a stand-in here, in the order of their places. */
export const SHAPES: readonly Shape[] = Object.values(list)
  .flatMap((one): readonly Shape[] => one.shapes)
  .toSorted((a, b) => a.place - b.place);

/** What the demo uses. */
export const credentialsOfDemo = byName((name) => STAND_INS[name].credentials) as PlatformCredentials;

/** Opens every stand-in with the secrets that it is to accept. */
export function openServers(context: Omit<PlatformContext<unknown>, 'credentials'>, credentials: PlatformCredentials): Servers {
  const open = <Name extends StandInName>(name: Name): Servers[Name] => STAND_INS[name].open({ ...context, credentials: credentials[name] });
  return byName(open) as Servers;
}

/** Which stand-in answers for each server. */
export const STAND_IN_OF = Object.fromEntries(
  NAMES.flatMap((name) => STAND_INS[name].shapes.flatMap(({ hosts }) => Object.values(hosts).map((host) => [host, name]))),
) as Readonly<Record<HostName, StandInName>>;

/** The stand-ins' addresses as the connectors name their hosts, by connector. */
export const hostsByConnector = (hosts: Readonly<Record<HostName, string>>): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  Object.fromEntries(
    SHAPES.map((shape) => [shape.platform, Object.fromEntries(Object.entries<HostName>(shape.hosts).map(([name, server]) => [name, hosts[server]]))]),
  );

/** The secrets that the stand-ins accept, as the connectors name them, by connector. */
export function secretsByConnector(credentials: PlatformCredentials): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const of = <Name extends StandInName>(name: Name) => Object.entries(STAND_INS[name].secrets(credentials[name]));
  return Object.fromEntries(NAMES.flatMap(of));
}
