import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../failure.js';
import { repositoryRoot } from '../../root.js';
import { run } from '../../shell.js';
import { addonOf, bindingRoot, type BindingManifest, readBinding, readManifest } from './manifest.js';

export interface PackOrder {
  /** The directory of the addons, one for each target. */
  readonly addons: string;
  /** Where the tarballs go. */
  readonly output: string;
  /** Leaves out the targets that have no addon. Default: that one is missing is a failure. */
  readonly partial?: boolean;
}

const packedShape = z.array(z.looseObject({ filename: z.string() }));

/** Packs directories as `npm publish` would, and returns where the tarballs are. */
export async function packDirectories(directories: readonly string[], output: string): Promise<string[]> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(output), ...directories];
  const printed = await run('npm', args, { cwd: bindingRoot, kind: 'release' });
  return packedShape.parse(JSON.parse(printed)).map(({ filename }) => join(output, filename));
}

/** Packs the driver and one package with the native part for each platform, and returns where the tarballs are. */
export async function packNode({ addons, output, partial = false }: PackOrder): Promise<string[]> {
  const binding = await readBinding();
  await askForBuild();
  const targets = await targetsWithAddon(binding, addons, partial);
  const scratch = await mkdtemp(join(tmpdir(), 'unicql-release-'));
  try {
    const staged = await stage(binding, targets, scratch);
    const napi = (...args: string[]) =>
      run('npx', ['napi', ...args, '--cwd', staged], { cwd: bindingRoot, kind: 'release' });
    await napi('create-npm-dirs');
    const files = await stageAddons(binding, targets, addons, scratch);
    await napi('artifacts', '--output-dir', files);
    await napi('pre-publish', '--tag-style', 'npm', '--skip-optional-publish', '--no-gh-release');
    return await packAll(staged, output);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function askForBuild(): Promise<void> {
  for (const file of ['dist/index.js', 'lib/client.js', 'native.cjs']) {
    const found = await stat(join(bindingRoot, file)).catch(() => undefined);
    if (found) continue;
    throw new Failure('release', `bindings/node/${file} is not there`, {
      hint: 'npx unicql-dev build --no-tests',
    });
  }
}

async function targetsWithAddon(
  binding: BindingManifest,
  addons: string,
  partial: boolean,
): Promise<readonly string[]> {
  const { targets } = binding.napi;
  const files = new Set(await readdir(addons).catch(() => []));
  const missing = targets.filter((target) => !files.has(addonOf(binding, target)));
  if (missing.length === targets.length) throw new Failure('release', `there is no addon in ${addons}`);
  if (missing.length === 0 || partial) return targets.filter((target) => !missing.includes(target));
  throw new Failure('release', `no addon in ${addons} for ${missing.join(', ')}`, {
    hint: 'release node build --target TARGET builds one; --partial leaves out what is missing',
  });
}

/** What only this repository needs: the mark that protects from publishing it, what it runs and what it builds with. */
const ownFields = new Set(['private', 'scripts', 'devDependencies']);

/** Unpacks what the driver's package holds, and makes of its package.json what is published. */
async function stage(binding: BindingManifest, targets: readonly string[], scratch: string): Promise<string> {
  const [tarball] = await packDirectories([bindingRoot], scratch);
  await run('tar', ['-xzf', tarball!], { cwd: scratch });
  const staged = join(scratch, 'package');
  const published = Object.entries(binding).filter(([field]) => !ownFields.has(field));
  const manifest = { ...Object.fromEntries(published), napi: { ...binding.napi, targets } };
  await writeFile(join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return staged;
}

/** Copies the addons of these targets alone: napi refuses others. */
async function stageAddons(
  binding: BindingManifest,
  targets: readonly string[],
  addons: string,
  scratch: string,
): Promise<string> {
  const directory = join(scratch, 'addons');
  await mkdir(directory);
  for (const target of targets) {
    const name = addonOf(binding, target);
    await copyFile(join(addons, name), join(directory, name));
  }
  return directory;
}

async function packAll(staged: string, output: string): Promise<string[]> {
  await mkdir(output, { recursive: true });
  const { version, optionalDependencies = {} } = await readManifest(staged);
  const names = await readdir(join(staged, 'npm'));
  const platforms = names.map((name) => join(staged, 'npm', name));
  for (const directory of platforms) {
    const manifest = await readManifest(directory);
    if (manifest.version === version && optionalDependencies[manifest.name] === version) continue;
    throw new Failure(
      'release',
      `the driver ${version} does not ask for ${manifest.name} ${manifest.version}`,
    );
  }
  const all = [...platforms, staged];
  for (const directory of all) await copyFile(join(repositoryRoot, 'LICENSE'), join(directory, 'LICENSE'));
  return packDirectories(all, output);
}
