import { Command } from 'commander';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { countInstructions, recordCounts, recordedCounts, regressions } from './instructions.js';

export function instructionsCommand(): Command {
  return new Command('instructions')
    .description('count the instructions of the hot paths, and compare them with what is recorded')
    .option('--no-build', 'count what was built last')
    .option('--accept', 'record what was counted')
    .action(async ({ build, accept }: { build: boolean; accept?: boolean }) => {
      const counts = await onInterrupt((signal) =>
        countInstructions({ build, progress: terminalProgress(), signal }),
      );
      const recorded = accept ? {} : await recordedCounts();
      for (const [path, now] of Object.entries(counts)) {
        const before = recorded[path];
        const change = before === undefined ? '' : ` (${(((now - before) / before) * 100).toFixed(1)} %)`;
        process.stdout.write(`${path.padEnd(20)} ${now}${change}\n`);
      }
      if (accept) return recordCounts(counts);
      const worse = regressions(counts, recorded);
      if (worse.length === 0) return;
      throw new Failure('bench', 'a hot path costs more than is recorded', {
        details: worse.join('\n'),
        hint: 'find what costs it with callgrind, or record it with --accept and say why',
      });
    });
}
