import { Command, InvalidArgumentError } from 'commander';
import { parseNodes } from '../cluster/options.js';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { type ChaosReport, runChaos } from './chaos.js';
import { harms } from './plan.js';
import { complaints, memoryTrend } from './verdict.js';

interface ChaosFlags {
  readonly minutes: number;
  readonly nodes: number;
  readonly seed: number;
  readonly json?: boolean;
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError(`${text} is not a positive number`);
}

export function chaosCommand(): Command {
  return new Command('chaos')
    .description('harm a cluster of its own under load, and see that no acknowledged write is lost')
    .option('--minutes <n>', 'how long nodes are harmed', positive, 5)
    .option('--nodes <n>', 'nodes, with a replica each up to three', parseNodes, 3)
    .option('--seed <n>', 'decides what is done to which node', positive, 1)
    .option('--json', 'print the report as JSON')
    .action(async (flags: ChaosFlags) => {
      const tell = (line: string): void => void process.stderr.write(`${line}\n`);
      const report = await onInterrupt((signal) =>
        runChaos({ ...flags, progress: terminalProgress(), signal, tell }),
      );
      const found = complaints(report.load);
      process.stdout.write(
        flags.json ? `${JSON.stringify({ ...report, complaints: found }, null, 2)}\n` : describe(report),
      );
      if (found.length > 0) throw new Failure('chaos', found.join('; '));
    });
}

function describe({ blows, skipped, load }: ChaosReport): string {
  const counts = harms.map((harm) => {
    const reason = skipped[harm];
    return reason
      ? `${harm} skipped (${reason})`
      : `${harm} ${blows.filter((blow) => blow.harm === harm).length}`;
  });
  const memory = memoryTrend(load.memory);
  const errors = Object.entries(load.errors).map(([kind, count]) => `${kind} ${count}`);
  const rows: readonly (readonly [string, string])[] = [
    ['harm', counts.join(', ')],
    ['requests', `${load.requests}, of which ${load.acknowledged} were acknowledged`],
    ['repeated', errors.join(', ') || 'none'],
    ...Object.entries(load.firstErrors).map(([kind, text]) => ['', `${kind}: ${text}`] as const),
    [
      'read back',
      `${load.acknowledged - load.lost} of ${load.acknowledged}, ${load.wrong} with another value`,
    ],
    ['slowest', `${load.slowestMs} ms, with a timeout of ${load.timeoutMs} ms`],
    ['longest pause', `${load.longestPauseMs} ms without an acknowledged write`],
    [
      'memory',
      memory ? `${memory.early} KiB after the warm-up, ${memory.late} KiB at the end` : 'too short to tell',
    ],
    ['descriptors', `${load.descriptors.before} before connecting, ${load.descriptors.after} after closing`],
  ];
  return rows.map(([name, text]) => `${name.padEnd(14)} ${text}\n`).join('');
}
