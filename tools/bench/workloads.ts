/** A type of a column, in the words that every client reads; a number after `:` is a length. */
export type ColumnType =
  | 'int'
  | 'bigint'
  | 'double'
  | 'boolean'
  | 'text'
  | `text:${number}`
  | 'uuid'
  | 'timestamp'
  | `blob:${number}`
  | 'list<int>'
  | 'set<text>'
  | 'map<text,int>'
  | 'address'
  | `vector:${number}`;

export type Language = 'node' | 'python' | 'c' | 'cpp' | 'rust';
export const languages: readonly Language[] = ['node', 'python', 'c', 'cpp', 'rust'];

/** Rows of one shape: the partition `-n` has n rows, row i is at the clustering key i. */
export interface Table {
  readonly name: string;
  /** The columns after `pk` and `ck`, which are ints. */
  readonly columns: readonly ColumnType[];
  /** How many rows the partitions have that are read. */
  readonly partitions: readonly number[];
}

/** What one operation of a workload does. */
export type Action =
  | { readonly do: 'insert' }
  | { readonly do: 'select'; readonly rows: number; readonly prepared: boolean; readonly pageSize?: number }
  | { readonly do: 'batch'; readonly statements: number }
  | { readonly do: 'mixed'; readonly rows: number; readonly insertPercent: number }
  /** A process starts, imports the driver, connects, prepares and reads. */
  | { readonly do: 'start-up'; readonly rows: number }
  /** A session is opened, reads and is closed. */
  | { readonly do: 'connect'; readonly rows: number };

export interface Workload {
  readonly name: string;
  readonly about: string;
  readonly table: Table;
  readonly action: Action;
  /** How many operations are measured at a concurrency of 32 and more in Node; other languages do a multiple. */
  readonly operations: number;
  /** Languages whose legacy driver cannot do it, each with the reason. */
  readonly except?: Partial<Record<Language, string>>;
  /** The most operations at a time that make sense, or that every driver bears. */
  readonly concurrencyMax?: number;
  /** Operations that are begun each second, whether or not earlier ones have ended. */
  readonly ratePerSecond?: number;
}

const six: Table = {
  name: 'six',
  columns: ['text', 'double', 'bigint', 'boolean'],
  partitions: [1, 10, 1000, 5000],
};

const fifty: Table = {
  name: 'fifty',
  columns: Array.from({ length: 48 }, (_, i): ColumnType => {
    const types = ['int', 'bigint', 'double', 'boolean', 'text', 'timestamp'] as const;
    return types[i % types.length] ?? 'int';
  }),
  partitions: [10],
};

const texts: Table = {
  name: 'texts',
  columns: ['text:200', 'text:200', 'text:200', 'text:200'],
  partitions: [100],
};

const uuids: Table = {
  name: 'uuids',
  columns: ['uuid', 'timestamp', 'uuid', 'timestamp'],
  partitions: [100],
};

const collections: Table = {
  name: 'collections',
  columns: ['list<int>', 'set<text>', 'map<text,int>', 'address'],
  partitions: [100],
};

const vectors: Table = { name: 'vectors', columns: ['vector:768'], partitions: [10] };
const blobs: Table = { name: 'blobs', columns: ['blob:65536'], partitions: [1] };
const million: Table = { name: 'million', columns: ['int', 'int'], partitions: [1_000_000] };

const select = (rows: number, prepared = true): Action => ({ do: 'select', rows, prepared });

export const workloads: readonly Workload[] = [
  {
    name: 'insert',
    about: 'a row of 6 columns, prepared',
    table: six,
    action: { do: 'insert' },
    operations: 40_000,
  },
  { name: 'select-1', about: 'one row of 6 columns', table: six, action: select(1), operations: 40_000 },
  { name: 'select-10', about: '10 rows of 6 columns', table: six, action: select(10), operations: 30_000 },
  {
    name: 'select-1000',
    about: '1000 rows of 6 columns',
    table: six,
    action: select(1000),
    operations: 1000,
  },
  { name: 'select-5000', about: '5000 rows of 6 columns', table: six, action: select(5000), operations: 200 },
  { name: 'columns-50', about: '10 rows of 50 columns', table: fifty, action: select(10), operations: 8000 },
  {
    name: 'texts',
    about: '100 rows with 4 texts of 200 characters',
    table: texts,
    action: select(100),
    operations: 4000,
  },
  {
    name: 'uuids',
    about: '100 rows with 2 uuids and 2 timestamps',
    table: uuids,
    action: select(100),
    operations: 4000,
  },
  {
    name: 'collections',
    about: '100 rows with a list, a set, a map and a UDT',
    table: collections,
    action: select(100),
    operations: 1500,
  },
  {
    name: 'vectors',
    about: '10 rows with a vector of 768 floats',
    table: vectors,
    action: select(10),
    operations: 3000,
    except: { c: 'legacy C 2.17.1 has no vector type', cpp: 'it is compared with legacy C 2.17.1' },
  },
  {
    name: 'blobs',
    about: 'a row with a blob of 64 KiB',
    table: blobs,
    action: select(1),
    operations: 8000,
  },
  {
    name: 'blob-insert',
    about: 'a row with a blob of 64 KiB, prepared',
    table: blobs,
    action: { do: 'insert' },
    operations: 4000,
  },
  {
    name: 'batch-20',
    about: 'an unlogged batch of 20 prepared inserts',
    table: six,
    action: { do: 'batch', statements: 20 },
    operations: 4000,
  },
  {
    name: 'simple',
    about: '10 rows by a statement that is not prepared',
    table: six,
    action: select(10, false),
    operations: 30_000,
  },
  {
    name: 'paging',
    about: 'a million rows of 4 columns in pages of 5000',
    table: million,
    action: { do: 'select', rows: 1_000_000, prepared: true, pageSize: 5000 },
    operations: 1,
    concurrencyMax: 1,
  },
  {
    name: 'mixed',
    about: '10 rows read nine times, a row written once',
    table: six,
    action: { do: 'mixed', rows: 10, insertPercent: 10 },
    operations: 30_000,
  },
  {
    name: 'open-loop',
    about: '10 rows, 2000 requests begun each second',
    table: six,
    action: select(10),
    operations: 6000,
    ratePerSecond: 2000,
    concurrencyMax: 1,
  },
  {
    name: 'start-up',
    about: 'from the start of a process to its first row',
    table: six,
    action: { do: 'start-up', rows: 1 },
    operations: 10,
    concurrencyMax: 1,
  },
  {
    name: 'connection-storm',
    about: 'a session is opened, reads a row and is closed',
    table: six,
    action: { do: 'connect', rows: 1 },
    operations: 400,
  },
];

/** The tables of workloads, each once though several share it. */
export const tablesOf = (wanted: readonly Workload[]): readonly Table[] => [
  ...new Set(wanted.map(({ table }) => table)),
];
