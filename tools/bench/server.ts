import { once } from 'node:events';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Cluster, upCluster } from '../cluster/index.js';
import { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import { cargoBuild, releaseDirectory } from './build.js';
import type { Target } from './plan.js';

export type ServerKind = 'replay' | 'cassandra';

/** What a replay server was asked, by its own count. */
export const askedSchema = z.object({
  executes: z.int(),
  queries: z.int(),
  batches: z.int(),
  prepares: z.int(),
  /** Reads of system tables, which drivers do by themselves. */
  system: z.int(),
  forwarded: z.int(),
  connections: z.int(),
});
export type Asked = z.infer<typeof askedSchema>;

export interface BenchServer {
  readonly kind: ServerKind;
  /** Where clients connect. */
  readonly target: Target;
  /** Where tables are made and filled. */
  readonly origin: Target;
  /** What was asked since the last call; nothing when the server does not count. */
  asked(): Promise<Asked | undefined>;
  down(): Promise<void>;
}

export interface ServerOptions {
  readonly kind: ServerKind;
  /** How long each replayed answer is held back. */
  readonly latency_us: number;
  /** Whether the replay server is built first. */
  readonly build: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export async function startServer(options: ServerOptions): Promise<BenchServer> {
  const { kind, progress, signal } = options;
  const cluster = await upCluster({ name: 'bench', nodes: 1, progress, signal });
  try {
    const origin = targetOf(cluster);
    if (kind === 'replay') return await startReplay(cluster, origin, options);
    const down = async (): Promise<void> => void (await cluster.down());
    return { kind, target: origin, origin, asked: async () => undefined, down };
  } catch (error) {
    await cluster.down();
    throw error;
  }
}

function targetOf(cluster: Cluster): Target {
  const [host] = cluster.contactPoints;
  if (!host) throw new Failure('absent', 'the cluster has no contact point');
  return { host, port: cluster.port, localDatacenter: 'dc1' };
}

async function startReplay(
  cluster: Cluster,
  origin: Target,
  { latency_us, build, progress, signal }: ServerOptions,
): Promise<BenchServer> {
  if (build) await progress.step('replay server', () => cargoBuild(['unicql-replay'], signal));
  const program = join(await releaseDirectory(), 'unicql-replay');
  // The address stays that of the node, since drivers take the address of a peer from the node's own tables.
  const args = ['--upstream', `${origin.host}:${origin.port}`, '--listen', `${origin.host}:0`];
  const child = spawn(program, [...args, '--latency-us', String(latency_us)]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { listening } = z.object({ listening: z.string() }).parse(await nextLine(lines));
  const port = Number(listening.split(':').at(-1));
  return {
    kind: 'replay',
    target: { ...origin, port },
    origin,
    asked: async () => {
      child.stdin.write('stats\n');
      return askedSchema.parse(await nextLine(lines));
    },
    down: async () => {
      await end(child);
      await cluster.down();
    },
  };
}

async function nextLine(lines: AsyncIterator<string>): Promise<unknown> {
  const { value, done } = await lines.next();
  if (done) throw new Failure('unexpected', 'the replay server ended');
  return JSON.parse(value) as unknown;
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin.end();
  await ended;
}
