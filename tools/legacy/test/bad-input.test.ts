import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensureCcm } from '../../cluster/ccm.js';
import { cacheDirectory } from '../../cache.js';
import { silentProgress } from '../../progress.js';
import { contentHash } from '../content-hash.js';
import { ensureSuite } from '../fetch.js';
import type { Server } from '../server.js';
import { readSuites, type Suite } from '../suites.js';
import { runTrial, type TrialOptions } from '../trial.js';

const server = vi.hoisted(() => ({ dead: undefined as string | undefined }));

vi.mock('../server.js', () => ({
  startServer: async (): Promise<Server> => ({
    ...{ description: 'Cassandra', enter: [], environment: () => ({}), down: async () => {} },
    dead: async () => server.dead,
  }),
}));

// Each test of a file passes; what matters here is what becomes of the results.
vi.mock('../adapter.js', () => ({
  testFile: { node: /-tests\.js$/ },
  launcher: async () => (order: string) => ({
    command: [
      process.execPath,
      '-e',
      `const { appendFileSync, readFileSync } = require('node:fs');
       const { events, files } = JSON.parse(readFileSync(process.argv[1], 'utf8'));
       const emit = (event) => appendFileSync(events, JSON.stringify(event) + '\\n');
       const id = files[0] + ' > works';
       emit({ event: 'listed', ids: [id] });
       emit({ event: 'end', id, outcome: 'pass' });
       emit({ event: 'finished' });`,
      order,
    ],
    cwd: tmpdir(),
    environment: {},
    order: {},
  }),
}));

let directory: string;
let source: string;
let suite: Suite;
beforeEach(async () => {
  server.dead = undefined;
  directory = await mkdtemp(join(tmpdir(), 'unicql-bad-'));
  vi.stubEnv('UNICQL_CACHE', join(directory, 'cache'));
  source = join(directory, 'checkout');
  await mkdir(join(source, 'test', 'unit'), { recursive: true });
  await writeFile(join(source, 'test', 'unit', 'a-tests.js'), 'it works');
  const { node } = await readSuites();
  suite = { ...node, content: await contentHash(join(source, 'test')) };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

const git = (...args: readonly string[]): Promise<{ stdout: string }> =>
  promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);

async function published(): Promise<Suite> {
  await git('init', '--quiet', source);
  await git('-C', source, 'add', '.');
  await git('-C', source, 'commit', '--quiet', '-m', 'the suite');
  const bare = join(directory, 'published.git');
  await git('clone', '--quiet', '--bare', source, bare);
  const { stdout } = await git('-C', source, 'rev-parse', 'HEAD');
  return { ...suite, repository: bare, commit: stdout.trim() };
}

describe('a suite from git', () => {
  test('is fetched at its pin, and its content is what counts', async () => {
    const copy = await ensureSuite('node', await published(), { origin: 'git' });
    expect(await contentHash(copy)).toBe(suite.content);
  });

  test('that is not at the pin any more is said to be missing', async () => {
    const gone = { ...(await published()), commit: '0'.repeat(40) };
    await expect(ensureSuite('node', gone, { origin: 'git' })).rejects.toMatchObject({
      hint: expect.stringContaining('--source'),
    });
  });

  test('of another content at the same commit is refused', async () => {
    const other = { ...(await published()), content: 'f'.repeat(64) };
    await expect(ensureSuite('node', other, { origin: 'git' })).rejects.toThrow('is not the pinned suite');
  });

  test('that is not in the repository leaves nothing behind in the cache', async () => {
    const elsewhere = { ...suite, repository: join(directory, 'nowhere.git') };
    await expect(ensureSuite('node', elsewhere, { origin: 'git' })).rejects.toThrow();
    await expect(ensureSuite('node', suite)).rejects.toThrow();
  });
});

test('Debian is not asked for a suite that it does not have', async () => {
  await expect(ensureSuite('node', suite, { origin: 'debian' })).rejects.toThrow(
    'Debian has no source archive',
  );
});

test('a machine without Python is told that ccm needs it', async () => {
  vi.stubEnv('PATH', directory);
  await expect(ensureCcm()).rejects.toThrow('ccm needs Python 3 with venv');
});

describe('a run', () => {
  const options = (): TrialOptions => ({
    ...{ language: 'node', suite, part: 'unit', driver: 'ours', version: '', jobs: 2, resume: true, source },
    ...{ known: [], progress: silentProgress, signal: new AbortController().signal },
  });
  const runs = (): string => join(cacheDirectory(), 'legacy', 'runs', 'node-unit-ours');

  test('whose server dies records nothing, not even to be resumed', async () => {
    server.dead = 'node2';
    await expect(runTrial(options())).rejects.toThrow('node2 died under the tests');
    await expect(access(runs())).rejects.toThrow();
  });

  test('of which the server lives keeps its results for a resumed one', async () => {
    const { results } = await runTrial(options());
    expect([...results.keys()]).toEqual(['unit/a-tests.js > works']);
    await access(join(runs(), 'unit+a-tests.js', 'events.jsonl'));
  });

  test('of a part without test files says so', async () => {
    const empty = { ...suite.parts['unit']!, files: ['integration/'] };
    const without = { ...options(), suite: { ...suite, parts: { unit: empty } } };
    await expect(runTrial(without)).rejects.toThrow('has no test file of this part');
  });

  test('of some tests alone leaves out the files of the others', async () => {
    await writeFile(join(source, 'test', 'unit', 'b-tests.js'), 'it works too');
    const both = { ...suite, content: await contentHash(join(source, 'test')) };
    const only = new Set(['unit/b-tests.js > works']);
    const { results } = await runTrial({ ...options(), suite: both, only });
    expect([...results.keys()]).toEqual([...only]);
  });
});
