import { once } from 'node:events';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { heap } from '../cluster/ccm.js';
import { ensureCcm, ensureInstall, findJava, installedHome, upCluster } from '../cluster/index.js';
import { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import { capture, runs } from '../shell.js';
import { simulacronJar } from './install.js';
import type { Language, Part } from './suites.js';

/** What a part runs against, ready for its tests. */
export interface Server {
  /** For the record, for instance `Cassandra 5.0.5, 3 nodes`. */
  readonly description: string;
  /** What to put before a command so that it runs where the server's addresses are. */
  readonly enter: readonly string[];
  /** What the tests of one process are told; `directory` is theirs alone. */
  readonly environment: (directory: string) => Readonly<Record<string, string | undefined>>;
  down(): Promise<void>;
}

export interface ServerOptions {
  readonly language: Language;
  readonly part: Part;
  readonly version: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const { part, version } = options;
  if (part.server === 'none') {
    return { description: 'none', enter: [], environment: () => ({}), down: async () => {} };
  }
  if (part.server === 'simulacron') return simulacron();
  if (part.server === 'ccm') return ccm(version);
  return version === runningScylla ? scylla(part) : cassandra(options);
}

/** The word for a ScyllaDB that runs already: it comes as a container, which is started elsewhere. */
export const runningScylla = 'scylla';

async function scylla({ nodes }: Part): Promise<Server> {
  if (nodes !== 1)
    throw new Failure('usage', 'only parts that need one node run on a ScyllaDB that is there');
  if (!(await answers('127.0.0.1', 9042))) {
    throw new Failure('start', 'nothing answers on 127.0.0.1:9042, where a ScyllaDB should be', {
      hint: 'start its container with that port published, and wait until it answers',
    });
  }
  // The suites compare versions with those of Cassandra; this is the one whose features ScyllaDB has.
  const environment = { CASSANDRA_VERSION: '3.11.4' };
  return { description: 'ScyllaDB, 1 node', enter: [], environment: () => environment, down: async () => {} };
}

async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Suites use fixed addresses, so each process gets a loopback of its own, and what it starts ends with it. */
async function ownNamespace(): Promise<string[]> {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const apart = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const enter = ['unshare', ...user, ...apart, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const allowed = await capture(enter[0] ?? '', [...enter.slice(1), 'true']).catch(() => undefined);
  if (allowed?.exitCode === 0) return enter;
  throw new Failure(
    'machine',
    'the tests need a network namespace of their own, which this machine does not allow',
    {
      hint: 'run as root, or where unprivileged user namespaces are allowed (needs unshare and ip)',
    },
  );
}

async function simulacron(): Promise<Server> {
  const java = await findJava();
  const jar = await simulacronJar();
  return {
    description: 'simulacron 0.12.0',
    enter: await ownNamespace(),
    environment: () => ({
      // The Node suite and the Python suite have a name each for it.
      SIMULACRON_PATH: jar,
      SIMULACRON_JAR: jar,
      PATH: onPath(join(java.home, 'bin')),
      CCM_VERSION: '3.11.0',
    }),
    down: async () => {},
  };
}

const onPath = (...directories: readonly string[]): string =>
  [...directories, process.env['PATH'] ?? ''].join(delimiter);

/** The tests start clusters by themselves, with the real ccm over an assembled Cassandra. */
async function ccm(version: string): Promise<Server> {
  const java = await findJava();
  const installed = (await installedHome()) ?? (await ensureInstall(version, java));
  const tools = await ensureCcm();
  const environment = {
    CCM_VERSION: installed.version,
    CCM_INSTALL_DIR: installed.home,
    CASSANDRA_VERSION: installed.version,
    CCM_MAX_HEAP_SIZE: heap,
    JAVA_HOME: java.home,
    PATH: onPath(join(tools, 'bin'), join(java.home, 'bin')),
    PYTHONWARNINGS: 'ignore',
    CASSANDRA_HOME: undefined,
    CASSANDRA_CONF: undefined,
    CASSANDRA_INCLUDE: undefined,
  };
  return {
    description: `Cassandra ${installed.version} by ccm`,
    enter: await ownNamespace(),
    // ccm keeps its clusters in the home of the user.
    environment: (directory) => ({ ...environment, HOME: directory }),
    down: async () => {},
  };
}

async function cassandra({ language, part, version, progress, signal }: ServerOptions): Promise<Server> {
  if (!(await runs('unshare', ['--version']))) {
    throw new Failure(
      'machine',
      'the suites use fixed addresses, so their cluster needs a network namespace (unshare)',
    );
  }
  if (process.env['UNICQL_CONTACT_POINTS']) {
    throw new Failure(
      'usage',
      'the suites need a cluster of their own, and UNICQL_CONTACT_POINTS names another',
      {
        hint: 'unset it for `unicql-dev legacy`',
      },
    );
  }
  const nodes = part.nodes ?? 1;
  const cluster = await upCluster({
    name: `legacy-${language}-${nodes}`,
    nodes,
    version,
    isolated: true,
    progress,
    signal,
  });
  return {
    description: `Cassandra ${version}, ${nodes === 1 ? '1 node' : `${nodes} nodes`}`,
    enter: cluster.enter,
    environment: () => ({ CASSANDRA_VERSION: version }),
    down: async () => {
      await cluster.down();
    },
  };
}
