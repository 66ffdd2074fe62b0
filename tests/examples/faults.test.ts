import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { upCluster, type Cluster } from '../../tools/cluster/index.js';
import { compileProgram } from '../../tools/start/compile.js';
import { readDataset, writeDataset } from '../../tools/start/dataset.js';
import { expect as expectationOf, type Expectation } from '../../tools/start/expectation.js';
import type { Language } from '../../tools/start/language.js';
import { parseReport } from '../../tools/start/program.js';
import { languages, nobodyAnswers, startFlights, type Ended, type StartedProgram } from './program.js';

const ingestTimeoutMs = 480_000;
const flightsCount = 9_000;

let cluster: Cluster;
let data: string;
let expected: Expectation;

beforeAll(async () => {
  // The server is killed here, so it must not be the one that the other tests share.
  vi.stubEnv('UNICQL_CONTACT_POINTS', '');
  data = await mkdtemp(join(tmpdir(), 'unicql-faults-'));
  const { airports, flights } = await readDataset();
  const dataset = { airports, flights: flights.slice(0, flightsCount) };
  await writeDataset(dataset, data);
  expected = expectationOf(dataset);
  for (const language of languages) await compileProgram(language);
  cluster = await upCluster({ name: 'test-faults' });
});
afterAll(async () => {
  await cluster?.down();
  await rm(data, { recursive: true });
});

beforeEach(() => cluster.nodes[0]?.start());

/** Starts the ingest of every language at once, and kills the server when the first is in the middle of it. */
async function killDuringIngest(keyspace: string): Promise<StartedProgram[]> {
  const environment = {
    UNICQL_CONTACT_POINTS: `${cluster.contactPoints[0]}:${cluster.port}`,
    ...{ FLIGHTS_DATA: data, FLIGHTS_KEYSPACE: keyspace, FLIGHTS_STEPS: 'write', FLIGHTS_CONCURRENCY: '2' },
  };
  const programs = languages.map((language) => startFlights(language, environment));
  const reached = await Promise.race(programs.map((program) => program.reached(`5000 of ${flightsCount}`)));
  await cluster.nodes[0]?.kill();
  expect(reached, 'a program ended before the middle of its ingest').toBe(true);
  return programs;
}

/** Waits for all of them, so that none is left when one is not as it must be. */
function endsOf(programs: readonly StartedProgram[]): Promise<{ language: Language; end: Ended }[]> {
  return Promise.all(programs.map(async ({ language, ended }) => ({ language, end: await ended })));
}

function lastError({ stderr }: Ended): string | undefined {
  return /^error: (?<text>.*)/m.exec(stderr)?.groups?.['text'];
}

describe('when the server is killed in the middle of the ingest', () => {
  test(
    'and comes back, every program goes on and writes all rows',
    { timeout: ingestTimeoutMs },
    async () => {
      const programs = await killDuringIngest('flights_back');
      await cluster.nodes[0]?.start();
      for (const { language, end } of await endsOf(programs)) {
        expect(end, `${language.name} said:\n${end.stderr}`).toMatchObject({
          signal: undefined,
          exitCode: 0,
        });
        expect(parseReport(language.name, end.stdout).write).toMatchObject({
          rows: expected.rows,
          checksum: expected.checksum,
        });
        expect(end.stderr, `${language.name} had to repeat`).toMatch(/^retry \d+: /m);
      }
    },
  );

  test(
    'and stays away, every program ends with the error of its API',
    { timeout: ingestTimeoutMs },
    async () => {
      const programs = await killDuringIngest('flights_away');
      for (const { language, end } of await endsOf(programs)) {
        expect(end, `${language.name} said:\n${end.stderr}`).toMatchObject({
          signal: undefined,
          exitCode: 1,
          stdout: '',
        });
        expect(lastError(end), language.name).toMatch(new RegExp(`^${nobodyAnswers[language.name]}: `));
      }
    },
  );
});
