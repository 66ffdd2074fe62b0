import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, upCluster } from '../cluster/index.js';
import { Failure, interrupted } from '../failure.js';
import type { Progress } from '../progress.js';
import { buildLoad, type Load, type LoadReport, startLoad } from './load.js';
import { type Blow, type Harm, harms, plan } from './plan.js';

export interface ChaosOptions {
  readonly minutes: number;
  readonly nodes: number;
  readonly seed: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Called when something was done to a node. */
  readonly tell: (line: string) => void;
}

export interface ChaosReport {
  readonly blows: readonly Blow[];
  /** Harms that this machine does not allow, with the reason. */
  readonly skipped: Readonly<Partial<Record<Harm, string>>>;
  readonly load: LoadReport;
}

/** How long the nodes get to see each other again before the next blow, in seconds. */
const settling = 6;
/** Without harm at the beginning, so that there is something to compare with. */
const warmUp = 5;

/** Harms a cluster of its own under load, one node at a time, and returns what the load saw. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  if (process.env['UNICQL_CONTACT_POINTS']) {
    throw new Failure('usage', 'chaos harms its nodes, so it takes only a cluster of its own', {
      hint: 'unset UNICQL_CONTACT_POINTS',
    });
  }
  const { progress, signal } = options;
  const program = await progress.step('load program', () => buildLoad(signal));
  const { cluster, skipped } = await start(options);
  let load: Load | undefined;
  try {
    load = startLoad(program, cluster);
    const blows = await harm(cluster, options, skipped);
    const running = load;
    const report = await progress.step('reading back', () => running.end());
    return { blows, skipped, load: report };
  } finally {
    load?.kill();
    await cluster.down();
  }
}

/** Nodes can be cut off only in a network of their own, which not every machine allows. */
async function start(options: ChaosOptions): Promise<{ cluster: Cluster; skipped: ChaosReport['skipped'] }> {
  const { nodes, progress, signal } = options;
  const shape = { name: 'chaos', nodes, durable: true, progress, signal };
  try {
    return { cluster: await upCluster({ ...shape, isolated: true }), skipped: {} };
  } catch (error) {
    if (!(error instanceof Failure && error.kind === 'machine')) throw error;
    options.tell(`no disconnects: ${error.message}`);
    return { cluster: await upCluster(shape), skipped: { disconnect: error.message } };
  }
}

async function harm(
  cluster: Cluster,
  options: ChaosOptions,
  skipped: ChaosReport['skipped'],
): Promise<Blow[]> {
  const { signal, tell } = options;
  const begin = performance.now();
  const seconds = (): number => Math.round((performance.now() - begin) / 1000);
  const blows: Blow[] = [];
  const allowed = harms.filter((one) => !(one in skipped));
  await pause(warmUp, signal);
  for (const blow of plan(options.seed, cluster.nodes.length, allowed)) {
    if (seconds() >= options.minutes * 60) break;
    const node = cluster.nodes[blow.node];
    if (!node) throw new Error(`no node ${blow.node}`);
    tell(`${String(seconds()).padStart(4)} s  ${blow.harm} ${node.id} for ${blow.seconds} s`);
    await strike(node, blow, signal);
    tell(`${String(seconds()).padStart(4)} s  ${node.id} is back`);
    blows.push(blow);
    await pause(settling, signal);
  }
  return blows;
}

/** Does harm to a node and undoes it. */
async function strike(node: Cluster['nodes'][number], blow: Blow, signal: AbortSignal): Promise<void> {
  switch (blow.harm) {
    case 'kill':
      await node.kill();
      await pause(blow.seconds, signal);
      return node.start(signal);
    case 'restart':
      await node.stop();
      return node.start(signal);
    case 'pause':
      await node.pause();
      await pause(blow.seconds, signal);
      return node.resume();
    case 'disconnect':
      await node.disconnect();
      await pause(blow.seconds, signal);
      return node.reconnect();
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {
    throw interrupted();
  });
}
