import { createHash } from 'node:crypto';
import {
  access,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, withLock } from '../cache.js';
import { Failure } from '../failure.js';
import { run, runs } from '../shell.js';
import { artifact, readJarLock, verifyJars } from './jar-lock.js';
import type { Java } from './java.js';

export interface Install {
  readonly home: string;
  readonly version: string;
  /** False when the home was installed by the user and has a configuration of its own. */
  readonly ours: boolean;
}

const templateDirectory = fileURLToPath(new URL('home', import.meta.url));
const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The home that UNICQL_CASSANDRA_HOME names, if any. */
export async function installedHome(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Install | undefined> {
  if (!environment['UNICQL_CASSANDRA_HOME']) return undefined;
  const home = resolve(environment['UNICQL_CASSANDRA_HOME']);
  const complete = await Promise.all(
    ['bin/cassandra', 'conf/cassandra.yaml', 'lib'].map((path) => exists(join(home, path))),
  );
  if (!complete.every(Boolean)) {
    throw new Failure('usage', `UNICQL_CASSANDRA_HOME=${home} is no Cassandra home`, {
      hint: 'it needs bin/cassandra, conf/cassandra.yaml and lib/',
    });
  }
  const version = await versionOf(home);
  return { home: await withVersionFile(home, version), version, ours: false };
}

async function versionOf(home: string): Promise<string> {
  const written = await readFile(join(home, '0.version.txt'), 'utf8').catch(() => undefined);
  if (written) return written.trim();
  for (const jar of await readdir(join(home, 'lib'))) {
    const version = /^(?:apache-cassandra|cassandra-all)-(\d.*)\.jar$/.exec(jar)?.[1];
    if (version) return version;
  }
  throw new Failure('usage', `cannot tell the version of the Cassandra in ${home}`, {
    hint: 'write it to 0.version.txt in that directory',
  });
}

/** ccm reads the version from a file that releases do not have, and the user's directory is not ours to write to. */
async function withVersionFile(home: string, version: string): Promise<string> {
  if (await exists(join(home, '0.version.txt'))) return home;
  const key = createHash('sha256').update(home).digest('hex').slice(0, 12);
  return assemble(`installed-${key}`, async (draft) => {
    for (const entry of await readdir(home)) await symlink(join(home, entry), join(draft, entry));
    await writeFile(join(draft, '0.version.txt'), `${version}\n`);
  });
}

/** A home assembled from Maven's jars and our launchers; made once per version, lock and template. */
export async function ensureInstall(version: string, java: Java): Promise<Install> {
  const lock = await readJarLock(version);
  const jarsKey = createHash('sha256').update(JSON.stringify(lock)).digest('hex').slice(0, 12);
  const jars = await assemble(`jars-${version}-${jarsKey}`, async (draft) => {
    await downloadJars(version, draft, java);
    await verifyJars(lock, draft);
  });
  const home = await assemble(`cassandra-${version}-${jarsKey}-${await templateKey()}`, async (draft) => {
    await cp(templateDirectory, draft, { recursive: true });
    await symlink(jars, join(draft, 'lib'));
    await writeFile(join(draft, '0.version.txt'), `${version}\n`);
  });
  return { home, version, ours: true };
}

async function templateKey(): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(templateDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/** A directory in the cache that is complete or absent, whoever else makes it at the same time. */
async function assemble(name: string, fill: (draft: string) => Promise<void>): Promise<string> {
  const directory = join(cacheDirectory(), 'installs', name);
  if (await exists(directory)) return directory;
  return withLock(name, async () => {
    if (await exists(directory)) return directory;
    await mkdir(join(cacheDirectory(), 'installs'), { recursive: true });
    const draft = await mkdtemp(`${directory}.draft-`);
    try {
      await fill(draft);
      await rename(draft, directory);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    return directory;
  });
}

/** Asks Maven for the server with everything it depends on. */
export async function downloadJars(version: string, directory: string, java: Java): Promise<void> {
  if (!(await runs('mvn'))) {
    throw new Failure('machine', 'assembling Cassandra needs Maven, and there is no mvn', {
      hint: 'run `unicql-dev doctor --install`, or set UNICQL_CASSANDRA_HOME to an installed Cassandra',
    });
  }
  const [groupId, artifactId] = artifact.split(':');
  const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>unicql</groupId><artifactId>cassandra-home</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
  const project = `${directory}.pom`;
  await mkdir(project, { recursive: true });
  try {
    await writeFile(join(project, 'pom.xml'), pom);
    await run('mvn', ['-q', '-B', copyGoal, `-DoutputDirectory=${directory}`, '-DincludeScope=runtime'], {
      cwd: project,
      env: { JAVA_HOME: java.home },
      kind: 'artifact',
      hint: 'Maven could not fetch the server; check the network and the mirrors in ~/.m2/settings.xml',
    });
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
