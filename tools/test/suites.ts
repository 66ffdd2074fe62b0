import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { repositoryRoot } from '../root.js';
import { add, cargoCounts, type Counts, junitCounts, noCounts, vitestCounts } from './counts.js';

/** A suite of one language: the command, and where its counts come from. */
interface Suite {
  readonly command: string;
  readonly args: (report: string) => readonly string[];
  readonly counts: 'cargo' | 'vitest' | 'junit';
}

const ctest = (binding: string): Suite => ({
  command: 'ctest',
  args: (report) => [
    ...['--test-dir', `bindings/${binding}/build`, '--output-on-failure', '--no-tests=error'],
    ...['--output-junit', report],
  ],
  counts: 'junit',
});

export const suites: Readonly<Record<string, Suite>> = {
  rust: {
    command: 'cargo',
    args: () => ['test', '--workspace', '--locked', '--no-fail-fast'],
    counts: 'cargo',
  },
  /** What of `rust` tests the core: for servers other than the default one. */
  core: {
    command: 'cargo',
    args: () => ['test', '--package', 'unicql-core', '--locked', '--no-fail-fast'],
    counts: 'cargo',
  },
  /** Servers that are set up as few are; each test starts its own. */
  servers: {
    command: 'cargo',
    args: () => [
      ...['test', '--package', 'unicql-core', '--locked', '--test', 'servers'],
      ...['--', '--test-threads', '1'],
    ],
    counts: 'cargo',
  },
  node: {
    command: 'npx',
    args: (report) => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`],
    counts: 'vitest',
  },
  python: {
    command: '.venv/bin/python',
    args: (report) => ['-m', 'pytest', 'bindings/python/tests', '-q', `--junitxml=${report}`],
    counts: 'junit',
  },
  c: ctest('c'),
  cpp: ctest('cpp'),
};

/** Suites that test nothing but the core, and need no binding. */
export const coreSuites: readonly string[] = ['core', 'servers'];

/** What runs when nothing is named: everything that does not take long, once. */
export const everySuite = Object.keys(suites).filter((name) => !coreSuites.includes(name));

/** Runs a suite, with its output on standard error. A suite that ends badly without a failed test counts as one. */
export async function runSuite(
  name: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Counts> {
  const suite = suites[name];
  if (!suite) throw new Error(`no suite ${name}`);
  const directory = await mkdtemp(join(tmpdir(), 'unicql-test-'));
  const report = join(directory, 'report');
  try {
    const result = await execa(suite.command, [...suite.args(report)], {
      cwd: repositoryRoot,
      env: environment,
      reject: false,
      cancelSignal: signal,
      stdin: 'ignore',
      stdout: ['pipe', process.stderr],
      stderr: 'inherit',
    });
    const counts = await readCounts(suite, result.stdout, report);
    return result.exitCode !== 0 && counts.failed === 0 ? add(counts, { ...noCounts, failed: 1 }) : counts;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function readCounts(suite: Suite, stdout: string, report: string): Promise<Counts> {
  if (suite.counts === 'cargo') return cargoCounts(stdout);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return noCounts;
  return suite.counts === 'vitest' ? vitestCounts(text) : junitCounts(text);
}
