import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { datastax, types } from '../dist/index.js';

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
