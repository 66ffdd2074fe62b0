import type { ColumnType } from '../codec/column-type';

/** A user-defined type. */
export class Udt {
  fields: { name: string; type: ColumnType }[] = [];

  constructor(
    readonly keyspace: string,
    readonly name: string,
  ) {}
}
