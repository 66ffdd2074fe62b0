import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { cacheDirectory } from '../cache.js';
import { Failure, interrupted } from '../failure.js';
import { capture, tail } from '../shell.js';
import { runCcm } from './ccm.js';
import { enterCommand } from './namespace.js';
import { probe, type Endpoint } from './probe.js';
import { endProcess, processState, signalProcess, type ProcessState } from './process-table.js';
import { parseSettings } from './settings.js';
import { nodeDirectory, type ClusterState, type PlacedNode } from './state.js';

const servingLine = 'Starting listening for CQL clients';
const startPatience = 300_000;

/** The pid that the launcher wrote, whether or not that process still runs. */
export async function recordedPid(cluster: string, node: string): Promise<number | undefined> {
  const text = await readFile(join(nodeDirectory(cluster, node), 'cassandra.pid'), 'utf8').catch(() => '');
  return /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

/** The node's process, if it lives. */
export async function nodeProcess(
  cluster: string,
  node: string,
): Promise<{ pid: number; state: Exclude<ProcessState, 'gone'> } | undefined> {
  const pid = await recordedPid(cluster, node);
  if (pid === undefined) return undefined;
  const state = await processState(pid, nodeDirectory(cluster, node));
  return state === 'gone' ? undefined : { pid, state };
}

export function logFile(cluster: string, node: string): string {
  return join(nodeDirectory(cluster, node), 'logs', 'system.log');
}

function outputFile(cluster: string, node: string): string {
  return join(nodeDirectory(cluster, node), 'logs', 'stdout.log');
}

async function logLength(cluster: string, node: string): Promise<number> {
  return stat(logFile(cluster, node)).then(
    (file) => file.size,
    () => 0,
  );
}

async function logSince(cluster: string, node: string, offset: number): Promise<string> {
  const bytes = await readFile(logFile(cluster, node)).catch(() => Buffer.alloc(0));
  return bytes.subarray(offset).toString();
}

function endpointOf(state: ClusterState, node: PlacedNode): Endpoint {
  return { host: node.address, port: node.port, tls: state.tls, auth: state.auth };
}

async function serves(state: ClusterState, node: PlacedNode): Promise<boolean> {
  const endpoint = endpointOf(state, node);
  const enter = enterCommand(state);
  if (enter.length === 0) return probe(endpoint);
  const main = fileURLToPath(new URL('probe-main.ts', import.meta.url));
  const command = [
    ...enter,
    process.execPath,
    '--import',
    import.meta.resolve('tsx'),
    main,
    JSON.stringify(endpoint),
  ];
  return (await capture(command[0] ?? '', command.slice(1))).exitCode === 0;
}

/** Starts nodes and returns when each serves clients and has seen the others of the cluster. */
export async function startNodes(
  state: ClusterState,
  nodes: readonly PlacedNode[],
  signal?: AbortSignal,
): Promise<void> {
  // One after the other, since each ccm reads the files of all nodes, which another one may be writing. The servers need
  // much longer to start, and do so at the same time.
  const started = [];
  for (const node of nodes) started.push(await launch(state, node));
  await Promise.all(started.map(({ node, offset }) => waitUntilServing(state, node, offset, signal)));
}

async function launch(state: ClusterState, node: PlacedNode): Promise<{ node: PlacedNode; offset: number }> {
  const offset = await logLength(state.name, node.id);
  await forgetProcess(state.name, node.id);
  await runCcm(state, [node.id, 'start', '--root', '--no-wait', '--skip-wait-other-notice']);
  return { node, offset };
}

/** ccm takes any process with the recorded pid for the node, even a zombie or a stranger that got the same pid. */
export async function forgetProcess(cluster: string, node: string): Promise<void> {
  const file = join(nodeDirectory(cluster, node), 'node.conf');
  const settings = parseDocument(await readFile(file, 'utf8'));
  if (settings.delete('pid')) {
    settings.set('status', 'DOWN');
    await writeFile(file, settings.toString());
  }
}

/** ccm would write all files of the node anew, and forget where it is. */
export async function configureNode(
  cluster: string,
  node: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const file = join(nodeDirectory(cluster, node), 'conf', 'cassandra.yaml');
  const document = parseDocument(await readFile(file, 'utf8'));
  for (const [name, value] of Object.entries(parseSettings(settings))) document.set(name, value);
  await writeFile(file, document.toString());
}

async function waitUntilServing(
  state: ClusterState,
  node: PlacedNode,
  offset: number,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + startPatience;
  const others = await livePeers(state, node);
  for (;;) {
    if (signal?.aborted) throw interrupted();
    const log = await logSince(state.name, node.id, offset);
    const sawOthers = others.every((other) => sees(log, other));
    if (log.includes(servingLine) && sawOthers && (await serves(state, node))) return;
    if (!(await nodeProcess(state.name, node.id))) throw await died(state, node);
    if (performance.now() > deadline) throw await slow(state, node, log);
    await sleep(100);
  }
}

async function livePeers(state: ClusterState, node: PlacedNode): Promise<PlacedNode[]> {
  const lives = await Promise.all(
    state.nodes.map(
      async (other) => other.id !== node.id && (await nodeProcess(state.name, other.id))?.state === 'running',
    ),
  );
  return state.nodes.filter((_, index) => lives[index]);
}

/** Whether a node's log says that another one is up. */
export function sees(log: string, other: Pick<PlacedNode, 'address'>): boolean {
  return new RegExp(`/${other.address.replaceAll('.', '\\.')}(:\\d+)? is now UP`).test(log);
}

async function died(state: ClusterState, node: PlacedNode): Promise<Failure> {
  const log = await logSince(state.name, node.id, 0);
  const output = await readFile(outputFile(state.name, node.id), 'utf8').catch(() => '');
  return new Failure('start', `${node.id} (${node.address}) ended while it started`, {
    details: log.includes('ERROR')
      ? errorTail(log)
      : [tail(log, 10), tail(output)].filter(Boolean).join('\n'),
    hint: await keepLog(state, node),
  });
}

async function slow(state: ClusterState, node: PlacedNode, log: string): Promise<Failure> {
  return new Failure(
    'start',
    `${node.id} (${node.address}) does not answer after ${startPatience / 1000} s`,
    {
      details: tail(log),
      hint: `is the machine overloaded? ${await keepLog(state, node)}`,
    },
  );
}

/** The last error of a log with what follows, which for a node that died is the reason. */
export function errorTail(log: string): string {
  const lines = log.trimEnd().split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('ERROR'));
  return lines.slice(Math.max(last, 0)).slice(0, 30).join('\n');
}

/** A cluster that failed to start is removed, so its log has to be saved from that. */
async function keepLog(state: ClusterState, node: PlacedNode): Promise<string> {
  const directory = join(cacheDirectory(), 'failed-starts');
  const copy = join(directory, `${state.name}-${node.id}.log`);
  await mkdir(directory, { recursive: true });
  // A JVM that refuses its options has written nothing but its output.
  await copyFile(logFile(state.name, node.id), copy).catch(() =>
    copyFile(outputFile(state.name, node.id), copy),
  );
  return `the whole log is in ${copy}`;
}

export async function stopNode(
  state: ClusterState,
  node: string,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  const pid = await recordedPid(state.name, node);
  if (pid !== undefined) await endProcess(pid, nodeDirectory(state.name, node), signal);
}

export async function signalNode(
  state: ClusterState,
  node: string,
  signal: 'SIGSTOP' | 'SIGCONT',
): Promise<void> {
  const found = await nodeProcess(state.name, node);
  if (!found)
    throw new Failure('absent', `${node} of cluster ${state.name} does not run`, {
      hint: `\`unicql-dev cluster node start ${node}\``,
    });
  signalProcess(found.pid, signal);
}
