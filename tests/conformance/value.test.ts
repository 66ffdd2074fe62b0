import { describe, expect, test } from 'vitest';
import { literal } from './literal.js';
import { parseType, type CqlType } from './type.js';
import { canonical, comparable, completed } from './value.js';

const userTypes = { address: { street: 'text', number: 'int' }, 'Odd Name': { x: 'frozen<address>' } };
const address: CqlType = [
  'udt',
  'ks',
  'address',
  [
    ['street', 'text'],
    ['number', 'int'],
  ],
];

function type(text: string): CqlType {
  return parseType(text, 'ks', userTypes);
}

describe('a type', () => {
  test.each<[string, CqlType]>([
    ['varchar', 'text'],
    ['frozen<list<int>>', ['list', 'int']],
    ['map<text, frozen<set<uuid>>>', ['map', 'text', ['set', 'uuid']]],
    ['tuple<int, text, frozen<address>>', ['tuple', 'int', 'text', address]],
    ['vector<float, 3>', ['vector', 'float', 3]],
    ['"Odd Name"', ['udt', 'ks', 'Odd Name', [['x', address]]]],
    ["'a.b.Type(c, 3)'", ['custom', 'a.b.Type(c, 3)']],
  ])('is read from %s', (text, expected) => {
    expect(type(text)).toEqual(expected);
  });

  test.each(['integer', 'list<', 'map<int>', 'list<int> int', 'list<nothing>'])(
    'is not read from %s',
    (text) => {
      expect(() => type(text)).toThrow();
    },
  );
});

describe('a canonical value', () => {
  test.each<[string, unknown, unknown]>([
    ['bigint', '-9223372036854775808', '-9223372036854775808'],
    ['varint', 0, '00'],
    ['varint', 127, '7f'],
    ['varint', 128, '0080'],
    ['varint', -1, 'ff'],
    ['varint', -129, 'ff7f'],
    ['decimal', '1.50', { unscaled: '0096', scale: 2 }],
    ['decimal', '12E+20', { unscaled: '0c', scale: -20 }],
    ['float', 1.5, '3fc00000'],
    ['double', -0.0, '8000000000000000'],
    ['timestamp', '1970-01-01T00:00:01Z', '1000'],
    ['date', '1970-01-02', 1],
    ['date', -719528, -719528],
    ['time', '23:59:59.999999999', '86399999999999'],
    ['inet', '127.0.0.1', '7f000001'],
    ['inet', '::1', `${'0'.repeat(31)}1`],
    ['inet', '::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
    ['inet', '2001:db8::8a2e:370', '20010db80000000000000000' + '8a2e0370'],
    ['duration', { months: 1 }, { months: 1, days: 0, nanoseconds: '0' }],
    ['text', 'a\0b', { utf8: '610062' }],
    ['blob', '0xCAFE', 'cafe'],
    ['text', { repeat: 'ab', times: 3 }, 'ababab'],
    ['list<int>', [1, 2], [1, 2]],
    ['map<text, int>', { a: 1 }, [['a', 1]]],
    ['tuple<int, text>', [1], [1, null]],
    ['address', { number: 1 }, [['number', 1]]],
    ['int', { unset: true }, { unset: true }],
  ])('of %s from %j', (text, friendly, expected) => {
    expect(canonical(type(text), friendly)).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ['int', 1.5],
    ['int', 'one'],
    ['bigint', 2 ** 53],
    ['boolean', 'yes'],
    ['address', { street: 'a', floor: 1 }],
    ['list<int>', 1],
    ['decimal', 'many'],
    ['inet', '300.1.1.1'],
  ])('of %s refuses %j', (text, friendly) => {
    expect(() => canonical(type(text), friendly)).toThrow();
  });

  test('has all fields of its type once it was stored', () => {
    const list = type('list<frozen<address>>');
    expect(completed(list, canonical(list, [{ number: 1 }]))).toEqual([
      [
        ['street', null],
        ['number', 1],
      ],
    ]);
  });
});

describe('values', () => {
  test.each<[string, unknown, unknown]>([
    ['set<int>', [2, 1], [1, 2]],
    ['map<text, frozen<set<int>>>', { b: [2, 1], a: [] }, { a: [], b: [1, 2] }],
    ['double', { bits: '7ff8000000000001' }, Number.NaN],
  ])('of %s are equal without regard to what has no order', (text, left, right) => {
    const both = [left, right].map((value) => comparable(type(text), canonical(type(text), value)));
    expect(both[0]).toEqual(both[1]);
  });

  test.each<[string, unknown, unknown]>([
    ['list<int>', [2, 1], [1, 2]],
    ['double', 0.0, -0.0],
    ['text', '', null],
    ['decimal', '1.0', '1.00'],
  ])('of %s differ', (text, left, right) => {
    const both = [left, right].map((value) => comparable(type(text), canonical(type(text), value)));
    expect(both[0]).not.toEqual(both[1]);
  });
});

describe('a literal', () => {
  test.each<[string, unknown, string]>([
    ['text', "it's", "'it''s'"],
    ['double', -0.0, '-0.0'],
    ['double', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['double', 1e300, '1e300'],
    ['varint', '-18446744073709551616', '-18446744073709551616'],
    ['decimal', '1.50', '150E-2'],
    ['date', -1, '2147483647'],
    ['time', 1, "'00:00:00.000000001'"],
    ['inet', '::1', "'0:0:0:0:0:0:0:1'"],
    ['duration', { months: -1, days: -2 }, '-1mo2d0ns'],
    ['int', { empty: true }, 'blobAsInt(0x)'],
    ['address', { street: 'x' }, `{"street": 'x'}`],
    ['address', {}, '{"street": null}'],
    ['map<text, frozen<list<int>>>', { a: [1] }, "{'a': [1]}"],
    ['tuple<int, text>', [null, 'a'], "(null, 'a')"],
  ])('of %s from %j', (text, friendly, expected) => {
    expect(literal(type(text), canonical(type(text), friendly))).toBe(expected);
  });
});
