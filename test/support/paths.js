import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
/** The repository's root, found upwards from the compiled test. */
export const root = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'vitest.config.mjs'))) folder = dirname(folder);
  return folder;
})();
//# sourceMappingURL=paths.js.map
