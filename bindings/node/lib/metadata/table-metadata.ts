import { DataCollection } from './data-collection';
import type { Index } from './schema-index';

/** A table. */
export class TableMetadata extends DataCollection {
  /** Whether counters are written to all replicas at once; told by Cassandra 1.2 and 2.0 alone. */
  replicateOnWrite = true;
  /** Told by Cassandra 2.0 alone. */
  indexInterval: number = null!;
  /** Whether it was made with COMPACT STORAGE. */
  isCompact = false;
  indexes: Index[] = null!;
  /** Whether changes are captured; null where the server does not tell. */
  cdc: boolean = null!;
  /** Whether the server makes its rows up, as it does for those of `system_views`. */
  virtual = false;
}
