import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const lockShape = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});
const versionShape = z.looseObject({ version: z.string() });

/** Every version that a release of the Node.js package has to agree with. */
export interface Versions {
  /** Of bindings/node/package.json: that of the published package. */
  readonly package: string;
  /** Of the same package in package-lock.json. */
  readonly lock: string | undefined;
  /** Of package.json at the root: that of the core and what is built on it. */
  readonly repository: string;
  /** Of the crates, in Cargo.toml. */
  readonly crates: string | undefined;
}

export async function readVersions(root: string): Promise<Versions> {
  const read = (...path: string[]) => readFile(join(root, ...path), 'utf8');
  const versionOf = async (...path: string[]) => versionShape.parse(JSON.parse(await read(...path))).version;
  const lock = lockShape.parse(JSON.parse(await read('package-lock.json')));
  return {
    package: await versionOf('bindings', 'node', 'package.json'),
    lock: lock.packages['bindings/node']?.version,
    repository: await versionOf('package.json'),
    crates: /^\[workspace\.package\]\s+version\s*=\s*"([^"]+)"/m.exec(await read('Cargo.toml'))?.[1],
  };
}

/** The tag of a release of the Node.js package; each language has versions, and so tags, of its own. */
export function tagOf(version: string): string {
  return `node-v${version}`;
}

/** What does not agree; nothing when all does. */
export function disagreements(versions: Versions, tag: string | undefined): string[] {
  const found: string[] = [];
  if (!/^4\.\d+\.\d+$/.test(versions.package)) {
    found.push(`${versions.package} is no version of the legacy API: agents and libraries ask for 4.x.y`);
  }
  if (versions.lock !== versions.package) {
    found.push(`package-lock.json has ${versions.lock}, bindings/node/package.json ${versions.package}`);
  }
  if (versions.crates !== versions.repository) {
    found.push(`Cargo.toml has ${versions.crates}, package.json ${versions.repository}`);
  }
  if (tag !== undefined && tag !== tagOf(versions.package)) {
    found.push(`the tag is ${tag}, but that of version ${versions.package} is ${tagOf(versions.package)}`);
  }
  return found;
}
