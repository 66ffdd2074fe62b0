import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../shell.js';

/** What a C program can name: functions, constants with their values, macros, types and the sizes of structs. */
export interface CNames {
  readonly functions: readonly string[];
  readonly others: readonly string[];
}

/** Reads headers as the compiler sees them, so that constants made by macros count too. */
export async function namesOfHeaders(headers: readonly string[]): Promise<CNames> {
  const includes = headers.map((header) => `#include "${header}"\n`).join('');
  // A header may include another of them as its users do, with angle brackets.
  const search = [...new Set(headers.map(dirname))].flatMap((directory) => ['-I', directory]);
  const macros = (await Promise.all(headers.map(macrosOf))).flat();
  const directory = await mkdtemp(join(tmpdir(), 'unicql-surface-'));
  try {
    await writeFile(join(directory, 'all.c'), includes);
    const text = await run('cc', [...search, '-E', '-P', join(directory, 'all.c')]);
    const functions = matches(text, /\b((?:cass|dse)_\w+)\s*\(/g).filter((name) => !name.endsWith('_t'));
    const constants = matches(text, /\b((?:CASS|DSE)_[A-Z0-9_]+)\b/g);
    const structs = matches(text, /\}\s*((?:Cass|Dse)\w+)\s*;/g);
    const types = matches(text, /\btypedef\s+[^;{}]*?\b((?:Cass|Dse)\w+|cass_\w+_t)\s*;/g);
    const values = await valuesOf(directory, includes, search, constants, structs);
    return {
      functions,
      others: [
        ...values,
        ...macros.map((name) => `macros > ${name}`),
        ...types.map((name) => `types > ${name}`),
      ].sort(),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

async function macrosOf(header: string): Promise<string[]> {
  const text = await readFile(header, 'utf8');
  return matches(text, /^\s*#\s*define\s+((?:CASS|DSE)_\w+)/gm).filter(
    (name) => !/_INCLUDED(_|$)/.test(name),
  );
}

/** Lets the compiler say what each constant is and how large each struct. */
async function valuesOf(
  directory: string,
  includes: string,
  search: readonly string[],
  constants: readonly string[],
  structs: readonly string[],
): Promise<string[]> {
  const lines = [
    ...constants.map((name) => `printf("constants > ${name} = %lld\\n", (long long)${name});`),
    ...structs.map((name) => `printf("structs > ${name}: %zu bytes\\n", sizeof(${name}));`),
  ];
  const program = `#include <stdio.h>\n${includes}int main(void) {\n${lines.join('\n')}\nreturn 0;\n}\n`;
  await writeFile(join(directory, 'values.c'), program);
  await run('cc', [...search, '-w', '-o', join(directory, 'values'), join(directory, 'values.c')]);
  const printed = await run(join(directory, 'values'), []);
  return printed.split('\n').filter((line) => line !== '');
}

/** The functions that a shared library lets a program call. */
export async function exportedFunctions(library: string): Promise<Set<string>> {
  const listed = await run('nm', ['-D', '--defined-only', library]);
  return new Set(matches(listed, /\b[TW] ((?:cass|dse)_\w+)$/gm));
}
