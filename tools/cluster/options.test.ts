import { describe, expect, test } from 'vitest';
import { Failure } from '../failure.js';
import {
  checkName,
  describeShape,
  parseDatacenters,
  parseNodes,
  parseSetting,
  parseSubnet,
  shapeOf,
} from './options.js';

/** The kind and message of the failure that an action throws; every such failure also says what to do. */
function failureOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure && error.hint) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'no failure';
}

describe('what the command line may say', () => {
  test.each([
    ['1', 1],
    ['6', 6],
  ])('--nodes %s', (text, nodes) => expect(parseNodes(text)).toBe(nodes));

  test.each(['0', '7', '-1', 'two', '1.5', ''])('--nodes %s is refused with what to do', (text) => {
    expect(failureOf(() => parseNodes(text))).toMatch(/^usage: .*--nodes/);
  });

  test.each([
    ['1', [1]],
    ['2:1', [2, 1]],
    ['1:1:1', [1, 1, 1]],
  ])('--dcs %s', (text, counts) => expect(parseDatacenters(text)).toEqual(counts));

  test.each(['0', '2:0', '2:', ':1', '4:3', 'a:b', ''])('--dcs %s is refused', (text) => {
    expect(failureOf(() => parseDatacenters(text))).toMatch(/^usage: .*--dcs/);
  });

  test('settings add up', () => {
    const partitioner = parseSetting('partitioner=Random');
    expect(parseSetting('num_tokens=1', partitioner)).toEqual({ partitioner: 'Random', num_tokens: '1' });
    expect(failureOf(() => parseSetting('partitioner'))).toMatch(/^usage: .*--set/);
  });

  test('a subnet is the third number of 127.0.N.x', () => {
    expect(parseSubnet('254')).toBe(254);
    expect(failureOf(() => parseSubnet('255'))).toMatch(/^usage: .*--subnet/);
  });

  test.each(['', 'Upper', '../up', '-x', 'a'.repeat(41)])('%s is no name', (name) => {
    expect(failureOf(() => checkName(name))).toMatch(/^usage: .*no name/);
  });
});

describe('the shape of a cluster', () => {
  test('one plain node unless something else is asked for', () => {
    expect(shapeOf({})).toEqual({
      version: '5.0.5',
      datacenters: [1],
      auth: false,
      tls: false,
      clientAuth: false,
      isolated: false,
      durable: false,
      settings: {},
    });
  });

  test('client certificates imply TLS', () => {
    expect(shapeOf({ clientAuth: true })).toMatchObject({ tls: true, clientAuth: true });
  });

  test('an installed Cassandra has the version that it has', () => {
    expect(shapeOf({ version: '4.1.9' }, '3.11.17').version).toBe('3.11.17');
  });

  test('nodes and data centres must agree', () => {
    expect(shapeOf({ nodes: 3, datacenters: [2, 1] }).datacenters).toEqual([2, 1]);
    expect(failureOf(() => shapeOf({ nodes: 2, datacenters: [2, 1] }))).toMatch(/^usage: .*2:1/);
  });

  test('an isolated cluster takes no subnet', () => {
    expect(failureOf(() => shapeOf({ isolated: true, subnet: 3 }))).toMatch(/^usage: .*isolated/);
  });

  test('is described in the words of the command line', () => {
    const shape = shapeOf({ datacenters: [2, 1], auth: true, clientAuth: true });
    expect(describeShape(shape)).toBe('--version 5.0.5 --dcs 2:1 --auth --tls --client-auth');
  });
});
