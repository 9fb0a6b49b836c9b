import type { Instant } from '../../connectors/contract/period.js';
import type { AlertRuleSetting, ChannelSetting, Config, Person } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { mayWake, wakesAt } from '../domain/quiet-hours.js';

/** Where an alert goes. `wakesAt` is the moment from which it may be sent, `now` outside quiet hours; undefined where there is none within a week. */
export type AlertDestination = (
  | { readonly kind: 'channel'; readonly channel: ChannelSetting }
  /** a direct message */
  | { readonly kind: 'person'; readonly person: Person }
) & { readonly language: Language; readonly mayWake: boolean; readonly wakesAt: Instant | undefined };

/** Where a rule is told. A target's owner hears of it directly; a person hears where they want to. Each place once. */
export function destinationsOf(
  rule: Pick<AlertRuleSetting, 'route'> | undefined,
  targetOwner: string | undefined,
  config: Config,
  now: Instant,
): readonly AlertDestination[] {
  const routes = [...(rule?.route ?? ['owner']), ...(targetOwner === undefined ? [] : [targetOwner])];
  const found = new Map<string, AlertDestination>();
  const add = (destination: AlertDestination): void => {
    const key = destination.kind === 'channel' ? destination.channel.id : destination.person.slack;
    if (!found.has(key)) found.set(key, destination);
  };
  for (const route of routes) {
    const channel = config.channels.find(({ name }) => name === route);
    if (channel !== undefined) add(inChannel(channel, config, now));
    const people = route === 'owner' ? config.people.filter(({ role }) => role === 'owner') : config.people.filter(({ id }) => id === route);
    for (const person of people) for (const destination of ofPerson(person, config, now)) add(destination);
  }
  return [...found.values()];
}

function inChannel(channel: ChannelSetting, config: Config, now: Instant): AlertDestination {
  return { kind: 'channel', channel, language: channel.language, ...waking(channel.quiet, config, now) };
}

/** A person is told where they chose to be: directly, or in channels. */
function ofPerson(person: Person, config: Config, now: Instant): readonly AlertDestination[] {
  return person.routes.flatMap((route): readonly AlertDestination[] => {
    if (route === 'dm') return [{ kind: 'person', person, language: person.language, ...waking(person.quiet, config, now) }];
    const channel = config.channels.find(({ name }) => name === route);
    return channel === undefined ? [] : [inChannel(channel, config, now)];
  });
}

function waking(quiet: Person['quiet'], config: Config, now: Instant): { readonly mayWake: boolean; readonly wakesAt: Instant | undefined } {
  const zone = quiet?.zone ?? config.organisation.zone;
  return { mayWake: mayWake(now, quiet, zone), wakesAt: wakesAt(now, quiet, zone) };
}
