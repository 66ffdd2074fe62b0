import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../cache.js';
import { Failure } from '../failure.js';
import type { Progress, Step } from '../progress.js';
import { type Driver, launcher, type Subject, testFile } from './adapter.js';
import { type Batch, nothingRan, runBatch } from './batch.js';
import { openBinary } from './c/binary.js';
import { filesBelow } from './content-hash.js';
import { ensureSuite, type FetchOptions } from './fetch.js';
import { type Events, fileOf, type Result, type Results } from './results.js';
import { type Server, startServer } from './server.js';
import type { Language, Part, Suite } from './suites.js';
import { Tally } from './tally.js';

export interface TrialOptions extends FetchOptions {
  readonly language: Language;
  readonly suite: Suite;
  readonly part: string;
  readonly driver: Driver;
  readonly version: string;
  /** The test binary of C, and the directory of the library that it runs on. */
  readonly binary?: string;
  readonly library?: string;
  readonly grep?: string;
  /** Only these tests, by their ids. */
  readonly only?: ReadonlySet<string>;
  readonly jobs: number;
  /** Goes on with a run that was interrupted, instead of starting afresh. */
  readonly resume: boolean;
  /** The ids of tests that are known to exist: they tell how much is left, and where a wanted test is. */
  readonly known: readonly string[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What a run of one part has shown. */
export interface Trial {
  readonly results: Results;
  /** Files that could not be loaded, so that none of their tests is known, and why. */
  readonly broken: ReadonlyMap<string, string>;
  readonly server: string;
}

/** Runs one part of a suite on one driver, every test to a result of its own. */
export async function runTrial(options: TrialOptions): Promise<Trial> {
  const { language, suite, driver, progress, signal } = options;
  const part = suite.parts[options.part];
  if (!part) throw new Error(`no part ${options.part}`);
  const { place, all } = await progress.step(`suite of ${suite.title}`, () => findSuite(options));
  const files = wanted(partFiles(all, part), options);
  const server = await startServer({ language, part, driver, version: options.version, progress, signal });
  try {
    const launch = await launcher(language, { suite, part, place, driver, server });
    const title = `${language} ${options.part} on ${driver === 'ours' ? 'our build' : suite.driver}`;
    const runs = join(
      cacheDirectory(),
      'legacy',
      'runs',
      `${language}-${options.part}-${driver}${options.only ? '-again' : ''}`,
    );
    if (!options.resume) await rm(runs, { recursive: true, force: true });
    await mkdir(runs, { recursive: true });
    const batches = [...group(files, part, options.jobs)].map(([name, batch]) => ({
      ...{ files: batch, launch, grep: options.grep, only: options.only, signal },
      silence_s: part.silence_s,
      directory: join(runs, name),
    }));
    const ended = await progress.step(title, (step) => runAll(batches, options, step));
    await stillThere(server, runs);
    const { results, broken } = merge(ended);
    if (results.size === 0 && [...broken.values()].every((why) => why.startsWith(nothingRan))) {
      throw new Failure('unexpected', `not one test of ${language} ${options.part} could be run`, {
        details: [...broken].map(([file, why]) => `${file}: ${why}`).join('\n'),
        hint: 'see that the driver is built and can be loaded',
      });
    }
    return { results, broken, server: server.description };
  } finally {
    await server.down();
  }
}

/** What a dead server made of the tests is worth nothing: it is forgotten, so that a resumed run does not take it over. */
async function stillThere(server: Server, runs: string): Promise<void> {
  const dead = await server.dead?.();
  if (dead === undefined) return;
  await rm(runs, { recursive: true, force: true });
  throw new Failure('start', `${dead} died under the tests, so nothing of this run is recorded`, {
    hint: 'run it again; when it dies again, its log tells why',
  });
}

/** Where the suite is, and the files with tests in it; for C those are the cases of a program. */
async function findSuite(
  options: TrialOptions,
): Promise<{ readonly place: Subject['place']; readonly all: readonly string[] }> {
  const { language, suite, binary, library, driver } = options;
  if (language !== 'c') {
    const place = await ensureSuite(language, suite, options);
    return { place, all: (await filesBelow(place)).filter((path) => testFile[language].test(path)) };
  }
  const place = await openBinary({
    ...{ driver, legacy: suite.driver },
    ...(binary === undefined ? {} : { binary }),
    ...(library === undefined ? {} : { library }),
  });
  return { place, all: [...new Set(place.tests.map(fileOf))] };
}

function partFiles(all: readonly string[], part: Part): string[] {
  const covers = (pattern: string, path: string): boolean =>
    pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern;
  const files = all.filter(
    (path) => part.files.some((pattern) => covers(pattern, path)) && !(path in part.except),
  );
  if (files.length === 0) throw new Failure('artifact', 'the suite has no test file of this part');
  return files;
}

/** Leaves out files that are known to have no test that matches. */
function wanted(files: readonly string[], { grep, only, known }: TrialOptions): string[] {
  if (only) {
    const matching = new Set([...only].map(fileOf));
    return files.filter((file) => matching.has(file));
  }
  if (grep === undefined || known.length === 0) return [...files];
  const matching = new Set(known.filter((id) => new RegExp(grep).test(id)).map(fileOf));
  if (matching.size > 0) return files.filter((file) => matching.has(file));
  throw new Failure('usage', `no known test matches ${grep}`, {
    hint: 'an id is `file > title`; the baselines in tests/legacy have them all',
  });
}

/** The files of each process, by the name of the place where its events are kept. */
function group(files: readonly string[], part: Part, jobs: number): Map<string, string[]> {
  if (part.process === 'shared') return new Map([['all', [...files]]]);
  if (part.process === 'file') return new Map(files.map((file) => [file.replaceAll('/', '+'), [file]]));
  const workers = Array.from({ length: Math.min(jobs, files.length) }, (_, index) => index);
  return new Map(
    workers.map((worker) => [
      `worker-${worker + 1}-of-${workers.length}`,
      files.filter((_, index) => index % workers.length === worker),
    ]),
  );
}

/** Runs batches, a few at a time, and stops all of them when one cannot go on. */
async function runAll(
  batches: readonly Omit<Batch, 'onEvents'>[],
  { jobs, grep, only, known }: TrialOptions,
  step: Step,
): Promise<Events[]> {
  const left = known.filter((id) => (!grep || new RegExp(grep).test(id)) && (!only || only.has(id)));
  const tally = new Tally(left.length, step);
  const waiting = [...batches];
  const ended: Events[] = [];
  const work = async (): Promise<void> => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      const { directory } = batch;
      const events = await runBatch({ ...batch, onEvents: (now) => tally.update(directory, now) });
      tally.update(directory, events);
      ended.push(events);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, work));
  } catch (error) {
    waiting.length = 0;
    throw error;
  }
  return ended;
}

function merge(ended: readonly Events[]): Pick<Trial, 'results' | 'broken'> {
  const results = new Map<string, Result>(ended.flatMap((events) => [...events.ended]));
  const broken = new Map<string, string>(ended.flatMap((events) => [...events.broken]));
  return { results, broken };
}
