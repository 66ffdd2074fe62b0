import { dataTypes } from '../types/data-types';

/** A CQL type as the legacy driver describes it; what `info` holds depends on the code. */
export interface ColumnType {
  /** One of `types.dataTypes`. */
  code: number;
  /** Null where the server tells of the type, as in the legacy driver. */
  type?: null;
  /**
   * A list or set: the type of its elements. A map: the types of its keys and values. A tuple: the types of its
   * elements. A vector: the type of its elements and their number. A user-defined type: `{keyspace, name, fields}`.
   * A custom type: the name of the class.
   */
  info?: any;
  /** `'vector'` for a vector, whose code is that of a custom type. */
  customTypeName?: string;
  options?: { frozen?: boolean; reversed?: boolean };
}

/** A user-defined type. */
export interface UdtInfo {
  keyspace: string;
  name: string;
  fields: { name: string; type: ColumnType }[];
}

/** A column of a result, or a parameter of a prepared statement. */
export interface ColumnInfo {
  /** The keyspace and the table, where the columns of a result are not all of the same. */
  ksname?: string;
  tablename?: string;
  name: string;
  type: ColumnType;
}

/** What the core tells of a type. */
export interface CoreType {
  id: number;
  name: string;
  element?: CoreType;
  key?: CoreType;
  value?: CoreType;
  types?: CoreType[];
  dimensions?: number;
  class?: string;
  keyspace?: string;
  type_name?: string;
  fields?: { name: string; type: CoreType }[];
}

/** What the core tells of a column. */
export interface CoreColumn {
  keyspace: string;
  table: string;
  name: string;
  type: CoreType;
}

/** How protocol v4, and so the schema, names the type `duration`. */
export const DURATION_CLASS = 'org.apache.cassandra.db.marshal.DurationType';

function columnType(type: CoreType): ColumnType {
  switch (type.name) {
    case 'list':
    case 'set':
      return described(type.id, columnType(type.element!));
    case 'map':
      return described(type.id, [columnType(type.key!), columnType(type.value!)]);
    case 'tuple':
      return described(type.id, type.types!.map(columnType));
    case 'vector': {
      const info = [columnType(type.element!), type.dimensions];
      return { ...described(dataTypes.custom, info), customTypeName: 'vector' };
    }
    case 'udt': {
      const fields = type.fields!.map((field) => ({ name: field.name, type: columnType(field.type) }));
      const info: UdtInfo = { keyspace: type.keyspace!, name: type.type_name!, fields };
      return described(type.id, info);
    }
    case 'custom':
      return described(dataTypes.custom, type.class);
    case 'duration':
      // Protocol v4 carries it as a custom type, and that is what users of the legacy driver see.
      return described(dataTypes.custom, DURATION_CLASS);
    default:
      return { code: type.id, type: null };
  }
}

function described(code: number, info: unknown): ColumnType {
  return { code, type: null, info };
}

/** Turns columns of the core into those of the legacy driver. */
export function columnsOf(columns: CoreColumn[]): ColumnInfo[] {
  const [first] = columns;
  const isOneTable = columns.every(
    ({ keyspace, table }) => keyspace === first!.keyspace && table === first!.table,
  );
  return columns.map(({ keyspace, table, name, type }) => {
    const column = { name, type: columnType(type) };
    return isOneTable ? column : { ksname: keyspace, tablename: table, ...column };
  });
}

/** Tells whether a type is `duration`, in either form. */
export function isDuration(type: ColumnType): boolean {
  return type.code === dataTypes.duration || (type.code === dataTypes.custom && type.info === DURATION_CLASS);
}

/** Tells whether a type is a vector. */
export function isVector(type: ColumnType): boolean {
  return type.code === dataTypes.custom && type.customTypeName === 'vector';
}

/** How many bytes every value of a type has inside a vector, or -1 when each carries its length. */
export function vectorElementLength(type: ColumnType): number {
  switch (type.code) {
    case dataTypes.boolean:
      return 1;
    case dataTypes.int:
    case dataTypes.float:
      return 4;
    case dataTypes.bigint:
    case dataTypes.double:
    case dataTypes.timestamp:
      return 8;
    case dataTypes.uuid:
    case dataTypes.timeuuid:
      return 16;
    default: {
      const inner = isVector(type) ? vectorElementLength(type.info[0]) : -1;
      return inner < 0 ? -1 : inner * type.info[1];
    }
  }
}
