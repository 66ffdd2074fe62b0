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

/** Makes the packages as a release does: the driver, and one with the native part for each platform. */
async function release(): Promise<{ driver: string; platforms: Record<string, string> }> {
  const native = (await readdir(binding)).find((name) => name.endsWith('.node'));
  if (!native) throw new Error('build the binding first');
  await run('tar', ['-xzf', await pack(binding)], { cwd: project });
  const staged = join(project, 'package');
  const cli = (...args: string[]) => run('npx', ['napi', ...args, '--cwd', staged], { cwd: binding });
  await cli('create-npm-dirs');
  const platforms: Record<string, string> = {};
  for (const platform of await readdir(join(staged, 'npm'))) {
    const directory = join(staged, 'npm', platform);
    const addon = join(directory, `unicql.${platform}.node`);
    // The other machines of a release build the others.
    if (addon.endsWith(native)) await copyFile(join(binding, native), addon);
    else await writeFile(addon, 'for another platform');
    const { name } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as { name: string };
    platforms[name] = `file:${await pack(directory)}`;
  }
  await cli('pre-publish', '--tag-style', 'npm', '--skip-optional-publish', '--no-gh-release');
  return { driver: `file:${await pack(staged)}`, platforms };
}

/** Runs a file or a text of the project. */
async function node(...args: string[]): Promise<string> {
  const { stdout } = await run('node', args, { cwd: project, env: environment });
  return stdout.trim();
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'unicql-package-'));
  const { driver, platforms } = await release();
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
      'cassandra-driver': driver,
      library: `file:${await pack(join(project, 'library'))}`,
      long: `file:${await pack(long)}`,
    },
    overrides: { long: '$long', ...platforms },
  };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: project });
}, 180_000);
afterAll(() => rm(project, { recursive: true }));

describe('the package, installed under the name of the legacy driver into an empty project', () => {
  test('runs the quick start', async () => {
    await copyFile(join(examples, 'quickstart.js'), join(project, 'quickstart.js'));
    expect(await node('quickstart.js')).toBe('Hello from Node');
  });

  test('brings the native part for this platform alone', async () => {
    const installed = await readdir(join(project, 'node_modules', '@unicql'));
    expect(installed.filter((name) => name.startsWith('cassandra-driver-'))).toEqual([
      expect.stringContaining(`cassandra-driver-${process.platform}-${process.arch}`),
    ]);
    const source = "console.log(require.resolve('@unicql/' + process.argv[1]))";
    expect(await node('--eval', source, installed[0]!)).toMatch(/\.node$/);
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
