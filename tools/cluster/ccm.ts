import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, withLock } from '../cache.js';
import { capture, run, runs, tail, type Output } from '../shell.js';
import { Failure } from '../failure.js';
import { enterCommand } from './namespace.js';
import { clusterDirectory, type ClusterState } from './state.js';

const requirements = fileURLToPath(new URL('ccm-requirements.txt', import.meta.url));

/** Per node; the rest of a node's memory is outside the heap. */
export const heap = '512M';

/** The private Python environment that holds ccm, made once per set of pinned requirements. */
export async function ensureCcm(): Promise<string> {
  const key = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const environment = join(cacheDirectory(), 'installs', `ccm-${key}`);
  const complete = join(environment, 'complete');
  const isComplete = (): Promise<boolean> =>
    access(complete).then(
      () => true,
      () => false,
    );
  if (await isComplete()) return environment;
  return withLock(`ccm-${key}`, async () => {
    if (await isComplete()) return environment;
    await makeEnvironment(environment);
    await writeFile(complete, '');
    return environment;
  });
}

async function makeEnvironment(environment: string): Promise<void> {
  if (!(await runs('python3', ['-c', 'import venv, ensurepip']))) {
    throw new Failure('machine', 'ccm needs Python 3 with venv, and there is none', {
      hint: 'run `unicql-dev doctor --install`',
    });
  }
  await rm(environment, { recursive: true, force: true });
  await mkdir(environment, { recursive: true });
  await run('python3', ['-m', 'venv', environment], {
    kind: 'machine',
    hint: 'run `unicql-dev doctor --install`',
  });
  const pip = (args: readonly string[]): Promise<string> =>
    run(
      join(environment, 'bin', 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args],
      {
        kind: 'artifact',
        hint: 'pip could not install ccm; check the network and the index that pip is set to',
      },
    );
  // ccm is only published as source and builds with the setuptools that it also needs at run time.
  const pinned = (await readFile(requirements, 'utf8')).match(/^setuptools==[^\s\\]+/m)?.[0] ?? 'setuptools';
  await pip([pinned]);
  await pip(['--no-build-isolation', '--require-hashes', '--requirement', requirements]);
}

/** Runs one ccm command on one cluster, inside its network namespace if it has one. */
export async function ccm(state: ClusterState, args: readonly string[]): Promise<Output> {
  const environment = await ensureCcm();
  const directory = join(clusterDirectory(state.name), 'ccm');
  await mkdir(directory, { recursive: true });
  const command = [
    ...enterCommand(state),
    join(environment, 'bin', 'python'),
    '-W',
    'ignore',
    join(environment, 'bin', 'ccm'),
    ...args,
    `--config-dir=${directory}`,
  ];
  // The nodes that ccm starts stay in its process group, which must not be the terminal's: Ctrl-C would reach them.
  return capture(command[0] ?? '', command.slice(1), { detached: true, env: nodeEnvironment(state) });
}

/** ccm, where anything but success is a failure of the cluster. */
export async function runCcm(state: ClusterState, args: readonly string[]): Promise<string> {
  const output = await ccm(state, args);
  if (output.exitCode === 0) return output.stdout;
  throw new Failure('start', `ccm ${args.join(' ')} ended with exit code ${output.exitCode}`, {
    details: tail(`${output.stdout}\n${output.stderr}`),
    hint: `see \`unicql-dev cluster logs --name ${state.name}\``,
  });
}

function nodeEnvironment(state: ClusterState): Record<string, string | undefined> {
  return {
    JAVA_HOME: state.java,
    PATH: [join(state.java, 'bin'), process.env['PATH']].join(delimiter),
    CCM_MAX_HEAP_SIZE: heap,
    JVM_EXTRA_OPTS: [...jvmOptions(state), process.env['UNICQL_JVM_OPTS'] ?? ''].join(' '),
    // Settings of another Cassandra on this machine would otherwise leak into the node.
    CASSANDRA_HOME: undefined,
    CASSANDRA_CONF: undefined,
    CASSANDRA_INCLUDE: undefined,
    CLASSPATH: undefined,
    JVM_OPTS: undefined,
  };
}

function jvmOptions(state: ClusterState): string[] {
  return [
    // By default a node drops the custom payload of a request; this one sends it back, so that tests see it.
    '-Dcassandra.custom_query_handler_class=org.apache.cassandra.cql3.CustomPayloadMirroringQueryHandler',
    // With a login on every node, one that is down locks nobody out.
    ...(state.shape.auth ? [`-Dcassandra.system_auth.default_rf=${state.nodes.length}`] : []),
  ];
}
