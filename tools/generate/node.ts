import { optionsPage } from './options-page.js';
import type { Schema } from './schema.js';

const folder = 'bindings/node/lib/generated';
const stamp = '// Generated from the tables of core by `unicql-dev generate`. Do not edit.';

/** Renders the tables of the Node.js binding. */
export function renderNode(schema: Schema): Record<string, string> {
  return {
    [`${folder}/consistencies.ts`]: consistencies(schema),
    [`${folder}/error-kinds.ts`]: errorKinds(schema),
    [`${folder}/legacy-options.ts`]: legacyOptions(schema),
    'docs/migrate/node-options.md': nodeOptions(schema),
  };
}

function consistencies({ consistencies: levels }: Schema): string {
  const codes = levels.map(({ name, code }) => `  ${camelCase(name)}: ${code},`);
  const names = levels.map(({ name, code }) => `  ${code}: '${name}',`);
  return file([
    '/** The codes of the consistency levels by their names in the API. */',
    'export const consistencyCodes = {',
    ...codes,
    '};',
    '',
    '/** The names of the consistency levels in CQL by their codes. */',
    'export const consistencyNames: Record<number, string> = {',
    ...names,
    '};',
  ]);
}

function errorKinds({ error_kinds: kinds }: Schema): string {
  return file([
    '/** What went wrong, as the core tells it. */',
    'export type ErrorKind =',
    ...kinds.map(({ name, doc }, i) => `  /** ${doc} */\n  | '${name}'${i === kinds.length - 1 ? ';' : ''}`),
  ]);
}

function legacyOptions({ legacy_options: options }: Schema): string {
  const rows = options
    .filter(({ language }) => language === 'node')
    .map(({ name, default: value, fate, why }) => {
      const reason = why === null ? '' : `, why: ${quoted(why)}`;
      return `  { name: ${quoted(name)}, default: ${quoted(value)}, fate: '${fate}'${reason} },`;
    });
  return file([
    '/** What becomes of an option of the legacy driver. */',
    'export interface LegacyOption {',
    '  /** Its path in the options of a client; those of one request stand under `queryOptions`. */',
    '  readonly name: string;',
    '  readonly default: string;',
    '  /** `no-op`: without effect, which does no harm. `rejected`: refused unless it has its default. */',
    "  readonly fate: 'core' | 'binding' | 'no-op' | 'rejected';",
    '  /** Why it is without effect or refused. */',
    '  readonly why?: string;',
    '}',
    '',
    'export const legacyOptions: readonly LegacyOption[] = [',
    ...rows,
    '];',
  ]);
}

/** What users read about their options, before and beside the code. */
function nodeOptions(schema: Schema): string {
  return optionsPage(schema, 'node', [
    '# Options of the Node.js driver',
    '',
    'Every option of `cassandra-driver` 4.10, its default, and what becomes of it. Options under `queryOptions` can also be given with a request.',
    'An option that is refused makes the constructor or the request throw a `NotSupportedError` that names it; one without effect is logged when',
    'the client connects, unless it has its default.',
  ]);
}

function file(lines: readonly string[]): string {
  return `${stamp}\n\n${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
