import { Command } from 'commander';
import { execa } from 'execa';
import { Failure, interrupted } from './failure.js';
import { onInterrupt } from './interrupt.js';
import { silentProgress, terminalProgress, type Progress } from './progress.js';
import { repositoryRoot } from './root.js';
import { tail } from './shell.js';

export interface BuildOptions {
  /** Leaves out the tests of C and C++, which take longer to compile than all the rest. Default: with them. */
  readonly tests?: boolean;
  /** Only these packages and what they need; all of them without it. */
  readonly projects?: readonly string[];
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Builds the core and every binding; what is built already is not built again. */
export async function buildAll({
  tests = true,
  projects,
  progress = silentProgress,
  signal,
}: BuildOptions = {}): Promise<void> {
  await progress.step('build', async (step) => {
    const only = projects ? ['--projects', projects.join(',')] : [];
    const child = execa('nx', ['run-many', '-t', 'build', '--output-style=stream', ...only], {
      cwd: repositoryRoot,
      preferLocal: true,
      localDir: repositoryRoot,
      reject: false,
      all: true,
      stdin: 'ignore',
      env: {
        NX_DAEMON: 'false',
        FORCE_COLOR: '0',
        UNICQL_TESTS: tests ? 'ON' : 'OFF',
      },
      ...(signal ? { cancelSignal: signal } : {}),
    });
    for await (const line of child.iterable({ from: 'all' })) {
      const words = line.trim();
      if (words) step.report(words.slice(0, 60));
    }
    const result = await child;
    if (signal?.aborted) throw interrupted();
    if (result.exitCode === 0) return;
    throw new Failure('unexpected', 'the build failed', {
      details: failureDetails(String(result.all ?? '')),
      hint: '`npx nx run-many -t build` shows all of it',
    });
  });
}

/** The last lines of each project that failed; the others print into the same stream meanwhile. */
export function failureDetails(output: string): string {
  const failed = [...output.matchAll(/^- (\S+):build$/gm)].map(([, project = '']) => project);
  const own = failed.map((project) => {
    const lines = output.split('\n').filter((line) => line.startsWith(`${project}: `));
    return tail(lines.join('\n'), 60);
  });
  return own.join('\n').trim() || tail(output, 60);
}

export function buildCommand(): Command {
  return new Command('build')
    .description('build the core and every binding')
    .option('--no-tests', 'without the tests of C and C++')
    .action(({ tests }: { tests: boolean }) =>
      onInterrupt((signal) => buildAll({ tests, progress: terminalProgress(), signal })),
    );
}
