import cassandra from 'cassandra-driver';

const { types } = cassandra;
const { dataTypes, Long } = types;

/** A value of the server that the class of its type cannot hold. */
export class Unrepresentable extends Error {}

const nameByCode = new Map(Object.entries(dataTypes).map(([name, code]) => [code, name]));
const isVector = (type) => type.code === dataTypes.custom && type.customTypeName === 'vector';
const isDuration = (type) => type.code === dataTypes.custom && /DurationType$/.test(type.info);

/** The type of a column in the form of the protocol. */
export function typeOfColumn(type) {
  const { code, info } = type;
  if (isVector(type)) return ['vector', typeOfColumn(info[0]), info[1]];
  if (isDuration(type)) return 'duration';
  switch (nameByCode.get(code)) {
    case 'varchar':
      return 'text';
    case 'list':
      return ['list', typeOfColumn(info)];
    case 'set':
      return ['set', typeOfColumn(info)];
    case 'map':
      return ['map', ...info.map(typeOfColumn)];
    case 'tuple':
      return ['tuple', ...info.map(typeOfColumn)];
    case 'udt':
      return [
        'udt',
        info.keyspace,
        info.name,
        info.fields.map(({ name, type: field }) => [name, typeOfColumn(field)]),
      ];
    case 'custom':
      return ['custom', info];
    default:
      return nameByCode.get(code);
  }
}

/** The type of a parameter as the API takes it for a hint. */
export function hintOf(type) {
  if (typeof type === 'string') {
    if (type === 'duration')
      return { code: dataTypes.custom, info: 'org.apache.cassandra.db.marshal.DurationType' };
    return { code: dataTypes[type] };
  }
  const [name, ...parts] = type;
  switch (name) {
    case 'vector':
      return { code: dataTypes.custom, customTypeName: 'vector', info: [hintOf(parts[0]), parts[1]] };
    case 'udt': {
      const fields = parts[2].map(([field, fieldType]) => ({ name: field, type: hintOf(fieldType) }));
      return { code: dataTypes.udt, info: { keyspace: parts[0], name: parts[1], fields } };
    }
    case 'custom':
      return { code: dataTypes.custom, info: parts[0] };
    case 'list':
    case 'set':
      return { code: dataTypes[name], info: hintOf(parts[0]) };
    default:
      return { code: dataTypes[name], info: parts.map(hintOf) };
  }
}

const hex = (text) => Buffer.from(text, 'hex');

const scalars = {
  ascii: text,
  text,
  blob: hex,
  bigint: (value) => Long.fromString(value),
  counter: (value) => Long.fromString(value),
  varint: (value) => types.Integer.fromBuffer(hex(value)),
  decimal: ({ unscaled, scale }) => new types.BigDecimal(types.Integer.fromBuffer(hex(unscaled)), scale),
  float: (value) => hex(value).readFloatBE(0),
  double: (value) => hex(value).readDoubleBE(0),
  timestamp: (value) => Long.fromString(value),
  date: (value) => new types.LocalDate(value),
  time: (value) => new types.LocalTime(Long.fromString(value)),
  uuid: (value) => types.Uuid.fromString(value),
  timeuuid: (value) => types.TimeUuid.fromString(value),
  inet: (value) => new types.InetAddress(hex(value)),
  duration: ({ months, days, nanoseconds }) => new types.Duration(months, days, Long.fromString(nanoseconds)),
};

function text(value) {
  return typeof value === 'string' ? value : hex(value.utf8).toString('utf8');
}

/** A parameter as a program would bind it. */
export function toNative(type, value) {
  if (value === null) return null;
  if (value.unset) return types.unset;
  if (value.empty) return Buffer.alloc(0);
  if (value.native !== undefined) return value.native;
  if (typeof type === 'string') return (scalars[type] ?? ((same) => same))(value);
  const [name, ...parts] = type;
  switch (name) {
    case 'list':
      return value.map((item) => toNative(parts[0], item));
    case 'set':
      return new Set(value.map((item) => toNative(parts[0], item)));
    case 'map':
      return new Map(value.map(([key, item]) => [toNative(parts[0], key), toNative(parts[1], item)]));
    case 'tuple':
      return new types.Tuple(...value.map((item, i) => toNative(parts[i], item)));
    case 'vector':
      return new types.Vector(value.map((item) => toNative(parts[0], item)));
    case 'udt': {
      const fields = new Map(parts[2]);
      return Object.fromEntries(value.map(([field, item]) => [field, toNative(fields.get(field), item)]));
    }
    default:
      return hex(value);
  }
}

function bits(value, write, length) {
  const bytes = Buffer.alloc(length);
  bytes[write](value);
  return bytes.toString('hex');
}

function milliseconds(date) {
  if (Number.isNaN(date.getTime())) throw new Unrepresentable('the timestamp is beyond what a Date holds');
  return String(date.getTime());
}

function days(date) {
  return date.toBuffer().readUInt32BE(0) - 2 ** 31;
}

const canonical = {
  blob: (value) => value.toString('hex'),
  bigint: String,
  counter: String,
  varint: (value) => types.Integer.toBuffer(value).toString('hex'),
  decimal(value) {
    const bytes = types.BigDecimal.toBuffer(value);
    return { unscaled: bytes.subarray(4).toString('hex'), scale: bytes.readInt32BE(0) };
  },
  float: (value) => bits(value, 'writeFloatBE', 4),
  double: (value) => bits(value, 'writeDoubleBE', 8),
  timestamp: milliseconds,
  date: days,
  time: (value) => value.getTotalNanoseconds().toString(),
  uuid: String,
  timeuuid: String,
  inet: (value) => value.getBuffer().toString('hex'),
  duration: (value) => ({
    months: value.months,
    days: value.days,
    nanoseconds: value.nanoseconds.toString(),
  }),
};

/** A value of a row in the form of the protocol. */
export function toCanonical(type, value) {
  if (value === null || value === undefined) return null;
  const { info } = type;
  if (isVector(type)) return [...value].map((item) => toCanonical(info[0], item));
  if (isDuration(type)) return canonical.duration(value);
  const name = nameByCode.get(type.code);
  switch (name) {
    case 'list':
    case 'set':
      return [...value].map((item) => toCanonical(info, item));
    case 'map':
      return [...value].map(([key, item]) => [toCanonical(info[0], key), toCanonical(info[1], item)]);
    case 'tuple':
      return info.map((part, i) => toCanonical(part, value.get(i)));
    case 'udt':
      return info.fields.map((field) => [field.name, toCanonical(field.type, value[field.name])]);
    case 'custom':
      return value.toString('hex');
    case 'ascii':
    case 'varchar':
      return value.includes('\0') ? { utf8: Buffer.from(value).toString('hex') } : value;
    default:
      return canonical[name] ? canonical[name](value) : value;
  }
}
