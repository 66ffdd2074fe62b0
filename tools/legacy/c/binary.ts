import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../../failure.js';
import { repositoryRoot } from '../../root.js';
import { capture, tail } from '../../shell.js';
import type { Driver } from '../adapter.js';
import { ensureShim } from './shim.js';
import { isOfDriver, type Symbols, symbolsOf } from './symbols.js';

/** The suite of C, which is a program that was built elsewhere, and what to start it with. */
export interface TestBinary {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Its tests, as `case > test`. */
  readonly tests: readonly string[];
}

export interface BinaryOptions {
  readonly binary?: string;
  readonly library?: string;
  readonly driver: Driver;
  /** The legacy driver that the suite is of, for instance `libcassandra 2.17.1`. */
  readonly legacy: string;
}

/** These make the program neither start nor remove a cluster by itself. */
export const quietly = ['--keep-clusters', '--category=cassandra'];

/** Finds a binary fit to run on the library that is meant, or says why it is not. */
export async function openBinary(options: BinaryOptions): Promise<TestBinary> {
  if (options.binary === undefined) {
    throw new Failure('usage', 'the C suite is a program that is built elsewhere: name it with --binary', {
      hint: 'it is cassandra-integration-tests of the legacy driver’s own build',
    });
  }
  const file = resolve(options.binary);
  await checkExecutable(file);
  const directory = await libraryDirectory(options);
  const library = join(directory, 'libcassandra.so.2');
  const [needs, offers] = [await symbolsOf(file), await symbolsOf(library)];
  if (![...needs.needed].some((name) => name.startsWith('cass_'))) {
    throw new Failure('usage', `${file} does not use libcassandra: it is not the suite of ${options.legacy}`);
  }
  const shim = options.driver === 'ours' ? await ensureShim(needs, offers) : complete(library, needs, offers);
  // Preloaded, the library is found before one that the binary was built to look for.
  const environment = { LD_PRELOAD: [...shim, library].join(':'), LD_LIBRARY_PATH: directory };
  await checkVersion(file, environment, options.legacy);
  return { file, environment, tests: await listTests(file, environment) };
}

async function checkExecutable(file: string): Promise<void> {
  const may = (mode: number): Promise<boolean> =>
    access(file, mode).then(
      () => true,
      () => false,
    );
  if (!(await may(constants.F_OK))) throw new Failure('usage', `there is no test binary ${file}`);
  if (!(await may(constants.X_OK))) throw new Failure('usage', `${file} is not executable`);
}

async function libraryDirectory({ library, driver }: BinaryOptions): Promise<string> {
  if (library === undefined && driver === 'legacy') {
    throw new Failure('usage', 'name the directory of the legacy libcassandra.so.2 with --library');
  }
  const directory = library === undefined ? join(repositoryRoot, 'bindings', 'c', 'build') : resolve(library);
  const there = await access(join(directory, 'libcassandra.so.2')).then(
    () => true,
    () => false,
  );
  if (there) return directory;
  if (library !== undefined) throw new Failure('usage', `there is no libcassandra.so.2 in ${directory}`);
  throw new Failure('machine', 'the C driver is not built', { hint: 'run `npm run build`' });
}

/** The legacy library has everything that its suite needs, or it is not the one. */
function complete(library: string, needs: Symbols, offers: Symbols): string[] {
  const missing = [...needs.needed].filter((name) => isOfDriver(name) && !offers.defined.has(name)).sort();
  if (missing.length === 0) return [];
  throw new Failure(
    'usage',
    `${library} lacks ${missing.length} symbols of the binary, first ${missing[0]}`,
    {
      hint: 'a baseline is taken on the legacy library of the same version',
    },
  );
}

/** Runs the program where what it writes does not stay. */
async function ask(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'unicql-legacy-c-'));
  try {
    const { exitCode, stdout, stderr } = await capture(file, args, { cwd, env });
    if (exitCode === 0) return stdout;
    throw new Failure('usage', `${file} does not start: ${tail(stderr || stdout, 1)}`);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function checkVersion(
  file: string,
  env: Readonly<Record<string, string>>,
  legacy: string,
): Promise<void> {
  const said = await ask(file, [...quietly, '--gtest_filter=-*'], env);
  const version = /^ {2}v(\d\S*)$/m.exec(said)?.[1];
  const wanted = legacy.split(' ').at(-1);
  if (version === wanted) return;
  const actual = version === undefined ? 'another program' : `the suite of ${version}`;
  throw new Failure('usage', `${file} is ${actual}, not the suite of ${legacy}`);
}

async function listTests(file: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  return parseTests(await ask(file, [...quietly, '--gtest_list_tests'], env));
}

/** The tests in a list of the framework: a line for each case, and an indented one for each test in it. */
export function parseTests(list: string): string[] {
  const tests: string[] = [];
  let current: string | undefined;
  for (const line of list.split('\n')) {
    const [, inCase, test, name] = /^(?:(\S+)\.(?:\s.*)?|( +)(\S+).*)$/.exec(line) ?? [];
    if (inCase !== undefined) current = inCase;
    else if (test !== undefined && current !== undefined) tests.push(`${current} > ${name}`);
  }
  return tests;
}
