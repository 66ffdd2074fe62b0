import { resolve } from 'node:path';
import { languageNames, type LanguageName } from './case.js';

export type Capability = 'warnings' | 'tracing_id' | 'applied' | 'column_types' | 'attempts';

/** How a language is started, and which optional fields its public API can give. */
export interface Language {
  readonly name: LanguageName;
  /** The file that a build makes or that is in the tree. */
  readonly program: string;
  readonly command: readonly string[];
  /** Capabilities that the API lacks, with the reason. */
  readonly lacks: Partial<Readonly<Record<Capability, string>>>;
  /** Fields of errors that the API lacks, with the reason. */
  readonly lacksFields: Readonly<Record<string, string>>;
}

export const capabilities: readonly Capability[] = [
  'warnings',
  'tracing_id',
  'applied',
  'column_types',
  'attempts',
];

const root = resolve(import.meta.dirname, '../..');
const adapters = resolve(import.meta.dirname, 'adapters');

const builtIn: Record<LanguageName, readonly string[]> = {
  node: [process.execPath, resolve(adapters, 'node.mjs')],
  python: [resolve(root, '.venv/bin/python'), resolve(adapters, 'python.py')],
  c: [resolve(root, 'bindings/c/build/conformance_c')],
  cpp: [resolve(root, 'bindings/cpp/build/conformance_cpp')],
};

const lacks: Record<LanguageName, Language['lacks']> = {
  node: {},
  python: {},
  c: {
    warnings: 'cassandra.h has no function that returns the warnings of a result',
    applied: 'cassandra.h has no function for it; a program reads the column [applied]',
    attempts: 'cassandra.h reports one error code and one message for a request, not one for each host',
  },
  cpp: {},
};

const lacksFields: Record<LanguageName, Language['lacksFields']> = { node: {}, python: {}, c: {}, cpp: {} };

/** The languages to test, in table order; each hands over to the one after it. */
export function selectedLanguages(environment: NodeJS.ProcessEnv = process.env): Language[] {
  const wanted = environment.UNICQL_CONFORMANCE_LANGUAGES?.split(',').map((name) => name.trim());
  const unknown = wanted?.filter((name) => !languageNames.includes(name as LanguageName));
  if (unknown?.length) throw new Error(`UNICQL_CONFORMANCE_LANGUAGES names ${unknown.join(', ')}`);
  return languageNames
    .filter((name) => wanted?.includes(name) ?? true)
    .map((name) => language(name, environment[`UNICQL_CONFORMANCE_${name.toUpperCase()}`]));
}

function language(name: LanguageName, replacement: string | undefined): Language {
  const command = replacement?.split(' ') ?? builtIn[name];
  return { name, command, program: command.at(-1) ?? '', lacks: lacks[name], lacksFields: lacksFields[name] };
}
