import type { ColumnType, UdtInfo } from '../../codec/column-type';
import { dataTypes } from '../../types/data-types';

/** A value with its CQL type. */
export class GraphTypeWrapper {
  readonly typeInfo: ColumnType;

  constructor(
    readonly value: any,
    typeInfo: number | ColumnType,
  ) {
    this.typeInfo = typeof typeInfo === 'number' ? { code: typeInfo } : typeInfo;
  }
}

/** An object with the user-defined type that it is of. */
export class UdtGraphWrapper {
  /** @throws TypeError when the type lacks its name, its keyspace or its fields. */
  constructor(
    readonly value: { [field: string]: any },
    readonly udtInfo: UdtInfo,
  ) {
    if (!udtInfo?.name || !udtInfo.keyspace || !udtInfo.fields) {
      throw new TypeError('udtInfo must be an object with name, keyspace and field properties defined');
    }
  }
}

export const asInt = (value: number): GraphTypeWrapper => new GraphTypeWrapper(value, dataTypes.int);
export const asDouble = (value: number): GraphTypeWrapper => new GraphTypeWrapper(value, dataTypes.double);
export const asFloat = (value: number): GraphTypeWrapper => new GraphTypeWrapper(value, dataTypes.float);
export const asTimestamp = (value: Date): GraphTypeWrapper =>
  new GraphTypeWrapper(value, dataTypes.timestamp);

/** @param udtInfo Required, though the types of the legacy driver forget it. */
export const asUdt = (value: object, udtInfo?: UdtInfo): UdtGraphWrapper =>
  new UdtGraphWrapper(value, udtInfo!);
