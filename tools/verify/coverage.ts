import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { repositoryRoot } from '../root.js';
import { capture, run, tail, type RunOptions } from '../shell.js';
import { startTestClusters } from '../test/clusters.js';
import { ensureCargoTool, ensureComponents, hostTriple, llvmCov } from './toolchain.js';

const summary = z.object({ count: z.int(), covered: z.int(), percent: z.number() });
const reportSchema = z.object({
  data: z.tuple([
    z.object({
      files: z.array(z.object({ filename: z.string(), summary: z.object({ lines: summary }) })),
      totals: z.object({ lines: summary }),
    }),
  ]),
});

export type CoverageReport = z.infer<typeof reportSchema>;

interface CoverageFlags {
  readonly atLeast: number;
  readonly json?: boolean;
}

function percentage(text: string): number {
  const number = Number(text);
  if (number >= 0 && number <= 100) return number;
  throw new InvalidArgumentError(`${text} is not a percentage`);
}

export function coverageCommand(): Command {
  return new Command('coverage')
    .description('how many lines of core its unit, cluster and fault tests run')
    .option('--at-least <percent>', 'fail when it is less', percentage, 85)
    .option('--json', 'print the report of llvm-cov')
    .action((flags: CoverageFlags) => onInterrupt((signal) => coverage(flags, signal)));
}

async function coverage({ atLeast, json }: CoverageFlags, signal: AbortSignal): Promise<void> {
  const progress = terminalProgress();
  await progress.step('llvm-tools', () => ensureComponents(undefined, ['llvm-tools'], signal));
  await progress.step('cargo-llvm-cov', () => ensureCargoTool(llvmCov, signal));
  const clusters = process.env['UNICQL_CONTACT_POINTS']
    ? { environment: {}, down: async () => {} }
    : await startTestClusters(progress, signal);
  try {
    // The tool passes the name of the target that `.cargo/config.toml` gives on to rustc, which wants a real one.
    const env = { ...clusters.environment, CARGO_BUILD_TARGET: await hostTriple() };
    const options = { cwd: repositoryRoot, env, signal };
    await progress.step('tests', () => runTests(options));
    const text = await run(
      'cargo',
      ['llvm-cov', 'report', '-p', 'unicql-core', '--json', '--summary-only'],
      options,
    );
    const report = reportSchema.parse(JSON.parse(text));
    process.stdout.write(json ? `${text}\n` : describeCoverage(report));
    const { percent } = report.data[0].totals.lines;
    if (percent < atLeast)
      throw new Failure(
        'unexpected',
        `${percent.toFixed(1)} % of the lines of core are run by tests, not ${atLeast} %`,
      );
  } finally {
    await clusters.down();
  }
}

/** Which tests failed stands at the end of what they print, and not of what the compiler prints. */
async function runTests(options: RunOptions): Promise<void> {
  const args = ['llvm-cov', '--no-report', '-p', 'unicql-core', '--locked'];
  const { exitCode, stdout, stderr } = await capture('cargo', args, options);
  if (exitCode === 0) return;
  throw new Failure('unexpected', 'the tests of core failed', {
    details: [tail(stdout, 60), tail(stderr, 5)].join('\n'),
  });
}

/** The files of core with the least covered lines first, and all together. */
export function describeCoverage({ data: [{ files, totals }] }: CoverageReport): string {
  const rows = files
    .map(({ filename, summary: { lines } }) => ({ name: filename.replace(/^.*\/core\/src\//, ''), lines }))
    .sort((a, b) => a.lines.percent - b.lines.percent)
    .map(
      ({ name, lines }) =>
        `${lines.percent.toFixed(1).padStart(6)} %  ${name} (${lines.count - lines.covered} not run)`,
    );
  const { covered, count, percent } = totals.lines;
  return [...rows, `${percent.toFixed(1).padStart(6)} %  core: ${covered} of ${count} lines`, ''].join('\n');
}
