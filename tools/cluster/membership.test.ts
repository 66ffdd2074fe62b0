import { expect, test } from 'vitest';
import { placeNodes } from './addresses.js';
import { nextNode, withNodes } from './membership.js';
import { shapeOf } from './options.js';
import type { ClusterState } from './state.js';

function running(datacenters: number[]): ClusterState {
  const shape = shapeOf({ datacenters });
  return {
    ...{ name: 'grows', phase: 'running', owner: 1, home: '/home', java: '/java', prefix: '127.0.9.' },
    ...{ tls: null, auth: null, namespacePid: null },
    nodes: placeNodes(shape, '127.0.9.'),
    shape: { ...shape, datacenters, settings: {} },
  };
}

test('a node that joins has the number after the last, also when others left', () => {
  const before = running([2, 1]);
  expect(nextNode(before, 'dc2')).toMatchObject({ id: 'node4', address: '127.0.9.4', dc: 'dc2' });
  const after = withNodes(
    before,
    before.nodes.filter((node) => node.id !== 'node1'),
  );
  expect(after.shape.datacenters).toEqual([1, 1]);
  expect(nextNode(after, 'dc1')).toMatchObject({ id: 'node4', address: '127.0.9.4', dc: 'dc1' });
});

test('a node joins a data centre that is there, of a cluster that may grow', () => {
  expect(() => nextNode(running([1]), 'dc2')).toThrow('cluster grows has no data centre dc2');
  expect(() => nextNode(running([6]), 'dc1')).toThrow('cluster grows has 6 nodes already');
  const tls = { ca: 'ca', certificate: 'certificate', key: 'key', clientAuth: false };
  expect(() => nextNode({ ...running([1]), tls }, 'dc1')).toThrow(
    'the certificates of cluster grows name its nodes',
  );
});
