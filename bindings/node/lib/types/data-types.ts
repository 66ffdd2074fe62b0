import { ArgumentError } from '../errors';
import { isDuration, type ColumnType } from '../codec/column-type';
import { parseTypeName } from '../codec/type-name';

const codes = {
  custom: 0x0000,
  ascii: 0x0001,
  bigint: 0x0002,
  blob: 0x0003,
  boolean: 0x0004,
  counter: 0x0005,
  decimal: 0x0006,
  double: 0x0007,
  float: 0x0008,
  int: 0x0009,
  text: 0x000a,
  timestamp: 0x000b,
  uuid: 0x000c,
  varchar: 0x000d,
  varint: 0x000e,
  timeuuid: 0x000f,
  inet: 0x0010,
  date: 0x0011,
  time: 0x0012,
  smallint: 0x0013,
  tinyint: 0x0014,
  duration: 0x0015,
  list: 0x0020,
  map: 0x0021,
  set: 0x0022,
  udt: 0x0030,
  tuple: 0x0031,
};

export type DataTypeName = keyof typeof codes;

/** The codes of the CQL types (native protocol v4, section 4.2.5.2). */
export const dataTypes = {
  ...codes,
  /**
   * Reads the name of a type: `int`, `list<int>`, `map<text, list<uuid>>`, `vector<float, 3>`, `udt<name>` …
   *
   * @throws TypeError for a name that no type has.
   */
  getByName(name: string): ColumnType {
    return parseTypeName(name);
  },
};
export type dataTypes = (typeof codes)[DataTypeName];

const nameByCode = new Map(Object.entries(codes).map(([name, code]) => [code, name]));

/** Writes a type as CQL does. */
export function getDataTypeNameByCode(item: ColumnType): string {
  if (!item || typeof item.code !== 'number') throw new ArgumentError('Invalid signature type definition');
  const name = nameByCode.get(item.code);
  if (!name) throw new ArgumentError(`Type with code ${item.code} not found`);
  const { info } = item;
  if (!info) return name;
  // Protocol v4 and vectors name it by its class.
  if (isDuration(item)) return 'duration';
  if (item.customTypeName === 'vector') return `vector<${getDataTypeNameByCode(info[0])}, ${info[1]}>`;
  if (Array.isArray(info)) return `${name}<${info.map(getDataTypeNameByCode).join(', ')}>`;
  if (typeof info.code === 'number') return `${name}<${getDataTypeNameByCode(info)}>`;
  return item.code === dataTypes.udt ? info.name : name;
}
