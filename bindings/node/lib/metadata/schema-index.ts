import { dataTypes } from '../types/data-types';
import type { Column } from './data-collection';

const KINDS = { custom: 0, keys: 1, composites: 2 } as const;

const COLLECTIONS = new Set<number>([dataTypes.list, dataTypes.set, dataTypes.map]);

/** A row of the columns of a table before Cassandra 3, where an index is part of its column. */
export interface IndexedColumnRow {
  column_name: string;
  index_name?: string | null;
  index_type?: string | null;
  index_options?: string | null;
}

/** A secondary index of a table. */
export class Index {
  /** 0: custom, 1: keys, 2: composites. */
  readonly kind: number;

  /**
   * @param target What is indexed: a column, or `keys(…)`, `values(…)`, `entries(…)` or `full(…)` of one.
   * @param kind The code, or the name in upper or lower case.
   */
  constructor(
    readonly name: string,
    readonly target: string,
    kind: number | string | null | undefined,
    readonly options: Record<string, string> | null,
  ) {
    this.kind = typeof kind === 'number' ? kind : kindOf(kind);
  }

  isCompositesKind(): boolean {
    return this.kind === KINDS.composites;
  }

  isKeysKind(): boolean {
    return this.kind === KINDS.keys;
  }

  isCustomKind(): boolean {
    return this.kind === KINDS.custom;
  }

  /** @internal Takes the indexes out of the rows that describe columns. */
  static fromColumnRows(rows: IndexedColumnRow[], columns: Record<string, Column>): Index[] {
    return rows.flatMap((row) => {
      if (!row.index_name) return [];
      const options = JSON.parse(row.index_options ?? 'null') as Record<string, string> | null;
      const target = targetOf(columns[row.column_name]!, options);
      return [new Index(row.index_name, target, row.index_type, options)];
    });
  }
}

function kindOf(name: string | null | undefined): number {
  return name ? KINDS[name.toLowerCase() as keyof typeof KINDS] : KINDS.custom;
}

function targetOf({ name, type }: Column, options: Record<string, string> | null): string {
  if (options?.index_keys !== undefined) return `keys(${name})`;
  if (options?.index_keys_and_values !== undefined) return `entries(${name})`;
  return type.options?.frozen && COLLECTIONS.has(type.code) ? `full(${name})` : name;
}
