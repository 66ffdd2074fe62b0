import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure.js';
import { run } from '../../shell.js';
import { type Manifest, parseManifest } from './manifest.js';

/** A tarball, and what its package.json says. */
export interface Package {
  readonly tarball: string;
  readonly manifest: Manifest;
}

/** What a release consists of. */
export interface Packages {
  readonly driver: Package;
  /** Those with the native part, which the driver asks for. */
  readonly platforms: readonly Package[];
}

export async function readTarball(tarball: string): Promise<Package> {
  const text = await run('tar', ['-xzOf', tarball, 'package/package.json'], { kind: 'release' });
  return { tarball, manifest: parseManifest(text) };
}

/** Reads the tarballs that `release node pack` has made, and refuses a set that cannot be installed. */
export async function readPackages(directory: string): Promise<Packages> {
  const files = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith('.tgz'));
  const packages = await Promise.all(files.map((name) => readTarball(join(directory, name))));
  const drivers = packages.filter(({ manifest }) => manifest.optionalDependencies !== undefined);
  const [driver] = drivers;
  if (!driver || drivers.length > 1) {
    throw new Failure('release', `${directory} has ${drivers.length} packages of the driver, not one`, {
      hint: 'release node pack --output DIRECTORY makes them; the directory has to be empty before',
    });
  }
  const platforms = packages.filter((each) => each !== driver);
  const wanted = Object.entries(driver.manifest.optionalDependencies ?? {});
  const isThere = ([name, version]: [string, string]): boolean =>
    platforms.some(({ manifest }) => manifest.name === name && manifest.version === version);
  const absent = wanted.filter((each) => !isThere(each)).map(([name, version]) => `${name}@${version}`);
  if (absent.length > 0) throw new Failure('release', `${directory} lacks ${absent.join(', ')}`);
  const surplus = platforms.filter(({ manifest }) => !wanted.some(([name]) => name === manifest.name));
  if (surplus.length > 0) {
    const names = surplus.map(({ manifest }) => manifest.name).join(', ');
    throw new Failure('release', `${directory} has ${names}, which the driver does not ask for`);
  }
  return { driver, platforms };
}
