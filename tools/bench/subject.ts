import { access, copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.js';
import { nodeTools, pythonDriver, pythonTools } from '../legacy/install.js';
import { buildAll } from '../build.js';
import { repositoryRoot } from '../root.js';
import { run } from '../shell.js';
import { cargoBuild, releaseDirectory } from './build.js';
import { type Plan, wordsOf } from './plan.js';
import type { Language, Workload } from './workloads.js';

/** A driver that is measured: how a client is started on it. */
export interface Subject {
  /** `ours`, or the name and version of another driver. */
  readonly name: string;
  command(plan: Plan): Command;
  /** Why it cannot do a workload; nothing when it can. */
  cannot?(workload: Workload): string | undefined;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface SubjectOptions {
  readonly signal: AbortSignal;
  /** Whether ours are built first; without it, what was built last is measured. */
  readonly build: boolean;
  /** The directory of a legacy `libcassandra.so.2`. */
  readonly cLibrary: string | undefined;
}

export const client = (path: string): string => fileURLToPath(new URL(`clients/${path}`, import.meta.url));

const makers: Readonly<Record<Language, (options: SubjectOptions) => Promise<Subject>>> = {
  node: ourNode,
  python: ourPython,
  c: ourC,
  cpp: ourCpp,
  rust: ourRust,
};

/** Our driver of a language, built for release. */
export const ours = (language: Language, options: SubjectOptions): Promise<Subject> =>
  makers[language](options);

/** What ours is compared with. C++ has no legacy driver of its own, so it is compared with C's. */
export async function legacy(language: Language, options: SubjectOptions): Promise<Subject> {
  if (language === 'node') return legacyNode();
  if (language === 'python') return legacyPython();
  if (language === 'rust') return crateAlone(options);
  return legacyC(options);
}

export const node = (name: string, driver: string, env: Record<string, string> = {}): Subject => ({
  name,
  command: (plan) => ({
    file: process.execPath,
    args: [client('node/client.mjs'), driver, JSON.stringify(plan)],
    env,
  }),
});

async function ourNode({ build, signal }: SubjectOptions): Promise<Subject> {
  if (build) {
    await buildAll({ projects: ['@unicql/cassandra-driver'], tests: false, signal });
    await cargoBuild(['unicql-node'], signal);
  }
  const release = await releaseDirectory();
  // Node loads a native library by the end of its name.
  const library = join(release, 'unicql.node');
  await copyFile(join(release, 'libunicql_node.so'), library);
  const driver = join(repositoryRoot, 'bindings', 'node');
  return node('ours', driver, { NAPI_RS_NATIVE_LIBRARY_PATH: library });
}

async function legacyNode(): Promise<Subject> {
  const driver = join(await nodeTools(), 'node_modules', 'cassandra-driver');
  return node('cassandra-driver 4.10.0', driver);
}

async function python(name: string, driver: string): Promise<Subject> {
  const file = join(await pythonTools(), 'bin', 'python');
  return {
    name,
    command: (plan) => ({
      file,
      args: [client('python/client.py'), JSON.stringify(plan)],
      env: { PYTHONPATH: driver, PYTHONDONTWRITEBYTECODE: '1' },
    }),
  };
}

async function ourPython({ build, signal }: SubjectOptions): Promise<Subject> {
  if (build) await cargoBuild(['unicql-python'], signal);
  const release = await releaseDirectory();
  const driver = join(release, 'python');
  await rm(driver, { recursive: true, force: true });
  await mkdir(driver, { recursive: true });
  const isSource = (path: string): boolean => !/\.so$|__pycache__$/.test(path);
  const packages = join(repositoryRoot, 'bindings', 'python', 'cassandra');
  await cp(packages, join(driver, 'cassandra'), { recursive: true, filter: isSource });
  await copyFile(join(release, 'lib_native.so'), join(driver, 'cassandra', '_native.abi3.so'));
  return python('ours', driver);
}

const legacyPython = async (): Promise<Subject> =>
  python('cassandra-driver 3.29.2', await pythonDriver('cassandra-driver 3.29.2'));

const cmakeOptions = ['-DCMAKE_BUILD_TYPE=Release', '-DCASS_BUILD_TESTS=OFF', '-DCASS_BUILD_STATIC=OFF'];

async function ourC(options: SubjectOptions): Promise<Subject> {
  return c('ours', await cmake('c', cmakeOptions, options), options.signal);
}

async function legacyC({ cLibrary, signal }: SubjectOptions): Promise<Subject> {
  if (!cLibrary) {
    throw new Failure('usage', 'the legacy C driver is in no registry, so nothing says where it is', {
      hint: 'name the directory of its libcassandra.so.2 with --c-library, or say --against none',
    });
  }
  await access(join(cLibrary, 'libcassandra.so.2')).catch(() => {
    throw new Failure('usage', `there is no libcassandra.so.2 in ${cLibrary}`);
  });
  return c('cpp-driver 2.17.1', cLibrary, signal);
}

/** The same program, built against our header, on either library: the binary interface is the same. */
async function c(name: string, library: string, signal: AbortSignal): Promise<Subject> {
  const file = join(await releaseDirectory(), `bench-c-${name === 'ours' ? 'ours' : 'legacy'}`);
  const include = join(repositoryRoot, 'bindings', 'c', 'include');
  const sources = ['main', 'load', 'client', 'columns', 'plan'].map((source) => client(`c/${source}.c`));
  const args = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', `-I${include}`, '-o', file, ...sources];
  await run('cc', [...args, `-L${library}`, '-l:libcassandra.so.2', '-lm', '-lpthread'], { signal });
  return {
    name,
    command: (plan) => ({ file, args: wordsOf(plan), env: { LD_LIBRARY_PATH: library } }),
  };
}

async function ourCpp(options: SubjectOptions): Promise<Subject> {
  const source = join(repositoryRoot, 'bindings', 'cpp');
  const directory = await cmake('cpp', ['-DCMAKE_BUILD_TYPE=Release', `-DUNICQL_SOURCE=${source}`], options);
  return {
    name: 'ours',
    command: (plan) => ({ file: join(directory, 'bench-cpp'), args: wordsOf(plan), env: {} }),
  };
}

/** Builds with CMake and returns where it did: the C library itself, or the C++ client with its library. */
async function cmake(
  language: 'c' | 'cpp',
  settings: readonly string[],
  { build, signal }: SubjectOptions,
): Promise<string> {
  const source = language === 'c' ? join(repositoryRoot, 'bindings', 'c') : client('cpp');
  const directory = join(await releaseDirectory(), 'bench', language);
  if (!build) return directory;
  await run('cmake', ['-S', source, '-B', directory, ...settings], { signal });
  await run('cmake', ['--build', directory, '--parallel'], { signal });
  return directory;
}

async function ourRust(options: SubjectOptions): Promise<Subject> {
  return rust('ours', 'core', options);
}

/** What any driver on the scylla crate costs at least. */
export const crateAlone = (options: SubjectOptions): Promise<Subject> =>
  rust('scylla crate', 'scylla', options);

async function rust(
  name: string,
  engine: 'core' | 'scylla',
  { build, signal }: SubjectOptions,
): Promise<Subject> {
  if (build) await cargoBuild(['unicql-bench'], signal);
  const file = join(await releaseDirectory(), 'unicql-bench');
  return { name, command: (plan) => ({ file, args: [engine, JSON.stringify(plan)], env: {} }) };
}
