import type { QueryOptions } from '../execution-options';
import type { ResultSet } from '../types/result-set';
import { Cache, type ShapeKey } from './cache';
import { fieldsOf, orderingOf, writtenFields } from './field';
import {
  readOptions,
  writeOptions,
  type ExecutionOptionsOrProfile,
  type FindDocInfo,
  type InsertDocInfo,
  type RemoveDocInfo,
  type UpdateDocInfo,
} from './mapping-options';
import type { ModelMappingInfo } from './model-mapping-info';
import { Result } from './result';
import { ResultMapper, type RowAdapter } from './result-mapper';
import {
  insertStatement,
  removeStatement,
  selectStatement,
  updateStatement,
  type Statement,
} from './statement';
import {
  tablesToInsert,
  tablesToRemove,
  tablesToUpdate,
  tableToRead,
  type TableSource,
} from './table-choice';
import { Tree } from './tree';

/** What the mapper asks of a client. */
export interface MapperClient {
  readonly keyspace: string;
  readonly metadata: TableSource;
  connect(): Promise<void>;
  execute(query: string, params: unknown[], options: QueryOptions): Promise<ResultSet>;
  batch(queries: { query: string; params: unknown[] }[], options: QueryOptions): Promise<ResultSet>;
  log(level: string, message: string): void;
}

type Doc = Record<string, any>;
type Absent = null | undefined;

/** Executes calls of one shape. */
export type Executor<D = any> = (
  doc: Doc,
  docInfo: D | Absent,
  executionOptions?: ExecutionOptionsOrProfile,
) => Promise<Result>;

/** The statements of a shape of writes, and what executes them. */
export interface Mutation {
  readonly statements: readonly Statement[];
  readonly execute: Executor;
}

export type MutationKind = 'insert' | 'update' | 'remove';

/** Something made on first use for a shape of calls; `null` again when that failed. */
interface Made<T> {
  value: Promise<T> | null;
}

/** How many shapes are so many that something is wrong. */
const MANY = 100;

/** Finds tables and makes statements for the calls of one model, once for each shape of a call. */
export class MappingHandler {
  private readonly selections: Tree<Made<Executor>>;
  private readonly selectionsOfAll: Tree<Made<Executor>>;
  private readonly mutations: Record<MutationKind, Tree<Made<Mutation>>>;
  /** By the columns of a result, which are the same array as long as they are the same columns. */
  private readonly adapters = new WeakMap<object, RowAdapter>();
  private readonly customQueries = new Set<string>();

  constructor(
    private readonly client: MapperClient,
    readonly info: ModelMappingInfo,
  ) {
    const tree = <T>() => new Tree<Made<T>>((length) => this.warnOfShapes(length));
    this.selections = tree();
    this.selectionsOfAll = tree();
    this.mutations = { insert: tree(), update: tree(), remove: tree() };
  }

  /** @param wholeKey Whether the object has to have all columns of the key. */
  getSelectExecutor(
    doc: Doc,
    docInfo: FindDocInfo | Absent,
    wholeKey: boolean,
  ): Promise<Executor<FindDocInfo>> {
    const keys = propertiesOf(doc);
    return made(this.selections, Cache.getSelectKey(keys, doc, docInfo, wholeKey), async () => {
      const filter = fieldsOf(keys, doc, this.info);
      const selection = fieldsOf(docInfo?.fields ?? [], {}, this.info);
      const ordering = orderingOf(docInfo?.orderBy, this.info);
      await this.client.connect();
      const { name } = await tableToRead(this.client.metadata, this.info, {
        filter,
        selection,
        ordering,
        wholeKey,
      });
      const from = `${this.info.keyspace}.${name}`;
      return this.reader(selectStatement(from, { filter, selection, ordering, limit: docInfo?.limit }));
    });
  }

