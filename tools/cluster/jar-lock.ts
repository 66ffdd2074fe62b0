import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Failure } from '../failure.js';

const jarLockSchema = z.object({
  version: z.string(),
  artifact: z.string(),
  /** The SHA-256 of each jar by its file name. */
  jars: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export type JarLock = z.infer<typeof jarLockSchema>;

export const artifact = 'org.apache.cassandra:cassandra-all';

const locksDirectory = fileURLToPath(new URL('locks', import.meta.url));

export async function knownVersions(): Promise<string[]> {
  const files = await readdir(locksDirectory);
  return files.map((file) => file.replace(/\.json$/, '')).sort();
}

export async function readJarLock(version: string): Promise<JarLock> {
  const versions = await knownVersions();
  if (!versions.includes(version)) {
    throw new Failure('usage', `Cassandra ${version} is not known here`, {
      hint: `use --version ${versions.join(' or ')}, or set UNICQL_CASSANDRA_HOME to an installed one`,
    });
  }
  return jarLockSchema.parse(JSON.parse(await readFile(join(locksDirectory, `${version}.json`), 'utf8')));
}

export async function writeJarLock(version: string, jars: Record<string, string>): Promise<string> {
  const file = join(locksDirectory, `${version}.json`);
  await writeFile(file, `${JSON.stringify({ version, artifact, jars } satisfies JarLock, null, 2)}\n`);
  return file;
}

/** The SHA-256 of every jar in a directory, by file name. */
export async function hashJars(directory: string): Promise<Record<string, string>> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.jar')).sort();
  const entries = files.map(async (file) => {
    const hash = createHash('sha256').update(await readFile(join(directory, file)));
    return [file, hash.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** What is wrong with the jars, one line per jar; nothing when they are exactly the locked ones. */
export function compareJars(lock: JarLock, actual: Readonly<Record<string, string>>): string[] {
  const missing = Object.keys(lock.jars).filter((jar) => !(jar in actual));
  const unexpected = Object.keys(actual).filter((jar) => !(jar in lock.jars));
  const different = Object.keys(actual).filter((jar) => jar in lock.jars && lock.jars[jar] !== actual[jar]);
  return [
    ...missing.map((jar) => `missing: ${jar}`),
    ...unexpected.map((jar) => `not in the lock: ${jar}`),
    ...different.map((jar) => `different content: ${jar} (locked ${lock.jars[jar]}, got ${actual[jar]})`),
  ];
}

export async function verifyJars(lock: JarLock, directory: string): Promise<void> {
  const differences = compareJars(lock, await hashJars(directory));
  if (differences.length === 0) return;
  throw new Failure('artifact', `the jars of Cassandra ${lock.version} are not the locked ones`, {
    details: differences.join('\n'),
    hint: 'a Maven mirror may have served something else; if the change is wanted, run `unicql-dev cluster lock`',
  });
}
