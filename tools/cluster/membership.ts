import { withLock } from '../cache.js';
import { Failure } from '../failure.js';
import { jmxPort, numberOf, placeNode, takenAddress } from './addresses.js';
import { runCcm } from './ccm.js';
import { Cluster } from './cluster.js';
import { availableMebibytes, checkMemory } from './memory.js';
import { forgetProcess, startNodes, stopNode } from './node.js';
import { checkName, nodeLimit } from './options.js';
import { readState, writeState, type ClusterState, type PlacedNode } from './state.js';

/** Has one more node join a running cluster, in its first data centre or in another that it has. Returns once the
 * node serves clients. */
export async function addNode(name: string, dc = 'dc1', signal?: AbortSignal): Promise<Cluster> {
  const { state, node } = await withLock(`cluster-${checkName(name)}`, async () => {
    const before = await runningState(name);
    const added = nextNode(before, dc);
    checkMemory(1, await availableMebibytes());
    const taken = before.shape.isolated ? undefined : await takenAddress([added]);
    if (taken) throw new Failure('taken', `${taken} is taken, and ${added.id} is to listen there`);
    const after = withNodes(before, [...before.nodes, added]);
    await runCcm(after, addArguments(added));
    await writeState(after);
    return { state: after, node: added };
  });
  await startNodes(state, [node], signal);
  return Cluster.of(state);
}

/** Has a node leave its cluster for good: its data go to the others, and nothing of it remains. */
export async function removeNode(name: string, id: string): Promise<Cluster> {
  return withLock(`cluster-${checkName(name)}`, async () => {
    const before = await runningState(name);
    const node = Cluster.of(before).node(id);
    if (before.nodes.length === 1) {
      throw new Failure('usage', `${node.id} is the only node of cluster ${name}`, {
        hint: `\`unicql-dev cluster down --name ${name}\``,
      });
    }
    // The server's own keyspaces have more replicas than a small cluster can spare a node of.
    await runCcm(before, [node.id, 'decommission', '--force']);
    await stopNode(before, node.id, 'SIGTERM');
    await forgetProcess(name, node.id);
    await runCcm(before, [node.id, 'remove']);
    const after = withNodes(
      before,
      before.nodes.filter((other) => other.id !== node.id),
    );
    await writeState(after);
    return Cluster.of(after);
  });
}

async function runningState(name: string): Promise<ClusterState> {
  const state = await readState(name);
  if (state?.phase === 'running') return state;
  throw new Failure('absent', `there is no running cluster ${name}`, {
    hint: `\`unicql-dev cluster up --name ${name}\``,
  });
}

/** The node after the last one; numbers of nodes that left are not used again. */
export function nextNode(state: ClusterState, dc: string): PlacedNode {
  const datacenters = new Set(state.nodes.map((node) => node.dc));
  if (!datacenters.has(dc)) {
    throw new Failure('usage', `cluster ${state.name} has no data centre ${dc}`, {
      hint: `it has ${[...datacenters].join(', ')}`,
    });
  }
  if (state.nodes.length >= nodeLimit) {
    throw new Failure('usage', `cluster ${state.name} has ${nodeLimit} nodes already`);
  }
  if (state.tls) {
    throw new Failure('usage', `the certificates of cluster ${state.name} name its nodes, and no others`, {
      hint: 'start it with as many nodes as it is to have',
    });
  }
  const last = Math.max(...state.nodes.map(numberOf));
  return placeNode(last + 1, state.prefix, dc);
}

function addArguments(node: PlacedNode): string[] {
  return [
    ...['add', node.id, '--auto-bootstrap', '--itf', node.address, '--data-center', node.dc],
    ...['--jmx-port', String(jmxPort(numberOf(node))), '--remote-debug-port', '0'],
  ];
}

/** The state with other nodes, and a shape that counts them. */
export function withNodes(state: ClusterState, nodes: readonly PlacedNode[]): ClusterState {
  const datacenters = state.shape.datacenters.map(
    (_, index) => nodes.filter((node) => node.dc === `dc${index + 1}`).length,
  );
  return { ...state, nodes: [...nodes], shape: { ...state.shape, datacenters } };
}
