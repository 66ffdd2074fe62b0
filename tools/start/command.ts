import { Command } from 'commander';
import { Failure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { terminalProgress } from '../progress.js';
import { languageNames, parseLanguages } from './language.js';
import { resultTable } from './result-table.js';
import { start, type Outcome } from './start.js';
import { disagreements } from './verdict.js';

interface StartFlags {
  readonly languages: string;
  readonly concurrency: string;
  readonly nodes: string;
  readonly keep?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const concurrencyMax = 4096;
const nodesMax = 6;

export function startCommand(): Command {
  return new Command('start')
    .description('run the flights program of every language on one cluster and compare the checksums')
    .option('--languages <list>', 'some of them, in this order', languageNames.join(','))
    .option('--concurrency <requests>', `requests in flight, 1 to ${concurrencyMax}`, '64')
    .option('--nodes <number>', `nodes of the cluster, 1 to ${nodesMax}`, '1')
    .option('--keep', 'leave the cluster, the keyspace and the data files')
    .option('--yes', 'install what the machine lacks without asking; CI=true means the same')
    .option('--json', 'print the result as JSON')
    .action((flags: StartFlags) => onInterrupt((signal) => compare(flags, signal)));
}

async function compare(flags: StartFlags, signal: AbortSignal): Promise<void> {
  const outcome = await start({
    languages: parseLanguages(flags.languages),
    concurrency: parseNumber('--concurrency', flags.concurrency, concurrencyMax),
    nodes: parseNumber('--nodes', flags.nodes, nodesMax),
    ...{ keep: flags.keep ?? false, yes: flags.yes ?? false },
    ...{ progress: terminalProgress(), signal },
  });
  const found = disagreements(outcome.results, outcome.expected);
  process.stdout.write(flags.json ? `${JSON.stringify(outcome, null, 2)}\n` : text(outcome));
  if (found.length === 0) return;
  throw new Failure('example', `the languages do not agree with the data set: ${found[0]}`, {
    details: found.join('\n'),
  });
}

/** A whole number of an option, from 1 to its greatest value. */
export function parseNumber(option: string, value: string, max: number): number {
  const parsed = Number(value);
  if (/^\d+$/.test(value) && parsed >= 1 && parsed <= max) return parsed;
  throw new Failure('usage', `${option} ${value} is not a number from 1 to ${max}`);
}

function text({ server, contactPoints, expected, results, kept, keptCluster }: Outcome): string {
  const lines = [
    `Cassandra ${server} on ${contactPoints}, checksum of the data set ${expected.checksum}`,
    '',
    resultTable(results),
  ];
  if (kept) lines.push('', 'kept; run one program again with:', ...exports(kept));
  if (keptCluster) lines.push(`and at the end: npx unicql-dev cluster down --name ${keptCluster}`);
  return `${lines.join('\n')}\n`;
}

function exports(environment: Readonly<Record<string, string>>): string[] {
  return [
    `export ${Object.entries(environment)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
  ];
}
