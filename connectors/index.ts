import type { DeclaredConnector } from './contract/connector.js';

/** Every connector, sorted by id. Adding one is a folder and a line here. */
export const CONNECTORS: readonly DeclaredConnector[] = [];
