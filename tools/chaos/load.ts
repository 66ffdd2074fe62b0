import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { Cluster } from '../cluster/index.js';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';
import { run } from '../shell.js';

/** What the load program prints at its end. */
export const loadReportSchema = z.object({
  acknowledged: z.int(),
  lost: z.int(),
  wrong: z.int(),
  firstLost: z.tuple([z.int(), z.int()]).nullable(),
  requests: z.int(),
  errors: z.record(z.string(), z.int()),
  /** What the first error of each kind says. */
  firstErrors: z.record(z.string(), z.string()),
  slowestMs: z.int(),
  timeoutMs: z.int(),
  longestPauseMs: z.int(),
  inFlightAfter: z.int(),
  /** Resident KiB, once a second. */
  memory: z.array(z.int()),
  descriptors: z.object({ before: z.int(), after: z.int() }),
});

export type LoadReport = z.infer<typeof loadReportSchema>;

/** Builds the load program and returns where it is. */
export async function buildLoad(signal: AbortSignal): Promise<string> {
  const target = (await run('rustc', ['--print', 'host-tuple'], { cwd: repositoryRoot })).trim();
  const args = ['build', '--locked', '--package', 'unicql-core', '--example', 'chaos'];
  await run('cargo', args, { cwd: repositoryRoot, signal });
  const directory = process.env['CARGO_TARGET_DIR'] ?? join(repositoryRoot, 'target');
  return join(directory, target, 'debug', 'examples', 'chaos');
}

/** The load while it runs. */
export interface Load {
  /** Resolves with the report when the load was ended and everything was read back. */
  end(): Promise<LoadReport>;
  kill(): void;
}

/** Starts the load where the cluster can be reached. */
export function startLoad(program: string, cluster: Cluster): Load {
  const points = cluster.contactPoints.map((address) => `${address}:${cluster.port}`).join(',');
  const [command = program, ...args] = [
    ...cluster.enter,
    program,
    points,
    String(Math.min(3, cluster.contactPoints.length)),
  ];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // A program that ended by itself has closed its input.
  child.stdin.on('error', () => {});
  const closed = once(child, 'close');
  return {
    async end() {
      child.stdin.end('\n');
      const [code] = (await closed) as [number | null];
      const report = loadReportSchema.safeParse(parse(output));
      if (code === 0 && report.success) return report.data;
      throw new Failure('chaos', `the load ended with exit code ${code ?? 'none'}`, { details: output });
    },
    kill: () => child.kill('SIGKILL'),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
