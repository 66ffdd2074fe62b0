import { Command, InvalidArgumentError } from 'commander';
import { upCluster } from '../cluster/index.js';
import { memoryTrend } from '../chaos/verdict.js';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { soak, type SoakReport } from './soak.js';
import { complaints } from './verdict.js';

interface SoakFlags {
  readonly requests: number;
  readonly concurrency: number;
  readonly driver?: string;
  readonly json?: boolean;
}

function parseCount(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError(`${text} is not a positive whole number`);
}

export function soakCommand(): Command {
  return new Command('soak')
    .description('send mixed requests from one Node.js process, and see that nothing is left behind')
    .option('--requests <n>', 'how many requests', parseCount, 1_000_000)
    .option('--concurrency <n>', 'how many of them at a time', parseCount, 64)
    .option('--driver <path>', 'the package to use in place of this checkout’s')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nBuild the binding first. UNICQL_CONTACT_POINTS names a running cluster to use.')
    .action(async (flags: SoakFlags) => {
      const report = await onInterrupt((signal) => run(flags, signal));
      const found = complaints(report);
      process.stdout.write(
        flags.json ? `${JSON.stringify({ ...report, complaints: found }, null, 2)}\n` : describe(report),
      );
      if (found.length > 0) throw new Failure('soak', found.join('; '));
    });
}

async function run({ requests, concurrency, driver }: SoakFlags, signal: AbortSignal): Promise<SoakReport> {
  const progress = terminalProgress();
  const cluster = await upCluster({ name: 'soak', progress, signal });
  try {
    const order = {
      ...(driver === undefined ? {} : { driver }),
      contactPoint: `${cluster.contactPoints[0]}:${cluster.port}`,
      localDataCenter: process.env['UNICQL_LOCAL_DATACENTER'] || 'dc1',
      keyspace: 'soak',
      requests,
      concurrency,
    };
    return await progress.step(`${requests} requests`, () => soak(order, signal));
  } finally {
    await cluster.down();
  }
}

function describe({ requests, kinds, memory, heap, before, after }: SoakReport): string {
  const trend = (samples: readonly number[]): string => {
    const found = memoryTrend(samples);
    return found ? `${found.early} KiB after the warm-up, ${found.late} KiB at the end` : 'too short to tell';
  };
  const each = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
  const rows: readonly (readonly [string, string])[] = [
    ['requests', `${requests}: ${each.join(', ')}`],
    ['memory', trend(memory)],
    ['heap', trend(heap)],
    ['descriptors', `${before.descriptors} before connecting, ${after.descriptors} after shutdown`],
    ['resources', `${named(before.resources)} before connecting, ${named(after.resources)} after shutdown`],
  ];
  return rows.map(([name, text]) => `${name.padEnd(12)} ${text}\n`).join('');
}

function named(resources: readonly string[]): string {
  return resources.join(', ') || 'none';
}
