import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

/** Answers as simulacron's admin port does: one cluster of two data centres, and it says what it was asked. */
const simulacron = `#!${process.execPath}
const { createServer } = require('node:http');
const node = (id, address) => ({ id, address, host_id: 'host-' + address, peer_info: { tokens: '1,2' } });
const cluster = { id: 0, name: 'testCluster', data_centers: [
  { id: 0, name: 'dc1', nodes: [node(0, '127.0.0.1:9042'), node(1, '127.0.0.2:9042')] },
  { id: 1, name: 'dc2', nodes: [node(0, '127.0.0.3:9042')] },
] };
const asked = [];
const port = Number(process.argv[process.argv.indexOf('-p') + 1]);
createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  if (request.url === '/asked') return response.end(JSON.stringify({ asked: asked.splice(0), argv: process.argv.slice(2) }));
  asked.push({ method: request.method, url: request.url, body });
  response.writeHead(request.url.startsWith('/cluster/9') ? 404 : 200).end(JSON.stringify(cluster));
}).listen(port, '127.0.0.1', () => console.log('Started HTTP server interface'));
`;

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

let directory: string;
let port: number;
let front: ReturnType<typeof spawn>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  // The front starts the server itself a thousand above.
  return free < 64_000 ? free : free - 2000;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unicql-simulacron-'));
  const java = join(directory, 'java.cjs');
  await writeFile(java, simulacron);
  await chmod(java, 0o755);
  port = await freePort();
  const bin = fileURLToPath(new URL('../simulacron/bin/java', import.meta.url));
  front = spawn(bin, ['-jar', 'simulacron.jar', '--ip', '127.0.0.101', '-p', `${port}`], {
    env: {
      ...process.env,
      UNICQL_NODE: process.execPath,
      UNICQL_JAVA: java,
      UNICQL_SIMULACRON_CLASSES: 'classes',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of front.stdout ?? []) if (String(chunk).includes('Started')) break;
});
afterAll(async () => {
  front.kill('SIGINT');
  await once(front, 'exit');
  await rm(directory, { recursive: true, force: true });
});

const ask = (method: string, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { method });

async function asked(): Promise<{ asked: Asked[]; argv: string[] }> {
  return (await ask('GET', '/asked')).json() as Promise<{ asked: Asked[]; argv: string[] }>;
}

const primed = (
  all: readonly Asked[],
  path: string,
): { when: { query: string }; then: { rows?: unknown } }[] =>
  all
    .filter(({ method, url }) => method === 'POST' && url === `/prime/${path}`)
    .map(({ body }) => JSON.parse(body));

beforeEach(async () => void (await asked()));

test('the server gets the classes that mend it, and its admin port behind the front', async () => {
  const { argv } = await asked();
  expect(argv.slice(0, 2)).toEqual(['-cp', 'classes:simulacron.jar']);
  expect(argv.slice(3)).toEqual(['--ip', '127.0.0.101', '-p', `${port + 1000}`]);
});

test('each node of a new cluster knows itself and its peers before the test hears of the cluster', async () => {
  const answer = await (await ask('POST', '/cluster?data_centers=2,1')).json();
  expect(answer).toMatchObject({ name: 'testCluster' });
  const { asked: all } = await asked();
  const [local, peers] = primed(all, '0/0/1');
  expect(local?.when.query).toContain("FROM system.local WHERE key='local'");
  const second = {
    host_id: 'host-127.0.0.2:9042',
    rpc_address: '127.0.0.2',
    data_center: 'dc1',
    rack: 'rack1',
  };
  expect(local?.then.rows).toEqual([{ ...second, tokens: ['1', '2'], cluster_name: 'testCluster' }]);
  expect(peers?.when.query).toContain('FROM system.peers');
  expect(peers?.then.rows).toMatchObject([
    { rpc_address: '127.0.0.1' },
    { rpc_address: '127.0.0.3', data_center: 'dc2' },
  ]);
  expect(primed(all, '0').map(({ when }) => when.query)).toContain(
    'SELECT keyspace_name, replication, durable_writes FROM system_schema.keyspaces',
  );
});

test.each([
  ['/prime/0', 3],
  ['/prime/testCluster', 3],
  ['/prime', 3],
  ['/prime/0/0', 2],
  ['/prime/0/1/0', 1],
])('DELETE %s gives %i nodes their rows again', async (path, nodes) => {
  await ask('POST', '/cluster');
  await asked();
  await ask('DELETE', path);
  const { asked: all } = await asked();
  const paths = new Set(
    all.filter(({ method, url }) => method === 'POST' && url.split('/').length === 5).map(({ url }) => url),
  );
  expect(paths.size).toBe(nodes);
});

test('what fails is left as it is', async () => {
  expect((await ask('POST', '/cluster/9')).status).toBe(404);
  expect((await asked()).asked).toHaveLength(1);
});
