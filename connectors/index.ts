import type { DeclaredConnector } from './contract/connector.js';
import { facebook } from './facebook/index.js';
import { instagram } from './instagram/index.js';
import { x } from './x/index.js';
import { youtube } from './youtube/index.js';

/** Every connector, sorted by id. Adding one is a folder and a line here. */
export const CONNECTORS: readonly DeclaredConnector[] = [facebook, instagram, x, youtube];
