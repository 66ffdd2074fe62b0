import { dataTypes } from '../types/data-types';
import { Long } from '../types/long';
import { Row } from '../types/row';
import type { ColumnInfo } from './column-type';
import type { EncodingOptions } from './encoding-options';
import { emptyIsValue, ValueReaders, type ValueReader } from './value-readers';

/** Reads `count` rows that start at an offset. */
export type RowDecoder = (bytes: Buffer, offset: number, count: number) => Row[];

/** A row class whose instances differ from `Row` only in that the columns stand on the prototype. */
type RowClass = new (...values: any[]) => Row;

/**
 * Makes the decoder of a shape of rows: straight-line code that is generated once, or closures where the process
 * forbids code generation.
 */
export function rowDecoder(columns: ColumnInfo[], options: EncodingOptions): RowDecoder {
  const readers = new ValueReaders(options);
  if (!mayGenerate()) return tableDecoder(columns, readers);
  return generatedDecoder(columns, readers, options);
}

/** Whether the process allows code that is made from text. */
export function mayGenerate(): boolean {
  try {
    return new Function('return true')() as boolean;
  } catch {
    return false;
  }
}

/** Every row of a shape has the same columns, so they need not be a property of each. */
function shapePrototype(columns: ColumnInfo[]): Row {
  return Object.create(Row.prototype, { __columns: { value: columns } }) as Row;
}

/** Decodes with a table of closures. */
export function tableDecoder(columns: ColumnInfo[], readers: ValueReaders): RowDecoder {
  const table = columns.map((column) => ({ name: column.name, read: readers.nullable(column.type) }));
  const prototype = shapePrototype(columns);
  return (bytes, offset, count) => {
    const rows = new Array<Row>(count);
    let at = offset;
    for (let index = 0; index < count; index++) {
      const row = Object.create(prototype) as Row;
      for (const { name, read } of table) {
        const length = bytes.readInt32BE(at);
        at += 4;
        const value = length < 0 ? null : read(bytes, at, at + length);
        if (length > 0) at += length;
        define(row, name, value);
      }
      rows[index] = row;
    }
    return rows;
  };
}

function define(row: Row, name: string, value: unknown): void {
  if (name !== '__proto__') row[name] = value;
  else Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Decodes with code that is generated for the columns. */
export function generatedDecoder(
  columns: ColumnInfo[],
  readers: ValueReaders,
  options: EncodingOptions,
): RowDecoder {
  const complex: ValueReader[] = columns.map((column) => readers.of(column.type));
  const cells = columns.map((column, i) => cellSource(column, i, options)).join('\n');
  const names = columns.map((_, i) => `c${i}`).join(', ');
  const source = `return function decodeRows(bytes, offset, count) {
  const rows = new Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = offset;
  for (let index = 0; index < count; index++) {
    let length;
${cells}
    rows[index] = new Row(${names});
  }
  return rows;
}`;
  const compile = new Function('Row', 'Long', 'readers', source) as (
    row: RowClass,
    long: typeof Long,
    table: ValueReader[],
  ) => RowDecoder;
  return compile(rowClass(columns), Long, complex);
}

function rowClass(columns: ColumnInfo[]): RowClass {
  const parameters = columns.map((_, i) => `c${i}`).join(', ');
  const assignments = columns.map(({ name }, i) => {
    const key = JSON.stringify(name);
    if (name !== '__proto__') return `this[${key}] = c${i};`;
    return `Object.defineProperty(this, ${key}, { value: c${i}, enumerable: true, configurable: true, writable: true });`;
  });
  const source = `return function Row(${parameters}) { ${assignments.join(' ')} }`;
  const made = new Function(source)() as RowClass;
  made.prototype = shapePrototype(columns);
  return made;
}

function cellSource(column: ColumnInfo, index: number, options: EncodingOptions): string {
  const test = emptyIsValue(column.type) ? 'length >= 0' : 'length > 0';
  return `    let c${index} = null;
    length = view.getInt32(at);
    at += 4;
    if (${test}) c${index} = ${valueSource(column.type.code, index, options)};
    if (length > 0) at += length;`;
}

function valueSource(code: number, index: number, options: EncodingOptions): string {
  switch (code) {
    case dataTypes.int:
      return 'view.getInt32(at)';
    case dataTypes.smallint:
      return 'view.getInt16(at)';
    case dataTypes.tinyint:
      return 'view.getInt8(at)';
    case dataTypes.boolean:
      return 'bytes[at] !== 0';
    case dataTypes.double:
      return 'view.getFloat64(at)';
    case dataTypes.float:
      return 'view.getFloat32(at)';
    case dataTypes.text:
    case dataTypes.varchar:
      return 'bytes.utf8Slice(at, at + length)';
    case dataTypes.bigint:
    case dataTypes.counter:
      if (options.useBigIntAsLong) return 'view.getBigInt64(at)';
      return 'new Long(view.getInt32(at + 4), view.getInt32(at), false)';
    case dataTypes.timestamp:
      return 'new Date(view.getInt32(at) * 4294967296 + view.getUint32(at + 4))';
    default:
      return `readers[${index}](bytes, at, at + length)`;
  }
}
