import type { ColumnType } from '../codec/column-type';

/** The type of a column. */
export interface DataTypeInfo extends ColumnType {
  info: any;
  /** Only collections, tuples and user-defined types have them, and every type before Cassandra 3. */
  options: { frozen: boolean; reversed: boolean };
}

/** A column of a table or view. */
export interface Column {
  name: string;
  type: DataTypeInfo;
  isStatic: boolean;
}

/** What tables and materialized views have in common. What a server does not tell has the value that stands here. */
export class DataCollection {
  /** The probability of false positives of the bloom filters of its files. */
  bloomFilterFalsePositiveChance = 0;
  /** What is cached; since Cassandra 3 as JSON of an object. */
  caching: string = null!;
  comment: string = null!;
  /** How long tombstones are kept, in seconds. */
  gcGraceSeconds = 0;
  compactionClass: string = null!;
  compactionOptions: Record<string, string> = null!;
  compression: Record<string, string> = null!;
  /** The probability of a read repair in the local data center. */
  localReadRepairChance = 0;
  /** The probability of a read repair in all data centers. */
  readRepairChance = 0;
  /** What tools have added, as bytes; null before Cassandra 3. */
  extensions: Record<string, Buffer> = null!;
  /** The probability that a checksum of compressed data is checked; null before Cassandra 3. */
  crcCheckChance: number = null!;
  populateCacheOnFlush = false;
  /** In seconds; 0 is none. */
  defaultTtl = 0;
  speculativeRetry = 'NONE';
  /** Null before Cassandra 2.1. */
  minIndexInterval: number = 128;
  /** Null before Cassandra 2.1. */
  maxIndexInterval: number = 2048;
  columns: Column[] = null!;
  columnsByName: Record<string, Column> = null!;
  partitionKeys: Column[] = [];
  clusteringKeys: Column[] = [];
  /** `'ASC'` or `'DESC'` for each clustering key. */
  clusteringOrder: string[] = [];
  /** The options of NodeSync, which only DSE 6 and later has. */
  nodesync: Record<string, string> = null!;
  /** How long data stays in memory at most, in milliseconds; 0 is without an end. */
  memtableFlushPeriod = 0;

  constructor(readonly name: string) {}
}
