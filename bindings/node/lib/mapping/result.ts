import { inspect } from 'node:util';
import type { ResultSet } from '../types/result-set';
import type { ModelMappingInfo } from './model-mapping-info';
import type { RowAdapter } from './result-mapper';

/** The objects that an execution of the mapper gave; those of one page. */
export class Result<T = any> implements Iterable<T> {
  /** How many objects there are. */
  readonly length: number;
  /** Where the next page starts; `null` after the last one. */
  readonly pageState: string;
  private readonly rows: ResultSet['rows'];

  /** @internal */
  constructor(
    private readonly resultSet: ResultSet,
    private readonly info: ModelMappingInfo,
    private readonly adapter: RowAdapter<T>,
  ) {
    const { columns, rows } = resultSet;
    // All that a conditional statement without a row to show has to say is whether it was applied.
    const onlyApplied = columns?.length === 1 && rows?.length === 1 && columns[0]!.name === '[applied]';
    this.rows = onlyApplied ? [] : (rows ?? []);
    this.length = this.rows.length;
    this.pageState = resultSet.pageState;
  }

  /** Whether a conditional statement was applied; `true` for others. */
  wasApplied(): boolean {
    return this.resultSet.wasApplied();
  }

  /** The first object, or `null` when there is none. */
  first(): T | null {
    const row = this.rows[0];
    return row ? this.adapter(row, this.info) : null;
  }

  *[Symbol.iterator](): IterableIterator<T> {
    // An index costs less than a second iterator.
    for (let index = 0; index < this.rows.length; index++) yield this.adapter(this.rows[index]!, this.info);
  }

  toArray(): T[] {
    return this.rows.map((row) => this.adapter(row, this.info));
  }

  forEach(callback: (currentValue: T, index: number) => void, thisArg?: any): void {
    let index = 0;
    for (const item of this) callback.call(thisArg ?? this, item, index++);
  }

  /** Shows the objects. */
  [inspect.custom](): T[] {
    return this.toArray();
  }
}
