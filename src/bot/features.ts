import type { SlackFeature } from '../slack/feature.js';
import { fileFeature } from '../slack/listeners/files/feature.js';
import { fetchingOf, fileIntake } from './file-intake.js';
import type { BotTools } from './parts.js';

/** The parts of the Slack app that bring listeners of their own. */
export const slackFeatures = (tools: BotTools): readonly SlackFeature[] => [...droppedFiles(tools)];

/** Files that people drop; none are taken where nothing imports them. */
function droppedFiles({ present }: BotTools): readonly SlackFeature[] {
  const { importer, log } = present();
  if (importer === undefined) return [];
  const intake = fileIntake(() => ({ ...present(), importer }));
  return [fileFeature({ intake, settings: () => present().config, fetching: fetchingOf(present()), log })];
}
