import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure.js';
import { repositoryRoot } from '../../root.js';
import { run, runs } from '../../shell.js';
import { install } from '../install.js';
import { isData, isOfDriver, type Symbols, symbolsOf } from './symbols.js';

const sources = join(repositoryRoot, 'tests', 'legacy', 'c');
const options = ['-std=c++17', '-O1', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared'];

/** The libraries that make the binary load on ours, in the order to preload them. */
export async function ensureShim(binary: Symbols, library: Symbols): Promise<string[]> {
  if (!(await runs('c++'))) {
    throw new Failure('machine', 'the C suite needs a C++ compiler for its shim, and there is none', {
      hint: 'run `unicql-dev doctor --install`',
    });
  }
  const shim = await compiled('c-shim', await sourceFiles());
  const { defined } = await symbolsOf(shim);
  const missing = [...binary.needed]
    .filter((name) => isOfDriver(name) && !library.defined.has(name) && !defined.has(name))
    .sort();
  const data = missing.filter(isData);
  if (data.length > 0) {
    throw new Failure('usage', `the binary needs ${data[0]}, which tests/legacy/c does not have`, {
      hint: 'is it of another version of the suite?',
    });
  }
  return missing.length === 0
    ? [shim]
    : [shim, await compiled('c-absent', { 'absent.cpp': absent(missing) })];
}

async function sourceFiles(): Promise<Record<string, string>> {
  const names = (await readdir(sources)).filter((name) => /\.[ch]pp$/.test(name)).sort();
  const entries = names.map(async (name) => [name, await readFile(join(sources, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** A function for each that the library does not have: it ends the test that calls it and no other. */
export function absent(names: readonly string[]): string {
  const functions = names.map((name, index) => {
    // What could not be made need not be freed.
    const end = name.endsWith('_free') ? '' : `if (legacy_tests_run) legacy_unavailable("${name}"); `;
    return `extern "C" Nothing absent_${index}() __asm__("${name}");\nNothing absent_${index}() { ${end}return {}; }`;
  });
  const head = [
    'extern bool legacy_tests_run;',
    '[[noreturn]] void legacy_unavailable(const char* symbol);',
    '/// As large as what any of the functions returns in registers.',
    'struct Nothing { long first = 0; long second = 0; };',
  ];
  return [...head, ...functions, ''].join('\n');
}

async function compiled(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([options, files]))
    .digest('hex')
    .slice(0, 12);
  const directory = await install(`${name}-${key}`, async (draft) => {
    for (const [file, text] of Object.entries(files)) await writeFile(join(draft, file), text);
    const units = Object.keys(files).filter((file) => file.endsWith('.cpp'));
    await run('c++', [...options, '-o', `lib${name}.so`, ...units], { cwd: draft, kind: 'unexpected' });
  });
  return join(directory, `lib${name}.so`);
}