  getSelectAllExecutor(docInfo: FindDocInfo | Absent): Promise<Executor<FindDocInfo>> {
    return made(this.selectionsOfAll, Cache.getSelectAllKey(docInfo), async () => {
      const selection = fieldsOf(docInfo?.fields ?? [], {}, this.info);
      const ordering = orderingOf(docInfo?.orderBy, this.info);
      const from = `${this.info.keyspace}.${this.info.tables[0]!.name}`;
      return this.reader(selectStatement(from, { filter: [], selection, ordering, limit: docInfo?.limit }));
    });
  }

  async getInsertExecutor(doc: Doc, docInfo?: InsertDocInfo | Absent): Promise<Executor<InsertDocInfo>> {
    const keys = propertiesOf(doc);
    const key = Cache.getInsertKey(keys, docInfo);
    return (await this.mutation('insert', key, () => this.createInsertQueries(keys, doc, docInfo))).execute;
  }

  async getUpdateExecutor(doc: Doc, docInfo?: UpdateDocInfo | Absent): Promise<Executor<UpdateDocInfo>> {
    const keys = propertiesOf(doc);
    const key = Cache.getUpdateKey(keys, doc, docInfo);
    return (await this.mutation('update', key, () => this.createUpdateQueries(keys, doc, docInfo))).execute;
  }

  async getDeleteExecutor(doc: Doc, docInfo?: RemoveDocInfo | Absent): Promise<Executor<RemoveDocInfo>> {
    const keys = propertiesOf(doc);
    const key = Cache.getRemoveKey(keys, doc, docInfo);
    return (await this.mutation('remove', key, () => this.createDeleteQueries(keys, doc, docInfo))).execute;
  }

  /** The statements of a shape of writes, made on its first use. */
  mutation(kind: MutationKind, key: ShapeKey, create: () => Promise<Statement[]>): Promise<Mutation> {
    return made(this.mutations[kind], key, async () => {
      const statements = await create();
      return { statements, execute: this.writer(statements) };
    });
  }

  /** One statement for each table that the object is inserted into. */
  async createInsertQueries(keys: string[], doc: Doc, docInfo: InsertDocInfo | Absent): Promise<Statement[]> {
    const fields = writtenFields(keys, doc, docInfo?.fields, this.info);
    await this.client.connect();
    const tables = await tablesToInsert(this.client.metadata, this.info, fields);
    if (tables.length > 1 && docInfo?.ifNotExists) {
      throw new Error('Batch with ifNotExists conditions cannot span multiple tables');
    }
    return tables.map((table) => insertStatement(this.info.keyspace, table, fields, docInfo));
  }

  /** One statement for each table in which the object is updated. */
  async createUpdateQueries(keys: string[], doc: Doc, docInfo: UpdateDocInfo | Absent): Promise<Statement[]> {
    const fields = writtenFields(keys, doc, docInfo?.fields, this.info);
    const when = this.conditionsOf(docInfo);
    await this.client.connect();
    const tables = await tablesToUpdate(this.client.metadata, this.info, fields, when);
    refuseManyTables(tables, docInfo, when);
    return tables.map((table) => updateStatement(this.info.keyspace, table, fields, docInfo, when));
  }

  /** One statement for each table from which the object is removed. */
  async createDeleteQueries(keys: string[], doc: Doc, docInfo: RemoveDocInfo | Absent): Promise<Statement[]> {
    const fields = writtenFields(keys, doc, docInfo?.fields, this.info);
    const when = this.conditionsOf(docInfo);
    await this.client.connect();
    const tables = await tablesToRemove(this.client.metadata, this.info, fields, when);
    refuseManyTables(tables, docInfo, when);
    return tables.map((table) => removeStatement(this.info.keyspace, table, fields, docInfo, when));
  }

