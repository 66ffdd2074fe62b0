import { dataTypes } from '../types/data-types';

/** A CQL type as the legacy driver describes it; what `info` holds depends on the code. */
export interface ColumnType {
  /** One of `types.dataTypes`. */
  code: number;
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
  ksname: string;
  tablename: string;
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
      return { code: type.id, info: columnType(type.element!) };
    case 'map':
      return { code: type.id, info: [columnType(type.key!), columnType(type.value!)] };
    case 'tuple':
      return { code: type.id, info: type.types!.map(columnType) };
    case 'vector': {
      const info = [columnType(type.element!), type.dimensions];
      return { code: dataTypes.custom, info, customTypeName: 'vector' };
    }
    case 'udt': {
      const fields = type.fields!.map((field) => ({ name: field.name, type: columnType(field.type) }));
      return {
        code: type.id,
        info: { keyspace: type.keyspace!, name: type.type_name!, fields } satisfies UdtInfo,
      };
    }
    case 'custom':
      return { code: dataTypes.custom, info: type.class };
    case 'duration':
      // Protocol v4 carries it as a custom type, and that is what users of the legacy driver see.
      return { code: dataTypes.custom, info: DURATION_CLASS };
    default:
      return { code: type.id, info: null };
  }
}

/** Turns columns of the core into those of the legacy driver. */
export function columnsOf(columns: CoreColumn[]): ColumnInfo[] {
  return columns.map((column) => ({
    ksname: column.keyspace,
    tablename: column.table,
    name: column.name,
    type: columnType(column.type),
  }));
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
