import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { heap } from '../cluster/ccm.js';
import { makeCertificates } from '../cluster/certificates.js';
import { ensureCcm, ensureInstall, findJava, installedHome, upCluster } from '../cluster/index.js';
import { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import { capture, runs } from '../shell.js';
import type { Driver } from './adapter.js';
import { simulacronClasses, simulacronJar } from './install.js';
import type { Language, Part } from './suites.js';

/** What a part runs against, ready for its tests. */
export interface Server {
  /** For the record, for instance `Cassandra 5.0.5, 3 nodes`. */
  readonly description: string;
  /** What to put before a command so that it runs where the server's addresses are. */
  readonly enter: readonly string[];
  /** Whether the tests start their clusters by themselves, each process in namespaces of its own. */
  readonly ccm?: boolean;
  /** What the tests of one process are told; `directory` is theirs alone. */
  readonly environment: (directory: string) => Readonly<Record<string, string | undefined>>;
  /** The node that has died since the start and should not have; for servers that the tests do not stop themselves. */
  dead?(): Promise<string | undefined>;
  down(): Promise<void>;
}

export interface ServerOptions {
  readonly language: Language;
  readonly part: Part;
  readonly driver: Driver;
  readonly version: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const { part, version } = options;
  if (part.server === 'none') {
    return { description: 'none', enter: [], environment: () => ({}), down: async () => {} };
  }
  if (part.server === 'simulacron') return simulacron(options.driver);
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

/**
 * Suites use fixed addresses, so each process gets a loopback of its own, and what it starts ends with it. It sees no
 * process but its own: the Python harness ends by name what it takes for a cluster of ccm.
 */
async function ownNamespace(): Promise<string[]> {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const apart = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
  // The shell stays: as the first process of its namespace it reaps what ccm leaves behind, which waits for that.
  const script = 'ip link set lo up && "$@"; exit $?';
  const enter = ['unshare', ...user, ...apart, 'sh', '-c', script, 'sh'];
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

async function simulacron(driver: Driver): Promise<Server> {
  const java = await findJava();
  const jar = await simulacronJar();
  // The legacy drivers ask it nothing that it cannot answer by itself.
  const front =
    driver === 'ours' ? await simulacronFront(java.home) : { PATH: onPath(join(java.home, 'bin')) };
  return {
    description: 'simulacron 0.12.0',
    enter: await ownNamespace(),
    environment: () => ({
      // The Node suite and the Python suite have a name each for it.
      SIMULACRON_PATH: jar,
      SIMULACRON_JAR: jar,
      ...front,
      CCM_VERSION: '3.11.0',
    }),
    down: async () => {},
  };
}

/** Lets tests that start `java` get our front before the server; it finds what it needs by these. */
async function simulacronFront(javaHome: string): Promise<Record<string, string>> {
  const bin = join(javaHome, 'bin');
  return {
    PATH: onPath(fileURLToPath(new URL('simulacron/bin', import.meta.url)), bin),
    UNICQL_NODE: process.execPath,
    UNICQL_JAVA: join(bin, 'java'),
    UNICQL_SIMULACRON_CLASSES: await simulacronClasses(javaHome),
  };
}

const onPath = (...directories: readonly string[]): string =>
  [...directories, process.env['PATH'] ?? ''].join(delimiter);

/** The tests start clusters by themselves, with the real ccm over an assembled Cassandra. */
async function ccm(version: string): Promise<Server> {
  const java = await findJava();
  const installed = (await installedHome()) ?? (await ensureInstall(version, java));
  const tools = await ensureCcm();
  const enter = await ownNamespace();
  const own = await mkdtemp(join(tmpdir(), 'unicql-ccm-'));
  await makeStores(join(own, 'ssl'), java.home);
  const home = installed.ours ? await strictHome(installed.home, join(own, 'home')) : installed.home;
  const environment = {
    CCM_VERSION: installed.version,
    CCM_INSTALL_DIR: home,
    CCM_PATH: own,
    // The Python suite calls ccm as a library and has names of its own.
    CASSANDRA_DIR: home,
    CASSANDRA_VERSION: installed.version,
    CCM_MAX_HEAP_SIZE: heap,
    JAVA_HOME: java.home,
    PATH: onPath(join(tools, 'bin'), join(java.home, 'bin')),
    LEGACY_CCM: join(tools, 'bin', 'ccm'),
    CASSANDRA_HOME: undefined,
    CASSANDRA_CONF: undefined,
    CASSANDRA_INCLUDE: undefined,
  };
  return {
    description: `Cassandra ${installed.version} by ccm`,
    ccm: true,
    enter,
    // ccm keeps its clusters in the home of the user.
    environment: (directory) => ({ ...environment, HOME: directory }),
    down: () => rm(own, { recursive: true, force: true }),
  };
}

/** The stores that `ccm create --ssl` takes, under the names and with the password that it knows. */
async function makeStores(directory: string, javaHome: string): Promise<void> {
  const { keystore, ca } = await makeCertificates(directory, ['127.0.0.1'], javaHome, 'cassandra');
  await rename(keystore, join(directory, 'keystore.jks'));
  await rename(ca, join(directory, 'cassandra.crt'));
}

/** A home with the server's own limits for batches: the suites expect warnings that our development nodes are spared. */
async function strictHome(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  const file = join(to, 'conf', 'cassandra.yaml');
  const settings = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, settings.filter((line) => !/^(unlogged_)?batch_/.test(line)).join('\n'));
  return to;
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
    dead: async () => {
      const { nodes } = await cluster.status();
      return nodes.find(({ state }) => state !== 'up')?.id;
    },
    down: async () => {
      await cluster.down();
    },
  };
}
