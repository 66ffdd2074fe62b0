import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { tail } from '../shell.js';
import type { Measured, Plan } from './plan.js';
import type { Asked, BenchServer } from './server.js';
import type { Subject } from './subject.js';

const measuredSchema: z.ZodType<Measured> = z.object({
  operations: z.int(),
  elapsed_us: z.number(),
  cpu_us: z.number(),
  main_thread_us: z.number().optional(),
  rss_kib: z.number(),
  p50_us: z.number(),
  p99_us: z.number(),
  digest: z.number(),
}) as z.ZodType<Measured>;

/** What a run of a client came to, by its own account and by the server's. */
export interface Run {
  readonly measured: Measured;
  readonly asked: Asked | undefined;
}

/** Starts a client, lets it warm up, and measures it once. */
export async function runClient(
  subject: Subject,
  plan: Plan,
  server: BenchServer,
  signal: AbortSignal,
): Promise<Run> {
  const { file, args, env } = subject.command(plan);
  const child = spawn(file, [...args], { env: { ...process.env, ...env }, signal });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value) as unknown;
    await ended;
    throw new Failure('unexpected', `the client of ${subject.name} ended early`, { details: tail(errors) });
  };
  await next();
  await server.asked();
  child.stdin.write('\n');
  const measured = measuredSchema.parse(await next());
  const asked = await server.asked();
  child.stdin.end();
  await ended;
  if (child.exitCode !== 0) {
    throw new Failure('unexpected', `the client of ${subject.name} did not end well`, {
      details: tail(errors),
    });
  }
  return { measured, asked };
}
