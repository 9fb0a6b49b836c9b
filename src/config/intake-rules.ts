import { isAbsolute, normalize } from 'node:path';
import type { Rule } from './rules.js';

/** The rules about watched folders. */
export const INTAKE_RULES: readonly Rule[] = [
  {
    name: 'watched folders are written from the root, each once',
    check: ({ intake }) => {
      const paths = intake?.folders.map(({ path }) => normalize(`${path}/`)) ?? [];
      return (intake?.folders ?? []).flatMap(({ path }, index) => {
        const place = `intake.folders[${index}].path`;
        if (!isAbsolute(path)) return [{ path: place, sentence: `"${path}" must be written from the root, such as /srv/pantau/exports.` }];
        return paths.indexOf(normalize(`${path}/`)) < index
          ? [{ path: place, sentence: `"${path}" stands here a second time; name each folder once.` }]
          : [];
      });
    },
  },
  {
    name: 'what becomes of the files of a folder is told to known places, and not in public',
    check: ({ intake, people, slack }) => {
      if (!people || !slack) return [];
      return (intake?.folders ?? []).flatMap(({ tell }, index) =>
        tell.flatMap((route) => {
          const path = `intake.folders[${index}].tell`;
          const channel = Object.hasOwn(slack.channels, route) ? slack.channels[route] : undefined;
          if (channel?.class === 'public') return [{ path, sentence: `"${route}" is public; what files hold is told in internal channels alone.` }];
          if (channel !== undefined || route === 'owner' || people.some(({ id }) => id === route)) return [];
          return [{ path, sentence: `"${route}" is neither "owner", nor a person, nor a channel.` }];
        }),
      );
    },
  },
];
