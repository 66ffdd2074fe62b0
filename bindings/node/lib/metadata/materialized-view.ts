import { DataCollection } from './data-collection';

/** A materialized view. */
export class MaterializedView extends DataCollection {
  /** The table that it shows. */
  tableName: string = null!;
  whereClause: string = null!;
  /** Whether it has every column of the table. */
  includeAllColumns = false;
}
