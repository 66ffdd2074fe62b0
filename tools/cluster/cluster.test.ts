import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { Cluster } from './cluster.js';
import { downCluster } from './down.js';
import { probe } from './probe.js';
import { processState } from './process-table.js';
import { clusterStatusSchema, clustersDirectory, nodeDirectory } from './state.js';
import { clusterStatus } from './status.js';
import { upCluster } from './up.js';

const launcher = fileURLToPath(new URL('../bin/unicql-dev.js', import.meta.url));
const name = `tools-test-${process.pid}`;

describe('a real cluster', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    vi.stubEnv('UNICQL_CONTACT_POINTS', '');
    vi.stubEnv('UNICQL_CASSANDRA_HOME', '');
    cluster = await upCluster({ name, auth: true, clientAuth: true });
  });
  afterAll(async () => {
    await downCluster(name);
    vi.unstubAllEnvs();
  });

  const endpoint = (): Parameters<typeof probe>[0] => ({
    host: cluster.contactPoints[0] ?? '',
    port: cluster.port,
    tls: cluster.tls,
    auth: cluster.auth,
  });

  test('serves clients that log in with a certificate, and no others', async () => {
    expect(await probe(endpoint())).toBe(true);
    expect(await probe({ ...endpoint(), tls: null }, 1_000)).toBe(false);
    expect(await probe({ ...endpoint(), auth: { username: 'cassandra', password: 'wrong' } })).toBe(false);
  });

  test('is reported as JSON by another process', async () => {
    const { stdout } = await execa(process.execPath, [
      launcher,
      'cluster',
      'status',
      '--name',
      name,
      '--json',
    ]);
    const status = clusterStatusSchema.parse(JSON.parse(stdout));
    expect(status).toEqual(await cluster.status());
    expect(status).toMatchObject({
      name,
      state: 'up',
      version: '5.0.5',
      nodes: [{ id: 'node1', dc: 'dc1', state: 'up' }],
    });
  });

  test('is the same cluster when it is asked for again, and no other under its name', async () => {
    const again = await upCluster({ name, auth: true, clientAuth: true });
    expect(await again.status()).toEqual(await cluster.status());
    await expect(upCluster({ name })).rejects.toMatchObject({ kind: 'taken' });
  });

  test('loses a node and gets it back', async () => {
    const node = cluster.node('node1');
    await node.kill();
    expect((await cluster.status()).state).toBe('stopped');
    expect(await probe(endpoint())).toBe(false);
    await node.start();
    expect(await probe(endpoint())).toBe(true);
  });

  test('leaves no process and no directory', async () => {
    const [node] = (await cluster.status()).nodes;
    expect(await cluster.down()).toBe('removed');
    expect(await processState(node?.pid ?? 0, nodeDirectory(name, 'node1'))).toBe('gone');
    expect(await readdir(clustersDirectory())).not.toContain(name);
    expect((await clusterStatus(name)).state).toBe('absent');
  });
});

test('a start that is interrupted leaves nothing', async () => {
  vi.stubEnv('UNICQL_CONTACT_POINTS', '');
  const abort = new AbortController();
  const start = upCluster({
    name: `${name}-interrupted`,
    signal: abort.signal,
    progress: {
      // The last step is the one that starts nodes.
      step: (title, action) => {
        if (title.includes('node on')) abort.abort();
        return action({ report: () => {} });
      },
    },
  });
  await expect(start).rejects.toMatchObject({ kind: 'interrupted' });
  expect((await clusterStatus(`${name}-interrupted`)).state).toBe('absent');
  vi.unstubAllEnvs();
});
