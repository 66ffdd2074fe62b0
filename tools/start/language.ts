import { join } from 'node:path';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';

export const languageNames = ['node', 'python', 'c', 'cpp'] as const;

export type LanguageName = (typeof languageNames)[number];

/** How the program of a language is built and run; every path is relative to the root of the repository. */
export interface Language {
  readonly name: LanguageName;
  /** The package whose build the program needs. */
  readonly project: string;
  readonly command: readonly [string, ...string[]];
  /** The CMake project of a compiled program. */
  readonly cmake?: string;
}

const languages: Readonly<Record<LanguageName, Language>> = {
  node: {
    name: 'node',
    project: '@unicql/cassandra-driver',
    command: [process.execPath, join('examples', 'node', 'flights')],
  },
  python: {
    name: 'python',
    project: '@unicql/bindings-python',
    command: [join(repositoryRoot, '.venv', 'bin', 'python'), join('examples', 'python', 'flights')],
  },
  c: {
    name: 'c',
    project: '@unicql/bindings-c',
    command: [join(repositoryRoot, 'examples', 'c', 'build', 'flights')],
    cmake: join('examples', 'c'),
  },
  cpp: {
    name: 'cpp',
    project: '@unicql/bindings-cpp',
    command: [join(repositoryRoot, 'examples', 'cpp', 'build', 'flights')],
    cmake: join('examples', 'cpp'),
  },
};

/** The languages of a comma list, in the order of the list. */
export function parseLanguages(text: string): Language[] {
  const names = text.split(',');
  const unknown = names.find((name) => !languageNames.some((known) => known === name));
  if (unknown !== undefined) {
    throw new Failure('usage', `'${unknown}' in --languages is none of ${languageNames.join(', ')}`);
  }
  if (new Set(names).size < names.length) {
    throw new Failure('usage', `--languages ${text} names a language twice`);
  }
  return names.map((name) => languages[name as LanguageName]);
}
