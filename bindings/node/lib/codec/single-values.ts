import type { ColumnType } from './column-type';
import { dataTypes } from '../types/data-types';

interface Coder {
  encode(value: unknown, hint: ColumnType): unknown;
  decode(buffer: Buffer | null, type: ColumnType): unknown;
}

/** What programs call the types in the names of methods: `encodeInt()`, `decodeUtf8String()`. */
const simple: Readonly<Record<string, number>> = {
  AsciiString: dataTypes.ascii,
  Blob: dataTypes.blob,
  Boolean: dataTypes.boolean,
  Date: dataTypes.date,
  Decimal: dataTypes.decimal,
  Double: dataTypes.double,
  Float: dataTypes.float,
  Inet: dataTypes.inet,
  Int: dataTypes.int,
  Long: dataTypes.bigint,
  Smallint: dataTypes.smallint,
  Time: dataTypes.time,
  Timestamp: dataTypes.timestamp,
  TimeUuid: dataTypes.timeuuid,
  Tinyint: dataTypes.tinyint,
  Utf8String: dataTypes.text,
  Uuid: dataTypes.uuid,
  Varint: dataTypes.varint,
};

/** Types whose methods are also told what they consist of. */
const composed: Readonly<Record<string, number>> = {
  List: dataTypes.list,
  Map: dataTypes.map,
  Set: dataTypes.set,
  Tuple: dataTypes.tuple,
  Udt: dataTypes.udt,
};

/** Gives a class a method for each type, in both directions. They are not seen where its methods are listed. */
export function addMethodsOfTypes(prototype: Coder): void {
  const add = (name: string, method: (this: Coder, value: never, info: never) => unknown): void => {
    Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  };
  for (const [name, code] of Object.entries(simple)) {
    add(`encode${name}`, function (value) {
      return this.encode(value, { code });
    });
    add(`decode${name}`, function (bytes) {
      return this.decode(bytes, { code });
    });
  }
  for (const [name, code] of Object.entries(composed)) {
    add(`encode${name}`, function (value, info) {
      return this.encode(value, { code, info });
    });
    add(`decode${name}`, function (bytes, info) {
      return this.decode(bytes, { code, info });
    });
  }
}
