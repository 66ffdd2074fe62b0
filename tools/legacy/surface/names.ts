import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import { repositoryRoot } from '../../root.js';
import { run } from '../../shell.js';
import { nodeTools, pythonDriver, pythonTools } from '../install.js';
import { readSuites, type Language } from '../suites.js';
import { exportedFunctions, namesOfHeaders } from './c-names.js';
import { optionNames } from './option-names.js';

/** Exported by the legacy library, and in none of its headers. */
const undeclared = ['cass_collection_append_null'];

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Every public name of a legacy package, as `module > name`. The C headers come from a checkout. */
export async function legacyNames(language: Language, source: string | undefined): Promise<string[]> {
  if (language === 'node') return legacyNode();
  if (language === 'python') return legacyPython();
  if (source === undefined) {
    throw new Failure('usage', 'the legacy C headers are in no package: name a checkout with --source');
  }
  const { functions, others } = await namesOfHeaders(
    ['cassandra.h', 'dse.h'].map((header) => join(source, 'include', header)),
  );
  return [...[...functions, ...undeclared].map((name) => `functions > ${name}`), ...others];
}

/** The public names that our build has, whether the legacy package knows them or not. */
export async function ourNames(language: Language): Promise<ReadonlySet<string>> {
  if (language === 'node') return ourNode();
  if (language === 'python') return ourPython();
  return ourC();
}

async function nodeNames(from: string, name: string, whose: 'own' | 'inherited'): Promise<string[]> {
  const hint = 'run `npm run build`';
  const text = await run(process.execPath, [here('node.mjs'), from, name, whose], { kind: 'machine', hint });
  return z.array(z.string()).parse(JSON.parse(text));
}

async function legacyNode(): Promise<string[]> {
  const tools = await nodeTools();
  const names = await nodeNames(join(tools, 'package.json'), 'cassandra-driver', 'own');
  const options = optionNames(join(tools, 'node_modules', 'cassandra-driver', 'index.d.ts'));
  return [...names, ...options.map((option) => `(options) > ${option}`)];
}

const optionTable = z.object({
  legacy_options: z.array(z.object({ language: z.string(), name: z.string(), fate: z.string() })),
});

async function ourNode(): Promise<Set<string>> {
  const names = await nodeNames(
    join(repositoryRoot, 'package.json'),
    '@unicql/cassandra-driver',
    'inherited',
  );
  const schema = await readFile(join(repositoryRoot, 'core', 'schema.json'), 'utf8');
  const options = optionTable
    .parse(JSON.parse(schema))
    .legacy_options.filter(({ language, fate }) => language === 'node' && fate !== 'rejected')
    .flatMap(({ name }) => withParents(name))
    .map((name) => `(options) > ${name}`);
  return new Set([...names, ...options]);
}

/** `a.b.c` with what it lies in: who honours an option of a group has the group. */
function withParents(name: string): string[] {
  const parts = name.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

const pythonNames = z.object({ names: z.array(z.string()) });

async function namesInPython(python: string, path: string | undefined, whose: string): Promise<string[]> {
  const text = await run(python, [here('python_names.py'), whose], {
    kind: 'machine',
    hint: 'run `npm run build`',
    env: { PYTHONDONTWRITEBYTECODE: '1', ...(path === undefined ? {} : { PYTHONPATH: path }) },
  });
  return pythonNames.parse(JSON.parse(text)).names;
}

/** The wheel's modules as source: compiled ones do not tell their parameters. */
async function legacyPython(): Promise<string[]> {
  const { python } = await readSuites();
  const driver = await pythonDriver(python.driver, 'source');
  return namesInPython(join(await pythonTools(), 'bin', 'python'), driver, 'own');
}

async function ourPython(): Promise<Set<string>> {
  const python = join(repositoryRoot, '.venv', 'bin', 'python');
  return new Set(await namesInPython(python, join(repositoryRoot, 'bindings', 'python'), 'inherited'));
}

async function ourC(): Promise<Set<string>> {
  const directory = join(repositoryRoot, 'bindings', 'c');
  const library = join(directory, 'build', 'libcassandra.so');
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  if (!(await exists(library))) {
    throw new Failure('machine', 'the C driver is not built', { hint: 'run `npm run build`' });
  }
  const headers = ['cassandra.h', 'dse.h'].map((header) => join(directory, 'include', header));
  const there = await Promise.all(headers.map(exists));
  const { functions, others } = await namesOfHeaders(headers.filter((_, index) => there[index]));
  const exported = await exportedFunctions(library);
  // A declared function that the library lacks is a link error, so it does not count.
  const callable = [...functions, ...undeclared]
    .filter((name) => exported.has(name))
    .map((name) => `functions > ${name}`);
  return new Set([...callable, ...others]);
}
