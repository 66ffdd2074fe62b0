import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Client, datastax, ExecutionProfile, policies, types } from '../dist/index.js';
import type { ClientOptions, ExecutionOptions, GraphQueryOptions } from '../dist/index.js';
import { useClient } from './cluster.js';

const { asInt, asTimestamp, asUdt, Edge, getCustomTypeSerializers, Vertex } = datastax.graph;
const load = createRequire(join(__dirname, '../index.js'));
const { GraphSON3Reader, GraphSON3Writer } = load('./lib/datastax/graph/graph-serializer');

const serializers = () => ({ serializers: getCustomTypeSerializers() });

/** What is read of what was written. */
function again(value: unknown): unknown {
  return new GraphSON3Reader(serializers()).read(JSON.parse(new GraphSON3Writer(serializers()).write(value)));
}

test.each([
  types.Uuid.random(),
  types.Long.fromString('9007199254740993'),
  types.BigDecimal.fromString('12.50'),
  types.Duration.fromString('1mo2d3s'),
  new types.Tuple(1, 'a'),
  new Map<unknown, unknown>([['a', [1, 2]]]),
  Buffer.from('bytes'),
  new Date(1580477249207),
  [Infinity, 'text', null],
])('GraphSON gives back %s', (value) => {
  expect(again(value)).toEqual(value);
});

test('GraphSON names the types of values', () => {
  const writer = new GraphSON3Writer(serializers());
  expect(writer.adaptObject(asInt(1))).toEqual({ '@type': 'g:Int32', '@value': 1 });
  expect(writer.adaptObject(asTimestamp(new Date(5)))).toEqual({ '@type': 'g:Timestamp', '@value': 5 });
  const fields = [{ name: 'street', type: { code: types.dataTypes.text } }];
  const udt = asUdt({ street: 'Main' }, { keyspace: 'ks', name: 'address', fields });
  expect(writer.adaptObject(udt)['@value']).toEqual({
    cqlType: 'udt',
    keyspace: 'ks',
    name: 'address',
    definition: [{ fieldName: 'street', cqlType: 'text' }],
    value: ['Main'],
  });
  expect(again(udt)).toEqual({ street: 'Main' });
});

test('GraphSON gives vertices and edges', () => {
  const edge = new GraphSON3Reader(serializers()).read({
    '@type': 'g:Edge',
    '@value': {
      id: 'e',
      label: 'knows',
      outV: 'v1',
      outVLabel: 'person',
      inV: 'v2',
      inVLabel: 'person',
      properties: { since: { '@type': 'g:Property', '@value': { key: 'since', value: 2010 } } },
    },
  });
  expect(edge).toBeInstanceOf(Edge);
  expect(edge).toMatchObject({ outV: 'v1', inV: 'v2', properties: { since: 2010 } });
  expect(again(new Vertex('v', 'person'))).toMatchObject({ id: 'v', label: 'person' });
});

test('a user-defined type needs a name', () => {
  expect(() => asUdt({ a: 1 })).toThrow(TypeError);
});

describe('a traversal', () => {
  const { client } = useClient();
  const rows = ['{"result":{"type":"vertex"},"bulk":2}', '{"result":3}'].map((gremlin) => ({ gremlin }));

  type Execute = (query: string, params: unknown, options: ExecutionOptions) => Promise<unknown>;

  /** Executes a traversal, and returns its result and how it was sent. */
  async function send(options: ClientOptions, ...rest: [object?, GraphQueryOptions?]) {
    const client = new Client({ contactPoints: ['127.0.0.1'], localDataCenter: 'dc1', ...options });
    const execute = vi.fn<Execute>(() => Promise.resolve({ rows }));
    Object.assign(client, { _execute: execute });
    const result = await client.executeGraph('g.V()', ...rest);
    const [query, params, sent] = execute.mock.calls[0]!;
    const payload = Object.entries(sent.getCustomPayload()).map(([key, value]) => [key, value.toString()]);
    return { result, query, params, sent, payload: Object.fromEntries(payload) as Record<string, string> };
  }

  test('is sent with its parameters as JSON and with a payload that names the graph', async () => {
    const { query, params, payload, sent } = await send({ graphOptions: { name: 'food' } }, { id: 1 });
    expect([query, params]).toEqual(['g.V()', ['{"id":1}']]);
    expect(payload).toEqual({
      'graph-language': 'gremlin-groovy',
      'graph-name': 'food',
      'graph-results': 'graphson-1.0',
      'graph-source': 'g',
    });
    // Nobody knows whether it does harm when executed twice, nor how long it takes.
    expect(sent.getRetryPolicy()).toBeInstanceOf(policies.retry.FallthroughRetryPolicy);
    expect(sent.getReadTimeout()).toBe(0);
  });

  test('obeys its own options before those of its profile, and these before those of the client', async () => {
    const profile = new ExecutionProfile('olap', {
      graphOptions: { name: 'ofProfile', source: 'ofProfile' },
      readTimeout: 5000,
    });
    const options = { profiles: [profile], graphOptions: { name: 'ofClient', language: 'ofClient' } };
    const given = {
      executionProfile: 'olap',
      graphName: 'own',
      graphReadConsistency: 6,
      graphResults: 'graphson-3.0',
    };
    const { payload, params } = await send(options, { id: 1 }, given);
    expect(payload).toMatchObject({
      'graph-language': 'ofClient',
      'graph-name': 'own',
      'graph-read-consistency': 'LOCAL_QUORUM',
      'graph-results': 'graphson-3.0',
      'graph-source': 'ofProfile',
      'request-timeout': Buffer.from([0, 0, 0, 0, 0, 0, 0x13, 0x88]).toString(),
    });
    expect(JSON.parse((params as string[])[0]!)).toEqual({
      '@type': 'g:Map',
      '@value': ['id', 1],
    });
  });

  test('has a graph of its own taken away by null', async () => {
    const { payload } = await send({ graphOptions: { name: 'food' } }, {}, { graphName: null! });
    expect(payload).not.toHaveProperty('graph-name');
  });

  test('gives each value as often as it stands in the result', async () => {
    const { result } = await send({});
    expect(result.toArray()).toEqual([{ type: 'vertex' }, { type: 'vertex' }, 3]);
  });

  test('is refused with parameters in an array, and with a consistency that there is not', async () => {
    await expect(send({}, [] as object)).rejects.toThrow(TypeError);
    await expect(send({}, {}, { graphReadConsistency: 99 })).rejects.toThrow('Consistency 99 not found');
  });

  test('goes to the server with its payload and its parameters, and its rows are values', async () => {
    const given = { result: 42, bulk: 2 };
    await client.execute('CREATE TABLE traversals (gremlin text PRIMARY KEY)');
    await client.execute('INSERT INTO traversals (gremlin) VALUES (?)', [JSON.stringify(given)]);
    const result = await client.executeGraph('SELECT gremlin FROM traversals WHERE gremlin = ?', given);
    expect(result.toArray()).toEqual([42, 42]);
    expect(result.info.queriedHost).toBe(client.hosts.keys()[0]);
  });

  test('fails with the words of a server that has no graphs', async () => {
    const called = new Promise((resolve) => client.executeGraph('g.V()', { id: 1 }, resolve));
    expect(await called).toMatchObject({ code: types.responseErrorCodes.syntaxError, query: 'g.V()' });
  });
});