  /** @param commonOptions When given, those of a call do not count. */
  getExecutorFromQuery(
    query: string,
    paramsHandler: (doc: any) => any[],
    commonOptions?: ExecutionOptionsOrProfile,
  ): (doc: any, executionOptions?: ExecutionOptionsOrProfile) => Promise<Result> {
    return async (doc, executionOptions) => {
      const options = readOptions(commonOptions ? commonOptions : executionOptions);
      const rs = await this.client.execute(query, paramsHandler(doc), options);
      this.countCustomQuery(query);
      return new Result(
        rs,
        this.info,
        this.adapter(rs, () => ResultMapper.getCustomQueryAdapter(this.info, rs)),
      );
    };
  }

  private conditionsOf(docInfo: UpdateDocInfo | Absent) {
    const when = docInfo?.when ?? {};
    const conditions = fieldsOf(Object.keys(when), when, this.info);
    if (conditions.length > 0 && docInfo?.ifExists) {
      throw new Error('Both when and ifExists conditions can not be applied to the same statement');
    }
    return conditions;
  }

  private reader({ query, params }: Statement): Executor {
    return async (doc, docInfo, executionOptions) => {
      const rs = await this.client.execute(query, params(doc, docInfo), readOptions(executionOptions, true));
      return new Result(
        rs,
        this.info,
        this.adapter(rs, () => ResultMapper.getSelectAdapter(this.info, rs)),
      );
    };
  }

  private writer(statements: Statement[]): Executor {
    const nature = {
      isIdempotent: statements.every(({ isIdempotent }) => isIdempotent),
      isCounter: statements.some(({ isCounter }) => isCounter),
    };
    const [only] = statements;
    return async (doc, docInfo, executionOptions) => {
      const options = writeOptions(executionOptions, nature);
      const bound = statements.map(({ query, params }) => ({ query, params: params(doc, docInfo) }));
      const rs = await (bound.length === 1
        ? this.client.execute(only!.query, bound[0]!.params, options)
        : this.client.batch(bound, options));
      return this.mutationResult(rs);
    };
  }

  private mutationResult(rs: ResultSet): Result {
    return new Result(
      rs,
      this.info,
      this.adapter(rs, () => ResultMapper.getMutationAdapter(rs)),
    );
  }

  private adapter({ columns }: ResultSet, make: () => RowAdapter): RowAdapter {
    const known = columns && this.adapters.get(columns);
    if (known) return known;
    const adapter = make();
    if (columns) this.adapters.set(columns, adapter);
    return adapter;
  }

  private warnOfShapes(length: number): void {
    if (length !== MANY) return;
    this.client.log(
      'warning',
      `ModelMapper cache reached ${MANY} items, this could be caused by ` +
        'building the object to map in different ways (with different shapes) each time. Use the same or few object ' +
        'structures for a model and represent unset values with undefined or types.unset',
    );
  }

  private countCustomQuery(query: string): void {
    if (this.customQueries.size >= MANY || this.customQueries.has(query)) return;
    this.customQueries.add(query);
    if (this.customQueries.size < MANY) return;
    this.client.log(
      'warning',
      `Custom queries cache reached ${MANY} items, this could be caused by ` +
        'hard-coding parameter values inside the query, which should be avoided',
    );
  }
}

/** @throws Error when the object is empty. */
function propertiesOf(doc: Doc): string[] {
  const keys = Object.keys(doc);
  if (keys.length > 0) return keys;
  throw new Error('Expected object with keys');
}

function refuseManyTables(tables: unknown[], docInfo: UpdateDocInfo | Absent, when: unknown[]): void {
  if (tables.length < 2 || (when.length === 0 && !docInfo?.ifExists)) return;
  throw new Error('Batch with when or ifExists conditions cannot span multiple tables');
}

/** What a tree keeps for a shape. What failed is tried again: the table may have been created since. */
function made<T>(tree: Tree<Made<T>>, key: ShapeKey, make: () => Promise<T>): Promise<T> {
  const entry = tree.getOrCreate(key, () => ({ value: null }));
  if (entry.value) return entry.value;
  const value = make();
  entry.value = value;
  value.catch(() => (entry.value = null));
  return value;
}
