import { dataTypes } from '../types/data-types';
import type { ColumnType, UdtInfo } from './column-type';
import { splitParameters } from './parameters';

const PACKAGE = 'org.apache.cassandra.db.marshal.';

const SCALARS = new Map<string, number>([
  ['AsciiType', dataTypes.ascii],
  ['BooleanType', dataTypes.boolean],
  ['BytesType', dataTypes.blob],
  ['ByteType', dataTypes.tinyint],
  ['CounterColumnType', dataTypes.counter],
  ['DateType', dataTypes.timestamp],
  ['DecimalType', dataTypes.decimal],
  ['DoubleType', dataTypes.double],
  ['DurationType', dataTypes.duration],
  ['FloatType', dataTypes.float],
  ['InetAddressType', dataTypes.inet],
  ['Int32Type', dataTypes.int],
  ['IntegerType', dataTypes.varint],
  ['LongType', dataTypes.bigint],
  ['ShortType', dataTypes.smallint],
  ['SimpleDateType', dataTypes.date],
  ['TimestampType', dataTypes.timestamp],
  ['TimeType', dataTypes.time],
  ['TimeUUIDType', dataTypes.timeuuid],
  ['UTF8Type', dataTypes.varchar],
  ['UUIDType', dataTypes.uuid],
]);

/** The types of a key whose parts have one type each. */
export interface KeyTypes {
  types: ColumnType[];
  isComposite: boolean;
  hasCollections: boolean;
}

/**
 * Reads a type that the server writes as a class, as Cassandra up to 2.2 does in its system tables.
 *
 * @throws TypeError for a class whose parameters are not valid; a class that is not known is a custom type.
 */
export function parseClassName(name: string): ColumnType {
  const reversed = inside(name, 'ReversedType');
  const thawed = inside(reversed ?? name, 'FrozenType');
  const plain = thawed ?? reversed ?? name;
  const options = { frozen: thawed !== null, reversed: reversed !== null };
  return { ...plainType(plain), options };
}

function plainType(name: string): ColumnType {
  const [, simple, parameters] =
    /^org\.apache\.cassandra\.db\.marshal\.(\w+)(?:\((.*)\))?$/s.exec(name) ?? [];
  if (simple === undefined) return custom(name);
  if (parameters === undefined) return scalarType(simple, name);
  const parts = splitParameters(parameters, '(', ')');
  switch (simple) {
    case 'ListType':
      return { code: dataTypes.list, info: only(parts, name) };
    case 'SetType':
      return { code: dataTypes.set, info: only(parts, name) };
    case 'MapType':
      if (parts.length !== 2) throw notValid(name);
      return { code: dataTypes.map, info: parts.map(parseClassName) };
    case 'TupleType':
      return { code: dataTypes.tuple, info: parts.map(parseClassName) };
    case 'VectorType':
      if (parts.length !== 2) throw notValid(name);
      return {
        code: dataTypes.custom,
        info: [parseClassName(parts[0]!), parseInt(parts[1]!, 10)],
        customTypeName: 'vector',
      };
    case 'UserType':
      return { code: dataTypes.udt, info: userType(parts, name) };
    default:
      return custom(name);
  }
}

function scalarType(simple: string, name: string): ColumnType {
  if (simple === 'EmptyType') return custom('empty');
  const code = SCALARS.get(simple);
  return code === undefined ? custom(name) : { code, info: null };
}

function userType(parts: string[], name: string): UdtInfo {
  const [keyspace, hexName, ...fields] = parts;
  if (hexName === undefined) throw notValid(name);
  return {
    keyspace: keyspace!,
    name: fromHex(hexName),
    fields: fields.map((field) => {
      const at = field.indexOf(':');
      return { name: fromHex(field.slice(0, at)), type: parseClassName(field.slice(at + 1)) };
    }),
  };
}

/** Reads the types of a key, which may be a composite of several. */
export function parseKeyTypes(name: string): KeyTypes {
  const composite = inside(name, 'CompositeType');
  let hasCollections = false;
  const names = (composite === null ? [name] : splitParameters(composite, '(', ')')).flatMap((part) => {
    const collections = inside(part, 'ColumnToCollectionType');
    if (collections === null) return [part];
    hasCollections = true;
    return splitParameters(collections, '(', ')').map((item) => item.slice(item.indexOf(':') + 1));
  });
  return { types: names.map(parseClassName), isComposite: composite !== null, hasCollections };
}

/** What is between the parentheses of a class of the server, or null for another class. */
function inside(name: string, simple: string): string | null {
  const start = `${PACKAGE}${simple}(`;
  return name.startsWith(start) && name.endsWith(')') ? name.slice(start.length, -1) : null;
}

function only(parts: string[], name: string): ColumnType {
  if (parts.length !== 1) throw notValid(name);
  return parseClassName(parts[0]!);
}

function custom(name: string): ColumnType {
  return { code: dataTypes.custom, info: name };
}

function fromHex(text: string): string {
  return Buffer.from(text, 'hex').toString();
}

function notValid(name: string): TypeError {
  return new TypeError(`Not a valid type ${name}`);
}
