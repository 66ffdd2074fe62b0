import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../build.js';
import { upCluster, type Cluster } from '../cluster/index.js';
import { ensureMachine } from '../doctor/index.js';
import { Failure } from '../failure.js';
import { type Progress } from '../progress.js';
import { compileProgram } from './compile.js';
import { readDataset, writeDataset } from './dataset.js';
import { expect, type Expectation } from './expectation.js';
import type { Language } from './language.js';
import { runProgram, type Report } from './program.js';
import { roundOf, type Run } from './round.js';
import { resultsOf, type Finished, type LanguageResult } from './verdict.js';

export interface StartOptions {
  readonly languages: readonly Language[];
  readonly concurrency: number;
  readonly nodes: number;
  /** Leaves the cluster, the keyspace and the data files for a look. */
  readonly keep: boolean;
  /** Installs what the machine lacks without asking. */
  readonly yes: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface Outcome {
  readonly server: string;
  readonly contactPoints: string;
  readonly expected: Expectation;
  readonly results: readonly LanguageResult[];
  /** The environment in which a single program can be run again; only with `keep`. */
  readonly kept: Readonly<Record<string, string>> | undefined;
  /** The cluster that still runs; undefined when none does, or when it is the user's own. */
  readonly keptCluster: string | undefined;
}

/** Runs the program of every language on one cluster, each reading what another wrote. */
export async function start(options: StartOptions): Promise<Outcome> {
  const { progress, signal } = options;
  await ensureMachine({ yes: options.yes, progress });
  const projects = options.languages.map(({ project }) => project);
  await buildAll({ projects, tests: false, progress, signal });
  for (const language of options.languages) await compileProgram(language, { progress, signal });

  const external = Boolean(process.env['UNICQL_CONTACT_POINTS']);
  const name = `start-${process.pid}`;
  const cluster = await upCluster({ name, nodes: options.nodes, progress, signal });
  const data = await mkdtemp(join(tmpdir(), 'unicql-flights-'));
  try {
    const outcome = await onCluster(cluster, data, options);
    return { ...outcome, keptCluster: options.keep && !external ? name : undefined };
  } finally {
    if (!options.keep) {
      await rm(data, { recursive: true, force: true });
      if (!external) await progress.step('tidy up', () => cluster.down());
    }
  }
}

async function onCluster(
  cluster: Cluster,
  data: string,
  { languages, concurrency, keep, progress, signal }: StartOptions,
): Promise<Omit<Outcome, 'keptCluster'>> {
  if (cluster.auth) {
    throw new Failure('usage', 'the programs connect without credentials', {
      hint: 'name a cluster that asks for none in UNICQL_CONTACT_POINTS, or leave out UNICQL_USERNAME',
    });
  }
  const expected = await progress.step('data set', () => prepare(data));
  const [node] = cluster.nodes;
  const environment = {
    UNICQL_CONTACT_POINTS: cluster.contactPoints.map((address) => point(address, cluster.port)).join(','),
    ...(node ? { UNICQL_LOCAL_DATACENTER: node.dc } : {}),
    FLIGHTS_DATA: data,
    FLIGHTS_KEYSPACE: `flights_${randomBytes(4).toString('hex')}`,
    FLIGHTS_CONCURRENCY: String(concurrency),
    FLIGHTS_RUN: randomUUID(),
  };
  const step = (run: Run, until: AbortSignal): Promise<Report> =>
    progress.step(titleOf(run), ({ report }) =>
      runProgram(run, { environment, signal: until, onLine: (line) => report(line.slice(0, 80)) }),
    );
  const drop = async (): Promise<void> => {
    const [language] = languages;
    // A cluster of our own goes as a whole.
    if (keep || node || !language) return;
    // Also after Ctrl-C, so not under its signal.
    await step({ language, steps: ['drop'], reads: language.name }, new AbortController().signal);
  };

  const finished: Finished[] = [];
  try {
    for (const run of roundOf(languages)) finished.push({ run, report: await step(run, signal) });
  } catch (error) {
    // The first failure is the one to report; progress shows the other.
    await drop().catch(() => {});
    throw error;
  }
  await drop();
  return {
    ...{ server: finished[0]?.report.server ?? '', contactPoints: environment.UNICQL_CONTACT_POINTS },
    ...{ expected, results: resultsOf(finished), kept: keep ? environment : undefined },
  };
}

async function prepare(directory: string): Promise<Expectation> {
  const dataset = await readDataset();
  await writeDataset(dataset, directory);
  return expect(dataset);
}

function point(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function titleOf({ language, steps, reads }: Run): string {
  const words = { write: 'writes', read: `reads what ${reads} wrote`, drop: 'drops the keyspace' };
  return `${language.name} ${steps.map((step) => words[step]).join(' and ')}`;
}
