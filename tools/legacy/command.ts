import { Command, InvalidArgumentError, Option } from 'commander';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { acceptSurface, checkSurface } from './surface/surface.js';
import { collectReport } from './report/data.js';
import { writeReadme } from './report/markdown.js';
import { writeReport } from './report/write.js';
import {
  type Again,
  agains,
  type Baseline,
  combine,
  drift,
  isGreen,
  kindOf,
  ledgerServer,
  mergeBaseline,
  partsWithBaseline,
  readBaseline,
  writeBaseline,
} from './baseline.js';
import { ensureSuite, type Origin, origins } from './fetch.js';
import { accept, compare, ledgerFile, readLedger, writeLedger, type Mismatch } from './ledger.js';
import { count } from './results.js';
import { runningScylla } from './server.js';
import { chooseParts, type Language, parseLanguage, readSuites } from './suites.js';
import { runTrial, type Trial, type TrialOptions } from './trial.js';
import type { Driver } from './adapter.js';
import { Failure } from '../failure.js';

interface RunFlags {
  readonly part: readonly string[];
  readonly grep?: string;
  readonly server: string;
  readonly jobs: number;
  readonly runs: number;
  readonly merge?: Again;
  readonly source?: string;
  readonly origin?: Origin;
  readonly binary?: string;
  readonly library?: string;
  readonly resume?: boolean;
  readonly accept?: boolean;
  readonly json?: boolean;
}

const positive = (text: string): number => {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it is a number from 1 to 99');
};

