import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runBatch } from '../batch.js';
import type { Events } from '../results.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-batch-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A runner whose tests do what their names say, told by its order as the real ones are. */
const runner = `
import { appendFileSync, readFileSync } from 'node:fs';
const order = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const emit = (event) => appendFileSync(order.events, JSON.stringify(event) + '\\n');
const ids = order.tests.filter((id) => !order.done.includes(id));
emit({ event: 'listed', ids });
for (const id of ids) {
  emit({ event: 'start', id });
  if (id.endsWith('hangs')) await new Promise(() => setInterval(() => {}, 1e6));
  if (id.endsWith('crashes')) process.kill(process.pid, 'SIGSEGV');
  if (id.endsWith('stops')) break;
  emit({ event: 'end', id, outcome: id.endsWith('fails') ? 'fail' : 'pass', message: 'said so' });
}
emit({ event: 'finished' });
process.exit(0);
`;

async function run(tests: readonly string[], command = 'runner.mjs'): Promise<Events> {
  await writeFile(join(directory, 'runner.mjs'), runner);
  return runBatch({
    files: ['a.js'],
    directory: join(directory, 'run'),
    silence_s: 1,
    grep: undefined,
    signal: new AbortController().signal,
    onEvents: () => {},
    launch: (order) => ({
      command: [process.execPath, join(directory, command), order],
      cwd: directory,
      environment: {},
      order: { tests },
    }),
  });
}

const outcomes = ({ ended }: Events): Record<string, string> =>
  Object.fromEntries([...ended].map(([id, { outcome, message }]) => [id, `${outcome}: ${message}`]));

test('every test gets a result of its own, whatever it does to the process', async () => {
  const events = await run(['a.js > passes', 'a.js > hangs', 'a.js > crashes', 'a.js > fails']);
  expect(outcomes(events)).toEqual({
    'a.js > passes': 'pass: said so',
    'a.js > hangs': 'fail: hung: ended after 1 s without a sign of life',
    'a.js > crashes': 'fail: took the process with it: SIGSEGV',
    'a.js > fails': 'fail: said so',
  });
});

test('tests that a hook keeps from running are recorded as such', async () => {
  const events = await run(['a.js > passes', 'a.js > stops', 'a.js > never begins']);
  expect(outcomes(events)['a.js > never begins']).toBe('fail: did not run: what prepares it fails');
});

test('a runner that cannot start breaks its files, with the reason that it printed', async () => {
  const events = await run(['a.js > passes'], 'absent.mjs');
  expect(events.ended.size).toBe(0);
  expect(events.broken.get('a.js')).toContain('exit code 1');
});

test('a run that was interrupted goes on where it was', async () => {
  await run(['a.js > passes']);
  const file = join(directory, 'run', 'events.jsonl');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  await writeFile(file, `${lines.slice(0, -1).join('\n')}\n`);
  const events = await run(['a.js > passes', 'a.js > also passes']);
  expect([...events.ended.keys()]).toEqual(['a.js > passes', 'a.js > also passes']);
  const starts = (await readFile(file, 'utf8')).split('\n').filter((line) => line.includes('"start"'));
  expect(starts).toHaveLength(2);
});
