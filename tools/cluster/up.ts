import { isDeepStrictEqual } from 'node:util';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../cache.js';
import { Failure, interrupted } from '../failure.js';
import { silentProgress, type Progress } from '../progress.js';
import { choosePrefix, placeNodes, takenAddress } from './addresses.js';
import { ensureCcm, runCcm } from './ccm.js';
import { makeCertificates, type Certificates } from './certificates.js';
import { Cluster } from './cluster.js';
import { destroy } from './down.js';
import { externalCluster } from './external.js';
import { ensureInstall, installedHome, type Install } from './install.js';
import { readJarLock } from './jar-lock.js';
import { findJava, type Java } from './java.js';
import { availableMebibytes, checkMemory } from './memory.js';
import { openNamespace } from './namespace.js';
import { nodeProcess, startNodes } from './node.js';
import { checkName, describeShape, shapeOf, type ClusterOptions, type ClusterShape } from './options.js';
import { processState } from './process-table.js';
import { clusterSettings } from './settings.js';
import { allStates, clusterDirectory, readState, writeState, type ClusterState } from './state.js';

export interface UpOptions extends ClusterOptions {
  readonly progress?: Progress;
  /** Ends the start; what was started by then is stopped again before the promise rejects. */
  readonly signal?: AbortSignal;
}

