import type { SlackFeature } from '../slack/feature.js';
import { incidentFeature } from '../slack/listeners/incidents/feature.js';
import { incidentDesk } from './incident-desk.js';
import type { BotTools } from './parts.js';

/** The parts of the Slack app that bring listeners of their own. */
export const slackFeatures = (tools: BotTools): readonly SlackFeature[] => [incidentFeature(incidentDesk(tools))];
