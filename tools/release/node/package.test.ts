import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../root.js';
import { run } from '../../shell.js';
import { addonOf, bindingRoot, readBinding } from './manifest.js';
import { packNode } from './pack.js';
import { readPackages } from './packages.js';
import { alias, Project } from './project.js';
import { publishNode } from './publish.js';
import { LoopbackRegistry } from './registry.js';

const binding = await readBinding();
const quickstart = join(repositoryRoot, 'examples', 'node', 'quickstart.js');
const here = `${binding.name}-${process.platform}-${process.arch}`;

let scratch: string;

/** Writes a file for each addon of a release; the other machines of a release build the others. */
async function writeAddons(directory: string): Promise<void> {
  await mkdir(directory);
  for (const target of binding.napi.targets) {
    await writeFile(join(directory, addonOf(binding, target)), `for ${target}`);
  }
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'unicql-package-'));
});
afterAll(() => rm(scratch, { recursive: true }));

describe('the package, installed under the name of the legacy driver into an empty project', () => {
  let project: Project;

  beforeAll(async () => {
    const built = (await readdir(bindingRoot)).find((name) => name.endsWith('.node'));
    if (!built) throw new Error('build the binding first');
    const addons = join(scratch, 'built-addons');
    await writeAddons(addons);
    await copyFile(join(bindingRoot, built), join(addons, built));
    // What is for debuggers would take npm a minute to pack and unpack.
    await run('strip', ['-S', join(addons, built)]);
    const output = join(scratch, 'built');
    await packNode({ addons, output });
    project = await Project.create(output);
    // A library that asks for the legacy driver by its version.
    const library = { name: 'library', version: '1.0.0', dependencies: { 'cassandra-driver': '^4.8.0' } };
    await mkdir(join(scratch, 'library'));
    await writeFile(join(scratch, 'library', 'package.json'), JSON.stringify(library));
    await project.offer(join(scratch, 'library'));
    await project.install(alias);
    await project.install('library');
  });
  afterAll(() => project.remove());

  test('runs the quick start', async () => {
    const contactPoints = process.env['UNICQL_CONTACT_POINTS'];
    if (!contactPoints) throw new Error('run it through `npm test`, or set UNICQL_CONTACT_POINTS');
    await copyFile(quickstart, join(project.directory, 'quickstart.js'));
    expect(await project.node(['quickstart.js'], { UNICQL_CONTACT_POINTS: contactPoints })).toBe(
      'Hello from Node',
    );
  });

  test('brings the native part for this platform alone', async () => {
    const installed = await readdir(join(project.directory, 'node_modules', '@unicql'));
    expect(installed.map((name) => `@unicql/${name}`)).toEqual([expect.stringContaining(here)]);
    const source = "console.log(require.resolve('@unicql/' + process.argv[1]))";
    expect(await project.node(['--eval', source, installed[0]!])).toMatch(/\.node$/);
  });

  test('is found by ES modules, whole and by name', async () => {
    const source = `import driver, { Client, types } from 'cassandra-driver';
      console.log(driver.Client === Client, driver.types.Uuid === types.Uuid);`;
    expect(await project.node(['--input-type=module', '--eval', source])).toBe('true true');
  });

  test('answers to the paths that agents patch', async () => {
    const source = `console.log(require('cassandra-driver/lib/client') === require('cassandra-driver').Client,
      typeof require('cassandra-driver/lib/mapping/mapper'))`;
    expect(await project.node(['--eval', source])).toBe('true function');
  });

  test('has the version of the legacy API, which agents and libraries ask for', async () => {
    const source = `const { version } = require('cassandra-driver/package.json');
      console.log(version === require('cassandra-driver').version, version);`;
    const [isExported, version] = (await project.node(['--eval', source])).split(' ');
    expect(isExported).toBe('true');
    // The range of tracing agents is `>=4.4.0 <5`, which takes no prereleases.
    expect(version).toMatch(/^4\.\d+\.\d+$/);
    expect(Number(version!.split('.')[1])).toBeGreaterThanOrEqual(10);
  });

  // A version outside of the range of the library would be asked of the registry, which has no legacy driver.
  test('is what a library gets that asks for the legacy driver', async () => {
    const source = `const load = require('node:module').createRequire(require.resolve('library/package.json'));
      console.log(load('cassandra-driver') === require('cassandra-driver'));`;
    expect(await project.node(['--eval', source])).toBe('true');
  });

  test('brings its licence, and neither sources nor tests nor scripts', async () => {
    const installed = join(project.directory, 'node_modules', 'cassandra-driver');
    const files = await readdir(installed, { recursive: true });
    expect(files.filter((file) => /(?<!\.d)\.ts$|\.test\.|^src|\.rs$|\.node$/.test(file))).toEqual([]);
    expect(files).toContain('LICENSE');
    const manifest: unknown = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('private');
  });
});

