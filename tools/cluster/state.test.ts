import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downCluster } from './down.js';
import {
  allStates,
  clusterDirectory,
  clustersDirectory,
  readState,
  writeState,
  type ClusterState,
} from './state.js';
import { clusterStatus, overallState } from './status.js';

const state: ClusterState = {
  name: 'one',
  phase: 'running',
  shape: {
    version: '5.0.5',
    datacenters: [1],
    auth: false,
    tls: false,
    clientAuth: false,
    isolated: false,
    durable: false,
    settings: {},
  },
  owner: 1,
  home: '/home',
  java: '/java',
  prefix: '127.0.9.',
  nodes: [{ id: 'node1', address: '127.0.9.1', port: 9042, dc: 'dc1', rack: 'r1' }],
  tls: null,
  auth: null,
  namespacePid: null,
};

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'unicql-cache-'));
  vi.stubEnv('UNICQL_CACHE', cache);
  vi.stubEnv('UNICQL_CONTACT_POINTS', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

test('a state is read as it was written', async () => {
  await writeState(state);
  expect(await readState('one')).toEqual(state);
  expect(await readState('two')).toBeUndefined();
  expect(await allStates()).toEqual([state]);
  expect(await readdir(clusterDirectory('one'))).toEqual(['state.json']);
});

test('a damaged state is reported with its place', async () => {
  await mkdir(clusterDirectory('one'), { recursive: true });
  await writeFile(join(clusterDirectory('one'), 'state.json'), '{"name":"one"');
  await expect(readState('one')).rejects.toThrow(/state\.json is not a cluster's state/);
});

test('a cluster whose processes are gone is stopped', async () => {
  await writeState(state);
  const status = await clusterStatus('one');
  expect(status).toMatchObject({
    state: 'stopped',
    contactPoints: ['127.0.9.1'],
    nodes: [{ state: 'down', pid: null }],
  });
});

test('a pid that now belongs to another program is no node', async () => {
  await writeState(state);
  const directory = join(clusterDirectory('one'), 'ccm', 'one', 'node1');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'cassandra.pid'), String(process.pid));
  expect((await clusterStatus('one')).nodes[0]).toMatchObject({ state: 'down', pid: null });
  expect(await downCluster('one')).toBe('removed');
});

test('down leaves no directory, and says when there is nothing', async () => {
  await writeState(state);
  expect(await downCluster('one')).toBe('removed');
  expect(await readdir(clustersDirectory())).toEqual([]);
  expect(await downCluster('one')).toBe('absent');
});

test('down that keeps the data keeps the record', async () => {
  await writeState(state);
  expect(await downCluster('one', { keepData: true })).toBe('stopped');
  expect(await readState('one')).toMatchObject({ phase: 'stopped' });
});

test.each([
  ['running', ['up', 'up'], 'up'],
  ['running', ['up', 'paused'], 'degraded'],
  ['running', ['down', 'up'], 'degraded'],
  ['stopped', ['down', 'down'], 'stopped'],
  ['starting', ['down', 'down'], 'starting'],
] as const)('%s with nodes %j is %s', (phase, nodes, word) => {
  expect(
    overallState(
      phase,
      nodes.map((node) => ({ state: node })),
    ),
  ).toBe(word);
});
