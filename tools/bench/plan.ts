import type { ColumnType, Language, Table, Workload } from './workloads.js';

/** What a client is told in its one argument, as JSON. */
export interface Plan {
  readonly host: string;
  readonly port: number;
  readonly localDatacenter: string;
  readonly keyspace: string;
  readonly action: Exclude<Workload['action']['do'], 'start-up'>;
  /** Whether the process is measured from its start: it does one operation, without a warm-up and without waiting. */
  readonly fromStart: boolean;
  /** The statement that reads; absent when nothing is read. */
  readonly select: string | null;
  readonly selectPrepared: boolean;
  /** The value of `pk` in the statement that reads. */
  readonly partition: number;
  readonly pageSize: number;
  /** Whether a partition has more rows than a page, so that its pages are asked for one after another. */
  readonly paged: boolean;
  /** The statement that writes; absent when nothing is written. */
  readonly insert: string | null;
  readonly batch: number;
  /** Of 100 operations of a mixed workload, how many write. */
  readonly insertPercent: number;
  /** The types of all columns, `pk` and `ck` included. */
  readonly types: readonly ColumnType[];
  readonly concurrency: number;
  readonly warmup: number;
  readonly operations: number;
  /** 0 for as fast as possible. */
  readonly ratePerSecond: number;
}

/** What a client prints when it is done, as one line of JSON. */
export interface Measured {
  readonly operations: number;
  readonly elapsed_us: number;
  /** User and system time of the whole process. */
  readonly cpu_us: number;
  /** Of the thread that runs the user's program; absent where a program has none of its own. */
  readonly main_thread_us?: number;
  readonly rss_kib: number;
  readonly p50_us: number;
  readonly p99_us: number;
  /** Sum of what was read, modulo 2^32. */
  readonly digest: number;
}

const columnNames = (table: Table): string[] => ['pk', 'ck', ...table.columns.map((_, i) => `c${i}`)];

/** How many operations of a Node workload a language does in about the same time. */
const pace: Readonly<Record<Language, number>> = { node: 1, python: 0.15, c: 2, cpp: 2, rust: 2 };

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly localDatacenter: string;
}

/** Says what a client must do. */
export function planOf(
  workload: Workload,
  language: Language,
  concurrency: number,
  scale: number,
  target: Target,
): Plan {
  const { table, action } = workload;
  const names = columnNames(table);
  const from = `FROM ${keyspace}.${table.name} WHERE pk = `;
  const reads = 'rows' in action;
  const writes = action.do === 'insert' || action.do === 'batch' || action.do === 'mixed';
  const fromStart = action.do === 'start-up';
  const prepared = action.do === 'select' ? action.prepared : action.do !== 'connect';
  const partition = reads ? -action.rows : 0;
  const operations = operationsOf(workload, language, concurrency, scale);
  return {
    ...target,
    keyspace,
    action: fromStart ? 'select' : action.do,
    fromStart,
    select: reads ? `SELECT ${names.join(', ')} ${from}${prepared ? '?' : partition}` : null,
    selectPrepared: prepared,
    partition,
    pageSize: (action.do === 'select' ? action.pageSize : undefined) ?? 5000,
    paged: action.do === 'select' && action.pageSize !== undefined,
    insert: writes
      ? `INSERT INTO ${keyspace}.${table.name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
      : null,
    batch: action.do === 'batch' ? action.statements : 1,
    insertPercent: action.do === 'mixed' ? action.insertPercent : 0,
    types: ['int', 'int', ...table.columns],
    concurrency,
    warmup: fromStart ? 1 : Math.ceil(operations / 4),
    operations,
    ratePerSecond: workload.ratePerSecond ?? 0,
  };
}

/** A plan as the words of a command line, for clients that would need a library to read JSON. */
export function wordsOf(plan: Plan): readonly string[] {
  return Object.entries(plan)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(';') : String(value)}`);
}

export const keyspace = 'unicql_bench';

function operationsOf(workload: Workload, language: Language, concurrency: number, scale: number): number {
  const { operations, ratePerSecond, action } = workload;
  // A language does not change how long a second is, and little how long a process takes to start.
  if (ratePerSecond || action.do === 'start-up') return Math.ceil(operations * scale);
  const waiting = concurrency < 8 ? 0.2 : 1;
  const usual = Math.ceil(operations * pace[language] * waiting * scale);
  // Few sessions are opened, but no fewer than are said to be opened at a time.
  return action.do === 'connect' ? Math.max(usual, concurrency) : usual;
}
