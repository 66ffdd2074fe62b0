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

/** A CQL type with values that stand for it and its edges. */
export interface Sample {
  type: string;
  values: unknown[];
}

const uuid = Uuid.fromString('6fa459ea-ee8a-4ca4-894e-db77e160355e');
const large = '170141183460469231731687303715884105728';

export const samples: Sample[] = [
  { type: 'ascii', values: ['', 'plain'] },
  {
    type: 'bigint',
    values: [Long.ZERO, Long.MAX_VALUE, Long.MIN_VALUE, Long.NEG_ONE, Long.fromString('4294967296')],
  },
  { type: 'blob', values: [Buffer.alloc(0), Buffer.from([0, 255, 128])] },
  { type: 'boolean', values: [true, false] },
  {
    type: 'date',
    values: [
      new LocalDate(0),
      new LocalDate(-(2 ** 31)),
      new LocalDate(2 ** 31 - 1),
      new LocalDate(2024, 2, 29),
    ],
  },
  {
    type: 'decimal',
    values: ['0', '-1.50', '1E-30', '123456789012345678901234567890.5'].map((text) =>
      BigDecimal.fromString(text),
    ),
  },
  { type: 'double', values: [0, -0, 1.5, Number.MAX_VALUE, Number.MIN_VALUE, Infinity, -Infinity, NaN] },
  {
    type: 'duration',
    values: [
      new Duration(0, 0, 0),
      new Duration(-1, -2, -3),
      new Duration(2147483647, 2147483647, Long.MAX_VALUE),
    ],
  },
  { type: 'float', values: [0, -0, 1.5, Infinity, NaN] },
  { type: 'inet', values: [InetAddress.fromString('127.0.0.1'), InetAddress.fromString('2001:db8::1')] },
  { type: 'int', values: [0, -1, 2147483647, -2147483648] },
  { type: 'smallint', values: [0, -1, 32767, -32768] },
  { type: 'text', values: ['', 'é日本🦀', 'a\0b', 'x'.repeat(70_000)] },
  { type: 'time', values: [new LocalTime(Long.ZERO), LocalTime.fromString('23:59:59.999999999')] },
  {
    type: 'timestamp',
    values: [
      new Date(0),
      new Date(-1),
      new Date(8.64e15),
      new Date(-8.64e15),
      new Date('2026-11-22T01:02:03.004Z'),
    ],
  },
  { type: 'timeuuid', values: [TimeUuid.fromDate(new Date('2026-11-22'), 1, 'abcdef', 'gh')] },
  { type: 'tinyint', values: [0, -1, 127, -128] },
  { type: 'uuid', values: [uuid] },
  {
    type: 'varint',
    values: ['0', '127', '128', '-1', '-128', '-129', large, `-${large}`].map((text) =>
      Integer.fromString(text),
    ),
  },
  { type: 'list<int>', values: [[1, 2, 3], [0]] },
  { type: 'list<frozen<list<text>>>', values: [[['a', 'b'], [], ['']]] },
  { type: 'set<uuid>', values: [[uuid]] },
  { type: 'map<text, int>', values: [{ a: 1, b: -1 }] },
  { type: 'tuple<int, text, double>', values: [new Tuple(1, 'a', 0.5), new Tuple(null, null, null)] },
  { type: 'vector<float, 3>', values: [new Vector([1, -0.5, 0.25], 'float')] },
  { type: 'vector<text, 2>', values: [new Vector(['a'.repeat(200), ''], 'varchar')] },
];
