import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { run } from '../shell.js';
import { clusterDirectory, type ClusterState } from './state.js';

const unprivileged = process.getuid?.() !== 0;

/** What to put before a command so that it runs where the cluster's addresses are. */
export function enterCommand(state: Pick<ClusterState, 'namespacePid'>): string[] {
  if (state.namespacePid === null) return [];
  const user = unprivileged ? ['--user', '--preserve-credentials'] : [];
  return ['nsenter', '--target', String(state.namespacePid), ...user, '--net'];
}

/** Lets nothing reach an address of the namespace any more, or lets everything reach it again. What is sent to it is lost
 * without a word, as behind a cut cable. */
export async function setReachable(
  state: Pick<ClusterState, 'name' | 'namespacePid'>,
  address: string,
  reachable: boolean,
): Promise<void> {
  const enter = enterCommand(state);
  if (enter.length === 0) {
    throw new Failure(
      'usage',
      `${address} cannot be cut off: cluster ${state.name} shares the network of the machine`,
      {
        hint: 'start the cluster with --isolated',
      },
    );
  }
  // Loopback addresses are looked up in the table `local`, where a longer prefix comes first. There is a route for
  // 127.0.0.1 alone, which is replaced, and which the one for all of 127.0.0.0/8 stands in for afterwards.
  const action = reachable ? 'del' : 'replace';
  const route = ['ip', 'route', action, 'blackhole', `${address}/32`, 'table', 'local'];
  await run(enter[0] ?? '', [...enter.slice(1), ...route], { kind: 'machine' });
}

/** Opens a network namespace with nothing but loopback in it, and returns the process that keeps it open. */
export async function openNamespace(name: string): Promise<number> {
  const directory = clusterDirectory(name);
  const anchor = join(directory, 'namespace');
  await mkdir(directory, { recursive: true });
  await writeFile(anchor, '');
  const user = unprivileged ? ['--user', '--map-root-user'] : [];
  // The anchor's path in the arguments proves later that the recorded process is still this one.
  const script = 'ip link set lo up && echo open && exec tail -f "$1"';
  const holder = spawn('unshare', [...user, '--net', 'sh', '-c', script, 'sh', anchor], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  holder.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const opened = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    once(holder, 'exit').then(() => false),
    once(holder, 'error').then(() => false),
  ]).catch(() => false);
  if (!opened || holder.pid === undefined) {
    throw new Failure('machine', 'this machine does not allow a network namespace of its own', {
      details: complaint,
      hint: 'leave out --isolated, or run as root or where unprivileged user namespaces are allowed (needs unshare and ip)',
    });
  }
  holder.stdout.destroy();
  holder.stderr.destroy();
  holder.unref();
  return holder.pid;
}