const expression = (text: string): string => {
  try {
    return new RegExp(text).source;
  } catch {
    throw new InvalidArgumentError('it is no regular expression');
  }
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

export function legacyCommand(): Command {
  const command = new Command('legacy').description(
    'run the legacy drivers’ own suites on them and on our build, and hold the results against the ledger',
  );
  command
    .command('list')
    .description('the pinned suites, their parts and what is recorded of them')
    .option('--json', 'print the result as JSON')
    .action(list);
  withSource(command.command('fetch <language>'))
    .description('fetch a suite at its pin and verify it')
    .action(fetch);
  withRun(command.command('baseline <language>'))
    .description('run a part on the legacy driver and compare it with what is recorded')
    .option('--runs <n>', 'how often; a test that ends differently is flaky', positive, 1)
    .addOption(
      new Option(
        '--merge <which>',
        'run what is recorded once more; with --accept what ends differently becomes flaky',
      ).choices(agains),
    )
    .action(baseline);
  withRun(command.command('run <language>'))
    .description('run a part on our build and compare every test with the ledger')
    .action((language: string, flags: RunFlags) => run(language, flags, false));
  withRun(command.command('diff <language>'))
    .description('as run, and print what --accept would change without changing it')
    .action((language: string, flags: RunFlags) => run(language, flags, true));
  command
    .command('surface <language>')
    .description('compare the public names of our build with tests/surface')
    .option('--source <directory>', 'a checkout of the C driver, for the names in its headers')
    .option('--accept', 'record what is provided')
    .action(surface);
  command
    .command('report')
    .description('write the picture of parity: a page, its data and a table for the README')
    .option('--output <directory>', 'where to', 'legacy-report')
    .option('--readme', 'put the table into README.md instead')
    .option('--json', 'print the data instead')
    .action(report);
  return command;
}

function withSource(command: Command): Command {
  return command
    .option('--source <directory>', 'a checkout that is already there; its hash must be the pinned one')
    .addOption(new Option('--origin <origin>', 'where to download the suite from').choices(origins));
}

function withRun(command: Command): Command {
  return withSource(command)
    .option('--part <parts>', 'some of the parts that `legacy list` shows', (text) => text.split(','), [])
    .option('--grep <expression>', 'only tests whose id matches', expression)
    .option(
      '--server <version>',
      `the version of Cassandra for parts that need one, or \`${runningScylla}\` for a ScyllaDB on 127.0.0.1:9042`,
      ledgerServer,
    )
    .option('--binary <file>', 'for C: the suite’s test binary, which is built elsewhere')
    .option(
      '--library <directory>',
      'for C: where the library is that the binary runs on (default: our build)',
    )
    .option('--jobs <n>', 'how many processes at a time', positive, 1)
    .option('--resume', 'go on with a run that was interrupted')
    .option('--accept', 'record the results')
    .option('--json', 'print the result as JSON');
}

async function list(flags: { json?: boolean }): Promise<void> {
  const suites = await readSuites();
  const rows = await Promise.all(
    Object.entries(suites).map(async ([language, suite]) => {
      const recorded = await partsWithBaseline(language as Language);
      const parts = Object.entries(suite.parts).map(async ([part, { about, server, nodes }]) => ({
        ...{ part, about, server, ...(nodes === undefined ? {} : { nodes }) },
        baseline: recorded.includes(part) ? (await readBaseline(language as Language, part)).counts : null,
      }));
      return { language, driver: suite.driver, commit: suite.commit, parts: await Promise.all(parts) };
    }),
  );
  if (flags.json) return print(JSON.stringify(rows, null, 2));
  for (const { language, driver, commit, parts } of rows) {
    print(`${language}  ${driver}  ${commit.slice(0, 12)}`);
    for (const { part, about, baseline: counts } of parts) {
      print(`  ${part.padEnd(12)} ${counts ? `${counts['pass']} green` : 'no baseline'}  ${about}`);
    }
  }
}

async function fetch(language: string, flags: Pick<RunFlags, 'source' | 'origin'>): Promise<void> {
  const suites = await readSuites();
  const name = parseLanguage(language);
  print(await ensureSuite(name, suites[name], flags));
}

/** One run of one part, as the flags say. */
async function trial(
  language: Language,
  part: string,
  driver: Driver,
  flags: RunFlags,
  { resume = flags.resume === true, only }: { resume?: boolean; only?: ReadonlySet<string> | undefined } = {},
): Promise<Trial> {
  const suites = await readSuites();
  const known = await readBaseline(language, part, flags.server).catch(() => undefined);
  const { source, origin, binary, library, grep, jobs, server } = flags;
  return onInterrupt((signal) => {
    const options: TrialOptions = {
      ...{ language, suite: suites[language], part, driver, version: server, jobs, resume, signal },
      ...(source === undefined ? {} : { source }),
      ...(origin === undefined ? {} : { origin }),
      ...(binary === undefined ? {} : { binary }),
      ...(library === undefined ? {} : { library }),
      ...(grep === undefined ? {} : { grep }),
      ...(only === undefined ? {} : { only }),
      known: [...(known?.tests.keys() ?? [])],
      progress: terminalProgress(),
    };
    return runTrial(options);
  });
}

async function baseline(text: string, flags: RunFlags): Promise<void> {
  const language = parseLanguage(text);
  const suite = (await readSuites())[language];
  if (flags.accept && flags.grep) {
    throw new Failure('usage', 'a baseline is recorded whole: leave out --grep or --accept');
  }
  for (const part of chooseParts(suite, flags.part)) await baselineOf(language, suite.driver, part, flags);
}

async function baselineOf(language: Language, driver: string, part: string, flags: RunFlags): Promise<void> {
  const { merge, accept: record = false, server } = flags;
  // Without one there would be nothing to hold the results against: better to hear of it before the run.
  const recorded = !record || merge ? await readBaseline(language, part, server) : undefined;
  const only = merge === 'failed' && recorded ? failedIn(recorded) : undefined;
  if (only?.size === 0) return print(`${language} ${part}: nothing has failed`);
  const trials: Trial[] = [];
  for (let run = 0; run < flags.runs; run += 1) {
    const resume = run === 0 && flags.resume === true;
    trials.push(await trial(language, part, 'legacy', flags, { resume, only }));
  }
  const now = combine(driver, new Date().toISOString().slice(0, 10), trials);
  const text = Object.entries(now.counts).map(([kind, tests]) => `${tests} ${kind}`);
  print(
    flags.json
      ? JSON.stringify({ language, part, ...now, tests: undefined })
      : `${language} ${part}: ${text.join(', ')}`,
  );
  if (!record) return reportDrift(language, part, now, flags, only);
  const whole = recorded && merge ? mergeBaseline(recorded, now, merge) : now;
  print(`recorded in ${await writeBaseline(language, part, server, whole)}`);
}

const failedIn = ({ tests }: Baseline): ReadonlySet<string> =>
  new Set([...tests].filter(([, outcome]) => kindOf(outcome) === 'fail').map(([id]) => id));

async function reportDrift(
  language: Language,
  part: string,
  now: Baseline,
  flags: RunFlags,
  only: ReadonlySet<string> | undefined,
): Promise<void> {
  const recorded = await readBaseline(language, part, flags.server);
  const seen = [...recorded.tests].filter(
    ([id]) => (!flags.grep || new RegExp(flags.grep).test(id)) && (!only || only.has(id)),
  );
  const differences = drift({ ...recorded, tests: new Map(seen) }, now);
  if (differences.length === 0) return print('as recorded');
  for (const difference of differences) print(`  ${difference}`);
  throw new Failure(
    'ledger',
    `${differences.length} tests differ from the recorded baseline of ${language} ${part}`,
    {
      hint: 'take it again with --runs 3 --accept when the change is wanted',
    },
  );
}

async function run(text: string, flags: RunFlags, dry: boolean): Promise<void> {
  const language = parseLanguage(text);
  const suite = (await readSuites())[language];
  if (flags.accept && flags.server !== ledgerServer) {
    throw new Failure(
      'usage',
      `the ledger is about Cassandra ${ledgerServer}: leave out --server or --accept`,
    );
  }
  const mismatches: Mismatch[] = [];
  for (const part of chooseParts(suite, flags.part)) {
    const { tests } = await readBaseline(language, part, flags.server);
    const { results, broken } = await trial(language, part, 'ours', flags);
    const ledger = await readLedger(ledgerFile(language));
    const counting = [...tests]
      .filter(([, outcome]) => isGreen(outcome))
      .map(([id]) => id)
      // What is green on another server alone has no row.
      .filter((id) => flags.server === ledgerServer || ledger.rows.has(id))
      .filter((id) => !flags.grep || new RegExp(flags.grep).test(id));
    const passed = counting.filter((id) => results.get(id)?.outcome === 'pass').length;
    const summary = { language, part, legacyGreen: counting.length, passed, ...{ all: count(results) } };
    print(flags.json ? JSON.stringify(summary) : `${language} ${part}: ${passed} of ${counting.length} pass`);
    if (!flags.accept && !dry) {
      mismatches.push(...compare(ledger, counting, results, broken));
      continue;
    }
    const accepted = accept(ledger, counting, results, broken);
    for (const change of accepted.changes) print(`  ${change}`);
    print(`${accepted.changes.length} rows ${dry ? 'would change' : 'changed'}`);
    if (!dry) await writeLedger(ledgerFile(language), accepted.ledger);
  }
  if (flags.accept) print(await writeReadme(await collectReport(new Date().toISOString().slice(0, 10))));
  reportMismatches(language, mismatches);
}

const problemWords = {
  failed: 'unexpected failure',
  passed: 'unexpected pass',
  unaccounted: 'no row',
} as const;

function reportMismatches(language: Language, mismatches: readonly Mismatch[]): void {
  if (mismatches.length === 0) return;
  throw new Failure('ledger', `${mismatches.length} tests differ from tests/legacy/${language}.json`, {
    details: mismatches
      .map(({ id, problem, text }) => `${problemWords[problem]}: ${id}\n    ${text}`)
      .join('\n'),
    hint: 'mend them, or record what is wanted with --accept and review the changed rows',
  });
}

async function surface(text: string, flags: { source?: string; accept?: boolean }): Promise<void> {
  const language = parseLanguage(text);
  if (flags.accept) {
    const changes = await acceptSurface(language, flags.source);
    for (const change of changes) print(`  ${change}`);
    return print(`${changes.length} rows changed`);
  }
  const mismatches = await checkSurface(language);
  const lines = mismatches.map(
    ({ id, problem }) => `${problem === 'failed' ? 'missing' : 'not expected'}: ${id}`,
  );
  if (mismatches.length === 0) return print(`${language}: as recorded`);
  throw new Failure('ledger', `${mismatches.length} names differ from tests/surface/${language}.json`, {
    details: lines.join('\n'),
    hint: `mend them, or record what is wanted with \`unicql-dev legacy surface ${language} --accept\``,
  });
}

async function report(flags: { output: string; readme?: boolean; json?: boolean }): Promise<void> {
  const collected = await collectReport(new Date().toISOString().slice(0, 10));
  if (flags.json) return print(JSON.stringify(collected, null, 2));
  if (flags.readme) return print(await writeReadme(collected));
  for (const file of await writeReport(collected, flags.output)) print(file);
}
