import type { SlackFeature } from '../slack/feature.js';
import { activationsFeature } from '../slack/listeners/advocacy/activations.js';
import { contentsFeature } from '../slack/listeners/advocacy/contents.js';
import { selfFeature } from '../slack/listeners/advocacy/me.js';
import { targetsFeature } from '../slack/listeners/advocacy/targets.js';
import { closingFeature } from '../slack/listeners/closing/feature.js';
import { collectFeature } from '../slack/listeners/collect/feature.js';
import { incidentFeature } from '../slack/listeners/incidents/feature.js';
import { templateFeature } from '../slack/listeners/template/feature.js';
import { activationDesk, cardDesk, selfDesk, targetDesk } from './advocacy.js';
import { collectDesk } from './collect.js';
import { fileFeatures } from './file-intake.js';
import { incidentDesk } from './incident-desk.js';
import type { BotTools } from './parts.js';
import { templateDesk } from './template.js';

/** The parts of the Slack app that bring listeners of their own. */
export const slackFeatures = (tools: BotTools): readonly SlackFeature[] => [
  activationsFeature(() => activationDesk(tools)),
  contentsFeature(() => cardDesk(tools)),
  targetsFeature(() => targetDesk(tools)),
  selfFeature(() => selfDesk(tools)),
  ...fileFeatures(tools),
  collectFeature(() => collectDesk(tools)),
  closingFeature(() => tools.present()),
  incidentFeature(incidentDesk(tools)),
  templateFeature(() => templateDesk(tools)),
];
