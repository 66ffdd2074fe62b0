import type { ExecutionInfo, ResultSet } from '../../types/result-set';
import type { Row } from '../../types/row';

/** A value, and how often it stands in the result. */
export interface Traverser {
  object: any;
  bulk?: number;
}

type RowParser = (row: Row) => Traverser;

/** Takes the JSON of a row as it is. */
const parsePlain: RowParser = (row) => {
  const { result, bulk } = JSON.parse(row['gremlin']);
  return { object: result, bulk };
};

/** The values that a traversal gave. */
export class GraphResultSet implements Iterable<any> {
  readonly info: ExecutionInfo;
  /** How many rows the server gave; a row may stand for several equal values. */
  readonly length: number;
  readonly pageState: string;
  private readonly rows: Row[];
  private readonly parse: RowParser;

  constructor(result: ResultSet, rowParser?: RowParser | null) {
    this.info = result.info;
    this.length = result.rowLength;
    this.pageState = result.pageState;
    this.rows = result.rows ?? [];
    this.parse = rowParser ?? parsePlain;
    // What a result is made of is not part of what is printed of it.
    for (const name of ['rows', 'parse']) Object.defineProperty(this, name, { enumerable: false });
  }

  /** The first value, or null. */
  first(): any {
    const { done, value } = this.values().next();
    return done ? null : value;
  }

  forEach(callback: (value: any, index: number) => void, thisArg?: any): void {
    let index = 0;
    for (const value of this) callback.call(thisArg || this, value, index++);
  }

  toArray(): any[] {
    return [...this];
  }

  /** Iterates over the values, each as often as it stands in the result. */
  *values(): IterableIterator<any> {
    for (const { object, bulk } of this.getTraversers()) {
      for (let i = bulk || 1; i > 0; i--) yield object;
    }
  }

  /** Iterates over the values, equal ones in one. */
  *getTraversers(): IterableIterator<Traverser> {
    for (const row of this.rows) yield this.parse(row);
  }

  [Symbol.iterator](): IterableIterator<any> {
    return this.values();
  }
}
