import { z } from 'zod';
import { fileSchema } from './schema.js';

/** The JSON Schema of a configuration file as people write it, as text, for editors; generated from the schema that reads the file. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(fileSchema, { io: 'input' });
  return `${JSON.stringify({ ...schema, title: 'The configuration of Pantau' }, undefined, 2)}\n`;
}
