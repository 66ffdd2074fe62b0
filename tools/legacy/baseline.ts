import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defaultVersion } from '../cluster/options.js';
import { Failure } from '../failure.js';
import { repositoryRoot } from '../root.js';
import type { Result } from './results.js';
import { fromRows, renderRows, toRows } from './rows.js';
import type { Language } from './suites.js';
import type { Trial } from './trial.js';

/** How a test ends on the legacy driver: `pass`, `flaky`, or `fail` or `skip` with a colon and why. */
export type LegacyOutcome = string;

const schema = z.strictObject({
  driver: z.string(),
  server: z.string(),
  taken: z.iso.date(),
  /** How often the part was run; a test that ended differently is flaky. */
  runs: z.int().positive(),
  /** How often what failed was run once more by itself; what then passed is flaky too. */
  reruns: z.int().positive().optional(),
  counts: z.record(z.string(), z.int()),
  tests: z.record(z.string(), z.record(z.string(), z.string())),
});

export interface Baseline extends Omit<z.infer<typeof schema>, 'tests'> {
  readonly tests: ReadonlyMap<string, LegacyOutcome>;
}

export const legacyDirectory = join(repositoryRoot, 'tests', 'legacy');

/** The server that ledgers are about; baselines on others stand beside its own. */
export const ledgerServer = defaultVersion;

function fileFor(language: Language, part: string, server: string): string {
  const other = server === ledgerServer ? '' : `@${server}`;
  return join(legacyDirectory, 'baseline', `${language}-${part}${other}.json`);
}

/** The recorded results of a part on the legacy driver. */
export async function readBaseline(
  language: Language,
  part: string,
  server: string = ledgerServer,
): Promise<Baseline> {
  const text = await readFile(fileFor(language, part, server), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new Failure('absent', `there is no baseline of ${language} ${part} on ${server}`, {
      hint: `take it with \`unicql-dev legacy baseline ${language} --part ${part} --server ${server} --accept\``,
    });
  }
  const { tests, ...about } = schema.parse(JSON.parse(text));
  return { ...about, tests: fromRows(tests) };
}

/** The parts of a suite that have a baseline on the server that ledgers are about. */
export async function partsWithBaseline(language: Language): Promise<string[]> {
  const files = await readdir(join(legacyDirectory, 'baseline')).catch(() => []);
  return files
    .filter((file) => file.startsWith(`${language}-`) && !file.includes('@'))
    .map((file) => file.slice(language.length + 1, -'.json'.length))
    .sort();
}

export async function writeBaseline(
  language: Language,
  part: string,
  server: string,
  baseline: Baseline,
): Promise<string> {
  const file = fileFor(language, part, server);
  const { tests, ...about } = baseline;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderRows(about, toRows(tests)));
  return file;
}

/** One outcome per test out of several runs. */
export function combine(driver: string, taken: string, trials: readonly Trial[]): Baseline {
  const ids = new Set(trials.flatMap(({ results }) => [...results.keys()]));
  const tests = new Map([...ids].map((id) => [id, outcomeOf(trials.map(({ results }) => results.get(id)))]));
  return {
    driver,
    server: trials[0]?.server ?? 'none',
    taken,
    runs: trials.length,
    counts: tally(tests),
    tests,
  };
}

function tally(tests: ReadonlyMap<string, LegacyOutcome>): Baseline['counts'] {
  const counts = { pass: 0, fail: 0, skip: 0, flaky: 0 };
  for (const outcome of tests.values()) counts[kindOf(outcome)] += 1;
  return counts;
}

/** Which tests of a baseline are run once more: all, or those that failed, so that a busy machine is not held against them. */
export const agains = ['all', 'failed'] as const;
export type Again = (typeof agains)[number];

/** A recorded baseline with another run of it: a test that ended in two ways is flaky. */
export function mergeBaseline(recorded: Baseline, now: Baseline, again: Again): Baseline {
  const tests = new Map(recorded.tests);
  for (const [id, outcome] of now.tests) {
    const before = recorded.tests.get(id);
    if (before === undefined) tests.set(id, outcome);
    else if (kindOf(before) !== kindOf(outcome)) tests.set(id, 'flaky');
  }
  const times =
    again === 'all'
      ? { runs: recorded.runs + now.runs }
      : { runs: recorded.runs, reruns: (recorded.reruns ?? 0) + now.runs };
  return { ...recorded, ...times, taken: now.taken, counts: tally(tests), tests };
}

function outcomeOf(results: readonly (Result | undefined)[]): LegacyOutcome {
  const kinds = new Set(results.map((result) => result?.outcome ?? 'absent'));
  if (kinds.size > 1) return 'flaky';
  const result = results[0];
  if (!result || result.outcome === 'pass') return 'pass';
  return result.message === undefined ? result.outcome : `${result.outcome}: ${result.message}`;
}

export function kindOf(outcome: LegacyOutcome): 'pass' | 'fail' | 'skip' | 'flaky' {
  const kind = outcome.split(':')[0];
  return kind === 'pass' || kind === 'skip' || kind === 'flaky' ? kind : 'fail';
}

/** Whether a test counts: it passes on the legacy driver, each time. */
export const isGreen = (outcome: LegacyOutcome): boolean => outcome === 'pass';

/** What differs between a recorded baseline and a new one, leaving out tests that are flaky in either. */
export function drift(recorded: Baseline, now: Baseline): string[] {
  const ids = new Set([...recorded.tests.keys(), ...now.tests.keys()]);
  return [...ids].flatMap((id) => {
    const [before, after] = [recorded.tests.get(id) ?? 'absent', now.tests.get(id) ?? 'absent'];
    const [kindBefore, kindAfter] = [before, after].map((outcome) => outcome.split(':')[0]);
    if (kindBefore === kindAfter || before === 'flaky' || after === 'flaky') return [];
    return [`${id}: ${before} → ${after}`];
  });
}
