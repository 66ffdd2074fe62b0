import type { ColumnInfo } from '../codec/column-type';

/** A row of a result: an object with one own property per column. */
export class Row {
  [column: string]: any;

  constructor(columns: Pick<ColumnInfo, 'name'>[]) {
    if (!columns) throw new Error('Columns not defined');
    // Not enumerable, so that a row is its columns and nothing else.
    Object.defineProperty(this, '__columns', { value: columns, enumerable: false, writable: false });
  }

  /** The value of a column, by name or index. */
  get(column: string | number): any {
    return typeof column === 'number' ? this[this.__columns[column].name] : this[column];
  }

  /** The values, in the order of the columns. */
  values(): any[] {
    return Object.values(this);
  }

  /** The names of the columns, in order. */
  keys(): string[] {
    return Object.keys(this);
  }

  forEach(callback: (value: any, name: string) => void): void {
    for (const name of Object.keys(this)) callback(this[name], name);
  }
}
