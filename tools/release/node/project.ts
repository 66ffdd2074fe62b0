import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../shell.js';
import { bindingRoot } from './manifest.js';
import { packDirectories } from './pack.js';
import { readPackages } from './packages.js';
import { LoopbackRegistry } from './registry.js';

/** An empty project of npm, away from this repository. */
export class Project {
  private constructor(
    /** Where it is. */
    readonly directory: string,
    private readonly registry: LoopbackRegistry,
  ) {}

  /** Makes a project that installs from a registry with the packages of a release, and with what they need. */
  static async create(packages: string): Promise<Project> {
    const { driver, platforms } = await readPackages(packages);
    const directory = await mkdtemp(join(tmpdir(), 'unicql-project-'));
    const registry = await LoopbackRegistry.start();
    const project = new Project(directory, registry);
    try {
      for (const { tarball } of [driver, ...platforms]) await registry.add(tarball);
      await project.#addDependencies(Object.keys(driver.manifest.dependencies ?? {}));
      await writeFile(join(directory, 'package.json'), '{ "name": "empty", "private": true }\n');
      // npm keeps what it has fetched: under this version there was another content yesterday.
      const settings = [
        `registry=${registry.url}`,
        `cache=${join(directory, '.npm')}`,
        'audit=false',
        'fund=false',
      ];
      await writeFile(join(directory, '.npmrc'), `${settings.join('\n')}\n`);
      return project;
    } catch (error) {
      await project.remove();
      throw error;
    }
  }

  /** What the driver depends on is taken from this checkout, with which it was tested. */
  async #addDependencies(names: readonly string[]): Promise<void> {
    const load = createRequire(join(bindingRoot, 'package.json'));
    const directories = names.map((name) =>
      load.resolve
        .paths(name)!
        .map((place) => join(place, name))
        .find((place) => existsSync(join(place, 'package.json')))!,
    );
    await this.offer(...directories);
  }

  /** Adds packages of the caller's to what can be installed. */
  async offer(...directories: string[]): Promise<void> {
    if (directories.length === 0) return;
    for (const tarball of await packDirectories(directories, this.directory))
      await this.registry.add(tarball);
  }

  async install(...specs: string[]): Promise<void> {
    await run('npm', ['install', ...specs], { cwd: this.directory, kind: 'release' });
  }

  /** Runs Node.js in the project, and returns what it printed. */
  async node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const printed = await run('node', args, { cwd: this.directory, env, kind: 'release' });
    return printed.trim();
  }

  async remove(): Promise<void> {
    await this.registry.close();
    await rm(this.directory, { recursive: true });
  }
}

/** How the driver is installed in place of the legacy one. */
export const alias = 'cassandra-driver@npm:@unicql/cassandra-driver';

/** Nothing listens there: the runtime, its threads and its sockets have to work to find that out. */
const trial = `
  const { Client, version } = require('cassandra-driver');
  const client = new Client({ contactPoints: ['127.0.0.1:1'], localDataCenter: 'dc1' });
  client.connect().then(
    () => { throw new Error('connected to a port where nobody listens'); },
    (error) => {
      if (error.name !== 'NoHostAvailableError') throw error;
      console.log(version);
    },
  );
`;

/** Installs the packages on this machine, loads the driver and lets it work; returns its version. */
export async function tryPackages(packages: string): Promise<string> {
  const project = await Project.create(packages);
  try {
    await project.install(alias);
    return await project.node(['--eval', trial]);
  } finally {
    await project.remove();
  }
}
