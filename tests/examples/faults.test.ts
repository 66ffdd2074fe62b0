import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { upCluster, type Cluster } from '../../tools/cluster/index.js';
import { compileProgram } from '../../tools/start/compile.js';
import { readDataset, writeDataset } from '../../tools/start/dataset.js';
import { parseReport } from '../../tools/start/program.js';
import { languages, nobodyAnswers, startFlights, type Ended, type StartedProgram } from './program.js';

const ingestTimeoutMs = 240_000;

let cluster: Cluster;
let data: string;

beforeAll(async () => {
  // The server is killed here, so it must not be the one that the other tests share.
  vi.stubEnv('UNICQL_CONTACT_POINTS', '');
  data = await mkdtemp(join(tmpdir(), 'unicql-faults-'));
  await writeDataset(await readDataset(), data);
  for (const language of languages) await compileProgram(language);
  cluster = await upCluster({ name: 'test-faults' });
});
afterAll(async () => {
  await cluster?.down();
  await rm(data, { recursive: true });
});

/** Starts the ingest of every language at once, and kills the server when the first is in the middle of it. */
async function killDuringIngest(keyspace: string): Promise<StartedProgram[]> {
  const environment = {
    UNICQL_CONTACT_POINTS: `${cluster.contactPoints[0]}:${cluster.port}`,
    ...{ FLIGHTS_DATA: data, FLIGHTS_KEYSPACE: keyspace, FLIGHTS_STEPS: 'write', FLIGHTS_CONCURRENCY: '2' },
  };
  const programs = languages.map((language) => startFlights(language, environment));
  await Promise.race(programs.map((program) => program.reached('5000 of 20000')));
  await cluster.nodes[0]?.kill();
  return programs;
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
      for (const { language, ended } of programs) {
        const end = await ended;
        expect(end, `${language.name} said:\n${end.stderr}`).toMatchObject({
          signal: undefined,
          exitCode: 0,
        });
        expect(parseReport(language.name, end.stdout).write).toMatchObject({
          rows: 20_447,
          checksum: 'e754477be42a2698',
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
      for (const { language, ended } of programs) {
        const end = await ended;
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