/** Starts a cluster, or returns it when it is already up; a stopped or degraded one gets its missing nodes back. */
export async function upCluster(options: UpOptions = {}): Promise<Cluster> {
  const external = externalCluster();
  if (external) return Cluster.external(external);

  const name = checkName(options.name);
  const progress = options.progress ?? silentProgress;
  const installed = await installedHome();
  const shape = shapeOf(options, installed?.version);
  if (!installed) await readJarLock(shape.version);

  const reusable = await withLock(`cluster-${name}`, () => existing(name, shape));
  if (reusable?.complete) return Cluster.of(reusable.state);

  const java = await findJava();
  checkMemory(sum(shape.datacenters), await availableMebibytes());
  const install =
    installed ??
    (await progress.step(`Cassandra ${shape.version}`, () => ensureInstall(shape.version, java)));
  await progress.step('ccm', () => ensureCcm());

  const state = reusable?.state
    ? await reopen(reusable.state, java)
    : await claim(name, shape, install, java, options.subnet);
  return bringUp(state, {
    install,
    fresh: !reusable,
    progress,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

interface Existing {
  readonly state: ClusterState;
  readonly complete: boolean;
}

async function existing(name: string, shape: ClusterShape): Promise<Existing | undefined> {
  const state = await readState(name);
  if (!state) return undefined;
  if (state.phase === 'starting') {
    if ((await processState(state.owner, '')) !== 'gone') {
      throw new Failure('taken', `cluster ${name} is being started by process ${state.owner}`, {
        hint: `wait for it, or use another --name`,
      });
    }
    // Whoever started it was ended before it could clean up.
    await destroy(state);
    return undefined;
  }
  if (!isDeepStrictEqual(state.shape, shape)) {
    throw new Failure('taken', `there is a cluster ${name} already, of ${describeShape(state.shape)}`, {
      hint: `\`unicql-dev cluster down --name ${name}\` first, or use another --name`,
    });
  }
  const alive = await Promise.all(state.nodes.map((node) => nodeProcess(name, node.id)));
  return { state, complete: alive.every(Boolean) };
}

/** Takes a name and addresses for a new cluster, so that no other start can choose the same. */
async function claim(
  name: string,
  shape: ClusterShape,
  install: Install,
  java: Java,
  subnet: number | undefined,
): Promise<ClusterState> {
  return withLock('claim', async () => {
    if (await readState(name))
      throw new Failure('taken', `cluster ${name} has just been started by another process`);
    const others = (await allStates()).filter((state) => !state.shape.isolated);
    const prefixes = new Set(others.map((state) => state.prefix));
    const prefix = shape.isolated ? '127.0.0.' : await choosePrefix(shape, prefixes, subnet);
    const state: ClusterState = {
      name,
      phase: 'starting',
      shape: { ...shape, datacenters: [...shape.datacenters], settings: { ...shape.settings } },
      owner: process.pid,
      home: install.home,
      java: java.home,
      prefix,
      nodes: placeNodes(shape, prefix),
      tls: null,
      auth: shape.auth ? { username: 'cassandra', password: 'cassandra' } : null,
      namespacePid: null,
    };
    await writeState(state);
    return state;
  });
}

/** A cluster that ran before keeps its addresses, so they have to be free again. */
async function reopen(state: ClusterState, java: Java): Promise<ClusterState> {
  const dead = await missingNodes(state);
  const taken = state.shape.isolated ? undefined : await takenAddress(state.nodes, dead);
  if (taken) {
    throw new Failure('taken', `${taken} is taken, and cluster ${state.name} was made for it`, {
      hint: `end what listens there, or \`unicql-dev cluster down --name ${state.name}\` to give up its data`,
    });
  }
  return { ...state, java: java.home };
}

async function missingNodes(state: ClusterState): Promise<ReadonlySet<string>> {
  const alive = await Promise.all(state.nodes.map((node) => nodeProcess(state.name, node.id)));
  return new Set(state.nodes.filter((_, index) => !alive[index]).map((node) => node.id));
}

interface BringUp {
  readonly install: Install;
  readonly fresh: boolean;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

async function bringUp(
  claimed: ClusterState,
  { install, fresh, progress, signal }: BringUp,
): Promise<Cluster> {
  let state = claimed;
  try {
    if (state.shape.isolated && state.namespacePid === null) {
      state = { ...state, namespacePid: await openNamespace(state.name) };
      await writeState(state);
    }
    if (fresh) state = await create(state, install, progress);
    if (signal?.aborted) throw interrupted();
    const missing = await missingNodes(state);
    const nodes = state.nodes.filter((node) => missing.has(node.id));
    await progress.step(`${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'} on ${state.prefix}x`, () =>
      startNodes(state, nodes, signal),
    );
    state = { ...state, phase: 'running' };
    await writeState(state);
    return Cluster.of(state);
  } catch (error) {
    if (fresh) await destroy(state);
    throw error;
  }
}

async function create(state: ClusterState, install: Install, progress: Progress): Promise<ClusterState> {
  const directory = clusterDirectory(state.name);
  const certificates: Certificates | null = state.shape.tls
    ? await progress.step('certificates', () =>
        makeCertificates(
          join(directory, 'tls'),
          state.nodes.map((node) => node.address),
          state.java,
        ),
      )
    : null;
  const created: ClusterState = certificates
    ? {
        ...state,
        tls: {
          ca: certificates.ca,
          certificate: certificates.certificate,
          key: certificates.key,
          clientAuth: state.shape.clientAuth,
        },
      }
    : state;
  // ccm names data centres dc1, dc2 … only when it is given more than one count.
  const counts = [...state.shape.datacenters, ...(state.shape.datacenters.length === 1 ? [0] : [])].join(':');
  await rm(join(directory, 'ccm'), { recursive: true, force: true });
  // ccm works out the nodes' tokens, which differ from one partitioner to the other.
  const { partitioner } = state.shape.settings;
  const tokens = partitioner === undefined ? [] : [`--partitioner=${partitioner}`];
  await runCcm(created, ['create', state.name, `--install-dir=${install.home}`, ...tokens]);
  // Before the nodes are there: ccm forgets the token 0 when it reads them back, and would leave it to chance.
  const settings = clusterSettings(state.shape, install, certificates);
  if (settings) await runCcm(created, ['updateconf', '-y', settings]);
  await runCcm(created, ['populate', '-n', counts, '-i', state.prefix]);
  await writeState(created);
  return created;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
