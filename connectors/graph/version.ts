import { z } from 'zod';

/**
 * The versions that a connection may pin. Changelog of 2026-10-29: v20.0 ended on 2026-09-24, v21.0 ends on 2027-01-21; v27.0 is of 2026-11-04.
 * A metric that is removed "for all versions" is refused under every one of them.
 */
const GRAPH_VERSIONS = ['v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0', 'v27.0'] as const;

/** The setting `version` of a connection; v25.0 where it is not given. */
export const graphVersion = z.enum(GRAPH_VERSIONS).default('v25.0');
