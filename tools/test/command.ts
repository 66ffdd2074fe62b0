import { Command, InvalidArgumentError, Option } from 'commander';
import { ensureMachine } from '../doctor/index.js';
import { buildAll } from '../build.js';
import { Failure } from '../failure.js';
import { type Progress, terminalProgress } from '../progress.js';
import { onInterrupt } from '../interrupt.js';
import { startTestClusters, type TestClusters } from './clusters.js';
import { add, closingLine, type Counts, noCounts } from './counts.js';
import { coreSuites, everySuite, runSuite, suites } from './suites.js';

function parseSuites(text: string): string[] {
  const names = text.split(',');
  const unknown = names.find((name) => !(name in suites));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`${unknown} is none of ${Object.keys(suites).join(', ')}`);
  }
  return names;
}

interface TestFlags {
  readonly only: string[];
  readonly server?: string;
  readonly yes?: boolean;
}

export function testCommand(): Command {
  return new Command('test')
    .description('build everything, start clusters and run every suite')
    .addOption(
      new Option('--only <suites>', `some of ${Object.keys(suites).join(', ')}`)
        .argParser(parseSuites)
        .default(everySuite, everySuite.join(',')),
    )
    .option('--server <version>', 'the version of Cassandra that the clusters run')
    .option('--yes', 'install what the machine lacks without asking')
    .action(async (flags: TestFlags) => {
      const failed = await onInterrupt((signal) => runTests(flags, signal));
      if (failed > 0) process.exitCode = 1;
    });
}

const noClusters: TestClusters = { environment: {}, down: async () => {} };

/** Clusters of the user's own stand in for ours; tests that need one which is not there say so. */
async function testClusters(progress: Progress, signal: AbortSignal, server?: string): Promise<TestClusters> {
  if (!process.env['UNICQL_CONTACT_POINTS']) return startTestClusters(progress, signal, server);
  if (server === undefined) return noClusters;
  throw new Failure('usage', '--server is for clusters that are started here', {
    hint: 'unset UNICQL_CONTACT_POINTS, or leave out --server',
  });
}

/** Runs the suites and returns how many tests failed. */
async function runTests({ only, server, yes }: TestFlags, signal: AbortSignal): Promise<number> {
  const progress = terminalProgress();
  await ensureMachine({ yes: yes === true, tests: true, progress });
  if (only.some((name) => !coreSuites.includes(name))) await buildAll({ progress, signal });
  const shared = only.some((name) => name !== 'servers');
  const clusters = shared ? await testClusters(progress, signal, server) : noClusters;
  const results = new Map<string, Counts>();
  try {
    for (const name of only) {
      await progress.step(`${name} tests`, async () => {
        results.set(name, await runSuite(name, clusters.environment, signal));
      });
    }
  } finally {
    await clusters.down();
  }
  for (const [name, counts] of results) process.stdout.write(`${name.padEnd(8)} ${closingLine(counts)}\n`);
  const total = [...results.values()].reduce(add, noCounts);
  process.stdout.write(`${closingLine(total)}\n`);
  return total.failed;
}
