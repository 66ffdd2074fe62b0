import { z } from 'zod';

/** The tables of core, as `unicql-schema` prints them. */
export const schemaShape = z.strictObject({
  options: z.array(
    z.strictObject({ name: z.string(), type: z.string(), default: z.string(), doc: z.string() }),
  ),
  legacy_options: z.array(
    z.strictObject({
      language: z.enum(['node', 'python', 'c']),
      name: z.string(),
      default: z.string(),
      fate: z.enum(['core', 'binding', 'no-op', 'rejected']),
      core: z.array(z.string()),
      why: z.string().nullable(),
    }),
  ),
  error_kinds: z.array(
    z.strictObject({
      name: z.string(),
      server_code: z.int().nullable(),
      origin: z.enum(['server', 'client']),
      doc: z.string(),
    }),
  ),
  consistencies: z.array(z.strictObject({ name: z.string(), code: z.int() })),
  types: z.array(z.strictObject({ name: z.string(), id: z.int() })),
});

export type Schema = z.infer<typeof schemaShape>;

/** Renders the files of one language from the tables and what else lies under the root: path from there → text. */
export type Render = (schema: Schema, root: string) => Readonly<Record<string, string>>;
