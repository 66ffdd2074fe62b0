// Native values of cassandra-driver to and from the canonical form of PROTOCOL.md.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The driver under test; a legacy one can stand in to hold the cases against it. */
export const driver = require(process.env.UNICQL_NODE_DRIVER ?? '@unicql/cassandra-driver');
const { types } = driver;
const { dataTypes } = types;
const typeNames = Object.fromEntries(Object.entries(dataTypes).map(([name, code]) => [code, name]));
typeNames[dataTypes.varchar] = 'text';

/** A value of the server that the type of the API cannot hold. */
export class Unrepresentable extends Error {}

const hex = (buffer) => buffer.toString('hex');
const bytes = (text) => Buffer.from(text, 'hex');

const classNames = {
  FloatType: 'float',
  Int32Type: 'int',
  UTF8Type: 'text',
  DoubleType: 'double',
  LongType: 'bigint',
  DurationType: 'duration',
};

function typeOfClass(name) {
  const vector = /VectorType\((.+)\s*,\s*(\d+)\)$/.exec(name);
  if (vector) return ['vector', typeOfClass(vector[1].trim()), Number(vector[2])];
  return classNames[name.split('.').at(-1)] ?? ['custom', name];
}

export function typeOf({ code, info, customTypeName }) {
  if (customTypeName === 'vector') return ['vector', typeOf(info[0]), info[1]];
  if (code === dataTypes.custom) return typeOfClass(info);
  if (code === dataTypes.list || code === dataTypes.set) return [typeNames[code], typeOf(info)];
  if (code === dataTypes.map || code === dataTypes.tuple) return [typeNames[code], ...info.map(typeOf)];
  if (code !== dataTypes.udt) return typeNames[code];
  return ['udt', info.keyspace, info.name, info.fields.map(({ name, type }) => [name, typeOf(type)])];
}

export function hint(type) {
  if (typeof type === 'string') {
    if (type === 'duration')
      return { code: dataTypes.custom, info: 'org.apache.cassandra.db.marshal.DurationType' };
    return { code: dataTypes[type] };
  }
  const [name, ...rest] = type;
  if (name === 'vector')
    return { code: dataTypes.custom, customTypeName: 'vector', info: [hint(rest[0]), rest[1]] };
  if (name === 'custom') return { code: dataTypes.custom, info: rest[0] };
  if (name === 'map' || name === 'tuple') return { code: dataTypes[name], info: rest.map(hint) };
  if (name !== 'udt') return { code: dataTypes[name], info: hint(rest[0]) };
  const fields = rest[2].map(([field, of]) => ({ name: field, type: hint(of) }));
  return { code: dataTypes.udt, info: { keyspace: rest[0], name: rest[1], fields } };
}

const scalars = {
  ascii: [text, fromText],
  text: [text, fromText],
  blob: [bytes, hex],
  bigint: [types.Long.fromString, String],
  counter: [types.Long.fromString, String],
  varint: [(value) => types.Integer.fromBuffer(bytes(value)), (value) => hex(types.Integer.toBuffer(value))],
  decimal: [
    ({ unscaled, scale }) => new types.BigDecimal(types.Integer.fromBuffer(bytes(unscaled)), scale),
    (value) => {
      const buffer = types.BigDecimal.toBuffer(value);
      return { unscaled: hex(buffer.subarray(4)), scale: buffer.readInt32BE() };
    },
  ],
  float: [(value) => bytes(value).readFloatBE(), (value) => hex(written(4, 'writeFloatBE', value))],
  double: [(value) => bytes(value).readDoubleBE(), (value) => hex(written(8, 'writeDoubleBE', value))],
  timestamp: [timestamp, fromTimestamp],
  date: [(days) => new types.LocalDate(days), (value) => value.toBuffer().readUInt32BE() - 2 ** 31],
  time: [
    (value) => new types.LocalTime(types.Long.fromString(value)),
    (value) => String(value.getTotalNanoseconds()),
  ],
  uuid: [types.Uuid.fromString, String],
  timeuuid: [types.TimeUuid.fromString, String],
  inet: [(value) => new types.InetAddress(bytes(value)), (value) => hex(value.getBuffer())],
  duration: [
    ({ months, days, nanoseconds }) => new types.Duration(months, days, types.Long.fromString(nanoseconds)),
    (value) => ({ months: value.months, days: value.days, nanoseconds: String(value.nanoseconds) }),
  ],
};

function text(value) {
  return typeof value === 'string' ? value : bytes(value.utf8).toString();
}

function fromText(value) {
  return value.includes('\0') ? { utf8: hex(Buffer.from(value)) } : value;
}

function written(length, method, value) {
  const buffer = Buffer.alloc(length);
  buffer[method](value);
  return buffer;
}

/** A Long where a Date cannot hold the value. */
function timestamp(value) {
  const date = new Date(Number(value));
  return Number.isNaN(date.getTime()) ? types.Long.fromString(value) : date;
}

function fromTimestamp(value) {
  if (Number.isNaN(value.getTime())) throw new Unrepresentable('a Date cannot hold this timestamp');
  return String(value.getTime());
}

export function toNative(type, value) {
  if (value === null) return null;
  if (value.unset) return types.unset;
  if ('native' in Object(value)) return value.native;
  if (typeof type === 'string') return scalars[type] ? scalars[type][0](value) : value;
  const [name, ...of] = type;
  switch (name) {
    case 'list':
    case 'set':
      return value.map((item) => toNative(of[0], item));
    case 'vector':
      return new types.Vector(value.map((item) => toNative(of[0], item)));
    case 'map':
      return new Map(value.map(([key, item]) => [toNative(of[0], key), toNative(of[1], item)]));
    case 'tuple':
      return types.Tuple.fromArray(value.map((item, index) => toNative(of[index], item)));
    case 'udt': {
      const fields = new Map(of[2]);
      return Object.fromEntries(value.map(([field, item]) => [field, toNative(fields.get(field), item)]));
    }
    default:
      return bytes(value);
  }
}

export function fromNative(type, value) {
  if (value === null || value === undefined) return null;
  if (typeof type === 'string') return scalars[type] ? scalars[type][1](value) : value;
  const [name, ...of] = type;
  switch (name) {
    case 'list':
    case 'set':
    case 'vector':
      return Array.from(value, (item) => fromNative(of[0], item));
    case 'map':
      return Array.from(value, ([key, item]) => [fromNative(of[0], key), fromNative(of[1], item)]);
    case 'tuple':
      return of.map((item, index) => fromNative(item, value.get(index)));
    case 'udt':
      return of[2].map(([field, item]) => [field, fromNative(item, value[field])]);
    default:
      return hex(value);
  }
}
