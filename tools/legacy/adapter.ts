import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';
import type { Launch } from './batch.js';
import { quietly, type TestBinary } from './c/binary.js';
import { nodeTools, pythonDriver, pythonTools } from './install.js';
import type { Server } from './server.js';
import type { Language, Part, Suite } from './suites.js';

/** Which driver the tests meet: the published legacy one, or the one of this repository. */
export type Driver = 'legacy' | 'ours';

export interface Subject {
  readonly suite: Suite;
  readonly part: Part;
  /** Where the suite is: its directory, or the program that it is. */
  readonly place: string | TestBinary;
  readonly driver: Driver;
  readonly server: Server;
}

type Launcher = (order: string) => Launch;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** How the tests of a language are started, with everything that they need in place. */
export async function launcher(language: Language, subject: Subject): Promise<Launcher> {
  const { place } = subject;
  if (typeof place !== 'string') return binaryLauncher(subject, place);
  return language === 'node' ? nodeLauncher(subject, place) : pythonLauncher(subject, place);
}

/** Which files of the suite are test files, as the legacy project's own runner picks them. */
export const testFile: Readonly<Record<Exclude<Language, 'c'>, RegExp>> = {
  node: /[-.]tests?\.js$/,
  python: /(^|\/)test_[^/]*\.py$/,
};

async function nodeLauncher({ part, driver, server }: Subject, directory: string): Promise<Launcher> {
  const tools = await nodeTools();
  const place =
    driver === 'legacy'
      ? { from: join(tools, 'package.json'), name: 'cassandra-driver' }
      : { from: join(repositoryRoot, 'package.json'), name: '@unicql/cassandra-driver' };
  try {
    createRequire(place.from).resolve(place.name);
  } catch {
    throw new Failure('machine', `${place.name} is not built`, { hint: 'run `npm run build`' });
  }
  // Quicker than to ask whether the paths of the package fit what was compiled last.
  if (driver === 'ours') await import(join(repositoryRoot, 'bindings/node/legacy-files.mjs'));
  return (order) => ({
    command: [...server.enter, process.execPath, here('node/run.mjs'), order],
    cwd: dirname(directory),
    // The suite takes what ccm, a Python program, warns of for an error.
    environment: { ...part.environment, ...server.environment(dirname(order)), PYTHONWARNINGS: 'ignore' },
    order: { suite: directory, tools, driver: place },
  });
}

async function pythonLauncher(
  { suite, part, driver, server }: Subject,
  directory: string,
): Promise<Launcher> {
  const tools = await pythonTools();
  const path = driver === 'legacy' ? await pythonDriver(suite.driver) : await ourPython();
  const clusters = join(directory, 'integration', 'ccm');
  const options = ['-p', 'legacy_events', '-p', 'no:cacheprovider', '--continue-on-collection-errors', '-q'];
  return (order) => ({
    command: [
      ...server.enter,
      ...(server.ccm ? clustersApart(clusters, dirname(order)) : []),
      ...[join(tools, 'bin', 'python'), here('python/run.py'), order, ...options],
    ],
    cwd: dirname(directory),
    environment: {
      ...part.environment,
      ...server.environment(dirname(order)),
      PYTHONPATH: [path, here('python')].join(':'),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONNOUSERSITE: '1',
      UNICQL_LEGACY_ORDER: order,
    },
    order: { suite: basename(directory) },
  });
}

/** The suite keeps the clusters of ccm inside itself; it gets a directory of the run's in that place, so it stays as it is. */
function clustersApart(place: string, directory: string): string[] {
  const script = 'mkdir -p "$1" "$2" && mount --bind "$2" "$1" && shift 2 && exec "$@"';
  return ['sh', '-c', script, 'sh', place, join(directory, 'clusters')];
}

/** The package as it lies in the repository, with the native module that the build puts into it. */
async function ourPython(): Promise<string> {
  const directory = join(repositoryRoot, 'bindings', 'python');
  const built = await access(join(directory, 'cassandra')).then(
    () => true,
    () => false,
  );
  if (!built) throw new Failure('machine', 'the Python driver is not built', { hint: 'run `npm run build`' });
  return directory;
}

/** A test has a third of the time to be silent that it has with ccm at work, which is less than that of its process. */
const limitOf = ({ silence_s }: Part): number => Math.floor((silence_s - 30) / 3);

function binaryLauncher({ part, server }: Subject, { file, environment, tests }: TestBinary): Launcher {
  return (order) => {
    const around = { ...part.environment, ...server.environment(dirname(order)) };
    const cluster = [
      `--version=${around['CASSANDRA_VERSION']}`,
      `--install-dir=${around['CCM_INSTALL_DIR']}`,
      '--verbose=ccm',
    ];
    return {
      command: [...server.enter, process.execPath, here('c/run.mjs'), order],
      cwd: dirname(order),
      // The suite's ccm stands before the real one.
      environment: { ...around, PATH: [here('c'), around['PATH']].join(delimiter) },
      order: {
        ...{ binary: file, arguments: [...quietly, ...cluster], environment, tests },
        limit_s: limitOf(part),
      },
    };
  };
}
