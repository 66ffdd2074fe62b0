import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../dist/codec/byte-writer.js';
import type { ColumnInfo } from '../dist/codec/column-type.js';
import type { EncodingOptions } from '../dist/codec/encoding-options.js';
import { generatedDecoder, tableDecoder } from '../dist/codec/row-decoder.js';
import { ValueReaders } from '../dist/codec/value-readers.js';
import { ValueWriters } from '../dist/codec/value-writers.js';
import { Encoder, types } from '../dist/index.js';
import { samples } from './values.js';

const { dataTypes, Integer, Long, Tuple, Uuid, Vector, unset } = types;
const defaults: EncodingOptions = { copyBuffer: true, useUndefinedAsUnset: true };
const encoder = new Encoder(4, { encoding: defaults });

/** What is comparable of a value: bits for numbers, the canonical text for objects. */
function shown(value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Date) return value.getTime();
  if (value instanceof Vector) return { vector: value.elements.map(shown) };
  if (value instanceof Tuple) return { tuple: value.elements.map(shown) };
  if (Array.isArray(value)) return value.map(shown);
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (value === null || typeof value !== 'object') return value;
  if (value.constructor === Object) return Object.entries(value).map(([k, v]) => [k, shown(v)]);
  return `${value.constructor.name} ${String(value)}`;
}

function column(name: string, type: string): ColumnInfo {
  return { ksname: 'k', tablename: 't', name, type: dataTypes.getByName(type) };
}

function decodeBoth(columns: ColumnInfo[], bytes: Buffer, count: number, options = defaults): types.Row[][] {
  const readers = new ValueReaders(options);
  return [generatedDecoder(columns, readers, options), tableDecoder(columns, readers)].map((decode) => {
    return decode(bytes, 0, count);
  });
}

