import { nativePort } from './addresses.js';
import { externalCluster } from './external.js';
import { enterCommand } from './namespace.js';
import { nodeProcess } from './node.js';
import { checkName } from './options.js';
import { readState, type ClusterState, type ClusterStatus } from './state.js';

/** What a cluster is and does right now; processes are looked at, not only the record. */
export async function clusterStatus(name?: string): Promise<ClusterStatus> {
  const external = externalCluster();
  if (external) return external;
  const checked = checkName(name);
  const state = await readState(checked);
  return state ? statusOf(state) : absent(checked);
}

function absent(name: string): ClusterStatus {
  return {
    name,
    state: 'absent',
    version: null,
    contactPoints: [],
    port: nativePort,
    nodes: [],
    tls: null,
    auth: null,
    enter: [],
  };
}

export async function statusOf(state: ClusterState): Promise<ClusterStatus> {
  const nodes = await Promise.all(
    state.nodes.map(async (node) => {
      const found = await nodeProcess(state.name, node.id);
      const condition = found === undefined ? 'down' : found.state === 'paused' ? 'paused' : 'up';
      return { ...node, pid: found?.pid ?? null, state: condition } as const;
    }),
  );
  return {
    name: state.name,
    state: overallState(state.phase, nodes),
    version: state.shape.version,
    contactPoints: nodes.map((node) => node.address),
    port: nativePort,
    nodes,
    tls: state.tls,
    auth: state.auth,
    enter: enterCommand(state),
  };
}

/** One word for all nodes together. */
export function overallState(
  phase: ClusterState['phase'],
  nodes: readonly { readonly state: 'up' | 'down' | 'paused' }[],
): ClusterStatus['state'] {
  if (phase === 'starting') return 'starting';
  if (nodes.every((node) => node.state === 'down')) return 'stopped';
  return nodes.every((node) => node.state === 'up') ? 'up' : 'degraded';
}
