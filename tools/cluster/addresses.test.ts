import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { choosePrefix, placeNodes, portsOf, takenAddress } from './addresses.js';
import { shapeOf } from './options.js';

const two = shapeOf({ datacenters: [2, 1] });

test('nodes are numbered through all data centres', () => {
  expect(placeNodes(two, '127.0.3.').map(({ id, address, dc }) => [id, address, dc])).toEqual([
    ['node1', '127.0.3.1', 'dc1'],
    ['node2', '127.0.3.2', 'dc1'],
    ['node3', '127.0.3.3', 'dc2'],
  ]);
});

test('each node has the JMX port that ccm gives it', () => {
  expect(portsOf(2)).toEqual([9042, 7000, 7200]);
});

test('the first subnet that nobody uses is chosen', async () => {
  const busy = async (nodes: readonly { address: string }[]): Promise<string | undefined> =>
    nodes[0]?.address.startsWith('127.0.1.') ? '127.0.1.1:9042' : undefined;
  expect(await choosePrefix(two, new Set(), undefined, busy)).toBe('127.0.0.');
  expect(await choosePrefix(two, new Set(['127.0.0.']), undefined, busy)).toBe('127.0.2.');
  expect(await choosePrefix(two, new Set(['127.0.0.']), 7, busy)).toBe('127.0.7.');
});

test('a wanted subnet that is taken is reported with who has it', async () => {
  const busy = async (): Promise<string> => '127.0.7.1:9042';
  await expect(choosePrefix(two, new Set(), 7, busy)).rejects.toMatchObject({
    kind: 'taken',
    message: '127.0.7.1:9042 is taken',
    hint: expect.stringContaining('--subnet'),
  });
  await expect(choosePrefix(two, new Set(['127.0.7.']), 7, busy)).rejects.toThrow(/another cluster/);
});

test('a port that something listens on is found', async () => {
  const nodes = placeNodes(shapeOf({}), '127.0.253.');
  expect(await takenAddress(nodes)).toBeUndefined();
  const server = createServer().listen(7000, '127.0.253.1');
  await once(server, 'listening');
  try {
    expect(await takenAddress(nodes)).toBe('127.0.253.1:7000');
    expect(await takenAddress(nodes, new Set(['node2']))).toBeUndefined();
  } finally {
    server.close();
  }
});
