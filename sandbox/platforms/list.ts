// biome-ignore lint/performance/noBarrelFile: the one place that names the stand-ins; everything else asks `stand-ins.ts`.
export { meta } from './graph/stand-in.js';
export { threads } from './threads/stand-in.js';
export { x } from './x/stand-in.js';
export { google } from './youtube/stand-in.js';
