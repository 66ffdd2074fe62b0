import { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import { check } from './verdict.js';
import { measure, type Run } from './measure.js';
import { peers } from './peers.js';
import { planOf } from './plan.js';
import { seed } from './seed.js';
import { type BenchServer, type ServerKind, startServer } from './server.js';
import { legacy, ours, type Subject, type SubjectOptions } from './subject.js';
import { type Language, tablesOf, type Workload } from './workloads.js';

export type Against = 'legacy' | 'peers' | 'none';

export interface BenchOptions extends SubjectOptions {
  readonly languages: readonly Language[];
  readonly against: Against;
  readonly workloads: readonly Workload[];
  readonly concurrency: readonly number[];
  readonly server: ServerKind;
  readonly latency_us: number;
  readonly repetitions: number;
  /** How many operations, as a multiple of what is usual. */
  readonly scale: number;
  readonly progress: Progress;
  /** Called with each line of the result as soon as it is known. */
  readonly tell: (line: Line) => void;
}

/** What one driver needs for one workload at one concurrency. */
export interface Line {
  readonly language: Language;
  readonly workload: string;
  readonly concurrency: number;
  readonly subject: string;
  /** Each figure of each repetition, per operation where that makes sense. */
  readonly figures: Figures;
  /** Why there are no figures. */
  readonly cannot?: string;
  /** When there should have been figures, what the client said. */
  readonly failure?: string;
}

export const figureNames = [
  'cpu_us_per_op',
  'main_thread_us_per_op',
  'ops_per_second',
  'p50_us',
  'p99_us',
  'rss_kib',
] as const;
export type FigureName = (typeof figureNames)[number];

/** Least, middle and greatest over the repetitions. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}
export type Figures = Readonly<Partial<Record<FigureName, Spread>>>;

/** Measures every driver at every workload, ours and the other in turns, so that both meet the same machine. */
export async function bench(options: BenchOptions): Promise<readonly Line[]> {
  const { progress, signal } = options;
  const subjects = new Map<Language, readonly Subject[]>();
  for (const language of options.languages) {
    const made = await progress.step(`${language} for release`, () => subjectsOf(language, options));
    subjects.set(language, made);
  }
  const server = await startServer({ ...options, kind: options.server });
  try {
    for (const table of tablesOf(options.workloads)) {
      await progress.step(`table ${table.name}`, () => seed(table, server.origin, signal));
    }
    const lines: Line[] = [];
    for (const [language, each] of subjects) {
      for (const workload of options.workloads) {
        lines.push(...(await measureWorkload(language, each, workload, server, options)));
      }
    }
    return lines;
  } finally {
    await server.down();
  }
}

async function measureWorkload(
  language: Language,
  subjects: readonly Subject[],
  workload: Workload,
  server: BenchServer,
  options: BenchOptions,
): Promise<readonly Line[]> {
  const reasons = subjects.flatMap((subject) => lineOfReason(language, subject, workload) ?? []);
  for (const line of reasons) options.tell(line);
  const able = subjects.filter(({ name }) => reasons.every(({ subject }) => subject !== name));
  const lines = [...reasons];
  for (const concurrency of able.length > 0 ? concurrencies(workload, options.concurrency) : []) {
    lines.push(...(await compare(language, able, workload, concurrency, server, options)));
  }
  return lines;
}

async function subjectsOf(language: Language, options: BenchOptions): Promise<readonly Subject[]> {
  const first = await ours(language, options);
  if (options.against === 'none') return [first];
  if (options.against === 'peers') return [first, ...(await peers(language, options))];
  return [first, await legacy(language, options)];
}

/** A line that says why a driver does not do a workload; nothing when it does. */
function lineOfReason(language: Language, subject: Subject, workload: Workload): Line | undefined {
  const cannot = workload.except?.[language] ?? subject.cannot?.(workload);
  if (cannot === undefined) return undefined;
  const about = { language, workload: workload.name, concurrency: 1, subject: subject.name };
  return { ...about, figures: {}, cannot };
}

/** Each number of operations at a time once, none more than the workload bears. */
export const concurrencies = (
  { concurrencyMax = Number.POSITIVE_INFINITY }: Workload,
  wanted: readonly number[],
): readonly number[] => [...new Set(wanted.map((concurrency) => Math.min(concurrency, concurrencyMax)))];

/** What came of the runs of a driver. */
interface Outcome {
  readonly runs: Run[];
  failure?: Failure;
}

/** A line for each driver at one workload and concurrency. */
export async function compare(
  language: Language,
  subjects: readonly Subject[],
  workload: Workload,
  concurrency: number,
  server: BenchServer,
  options: Pick<BenchOptions, 'scale' | 'repetitions' | 'signal' | 'tell'>,
): Promise<readonly Line[]> {
  const plan = planOf(workload, language, concurrency, options.scale, server.target);
  const outcomes = subjects.map((subject): [Subject, Outcome] => [subject, { runs: [] }]);
  for (let i = 0; i < options.repetitions; i++) {
    for (const [subject, outcome] of outcomes.filter(([, { failure }]) => failure === undefined)) {
      try {
        const run = await measure(subject, plan, server, options.signal);
        check(`${language} ${subject.name}`, workload, plan, run);
        outcome.runs.push(run);
      } catch (error) {
        outcome.failure = failureOf(error, options.signal);
      }
    }
  }
  return outcomes.map(([{ name: subject }, { runs, failure }]) => {
    const about = { language, workload: workload.name, concurrency, subject };
    const line: Line = failure
      ? { ...about, figures: {}, cannot: failure.message, failure: failure.details ?? '' }
      : { ...about, figures: figuresOf(runs) };
    options.tell(line);
    return line;
  });
}

/** What is wrong with one driver must not cost the figures of the others; an interrupt is nothing of a driver. */
function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted || !(error instanceof Failure) || error.kind === 'interrupted') throw error;
  return error;
}

function figuresOf(runs: readonly Run[]): Figures {
  const of = (read: (measured: Run['measured']) => number | undefined): Spread | undefined => {
    const values = runs.map(({ measured }) => read(measured)).filter((value) => value !== undefined);
    return values.length > 0 ? spread(values) : undefined;
  };
  const figures: Record<FigureName, Spread | undefined> = {
    cpu_us_per_op: of(({ cpu_us, operations }) => cpu_us / operations),
    main_thread_us_per_op: of(({ main_thread_us, operations }) =>
      main_thread_us === undefined ? undefined : main_thread_us / operations,
    ),
    ops_per_second: of(({ operations, elapsed_us }) => (operations * 1e6) / elapsed_us),
    p50_us: of(({ p50_us }) => p50_us),
    p99_us: of(({ p99_us }) => p99_us),
    rss_kib: of(({ rss_kib }) => rss_kib),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value)) as Figures;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
  return { min: at(0), median, max: at(sorted.length - 1) };
}
