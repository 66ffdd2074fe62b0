import { inspect, isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { types } from '../dist/index.js';

const {
  BigDecimal,
  Duration,
  InetAddress,
  Integer,
  LocalDate,
  LocalTime,
  Long,
  TimeUuid,
  Tuple,
  Uuid,
  Vector,
} = types;

describe('Integer', () => {
  test('gives the same object for a small integer', () => {
    expect(Integer.fromInt(-128)).toBe(Integer.fromInt(-128));
    expect(Integer.fromInt(0)).toBe(Integer.ZERO);
    expect(Integer.fromInt(127)).toBe(Integer.IntCache_[127]);
    expect(Integer.fromInt(128)).not.toBe(Integer.fromInt(128));
    expect(Integer.fromInt(2 ** 32 + 5)).toBe(Integer.fromInt(5));
  });

  test('carries between places of 16 bits', () => {
    const places = [0x12345, 1];
    Integer.carry16_(places, 0);
    expect(places).toEqual([0x2345, 2]);
    expect(Integer.TWO_PWR_24_.toNumber() * 256).toBe(Integer.TWO_PWR_32_DBL_);
  });

  const large = Integer.fromString('123456789012345678901234567890');

  test('calculates beyond 64 bits', () => {
    expect(large.multiply(large).toString()).toBe(
      '15241578753238836750495351562536198787501905199875019052100',
    );
    expect(large.divide(Integer.fromInt(-7)).toString()).toBe('-17636684144620811271604938270');
    expect(large.modulo(Integer.fromInt(1000)).toInt()).toBe(890);
    expect(large.negate().isNegative()).toBe(true);
    expect(large.shiftRight(64).toString()).toBe('6692605942');
    expect(large.compare(large.add(Integer.ONE))).toBe(-1);
  });

  test('is seen by what compares and prints objects', () => {
    expect(isDeepStrictEqual(Integer.fromInt(5), Integer.fromInt(6))).toBe(false);
    expect(isDeepStrictEqual({ n: large }, { n: Integer.fromString(large.toString()) })).toBe(true);
    expect(inspect({ n: large })).toContain(large.toString());
  });

  test('is the same whether made of bits, text, bytes or numbers', () => {
    expect(Integer.fromBits([0, 1]).toString()).toBe('4294967296');
    expect(Integer.fromBits([-1]).toString()).toBe('-1');
    expect(new Integer([1, 2], -1).toString()).toBe((-(1n << 64n) + (2n << 32n) + 1n).toString());
    expect(Integer.fromString('-zz', 36).toInt()).toBe(-1295);
    expect(Integer.fromNumber(-1.9).toInt()).toBe(-1);
    expect(Integer.fromNumber(Infinity).isZero()).toBe(true);
    expect(Integer.fromBuffer(Integer.toBuffer(large)).equals(large)).toBe(true);
    expect(JSON.stringify({ large })).toBe('{"large":"123456789012345678901234567890"}');
  });

  test.each(['', '-', '1-2', 'abc', '1.5'])('refuses the text "%s"', (text) => {
    expect(() => Integer.fromString(text)).toThrow(TypeError);
  });
});

describe('BigDecimal', () => {
  test.each([
    ['1.50', '1.50'],
    ['-0.001', '-0.001'],
    ['1e3', '1000'],
    ['25E-1', '2.5'],
    ['.5', '0.5'],
  ])('reads %s as %s', (text, expected) => {
    expect(BigDecimal.fromString(text).toString()).toBe(expected);
  });

  test('calculates across scales', () => {
    const [a, b] = [BigDecimal.fromString('1.5'), BigDecimal.fromString('0.25')];
    expect(a.add(b).toString()).toBe('1.75');
    expect(b.subtract(a).toString()).toBe('-1.25');
    expect(a.greaterThan(b)).toBe(true);
    expect(BigDecimal.fromString('1.50').equals(a)).toBe(true);
    expect(BigDecimal.fromNumber(1e-7).toString()).toBe('0.0000001');
    expect(new BigDecimal(12, -2).toString()).toBe('1200');
  });
});

describe('Duration', () => {
  test.each([
    ['1y2mo3w4d5h6m7s8ms9us10ns', '1y2mo25d5h6m7s8ms9us10ns'],
    ['-1mo', '-1mo'],
    ['P1Y2M3DT4H5M6S', '1y2mo3d4h5m6s'],
    ['P2W', '14d'],
    ['P0001-02-03T04:05:06', '1y2mo3d4h5m6s'],
    ['90m', '1h30m'],
    ['1d 2h', '1d2h'],
    ['-9223372036854775808ns', '-2562047h47m16s854ms775us808ns'],
  ])('reads %s as %s', (text, expected) => {
    const duration = Duration.fromString(text);
    expect(duration.toString()).toBe(expected);
    expect(Duration.fromBuffer(duration.toBuffer()).equals(duration)).toBe(true);
  });

  test.each(['1h2d', '1d1d', 'P1X', 'soon', '2147483648mo'])('refuses %s', (text) => {
    expect(() => Duration.fromString(text)).toThrow(TypeError);
  });
});

describe('addresses, dates and times', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
  ])('reads %s as %s', (text, expected) => {
    expect(InetAddress.fromString(text).toString()).toBe(expected);
  });

  test.each(['256.0.0.1', '1:2', ':::1', '12345::', '::1.2.3.4', 'name'])(
    'refuses the address %s',
    (text) => {
      expect(() => InetAddress.fromString(text)).toThrow(TypeError);
    },
  );

  test('dates reach over all days that CQL has', () => {
    expect(LocalDate.fromString('-0001-02-28').toString()).toBe('-0001-02-28');
    expect(new LocalDate(2 ** 31 - 1).toString()).toBe('2147483647');
    expect(new LocalDate(-(2 ** 31)).compare(new LocalDate(0))).toBe(-1);
    expect(LocalDate.fromString('50-01-01').year).toBe(50);
    expect(LocalDate.utcNow().toString()).toBe(new Date().toISOString().slice(0, 10));
    expect(() => new LocalDate(2 ** 31)).toThrow('valid value for days since epoch');
    // A program binds the text of a timestamp, or what stands in a form.
    for (const text of ['2020-01-31T23:59:59.999Z', '2020-01-31 10:00', ' 2020-01-31 ', '+2020-01-31']) {
      expect(LocalDate.fromString(text).toString()).toBe('2020-01-31');
    }
    expect(() => LocalDate.fromString('tomorrow')).toThrow("Invalid input 'tomorrow'.");
  });

  test('times have nanoseconds', () => {
    for (const text of ['10:11:12Z', '10:11:12 ', '10:11:12.', '10:11:12+01:00']) {
      expect(LocalTime.fromString(text).toString()).toBe('10:11:12');
    }
    expect(() => LocalTime.fromString('noon')).toThrow("Not a valid time: 'noon'");
    const time = LocalTime.fromString('23:59:01.000000500');
    expect([time.hour, time.minute, time.second, time.nanosecond]).toEqual([23, 59, 1, 500]);
    expect(time.toString()).toBe('23:59:01.0000005');
    expect(LocalTime.fromMilliseconds(61_001, 1).toString()).toBe('00:01:01.001000001');
    expect(() => new LocalTime(Long.fromString('86400000000000'))).toThrow('out of range');
  });
});

