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

/** The parameters of a prepared statement, and where it goes. */
export interface PreparedMeta {
  columns: ColumnInfo[];
  /** The index of each parameter. */
  columnsByName: Record<string, number>;
  /** The indexes of the parameters that make up the partition key, in its order; empty when not all of it is bound. */
  partitionKeys: number[];
  keyspace: string | undefined;
  table: string | undefined;
}

/** A prepared statement, by the number under which the core knows it. */
export class PreparedStatement {
  readonly number: number;
  /** The id that the server gave. */
  readonly id: Buffer;
  /** The parameters. */
  readonly variables: ColumnInfo[];
  /** What the legacy driver tells of it. */
  readonly meta: PreparedMeta;
  private compiled: ValueWriter[] | null = null;

  constructor(
    readonly query: string,
    described: CorePrepared,
  ) {
    this.number = described.number;
    this.id = Buffer.from(described.id, 'hex');
    this.variables = columnsOf(described.variables);
    const [first] = [...described.variables, ...described.columns];
    this.meta = {
      columns: this.variables,
      columnsByName: Object.fromEntries(this.variables.map(({ name }, i) => [name, i])),
      partitionKeys: described.routingIndexes,
      keyspace: first?.keyspace,
      table: first?.table,
    };
  }

  /** The writer of each parameter. */
  writers(values: ValueWriters): ValueWriter[] {
    this.compiled ??= this.variables.map((column) => values.of(column.type));
    return this.compiled;
  }
}
