import { columnsOf, type ColumnInfo, type CoreColumn } from './codec/column-type';
import type { ValueWriters } from './codec/value-writers';
import type { ValueWriter } from './codec/scalar-writers';

/** What the core tells of a prepared statement. */
export interface CorePrepared {
  number: number;
  id: string;
  variables: CoreColumn[];
  columns: CoreColumn[];
  routingIndexes: number[];
}

/** A prepared statement, by the number under which the core knows it. */
export class PreparedStatement {
  readonly number: number;
  /** The id that the server gave. */
  readonly id: Buffer;
  /** The parameters. */
  readonly variables: ColumnInfo[];
  private compiled: ValueWriter[] | null = null;

  constructor(
    readonly query: string,
    described: CorePrepared,
  ) {
    this.number = described.number;
    this.id = Buffer.from(described.id, 'hex');
    this.variables = columnsOf(described.variables);
  }

  /** The writer of each parameter. */
  writers(values: ValueWriters): ValueWriter[] {
    this.compiled ??= this.variables.map((column) => values.of(column.type));
    return this.compiled;
  }
}
