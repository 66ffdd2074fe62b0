import { optionsPage } from './options-page.js';
import type { Schema } from './schema.js';

const path = 'bindings/python/cassandra/_generated.py';

/** Renders the tables of the Python binding. */
export function renderPython(schema: Schema): Readonly<Record<string, string>> {
  const consistencies = schema.consistencies.map(({ name, code }) => `    (${quote(name)}, ${code}),`);
  const options = schema.legacy_options
    .filter(({ language }) => language === 'python')
    .map(
      ({ name, fate, why }) => `    ${quote(name)}: (${quote(fate)}, ${why === null ? 'None' : quote(why)}),`,
    );
  const kinds = schema.error_kinds.map(({ name }) => `    ${quote(name)},`);
  const lines = [
    '"""Tables of the core. Made by `unicql-dev generate`; do not edit."""',
    '',
    'CONSISTENCIES = [',
    ...consistencies,
    ']',
    '',
    '# What becomes of each legacy option: `core`, `binding`, `no-op` or `rejected`, and why.',
    'OPTIONS: dict[str, tuple[str, str | None]] = {',
    ...options,
    '}',
    '',
    'ERROR_KINDS = [',
    ...kinds,
    ']',
    '',
  ];
  return { [path]: lines.join('\n'), 'docs/migrate/python-options.md': optionsOfUsers(schema) };
}

/** What users read about their options, before and beside the code. */
function optionsOfUsers(schema: Schema): string {
  return optionsPage(schema, 'python', [
    '# Options of the Python driver',
    '',
    'Every argument of `Cluster` in `cassandra-driver` 3.29.2 and every field of `ExecutionProfile`, its default, and what becomes of it.',
    'One that is refused raises an `UnsupportedOperation` that names it, unless it has its default. So does a value that cannot be honoured of an option that is:',
    '[what is not there](python.md#what-is-not-there) lists those.',
  ]);
}

/** Writes a string as ruff formats it. */
function quote(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}
