import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runBatch } from '../batch.js';
import type { Events } from '../results.js';

const runner = fileURLToPath(new URL('../c/run.mjs', import.meta.url));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-gtest-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A binary whose tests do what their names say, and a ccm that tells of one node as the file `nodes` says. */
const binary = `#!${process.execPath}
const { appendFileSync, writeFileSync } = require('node:fs');
const name = process.argv.at(-1).replace('--gtest_filter=', '');
appendFileSync('runs', name + '\\n');
console.log('[ RUN      ] ' + name);
if (name.endsWith('Hangs')) setInterval(() => {}, 1e6);
else if (name.endsWith('Crashes')) process.kill(process.pid, 'SIGSEGV');
else if (name.endsWith('Fails') || name.endsWith('Kills')) {
  console.log('ccm> ccm list\\nccm> ccm create -b one\\nccm> ccm start');
  if (name.endsWith('Kills')) writeFileSync('nodes', 'node1: DOWN\\n');
  console.log('/there/test.cpp:1: Failure\\nsaid so\\n[  FAILED  ] ' + name + ' (0 ms)');
  process.exitCode = 1;
} else console.log('[       OK ] ' + name + ' (0 ms)');
`;
const ccm = `#!/bin/sh
if [ "$1" = status ]; then cat nodes; else echo "$1" >> ccm-verbs; fi
`;

async function program(path: string, text: string): Promise<string> {
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

async function run(...names: readonly string[]): Promise<Events> {
  await mkdir(join(directory, 'bin'));
  await program(join(directory, 'bin', 'ccm'), ccm);
  await writeFile(join(directory, 'nodes'), 'node1: UP\n');
  const file = await program(join(directory, 'suite'), binary);
  return runBatch({
    files: ['A'],
    directory: join(directory, 'run'),
    silence_s: 20,
    grep: undefined,
    signal: new AbortController().signal,
    onEvents: () => {},
    launch: (order) => ({
      command: [process.execPath, runner, order],
      cwd: directory,
      environment: { PATH: [join(directory, 'bin'), process.env['PATH']].join(delimiter) },
      order: {
        ...{ binary: file, arguments: [], environment: {}, limit_s: 2 },
        tests: [...names.map((name) => `A > ${name}`), 'B > IsOfAnotherPart'],
      },
    }),
  });
}

const lines = async (name: string): Promise<string[]> =>
  (await readFile(join(directory, name), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

test('every test has a process of its own, and what ends one ends no other', async () => {
  const { ended } = await run('Crashes', 'Hangs', 'Fails', 'Passes');
  expect(Object.fromEntries([...ended].map(([id, { message }]) => [id, message ?? 'pass']))).toEqual({
    'A > Crashes': 'crashed: SIGSEGV',
    'A > Hangs': 'hung: ended when it said nothing for too long',
    'A > Fails': 'test.cpp:1: said so',
    'A > Passes': 'pass',
  });
});

test('a cluster that dies is made anew once; when it dies again nothing is recorded of the test', async () => {
  await expect(run('Passes', 'Kills', 'NeverBegins')).rejects.toThrow(
    'the cluster died under A > Kills, and so did a new one (node1)',
  );
  expect(await lines('runs')).toEqual(['A.Passes', 'A.Kills', 'A.Kills']);
  expect(await lines('ccm-verbs')).toEqual(['remove']);
  const events = await readFile(join(directory, 'run', 'events.jsonl'), 'utf8');
  expect(events).not.toContain('"end","id":"A > Kills"');
});