describe('values', () => {
  for (const { type, values } of samples) {
    test.each(values.map((value) => [value]))(`${type} survives a round trip: %s`, (value) => {
      const described = dataTypes.getByName(type);
      const bytes = encoder.encode(value, type) as Buffer;
      expect(shown(encoder.decode(bytes, described))).toEqual(shown(value));
    });

    test(`rows of ${type} are the same with generated code and with closures`, () => {
      const columns = [column('before', 'int'), column('value', type), column('after', 'text')];
      const writers = new ValueWriters(defaults);
      const page = new ByteWriter();
      for (const value of [...values, null]) {
        writers.hinted(page, 7, 'int');
        writers.hinted(page, value, type);
        writers.hinted(page, 'end', 'text');
      }
      const bytes = page.buffer.subarray(0, page.offset);
      const [generated, table] = decodeBoth(columns, bytes, values.length + 1);
      expect(generated!.map((row) => shown({ ...row }))).toEqual(table!.map((row) => shown({ ...row })));
      expect(generated!.map((row) => shown(row['value']))).toEqual([...values, null].map(shown));
      expect(generated!.every((row) => row['before'] === 7 && row['after'] === 'end')).toBe(true);
    });
  }

  test.each([
    'int',
    'bigint',
    'uuid',
    'timestamp',
    'inet',
    'list<int>',
    'varint',
    'decimal',
    'duration',
    'vector<float, 2>',
  ])('no bytes of %s are null, as they always were', (type) => {
    const rows = decodeBoth([column('v', type)], Buffer.from([0, 0, 0, 0]), 1).map(([row]) => row!['v']);
    expect(rows).toEqual([null, null]);
  });

  test('rows look as they do in the legacy driver', () => {
    const columns = [column('b', 'int'), column('a', 'text'), column('__proto__', 'int'), column('0', 'int')];
    const bytes = Buffer.from('000000040000000100000001780000000400000002ffffffff', 'hex');
    for (const [row] of decodeBoth(columns, bytes, 1)) {
      expect(row).toBeInstanceOf(types.Row);
      expect(row!.constructor.name).toBe('Row');
      expect(row!.get('a')).toBe('x');
      expect(row!.get(0)).toBe(1);
      expect(row!.keys()).toEqual(['0', 'b', 'a', '__proto__']);
      expect(row!.values()).toEqual([null, 1, 'x', 2]);
      expect(JSON.stringify(row)).toBe('{"0":null,"b":1,"a":"x","__proto__":2}');
      expect(row!['__columns']).toBe(columns);
    }
  });

  test('bytes of a row are copied unless the user says otherwise', () => {
    const bytes = Buffer.from([0, 0, 0, 1, 7]);
    const columns = [column('v', 'blob')];
    for (const copyBuffer of [true, false]) {
      const rows = decodeBoth(columns, bytes, 1, { ...defaults, copyBuffer }).map(([row]) => row!);
      bytes[4] = 9;
      expect(rows.map((row) => row['v'][0])).toEqual(copyBuffer ? [7, 7] : [9, 9]);
      bytes[4] = 7;
    }
  });

  test('maps, sets and large integers take the classes of the options', () => {
    const options = { map: Map, set: Set, useBigIntAsLong: true, useBigIntAsVarint: true };
    const own = new Encoder(4, { encoding: options });
    const trip = (value: unknown, type: string) =>
      own.decode(own.encode(value, type) as Buffer, dataTypes.getByName(type));
    expect(trip(new Map([[1, 'a']]), 'map<int, text>')).toEqual(new Map([[1, 'a']]));
    expect(trip(new Set(['x']), 'set<text>')).toEqual(new Set(['x']));
    expect(trip(-(2n ** 63n), 'bigint')).toBe(-(2n ** 63n));
    expect(trip(2n ** 90n, 'varint')).toBe(2n ** 90n);
    expect(() => own.encode(2n ** 63n, 'bigint')).toThrow(RangeError);
  });

  test('have a method for each type, as programs that make routing keys expect', () => {
    const methods = encoder as unknown as Record<string, (value: unknown, info?: unknown) => unknown>;
    expect(methods['encodeInt']!(258)).toEqual(Buffer.from([0, 0, 1, 2]));
    expect(methods['decodeInt']!(Buffer.from([0, 0, 1, 2]))).toBe(258);
    expect(methods['encodeUtf8String']!('é')).toEqual(Buffer.from('é'));
    expect(methods['encodeBlob']!(Buffer.from('b'))).toEqual(Buffer.from('b'));
    const ofInts = { code: types.dataTypes.int };
    const list = methods['encodeList']!([1, 2], ofInts);
    expect(methods['decodeList']!(list, ofInts)).toEqual([1, 2]);
    expect(Object.keys(encoder)).not.toContain('encodeInt');
  });

  test('a Map is written as a map without being told', () => {
    const bytes = encoder.encode(new Map([['a', 1]]), 'map<text, int>') as Buffer;
    expect(encoder.decode(bytes, dataTypes.getByName('map<text, int>'))).toEqual({ a: 1 });
  });

  test('null, undefined and unset are what the options make of them', () => {
    expect(encoder.encode(null, 'int')).toBeNull();
    expect(encoder.encode(undefined, 'int')).toBe(unset);
    expect(new Encoder(4, { encoding: {} }).encode(undefined, 'int')).toBeNull();
    expect(encoder.encode(unset, 'int')).toBe(unset);
  });

  test.each([
    [1, dataTypes.double],
    ['a', dataTypes.text],
    ['6fa459ea-ee8a-4ca4-894e-db77e160355e', dataTypes.uuid],
    [true, dataTypes.boolean],
    [Buffer.alloc(1), dataTypes.blob],
    [new Date(), dataTypes.timestamp],
    [Long.ONE, dataTypes.bigint],
    [Integer.ONE, dataTypes.varint],
    [Uuid.random(), dataTypes.uuid],
    [new Tuple(1), dataTypes.tuple],
    [[1], dataTypes.list],
    [new Float32Array(2), dataTypes.custom],
  ])('the type of %s is guessed', (value, code) => {
    expect(Encoder.guessDataType(value)?.code).toBe(code);
  });

  test.each([
    ['int', 'five', TypeError],
    ['int', NaN, TypeError],
    ['int', 2147483648, RangeError],
    ['tinyint', 128, RangeError],
    ['smallint', -32769, RangeError],
    ['bigint', true, TypeError],
    ['bigint', NaN, TypeError],
    ['double', 'x', TypeError],
    ['float', {}, TypeError],
    ['text', 5, TypeError],
    ['blob', 'text', TypeError],
    ['uuid', 'not-a-uuid', TypeError],
    ['uuid', 'zzzzzzzz-ee8a-4ca4-894e-db77e160355e', TypeError],
    ['timestamp', 'no date', TypeError],
    ['timestamp', new Date(NaN), TypeError],
    ['date', 'no date', TypeError],
    ['time', '25 o clock', TypeError],
    ['inet', '300.0.0.1', TypeError],
    ['varint', 'abc', TypeError],
    ['decimal', '1.2.3', TypeError],
    ['duration', '1d', TypeError],
    ['list<int>', 5, TypeError],
    ['list<int>', [null], TypeError],
    ['map<text, int>', 5, TypeError],
    ['map<text, int>', { a: null }, TypeError],
    ['tuple<int>', [1], TypeError],
    ['vector<float, 2>', [1, 2], TypeError],
    ['vector<float, 2>', new Vector([1]), TypeError],
    ['no_type', 1, TypeError],
    [null, {}, TypeError],
  ])('a value that is no %s is refused: %s', (type, value, error) => {
    expect(() => encoder.encode(value, type)).toThrow(error);
  });
});
