import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { type Against, bench, type Line } from './bench.js';
import { recordOf } from './report/data.js';
import { writePage } from './report/page.js';
import type { ServerKind } from './server.js';
import { ratios, tableHead, tableRow } from './table.js';
import { type Language, languages, type Workload, workloads } from './workloads.js';

interface BenchFlags {
  readonly against: Against;
  readonly workload: readonly Workload[];
  readonly concurrency: readonly number[];
  readonly server: ServerKind;
  readonly latencyUs: number;
  readonly repetitions: number;
  readonly scale: number;
  readonly cLibrary?: string;
  readonly build: boolean;
  readonly page?: string;
  readonly json?: boolean;
}

/** What is measured when nothing is named: the workloads that the budgets name. */
const usual = ['insert', 'select-10', 'select-1000'];

export function benchCommand(): Command {
  return new Command('bench')
    .description('what a request costs on our drivers and on the legacy ones, measured in one run')
    .addArgument(
      new Argument('[language]', `${languages.join(', ')} or all`)
        .argParser(parseLanguages)
        .default(['node'], 'node'),
    )
    .addOption(
      new Option('--against <what>', 'compare with').choices(['legacy', 'peers', 'none']).default('legacy'),
    )
    .addOption(
      new Option('--workload <names>', `with commas, or all; there are ${names()}`)
        .argParser(parseWorkloads)
        .default(named(usual), usual.join(',')),
    )
    .addOption(
      new Option('--concurrency <n,…>', 'how many requests are under way')
        .argParser(parseNumbers)
        .default([1, 32, 256], '1,32,256'),
    )
    .addOption(
      new Option('--server <kind>', 'one that answers at once, or a real one')
        .choices(['replay', 'cassandra'])
        .default('replay'),
    )
    .option('--latency-us <n>', 'how long the replay server holds an answer back', parseNumber, 0)
    .option('--repetitions <n>', 'how often each driver is measured, in turns', parseNumber, 3)
    .option('--scale <factor>', 'how many operations, as a multiple of what is usual', parseNumber, 1)
    .option('--no-build', 'measure what was built last')
    .option('--c-library <directory>', 'where the legacy libcassandra.so.2 is', (path) => resolve(path))
    .option('--page <directory>', 'keep the figures there and write a page of all that are kept')
    .option('--json', 'print the figures as JSON')
    .action(async (chosen: readonly Language[], flags: BenchFlags) => {
      // What is known is told at once; as JSON it is told whole at the end.
      const print = (line: string): void =>
        void (flags.json ? process.stderr : process.stdout).write(`${line}\n`);
      print(tableHead());
      const lines = await onInterrupt((signal) =>
        bench({
          ...flags,
          languages: chosen,
          workloads: flags.workload,
          latency_us: flags.latencyUs,
          cLibrary: flags.cLibrary,
          progress: terminalProgress(),
          signal,
          tell: (line) => print(tableRow(line)),
        }),
      );
      if (flags.page) {
        const record = await recordOf(lines, servers[flags.server]);
        process.stderr.write(`${await writePage(record, resolve(flags.page))}\n`);
      }
      if (flags.json) process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);
      const compared = ratios(lines);
      if (compared.length > 0) print('');
      for (const line of compared) print(line);
      rejectFailed(lines);
    });
}

/** Figures are printed before, so that a driver that failed is all that is missing. */
function rejectFailed(lines: readonly Line[]): void {
  const failed = lines.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) return;
  const what = ({ language, subject, workload, concurrency, cannot, failure }: Line): string =>
    `${language} ${subject}, ${workload} at ${concurrency}: ${cannot}\n${failure}`;
  throw new Failure('bench', `${failed.length} of ${lines.length} measurements failed`, {
    details: failed.map(what).join('\n'),
  });
}

const servers: Readonly<Record<ServerKind, string>> = {
  replay: 'a server that answers at once',
  cassandra: 'Cassandra',
};

const names = (): string => workloads.map(({ name }) => name).join(', ');
const named = (wanted: readonly string[]): readonly Workload[] =>
  workloads.filter(({ name }) => wanted.includes(name));

function parseLanguages(text: string): readonly Language[] {
  if (text === 'all') return languages;
  const found = languages.find((language) => language === text);
  if (!found) throw new InvalidArgumentError(`${text} is none of ${languages.join(', ')}, all`);
  return [found];
}

function parseWorkloads(text: string): readonly Workload[] {
  if (text === 'all') return workloads;
  const wanted = text.split(',');
  const unknown = wanted.find((name) => named([name]).length === 0);
  if (unknown !== undefined) throw new InvalidArgumentError(`there is no workload ${unknown}`);
  return named(wanted);
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError(`${text} is not a number`);
}

function parseNumbers(text: string): readonly number[] {
  const numbers = text.split(',').map(parseNumber);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new InvalidArgumentError(`${text} is no list of positive whole numbers`);
}
