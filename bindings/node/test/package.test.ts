import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { variable } from './cluster.js';

const run = promisify(execFile);
const binding = join(__dirname, '..');
const examples = join(binding, '..', '..', 'examples', 'node');
const environment = { ...process.env, UNICQL_CONTACT_POINTS: variable('UNICQL_CONTACT_POINTS') };

let project: string;

/** Packs a package as it would be published, and returns where the tarball is. */
async function pack(directory: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const { stdout } = await run('npm', args, { cwd: directory });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(project, filename);
}

/** Makes the package that carries the native part for this platform, as a release does. */
async function makePlatform(): Promise<{ name: string; directory: string }> {
  const native = (await readdir(binding)).find((name) => name.endsWith('.node'));
  if (!native) throw new Error('build the binding first');
  const { name: driver, version } = JSON.parse(await readFile(join(binding, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const name = `${driver}-${native.split('.')[1]}`;
  const directory = join(project, 'platform');
  await mkdir(directory);
  await copyFile(join(binding, native), join(directory, native));
  const manifest = { name, version, main: native, files: [native] };
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
  return { name, directory };
}

/** Runs a file or a text of the project. */
async function node(...args: string[]): Promise<string> {
  const { stdout } = await run('node', args, { cwd: project, env: environment });
  return stdout.trim();
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'unicql-package-'));
  const platform = await makePlatform();
  // A library that asks for the legacy driver by its version.
  const library = { name: 'library', version: '1.0.0', dependencies: { 'cassandra-driver': '^4.8.0' } };
  await mkdir(join(project, 'library'));
  await writeFile(join(project, 'library', 'package.json'), JSON.stringify(library));
  const long = join(dirname(require.resolve('long')), '..');
  const manifest = {
    name: 'empty',
    private: true,
    dependencies: {
      // A tarball under another name is what `npm install cassandra-driver@npm:…` makes, without a registry.
      'cassandra-driver': `file:${await pack(binding)}`,
      [platform.name]: `file:${platform.directory}`,
      library: `file:${await pack(join(project, 'library'))}`,
      long: `file:${await pack(long)}`,
    },
    overrides: { long: '$long' },
  };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true }));

describe('the package, installed under the name of the legacy driver into an empty project', () => {
  test('runs the quick start', async () => {
    await copyFile(join(examples, 'quickstart.js'), join(project, 'quickstart.js'));
    expect(await node('quickstart.js')).toBe('Hello from Node');
  });

  test('is found by ES modules, whole and by name', async () => {
    const source = `import driver, { Client, types } from 'cassandra-driver';
      console.log(driver.Client === Client, driver.types.Uuid === types.Uuid);`;
    expect(await node('--input-type=module', '--eval', source)).toBe('true true');
  });

  test('answers to the paths that agents patch', async () => {
    const source = `console.log(require('cassandra-driver/lib/client') === require('cassandra-driver').Client,
      typeof require('cassandra-driver/lib/mapping/mapper'))`;
    expect(await node('--eval', source)).toBe('true function');
  });

  test('has the version of the legacy API, which agents and libraries ask for', async () => {
    const source = `const { version } = require('cassandra-driver/package.json');
      console.log(version === require('cassandra-driver').version, version);`;
    const [isExported, version] = (await node('--eval', source)).split(' ');
    expect(isExported).toBe('true');
    // The range of tracing agents is `>=4.4.0 <5`, which takes no prereleases.
    expect(version).toMatch(/^4\.\d+\.\d+$/);
    expect(Number(version!.split('.')[1])).toBeGreaterThanOrEqual(10);
  });

  // Without an override: a version outside of the range of the library would be asked of the registry.
  test('is what a library gets that asks for the legacy driver', async () => {
    const source = `const load = require('node:module').createRequire(require.resolve('library/package.json'));
      console.log(load('cassandra-driver') === require('cassandra-driver'));`;
    expect(await node('--eval', source)).toBe('true');
  });

  test('brings neither sources nor tests', async () => {
    const files = await readdir(join(project, 'node_modules', 'cassandra-driver'), { recursive: true });
    expect(files.filter((file) => /(?<!\.d)\.ts$|\.test\.|^src|\.rs$/.test(file))).toEqual([]);
  });
});
