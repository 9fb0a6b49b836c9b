import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { configJsonSchema } from './config/generate.js';
import { glossaryText } from './glossary.js';

/** Writes the files of the repository that follow from the sources. */
const root = new URL('../../', import.meta.url);
await writeFile(fileURLToPath(new URL('config/pantau.schema.json', root)), configJsonSchema());
await writeFile(fileURLToPath(new URL('docs/glossary.md', root)), glossaryText());
