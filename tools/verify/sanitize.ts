import { Argument, Command } from 'commander';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { repositoryRoot } from '../root.js';
import { capture, tail } from '../shell.js';
import { cargoCounts } from '../test/counts.js';
import { ensureComponents, hostTriple, nightly, rustFlags } from './toolchain.js';

/** A way to run tests that sees what they do to memory or in which order threads run. */
interface Sanitizer {
  readonly summary: string;
  readonly components: readonly string[];
  readonly toolchain: 'nightly' | undefined;
  command(triple: string): { args: readonly string[]; env: Readonly<Record<string, string>> };
}

/** What reads and writes through the pointers of C programs; the rest would take the interpreter long. */
const pointers = ['ptr::', 'cells::', 'binder::', 'value::', 'timestamp_gen::'];

const unitTests = ['test', '--package', 'unicql-core', '--lib', '--locked'];

const instrumented = (kind: 'address' | 'thread'): Sanitizer['command'] => {
  return (triple) => ({
    args: [nightly, ...unitTests, '-Zbuild-std', '--target', triple, '--target-dir', `target/${kind}`],
    env: { RUSTFLAGS: `${rustFlags} -Zsanitizer=${kind}`, RUSTDOCFLAGS: `-Zsanitizer=${kind}` },
  });
};

export const sanitizers: Readonly<Record<string, Sanitizer>> = {
  address: {
    summary: 'core’s unit tests under AddressSanitizer: memory that is used after its end or was never freed',
    components: ['rust-src'],
    toolchain: 'nightly',
    command: instrumented('address'),
  },
  thread: {
    summary: 'core’s unit tests under ThreadSanitizer: memory that two threads use at once',
    components: ['rust-src'],
    toolchain: 'nightly',
    command: instrumented('thread'),
  },
  miri: {
    summary: 'the pointers of the C binding in the interpreter of Rust: undefined behaviour',
    components: ['miri', 'rust-src'],
    toolchain: 'nightly',
    command: () => ({
      args: [nightly, 'miri', 'test', '--package', 'unicql-c', '--lib', '--locked', '--', ...pointers],
      env: { RUSTFLAGS: rustFlags, MIRIFLAGS: '-Zmiri-disable-isolation' },
    }),
  },
  loom: {
    summary: 'every order in which threads can wait for, complete and drop a future of core',
    components: [],
    toolchain: undefined,
    command: () => ({
      args: [...unitTests, '--target-dir', 'target/loom', '--', 'future::model'],
      env: { RUSTFLAGS: `${rustFlags} --cfg unicql_loom` },
    }),
  },
};

export function sanitizeCommand(): Command {
  const names = Object.entries(sanitizers).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return new Command('sanitize')
    .description('run tests where wrong memory and wrong order of threads are seen')
    .addArgument(new Argument('<kind>', 'what to look for').choices(Object.keys(sanitizers)))
    .addHelpText('after', `\nKinds:\n${names.join('\n')}`)
    .action((kind: string) => onInterrupt((signal) => sanitize(kind, signal)));
}

async function sanitize(kind: string, signal: AbortSignal): Promise<void> {
  const sanitizer = sanitizers[kind];
  if (!sanitizer) throw new Failure('usage', `${kind} is none of ${Object.keys(sanitizers).join(', ')}`);
  const progress = terminalProgress();
  const { components, toolchain } = sanitizer;
  if (toolchain) await progress.step(toolchain, () => ensureComponents(toolchain, components, signal));
  const { args, env } = sanitizer.command(await hostTriple());
  const result = await progress.step(kind, () =>
    capture('cargo', args, { cwd: repositoryRoot, env, signal }),
  );
  if (result.exitCode !== 0) {
    throw new Failure('unexpected', `${kind} found something`, {
      details: tail(`${result.stdout}\n${result.stderr}`, 80),
    });
  }
  if (cargoCounts(result.stdout).passed === 0) throw new Failure('unexpected', `${kind} ran no test`);
  const lines = result.stdout.split('\n').filter((line) => line.startsWith('test result:'));
  process.stdout.write(`${lines.join('\n')}\n`);
}
