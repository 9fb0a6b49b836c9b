// biome-ignore lint/performance/noBarrelFile: the one place that names the connectors; everything else asks `index.ts`.
export { facebook } from './facebook/index.js';
export { instagram } from './instagram/index.js';
export { threads } from './threads/index.js';
export { x } from './x/index.js';
export { youtube } from './youtube/index.js';
