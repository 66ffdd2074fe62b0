import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import { runs } from '../shell.js';
import { measure } from './measure.js';
import { type Plan, planOf } from './plan.js';
import { seed } from './seed.js';
import { type BenchServer, startServer } from './server.js';
import { ours, type Subject } from './subject.js';
import { check } from './verdict.js';
import { type Language, tablesOf, type Workload, workloads } from './workloads.js';

/** What is counted: the hot paths of the core and of Node. */
const counted: readonly Language[] = ['rust', 'node'];
/**
 * How many operations of a path are counted in Node. Starting and ending differ by about two million instructions from run
 * to run, which is to be little beside what all operations take.
 */
const paths: Readonly<Record<string, number>> = { insert: 4000, 'select-10': 4000, 'select-1000': 60 };
/** A request of Rust takes fewer instructions than one of Node, so more are counted. */
const pace: Readonly<Partial<Record<Language, number>>> = { rust: 5 };
/** Threads that meet at other moments cost some instructions more, so the least of several counts is taken. */
const repetitions = 3;
/** A change of fewer instructions than this part is noise. */
const tolerance = 0.03;

/** A process under callgrind may take minutes before it connects. */
const silence_ms = 600_000;

/** Instructions for each operation, by `language workload`. */
const countsSchema = z.record(z.string(), z.int());
export type Counts = z.infer<typeof countsSchema>;

export interface CountOptions {
  readonly build: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Counts the instructions of an operation with callgrind, which does not depend on what else the machine does. An operation
 * costs what twice as many need more, so starting and ending are not in it. Node runs without its compilers, whose
 * choices differ from run to run.
 */
export async function countInstructions(options: CountOptions): Promise<Counts> {
  if (!(await runs('valgrind'))) {
    throw new Failure('machine', 'instructions are counted with valgrind, and there is none', {
      hint: 'install the package valgrind of the system',
    });
  }
  const { progress, signal } = options;
  const server = await startServer({ ...options, kind: 'replay', latency_us: 0 });
  try {
    const wanted = workloads.filter(({ name }) => paths[name] !== undefined);
    for (const table of tablesOf(wanted)) await seed(table, server.origin, signal);
    const counts: Record<string, number> = {};
    for (const language of counted) {
      const subject = await ours(language, { ...options, cLibrary: undefined });
      for (const workload of wanted) {
        const title = `${language} ${workload.name}`;
        counts[title] = await progress.step(title, () =>
          perOperation(language, subject, workload, server, signal),
        );
      }
    }
    return counts;
  } finally {
    await server.down();
  }
}

async function perOperation(
  language: Language,
  subject: Subject,
  workload: Workload,
  server: BenchServer,
  signal: AbortSignal,
): Promise<number> {
  const operations = (paths[workload.name] ?? 0) * (pace[language] ?? 1);
  const once = { ...planOf(workload, language, 1, 1, server.target), operations, warmup: operations / 10 };
  const twice = { ...once, operations: 2 * operations };
  const counts: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const few = await instructions(subject, workload, once, server, signal);
    const many = await instructions(subject, workload, twice, server, signal);
    counts.push(Math.round((many - few) / operations));
  }
  return Math.min(...counts);
}

async function instructions(
  subject: Subject,
  workload: Workload,
  plan: Plan,
  server: BenchServer,
  signal: AbortSignal,
): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'unicql-callgrind-'));
  try {
    const output = join(directory, 'out');
    const run = await measure(underCallgrind(subject, output), plan, server, signal, silence_ms);
    check(subject.name, workload, plan, run);
    const total = /^(?:summary|totals): (\d+)/m.exec(await readFile(output, 'utf8'))?.[1];
    if (total === undefined) throw new Failure('unexpected', 'callgrind wrote no sum');
    return Number(total);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function underCallgrind(subject: Subject, output: string): Subject {
  return {
    name: subject.name,
    command: (plan) => {
      const { file, args, env } = subject.command(plan);
      const isNode = file === process.execPath;
      const valgrind = ['--tool=callgrind', `--callgrind-out-file=${output}`, '-q'];
      const interpreted = isNode ? ['--jitless', '--single-threaded', '--no-lazy-feedback-allocation'] : [];
      return { file: 'valgrind', args: [...valgrind, file, ...interpreted, ...args], env };
    },
  };
}

const file = new URL('instructions.json', import.meta.url);

export async function recordedCounts(): Promise<Counts> {
  return countsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

export async function recordCounts(counts: Counts): Promise<void> {
  await writeFile(file, `${JSON.stringify(counts, null, 2)}\n`);
}

/** One line for each path that costs more than is recorded, or is not recorded. */
export function regressions(counts: Counts, recorded: Counts): readonly string[] {
  return Object.entries(counts).flatMap(([path, now]) => {
    const before = recorded[path];
    if (before === undefined) return [`${path}: ${now} instructions, and nothing is recorded`];
    if (now <= before * (1 + tolerance)) return [];
    return [
      `${path}: ${now} instructions instead of ${before}, ${((now / before - 1) * 100).toFixed(1)} % more`,
    ];
  });
}
