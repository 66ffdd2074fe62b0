import type { ColumnType, UdtInfo } from '../../codec/column-type';
import { guessType } from '../../codec/guess-type';
import { dataTypes, getDataTypeNameByCode } from '../../types/data-types';
import { Tuple } from '../../types/tuple';
import { GraphTypeWrapper, UdtGraphWrapper } from './wrappers';

/** A CQL type as GraphSON describes it. */
export interface TypeDefinition {
  cqlType: string;
  keyspace?: string;
  name?: string;
  definition?: (TypeDefinition | null)[];
}

/** Describes a user-defined type. */
export function udtDefinition({ keyspace, name, fields }: UdtInfo): TypeDefinition {
  const definition = fields.map((field) => ({ fieldName: field.name, ...definitionOf(field.type) }));
  return { cqlType: 'udt', keyspace, name, definition };
}

function definitionOf(type: ColumnType): TypeDefinition {
  switch (type.code) {
    case dataTypes.udt:
      return udtDefinition(type.info as UdtInfo);
    case dataTypes.tuple:
      return { cqlType: 'tuple', definition: (type.info as ColumnType[]).map(definitionOf) };
    case dataTypes.map:
      return { cqlType: 'map', definition: (type.info as ColumnType[]).map(definitionOf) };
    case dataTypes.list:
    case dataTypes.set: {
      const cqlType = type.code === dataTypes.list ? 'list' : 'set';
      return { cqlType, definition: [definitionOf(type.info as ColumnType)] };
    }
    default:
      return { cqlType: getDataTypeNameByCode(type) };
  }
}

/** Describes the type that a value has or looks like; that of a map is the type of its first entry. */
export function valueDefinition(value: unknown): TypeDefinition | null {
  if (value instanceof Tuple) return { cqlType: 'tuple', definition: value.elements.map(valueDefinition) };
  if (value instanceof UdtGraphWrapper) return udtDefinition(value.udtInfo);
  if (value instanceof Map) {
    const [first] = value;
    return first ? { cqlType: 'map', definition: first.map(valueDefinition) } : { cqlType: 'map' };
  }
  const type = value instanceof GraphTypeWrapper ? value.typeInfo : guessType(value);
  return type && definitionOf(type);
}
