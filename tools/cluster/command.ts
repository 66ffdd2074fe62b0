import { Command, Option } from 'commander';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { ensureCcm } from './ccm.js';
import { openCluster } from './cluster.js';
import { downCluster } from './down.js';
import { downloadJars, ensureInstall, installedHome } from './install.js';
import { findJava } from './java.js';
import { hashJars, writeJarLock } from './jar-lock.js';
import { addNode, removeNode } from './membership.js';
import { logFile } from './node.js';
import {
  checkName,
  defaultName,
  defaultVersion,
  parseDatacenters,
  parseNodes,
  parseSetting,
  parseSubnet,
} from './options.js';
import { clusterStatus, statusOf } from './status.js';
import { allStates, type ClusterStatus } from './state.js';
import { upCluster } from './up.js';

interface UpFlags {
  readonly name: string;
  readonly nodes?: number;
  readonly dcs?: number[];
  readonly version?: string;
  readonly subnet?: number;
  readonly auth?: boolean;
  readonly tls?: boolean;
  readonly clientAuth?: boolean;
  readonly isolated?: boolean;
  readonly durable?: boolean;
  readonly set?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

const nameOption = (): Option => new Option('--name <name>', 'which cluster').default(defaultName);
const jsonOption = (): Option => new Option('--json', 'print the result as JSON');

const environmentHelp = `
Environment:
  UNICQL_CONTACT_POINTS   use this running cluster (host[:port],…); up and down do nothing
                          (with UNICQL_USERNAME, UNICQL_PASSWORD, UNICQL_TLS_CA, _CERT, _KEY)
  UNICQL_CASSANDRA_HOME   use this installed Cassandra instead of one from Maven
  UNICQL_CACHE            where installs and clusters are kept (default ~/.cache/unicql)
  UNICQL_JVM_OPTS         more options for each node's JVM`;

export function clusterCommand(): Command {
  const command = new Command('cluster')
    .description('start, look at and stop real Cassandra clusters')
    .addHelpText('after', environmentHelp);

  command
    .command('up')
    .description('start a cluster; one that is already up stays as it is')
    .addOption(nameOption())
    .option('--nodes <n>', 'nodes in one data centre', parseNodes)
    .option('--dcs <n:m>', 'nodes per data centre (dc1, dc2 …)', parseDatacenters)
    .option('--version <version>', `Cassandra version (default ${defaultVersion})`)
    .option('--auth', 'logins and permissions (cassandra/cassandra)')
    .option('--tls', 'only encrypted connections; certificates are made on the spot')
    .option('--client-auth', 'clients must show a certificate (implies --tls)')
    .option('--isolated', 'in a network namespace of its own, on 127.0.0.x')
    .option('--durable', 'acknowledged writes are on disk: slower, and a killed node loses none')
    .option('--set <name=value>', 'a setting of cassandra.yaml; may be given again', parseSetting)
    .option('--subnet <n>', 'use 127.0.N.x instead of the first free one', parseSubnet)
    .addOption(jsonOption())
    .action(up);

  command
    .command('down')
    .description('stop a cluster and remove it')
    .addOption(nameOption())
    .option('--all', 'every cluster')
    .option('--keep-data', 'stop in good order and keep the data for the next up')
    .action(down);

  command
    .command('status')
    .description('what a cluster is and does')
    .addOption(nameOption())
    .addOption(jsonOption())
    .action(async (flags: { name: string; json?: boolean }) =>
      printStatus(await clusterStatus(flags.name), flags.json),
    );

  command
    .command('list')
    .description('every cluster of this machine')
    .addOption(jsonOption())
    .action(async (flags: { json?: boolean }) => {
      const statuses = await Promise.all((await allStates()).map(statusOf));
      if (flags.json) print(JSON.stringify(statuses, null, 2));
      else for (const status of statuses) print(summary(status));
    });

  command
    .command('logs')
    .description('the log of a cluster’s nodes')
    .addOption(nameOption())
    .option('--node <id>', 'only this node')
    .option('--lines <n>', 'how many lines', '50')
    .option('--follow', 'go on until interrupted')
    .action(logs);

  command
    .command('node')
    .description('stop, start, kill, pause or resume one node')
    .argument('<action>', 'stop | start | kill | pause | resume')
    .argument('<id>', 'the node, for instance node2')
    .addOption(nameOption())
    .option('--set <name=value>', 'start: a setting of cassandra.yaml from now on', parseSetting)
    .action(node);

  command
    .command('add')
    .description('have one more node join a running cluster')
    .addOption(nameOption())
    .option('--dc <dc>', 'its data centre', 'dc1')
    .addOption(jsonOption())
    .action(add);

  command
    .command('remove')
    .description('have a node leave a running cluster for good')
    .argument('<id>', 'the node, for instance node2')
    .addOption(nameOption())
    .addOption(jsonOption())
    .action(remove);

  command
    .command('home')
    .description('where the CASSANDRA_HOME, the JDK and the ccm are that clusters are made of')
    .option('--version <version>', 'Cassandra version', defaultVersion)
    .addOption(jsonOption())
    .action(home);

  command
    .command('lock')
    .description('pin the jars of a Cassandra version (for maintainers)')
    .argument('<version>')
    .action(lock);

  return command;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function up(flags: UpFlags): Promise<void> {
  const { dcs, json, set, ...options } = flags;
  const cluster = await onInterrupt((signal) =>
    upCluster({
      ...options,
      ...(dcs ? { datacenters: dcs } : {}),
      ...(set ? { settings: set } : {}),
      progress: terminalProgress(),
      signal,
    }),
  );
  const status = await cluster.status();
  if (status.state === 'external')
    process.stderr.write('UNICQL_CONTACT_POINTS is set: nothing was started\n');
  printStatus(status, json);
}

async function down(flags: { name: string; all?: boolean; keepData?: boolean }): Promise<void> {
  const names = flags.all ? (await allStates()).map((state) => state.name) : [flags.name];
  for (const name of names) {
    const result = await downCluster(name, flags.keepData ? { keepData: true } : {});
    const words = {
      removed: `cluster ${name} is down`,
      stopped: `cluster ${name} is stopped, its data is kept`,
      absent: `there is no cluster ${name}`,
      external: 'UNICQL_CONTACT_POINTS is set: nothing was stopped',
    };
    process.stderr.write(`${words[result]}\n`);
  }
}

function summary(status: ClusterStatus): string {
  const points = status.contactPoints.map((host) => `${host}:${status.port}`).join(',');
  const extras = [
    status.auth && 'auth',
    status.tls && (status.tls.clientAuth ? 'tls with client certificates' : 'tls'),
  ];
  return [status.name, status.state, status.version, points, ...extras].filter(Boolean).join('  ');
}

function printStatus(status: ClusterStatus, json: boolean | undefined): void {
  if (json) return print(JSON.stringify(status, null, 2));
  print(summary(status));
  for (const { id, address, port, dc, rack, pid, state } of status.nodes) {
    print(`  ${id}  ${address}:${port}  ${dc}/${rack}  ${state}${pid === null ? '' : `  pid ${pid}`}`);
  }
  if (status.auth) print(`  login ${status.auth.username}/${status.auth.password}`);
  if (status.tls)
    print(`  ca ${status.tls.ca}\n  certificate ${status.tls.certificate}\n  key ${status.tls.key}`);
  if (status.enter.length > 0) print(`  reach it with: ${status.enter.join(' ')} COMMAND`);
}

async function logs(flags: { name: string; node?: string; lines: string; follow?: boolean }): Promise<void> {
  const cluster = await openCluster(checkName(flags.name));
  const nodes = flags.node ? [cluster.node(flags.node)] : cluster.nodes;
  const files = nodes.map((each) => logFile(cluster.name, each.id));
  const written = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  const readable = files.filter((_, index) => written[index]);
  if (readable.length === 0)
    throw new Failure('absent', `the nodes of cluster ${cluster.name} have not written a log yet`);
  const child = spawn('tail', ['-n', flags.lines, ...(flags.follow ? ['-F'] : []), ...readable], {
    stdio: 'inherit',
  });
  await once(child, 'exit');
}

interface NodeFlags {
  readonly name: string;
  readonly set?: Readonly<Record<string, string>>;
}

async function node(action: string, id: string, flags: NodeFlags): Promise<void> {
  const target = (await openCluster(checkName(flags.name))).node(id);
  switch (action) {
    case 'stop':
      return target.stop();
    case 'start':
      if (flags.set) await target.configure(flags.set);
      return terminalProgress().step(`${target.id} on ${target.address}`, () => target.start());
    case 'kill':
      return target.kill();
    case 'pause':
      return target.pause();
    case 'resume':
      return target.resume();
    default:
      throw new Failure('usage', `'${action}' is nothing that can be done to a node`, {
        hint: 'use stop, start, kill, pause or resume',
      });
  }
}

async function add({ name, dc, json }: { name: string; dc: string; json?: boolean }): Promise<void> {
  const cluster = await onInterrupt((signal) =>
    terminalProgress().step(`one more node of cluster ${name}`, () => addNode(name, dc, signal)),
  );
  printStatus(await cluster.status(), json);
}

async function remove(id: string, { name, json }: { name: string; json?: boolean }): Promise<void> {
  const cluster = await terminalProgress().step(`cluster ${name} without ${id}`, () => removeNode(name, id));
  printStatus(await cluster.status(), json);
}

/** For suites that drive ccm themselves, with `ccm create --install-dir`. */
async function home(flags: { version: string; json?: boolean }): Promise<void> {
  const progress = terminalProgress();
  const java = await findJava();
  const install =
    (await installedHome()) ??
    (await progress.step(`Cassandra ${flags.version}`, () => ensureInstall(flags.version, java)));
  const environment = await progress.step('ccm', () => ensureCcm());
  const found = {
    home: install.home,
    version: install.version,
    java: java.home,
    ccm: join(environment, 'bin', 'ccm'),
  };
  print(flags.json ? JSON.stringify(found, null, 2) : found.home);
}

async function lock(version: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'unicql-lock-'));
  try {
    const java = await findJava();
    await terminalProgress().step(`Cassandra ${version}`, () => downloadJars(version, directory, java));
    print(await writeJarLock(version, await hashJars(directory)));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
