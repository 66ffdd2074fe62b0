import { externalCluster } from './external.js';
import { stopNode } from './node.js';
import { checkName } from './options.js';
import { endProcess } from './process-table.js';
import { clusterDirectory, readState, removeCluster, writeState, type ClusterState } from './state.js';

export interface DownOptions {
  /** Stops the nodes in good order and leaves their data for the next start. */
  readonly keepData?: boolean;
}

export type DownResult = 'removed' | 'stopped' | 'absent' | 'external';

/** Stops a cluster. Without keepData nothing of it remains: no process and no directory. */
export async function downCluster(name?: string, options: DownOptions = {}): Promise<DownResult> {
  if (externalCluster()) return 'external';
  const checked = checkName(name);
  const state = await readState(checked);
  if (!state) return 'absent';
  if (!options.keepData) {
    await destroy(state);
    return 'removed';
  }
  await stopProcesses(state, 'SIGTERM');
  await writeState({ ...state, phase: 'stopped', namespacePid: null });
  return 'stopped';
}

/** Kills what a cluster runs and removes what it wrote; data that nobody wants needs no orderly shutdown. */
export async function destroy(state: ClusterState): Promise<void> {
  await stopProcesses(state, 'SIGKILL');
  await removeCluster(state.name);
}

async function stopProcesses(state: ClusterState, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  await Promise.all(state.nodes.map((node) => stopNode(state, node.id, signal)));
  if (state.namespacePid !== null)
    await endProcess(state.namespacePid, clusterDirectory(state.name), 'SIGKILL');
}
