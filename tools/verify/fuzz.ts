import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { execa } from 'execa';
import { Failure, interrupted } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { repositoryRoot } from '../root.js';
import { run } from '../shell.js';
import { cargoFuzz, ensureCargoTool, ensureComponents, nightly, rustFlags } from './toolchain.js';

const directory = join(repositoryRoot, 'core', 'fuzz');

interface FuzzFlags {
  readonly seconds: number;
  readonly target?: string;
}

function wholeSeconds(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`${text} is not a number of seconds`);
}

export function fuzzCommand(): Command {
  return new Command('fuzz')
    .description('feed broken bytes to everything in core that reads bytes of others')
    .option('--seconds <n>', 'how long each target runs', wholeSeconds, 60)
    .option('--target <name>', 'only this target')
    .action((flags: FuzzFlags) => onInterrupt((signal) => fuzz(flags, signal)));
}

async function fuzz({ seconds, target }: FuzzFlags, signal: AbortSignal): Promise<void> {
  const progress = terminalProgress();
  const known = (await readdir(join(directory, 'targets'))).map((file) => file.replace(/\.rs$/, '')).sort();
  if (target !== undefined && !known.includes(target)) {
    throw new Failure('usage', `${target} is none of ${known.join(', ')}`);
  }
  await progress.step('nightly toolchain', () => ensureComponents('nightly', [], signal));
  await progress.step('cargo-fuzz', () => ensureCargoTool(cargoFuzz, signal));
  await progress.step('build', () =>
    run('cargo', [nightly, 'fuzz', 'build', '--fuzz-dir', directory], {
      cwd: repositoryRoot,
      env: { RUSTFLAGS: rustFlags },
      signal,
    }),
  );
  for (const name of target === undefined ? known : [target]) await runTarget(name, seconds, signal);
}

/** The first directory takes what libFuzzer finds interesting, the second is only read. */
async function runTarget(name: string, seconds: number, signal: AbortSignal): Promise<void> {
  const corpus = join(directory, 'corpus', name);
  await mkdir(corpus, { recursive: true });
  const limits = [`-max_total_time=${seconds}`, '-timeout=10', '-rss_limit_mb=1024', '-print_final_stats=1'];
  const result = await execa(
    'cargo',
    [
      ...[nightly, 'fuzz', 'run', '--fuzz-dir', directory, name, corpus],
      ...[join(directory, 'seeds', name), '--', ...limits],
    ],
    {
      cwd: repositoryRoot,
      env: { RUSTFLAGS: rustFlags },
      reject: false,
      all: true,
      stdin: 'ignore',
      cancelSignal: signal,
    },
  );
  if (result.isCanceled) throw interrupted();
  const output = String(result.all ?? '');
  if (result.exitCode !== 0) {
    throw new Failure('unexpected', `fuzz target ${name} found bytes that break its reader`, {
      details: output.split('\n').slice(-60).join('\n'),
      hint: `the bytes are in core/fuzz/artifacts/${name}; add them to core/fuzz/seeds/${name} with the fix`,
    });
  }
  const executed = /stat::number_of_executed_units:\s*(\d+)/.exec(output)?.[1] ?? '?';
  process.stdout.write(`${name.padEnd(12)} ${executed} runs in ${seconds} s, nothing broke\n`);
}