describe('the tarballs of a release', () => {
  let addons: string;
  let packages: string;
  let few: string;

  beforeAll(async () => {
    few = join(scratch, 'few');
    addons = join(scratch, 'addons');
    packages = join(scratch, 'packages');
    await writeAddons(addons);
    await packNode({ addons, output: packages });
  });

  test('are the driver and one for each platform, all of one version', async () => {
    const { driver, platforms } = await readPackages(packages);
    expect(platforms.map(({ manifest }) => manifest.version)).toEqual(
      binding.napi.targets.map(() => binding.version),
    );
    expect(Object.keys(driver.manifest.optionalDependencies!).toSorted()).toEqual(
      platforms.map(({ manifest }) => manifest.name).toSorted(),
    );
  });

  test('are not made while an addon is missing, unless that is asked for', async () => {
    const [first, second] = binding.napi.targets;
    const missing = join(scratch, 'missing-addons');
    await mkdir(missing);
    await copyFile(join(addons, addonOf(binding, first!)), join(missing, addonOf(binding, first!)));
    await expect(packNode({ addons: missing, output: few })).rejects.toThrow(second);
    await packNode({ addons: missing, output: few, partial: true });
    const { driver } = await readPackages(few);
    expect(Object.keys(driver.manifest.optionalDependencies!)).toHaveLength(1);
  });

  test('are refused when one of them is lost', async () => {
    const lossy = join(scratch, 'lossy');
    await mkdir(lossy);
    const [lost, ...kept] = (await readdir(packages)).filter((name) => name.includes('-linux-'));
    const main = (await readdir(packages)).filter((name) => !name.includes('-linux-'));
    for (const name of [...kept, ...main]) await copyFile(join(packages, name), join(lossy, name));
    expect(lost).toBeDefined();
    await expect(readPackages(lossy)).rejects.toThrow(/lacks @unicql\/cassandra-driver-linux-/);
  });

  describe('when they are published', () => {
    const before = { ...process.env };
    let registry: LoopbackRegistry;

    beforeAll(async () => {
      registry = await LoopbackRegistry.start();
      const settings = join(scratch, 'npmrc');
      const { host } = new URL(registry.url);
      await writeFile(settings, `registry=${registry.url}\n//${host}/:_authToken=token\n`);
      process.env['npm_config_userconfig'] = settings;
      process.env['npm_config_registry'] = registry.url;
      process.env['npm_config_cache'] = join(scratch, 'npm');
    });
    afterAll(async () => {
      process.env = before;
      await registry.close();
    });

    test('need somebody who vouches for where they come from', async () => {
      await expect(publishNode({ packages: few, provenance: true })).rejects.toThrow('vouches');
      expect(registry.names).toEqual([]);
    });

    test('are not sent when that is only tried', async () => {
      await publishNode({ packages: few, provenance: false, dryRun: true });
      expect(registry.names).toEqual([]);
    });

    test('go in an order in which each can be installed, and once', async () => {
      const { driver, platforms } = await readPackages(few);
      const names = [...platforms, driver].map(({ manifest }) => `${manifest.name}@${manifest.version}`);
      await publishNode({ packages: few, provenance: false });
      expect(registry.names).toEqual(names);
      const told: string[] = [];
      await publishNode({ packages: few, provenance: false, tell: (line) => told.push(line) });
      expect(told).toEqual(names.map((name) => `${name} is there already`));
    });
  });
});
