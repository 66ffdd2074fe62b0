import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, withLock } from '../cache.js';
import { Failure } from '../failure.js';
import { run, runs } from '../shell.js';

const ours = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A directory of the cache that is complete or absent, whoever else makes it at the same time. */
export async function install(name: string, fill: (draft: string) => Promise<void>): Promise<string> {
  const directory = join(cacheDirectory(), 'legacy', 'installs', name);
  const there = (): Promise<boolean> =>
    access(directory).then(
      () => true,
      () => false,
    );
  if (await there()) return directory;
  return withLock(`legacy-${name}`, async () => {
    if (await there()) return directory;
    await mkdir(join(directory, '..'), { recursive: true });
    const draft = await mkdtemp(`${directory}.draft-`);
    try {
      await fill(draft);
      await rename(draft, directory);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return directory;
  });
}

export async function keyOf(...files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/** mocha and what else the Node suite requires, with the legacy driver beside it. */
export async function nodeTools(): Promise<string> {
  const lock = ours('node/package-lock.json');
  return install(`node-${await keyOf(lock)}`, async (draft) => {
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(ours(`node/${file}`), join(draft, file));
    }
    await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: draft,
      kind: 'artifact',
      hint: 'npm could not install what the Node suite needs; check the network and the registry',
    });
  });
}

const pipHint = 'pip could not install what the Python suite needs; check the network and the index';

/** A Python environment with everything that the suite imports, and no driver in it. */
export async function pythonTools(): Promise<string> {
  const requirements = ours('python/requirements.txt');
  const version = (await run('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])).trim();
  // The interpreter finds its environment by its own path, so it still works after the rename; other programs do not.
  return install(`python${version}-${await keyOf(requirements)}`, async (draft) => {
    await run('python3', ['-m', 'venv', draft], {
      kind: 'machine',
      hint: 'run `unicql-dev doctor --install`',
    });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(join(draft, 'bin', 'python'), pip, { kind: 'artifact', hint: pipHint });
  });
}

/** The legacy Python driver alone, in a directory that can be put on the path; as source, without its compiled modules. */
export async function pythonDriver(requirement: string, form: 'wheel' | 'source' = 'wheel'): Promise<string> {
  const tools = await pythonTools();
  const key = createHash('sha256').update(`${tools} ${requirement}`).digest('hex').slice(0, 12);
  return install(`python-driver-${form}-${key}`, async (draft) => {
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
    const pip = ['-m', 'pip', 'install', ...options, '--target', draft, requirement.replace(' ', '==')];
    await run(join(tools, 'bin', 'python'), pip, { kind: 'artifact', hint: pipHint });
    if (form === 'wheel') return;
    // The wheel has the source of each compiled module beside it.
    for (const path of await readdir(draft, { recursive: true })) {
      if (/\.(so|pyd)$/.test(path)) await rm(join(draft, path));
    }
  });
}

const simulacron = {
  artifact: 'com.datastax.oss.simulacron:simulacron-standalone:0.12.0',
  file: 'simulacron-standalone-0.12.0.jar',
  sha256: '705dfe0c73afe24ad15627884129dd64fb0ff8bb18b411ae3bc488d5382aaf80',
};

/** The simulated server, from Maven Central, checked against its hash. */
export async function simulacronJar(): Promise<string> {
  const directory = await install('simulacron-0.12.0', async (draft) => {
    if (!(await runs('mvn'))) {
      throw new Failure('machine', 'simulacron comes from Maven, and there is no mvn', {
        hint: 'run `unicql-dev doctor --install`',
      });
    }
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
    await run('mvn', ['-q', '-B', goal, `-Dartifact=${simulacron.artifact}`, `-DoutputDirectory=${draft}`], {
      cwd: draft,
      kind: 'artifact',
      hint: 'Maven could not fetch simulacron; check the network and the mirrors in ~/.m2/settings.xml',
    });
    const hash = createHash('sha256')
      .update(await readFile(join(draft, simulacron.file)))
      .digest('hex');
    if (hash !== simulacron.sha256) {
      throw new Failure('artifact', `${simulacron.file} is not the pinned one: its hash is ${hash}`);
    }
  });
  return join(directory, simulacron.file);
}

/**
 * Classes that mend simulacron for our build, compiled against it: put before the jar on the class path. They are none of
 * the suite's and play no part in a baseline.
 */
export async function simulacronClasses(javaHome: string): Promise<string> {
  const source = ours('simulacron/Prepared.java');
  const jar = await simulacronJar();
  return install(`simulacron-classes-${await keyOf(source)}`, async (draft) => {
    await run(join(javaHome, 'bin', 'javac'), ['--release', '8', '-cp', jar, '-d', draft, source], {
      kind: 'machine',
      hint: 'javac comes with a JDK; a bare runtime is not enough',
    });
  });
}
