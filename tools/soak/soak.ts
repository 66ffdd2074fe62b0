import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';

const leftSchema = z.object({ descriptors: z.int(), resources: z.array(z.string()) });

/** What the program prints at its end. */
const soakReportSchema = z.object({
  requests: z.int(),
  /** How many requests of each kind. */
  kinds: z.record(z.string(), z.int()),
  /** How often each error happened that was not provoked. */
  errors: z.record(z.string(), z.int()),
  /** Resident KiB, at equal distances of requests, each after a collection of garbage. */
  memory: z.array(z.int()),
  /** KiB that JavaScript objects take, at the same times. */
  heap: z.array(z.int()),
  /** What the process held before the client connected, and after its shutdown. */
  before: leftSchema,
  after: leftSchema,
});

export type SoakReport = z.infer<typeof soakReportSchema>;

export interface SoakOrder {
  /** Where the driver is; default: the Node.js binding of this checkout. */
  readonly driver?: string;
  /** `host:port` */
  readonly contactPoint: string;
  readonly localDataCenter: string;
  readonly keyspace: string;
  readonly requests: number;
  readonly concurrency: number;
}

/** The young generation has its full size from the start: that it grows to it would look like a leak. */
const flags = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16'];

/** A process that has printed its report has nothing left to do. */
const leaveMs = 30_000;

/** Runs the program to its end, which has to come by itself. */
export async function soak(order: SoakOrder, signal?: AbortSignal): Promise<SoakReport> {
  const program = join(repositoryRoot, 'tools', 'soak', 'program.mjs');
  const given = JSON.stringify({ driver: join(repositoryRoot, 'bindings', 'node'), ...order });
  const child = execa('node', [...flags, program, given], {
    stdin: 'ignore',
    stderr: 'inherit',
    reject: false,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  let stays = false;
  let timer: NodeJS.Timeout | undefined;
  child.stdout.once('data', () => {
    timer = setTimeout(() => {
      stays = true;
      child.kill('SIGKILL');
    }, leaveMs);
  });
  const { exitCode, signal: killedBy, stdout, isCanceled } = await child;
  clearTimeout(timer);
  if (isCanceled) throw new Failure('interrupted', 'the soak was interrupted');
  if (stays)
    throw new Failure('soak', 'the process did not end after the client was shut down', { details: stdout });
  const report = exitCode === 0 ? soakReportSchema.safeParse(parse(stdout)) : undefined;
  if (report?.success) return report.data;
  throw new Failure(
    'soak',
    `the program ended with ${exitCode === undefined ? killedBy : `exit code ${exitCode}`}`,
    { details: stdout },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
