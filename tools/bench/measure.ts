import { z } from 'zod';
import { Client } from './client.js';
import type { Measured, Plan } from './plan.js';
import type { Asked, BenchServer } from './server.js';
import type { Subject } from './subject.js';
import { Tally } from './tally.js';

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

/** Measures a plan once. A client that does nothing for `silence_ms` is ended, and that is a failure. */
export async function measure(
  subject: Subject,
  plan: Plan,
  server: BenchServer,
  signal: AbortSignal,
  silence_ms = 60_000,
): Promise<Run> {
  const tally = new Tally(server);
  const start: Start = (told, use) =>
    withClient(new Client(told, { subject, tally, silence_ms, signal }), use);
  const measured = await (plan.fromStart ? startAgainAndAgain : warmUpFirst)(plan, tally, start);
  return { measured, asked: await tally.take() };
}

type Start = (plan: Plan, use: (client: Client) => Promise<Measured>) => Promise<Measured>;

async function withClient(client: Client, use: (client: Client) => Promise<Measured>): Promise<Measured> {
  try {
    const measured = await use(client);
    await client.end();
    return measured;
  } catch (error) {
    client.kill();
    throw error;
  }
}

const warmUpFirst = (plan: Plan, tally: Tally, start: Start): Promise<Measured> =>
  start(plan, async (client) => {
    await client.line();
    await tally.take();
    client.go();
    return measuredSchema.parse(await client.line());
  });

/** Starts one client after another. What each used it counts itself; how long it took from its start is seen here. */
async function startAgainAndAgain(plan: Plan, tally: Tally, start: Start): Promise<Measured> {
  const once = { ...plan, operations: 1 };
  const runs: Measured[] = [];
  for (let i = 0; i < plan.warmup + plan.operations; i++) {
    if (i === plan.warmup) await tally.take();
    const begun = performance.now();
    const run = await start(once, async (client) => {
      const measured = measuredSchema.parse(await client.line());
      return { ...measured, elapsed_us: (performance.now() - begun) * 1000 };
    });
    if (i >= plan.warmup) runs.push(run);
  }
  return together(runs);
}

/** Runs that were one after another as one. */
export function together(runs: readonly Measured[]): Measured {
  const sum = (of: (run: Measured) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const latencies = runs.map(({ elapsed_us }) => elapsed_us).toSorted((a, b) => a - b);
  const onMain = runs.every(({ main_thread_us }) => main_thread_us !== undefined);
  return {
    operations: sum(({ operations }) => operations),
    elapsed_us: sum(({ elapsed_us }) => elapsed_us),
    cpu_us: sum(({ cpu_us }) => cpu_us),
    ...(onMain ? { main_thread_us: sum(({ main_thread_us }) => main_thread_us ?? 0) } : {}),
    rss_kib: Math.max(...runs.map(({ rss_kib }) => rss_kib)),
    p50_us: percentile(latencies, 0.5),
    p99_us: percentile(latencies, 0.99),
    digest: sum(({ digest }) => digest) % 2 ** 32,
  };
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