describe('identifiers and tuples', () => {
  test('a time-based UUID keeps its moment', () => {
    const date = new Date('2026-11-22T10:11:12.345Z');
    const made = TimeUuid.fromDate(date, 9999);
    expect(made.getDatePrecision()).toEqual({ date, ticks: 9999 });
    expect(TimeUuid.fromString(made.toString()).equals(made)).toBe(true);
    expect(made.toString()[14]).toBe('1');
    expect(new Set(Array.from({ length: 1000 }, () => TimeUuid.now().toString())).size).toBe(1000);
    expect(TimeUuid.min(date).toString() < TimeUuid.max(date).toString()).toBe(true);
  });

  test('a time-based UUID is also delivered to a callback', async () => {
    const made = await new Promise<types.TimeUuid>((resolve, reject) => {
      TimeUuid.now((err, value) => (err ? reject(err) : resolve(value!)));
    });
    expect(made).toBeInstanceOf(TimeUuid);
  });

  test('a random UUID has version 4', () => {
    expect(Uuid.random().toString()).toMatch(/^.{14}4.{4}[89ab]/);
    expect(types.uuid()).toMatch(/^.{14}4/);
    expect(() => Uuid.fromString('x')).toThrow('Invalid string representation');
    expect(() => new Uuid(Buffer.alloc(15))).toThrow('16 bytes');
  });

  test('tuples and vectors show their elements', () => {
    expect(JSON.stringify(new Tuple(1, 'a'))).toBe('[1,"a"]');
    expect(new Tuple(1, 'a').toString()).toBe('(1,a)');
    const vector = new Vector([1, 2]);
    vector[0] = 5;
    expect([vector[0], vector.at(1), vector.length, [...vector], vector.toString()]).toEqual([
      5,
      2,
      2,
      [5, 2],
      '[5,2]',
    ]);
    expect(vector).toBeInstanceOf(Vector);
    expect(new Float32Array(1)).toBeInstanceOf(Vector);
    expect([1]).not.toBeInstanceOf(Vector);
  });

  test('timestamps count microseconds within a millisecond', () => {
    const date = new Date(1000);
    expect(types.generateTimestamp(date, 999).toString()).toBe('1000999');
    const [first, second] = [types.generateTimestamp(date), types.generateTimestamp(date)];
    expect(second.subtract(first).toNumber()).toBe(1);
  });
});

describe('names of types', () => {
  test.each([
    ['int', { code: types.dataTypes.int }],
    ['map<text, list<uuid>>', { code: 33, info: [{ code: 10 }, { code: 32, info: { code: 12 } }] }],
    ['frozen<set<int>>', { code: 34, info: { code: 9 } }],
    [
      'tuple<int, map<int, int>>',
      { code: 49, info: [{ code: 9 }, { code: 33, info: [{ code: 9 }, { code: 9 }] }] },
    ],
    ['vector<float, 3>', { code: 0, customTypeName: 'vector', info: [{ code: 8 }, 3] }],
    ['udt<Address>', { code: 48, info: 'Address' }],
  ])('%s is understood', (name, expected) => {
    expect(types.dataTypes.getByName(name)).toEqual(expected);
  });

  test.each(['nothing', 'list<int, int>', 'map<int>', 'vector<int>', 'constructor', 'getByName'])(
    '%s is refused',
    (name) => {
      expect(() => types.dataTypes.getByName(name)).toThrow(TypeError);
    },
  );

  test('types are written as CQL', () => {
    const name = 'map<int, list<double>>';
    expect(types.getDataTypeNameByCode(types.dataTypes.getByName(name))).toBe(name);
  });
});
