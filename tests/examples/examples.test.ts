import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileProgram } from '../../tools/start/compile.js';
import { readDataset, writeDataset } from '../../tools/start/dataset.js';
import { languages, nobodyAnswers, runQuickstart, startFlights } from './program.js';

const greetings = { node: 'Node', python: 'Python', c: 'C', cpp: 'C++' };

let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'unicql-examples-'));
  await writeDataset(await readDataset(), data);
});
afterAll(() => rm(data, { recursive: true }));

describe.each(languages)('in $name', (language) => {
  beforeAll(() => compileProgram(language));

  test('the quick start greets', async () => {
    expect(process.env['UNICQL_CONTACT_POINTS'], 'run it through `npm test`, or set it').toBeDefined();
    expect(await runQuickstart(language)).toMatchObject({
      stdout: `Hello from ${greetings[language.name]}`,
      exitCode: 0,
    });
  });

  test.each([
    ['FLIGHTS_STEPS', 'write,jump'],
    ['FLIGHTS_CONCURRENCY', '0'],
    ['FLIGHTS_RUN', 'not-a-uuid'],
    ['FLIGHTS_DATA', ''],
  ])('flights refuses the setting %s=%s', async (name, value) => {
    const { exitCode, stdout, stderr } = await startFlights(language, { FLIGHTS_DATA: data, [name]: value })
      .ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error: ${name}: `, 'm'));
  });

  test('flights says in the words of its API that nobody listens', async () => {
    const environment = { FLIGHTS_DATA: data, UNICQL_CONTACT_POINTS: '127.0.0.1:1' };
    const { exitCode, stdout, stderr } = await startFlights(language, environment).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error: ${nobodyAnswers[language.name]}: `, 'm'));
  });

  test('flights does not read what nobody wrote', async () => {
    const environment = { FLIGHTS_DATA: data, FLIGHTS_KEYSPACE: `flights_test_${language.name}` };
    const written = await startFlights(language, { ...environment, FLIGHTS_STEPS: 'read' }).ended;
    // Only a run that writes makes the tables.
    expect(written).toMatchObject({ exitCode: 1, stdout: '' });
    expect(written.stderr).toMatch(/^error: /m);
    const dropped = await startFlights(language, { ...environment, FLIGHTS_STEPS: 'drop' }).ended;
    expect(dropped.exitCode).toBe(0);
  });
});
