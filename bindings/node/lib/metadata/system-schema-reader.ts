import { parseSchemaType } from '../codec/schema-type';
import type { ColumnType } from '../codec/column-type';
import { emptyArray } from '../plain-object';
import { dataTypes } from '../types/data-types';
import { Aggregate } from './aggregate';
import type { Column, DataCollection, DataTypeInfo } from './data-collection';
import { Keyspace } from './keyspace';
import { MaterializedView } from './materialized-view';
import { SchemaFunction } from './schema-function';
import { Index } from './schema-index';
import { byPosition, SchemaReader, type Cache } from './schema-reader';
import { objectOf, select, type SystemRow } from './schema-source';
import { TableMetadata } from './table-metadata';

/** Reads the schema of Cassandra 3. */
export class SystemSchemaReader extends SchemaReader {
  override async getKeyspaces(waitReconnect: boolean): Promise<Record<string, Keyspace>> {
    return await this.keyspaces('system_schema', waitReconnect);
  }

  protected async keyspaces(schema: string, waitReconnect: boolean): Promise<Record<string, Keyspace>> {
    const { rows } = await this.source.query(select(`${schema}.keyspaces`), waitReconnect);
    return Object.fromEntries(rows.map((row) => [row.keyspace_name, this.keyspaceOf(row, schema)]));
  }

  override async getKeyspace(name: string): Promise<Keyspace | null> {
    return await this.keyspace('system_schema', name);
  }

  protected async keyspace(schema: string, name: string): Promise<Keyspace | null> {
    const row = await this.firstRow(select(`${schema}.keyspaces`, { keyspace_name: name }));
    return row ? this.keyspaceOf(row, schema) : null;
  }

  private keyspaceOf(row: SystemRow, schema: string): Keyspace {
    const { class: strategy, ...options } = objectOf(row.replication, this.encoding) ?? {};
    const virtual = schema !== 'system_schema';
    const replicated = row.replication ? options : undefined;
    const keyspace = new Keyspace(row.keyspace_name, row.durable_writes, strategy, replicated, virtual);
    keyspace.graphEngine = row.graph_engine;
    return keyspace;
  }

  override getTable(
    keyspace: string,
    name: string,
    cache: Cache<TableMetadata>,
    virtual?: boolean,
  ): Promise<TableMetadata | null> {
    return this.once(
      cache,
      name,
      () => new TableMetadata(name),
      (table) => this.readTable(keyspace, table, virtual),
    );
  }

  /** Reads a table that has its data on disk. */
  protected async readTable(keyspace: string, table: TableMetadata, _virtual?: boolean): Promise<boolean> {
    const named = { keyspace_name: keyspace, table_name: table.name };
    const row = await this.firstRow(select('system_schema.tables', named));
    if (!row) return false;
    await this.readColumns(keyspace, table, 'system_schema');
    this.readOptions(table, row);
    table.cdc = row.cdc ?? table.cdc;
    const indexes = await this.rows(select('system_schema.indexes', named));
    table.indexes = indexes.map((index) => {
      const options = objectOf(index.options, this.encoding);
      return new Index(index.index_name, options.target, index.kind, options);
    });
    hideThriftColumns(table, row.flags);
    return true;
  }

  protected async readColumns(keyspace: string, table: DataCollection, schema: string): Promise<void> {
    const named = { keyspace_name: keyspace, table_name: table.name };
    const rows = await this.rows(select(`${schema}.columns`, named));
    const described = await Promise.all(
      rows.map(async (row) => {
        const type = await this.typeOf(keyspace, row.type);
        const column = { name: row.column_name, type: type as DataTypeInfo, isStatic: row.kind === 'static' };
        return { column, kind: row.kind, position: row.position || 0, order: row.clustering_order };
      }),
    );
    const ofKind = (kind: string) => byPosition(described.filter((item) => item.kind === kind));
    const clustering = ofKind('clustering');
    table.columns = described.map(({ column }) => column);
    table.columnsByName = Object.fromEntries(table.columns.map((column) => [column.name, column]));
    table.partitionKeys = ofKind('partition_key').map(({ column }) => column);
    table.clusteringKeys = clustering.map(({ column }) => column);
    table.clusteringOrder = clustering.map(({ order }) => (order === 'desc' ? 'DESC' : 'ASC'));
  }

  private readOptions(table: DataCollection, row: SystemRow): void {
    const { class: compactionClass, ...compactionOptions } = objectOf(row.compaction, this.encoding) ?? {};
    table.bloomFilterFalsePositiveChance = row.bloom_filter_fp_chance;
    table.caching = JSON.stringify(objectOf(row.caching, this.encoding));
    table.comment = row.comment;
    table.compactionClass = compactionClass;
    table.compactionOptions = compactionOptions;
    table.compression = objectOf(row.compression, this.encoding);
    table.gcGraceSeconds = row.gc_grace_seconds;
    table.localReadRepairChance = row.dclocal_read_repair_chance;
    table.readRepairChance = row.read_repair_chance;
    table.extensions = objectOf(row.extensions, this.encoding);
    table.crcCheckChance = row.crc_check_chance;
    table.memtableFlushPeriod = row.memtable_flush_period_in_ms || table.memtableFlushPeriod;
    table.defaultTtl = row.default_time_to_live || table.defaultTtl;
    table.speculativeRetry = row.speculative_retry || table.speculativeRetry;
    table.minIndexInterval = row.min_index_interval || table.minIndexInterval;
    table.maxIndexInterval = row.max_index_interval || table.maxIndexInterval;
    table.nodesync = objectOf(row.nodesync, this.encoding) || table.nodesync;
  }

  protected override udtQuery(keyspace: string, name: string): string {
    return select('system_schema.types', { keyspace_name: keyspace, type_name: name });
  }

  override getMaterializedView(
    keyspace: string,
    name: string,
    cache: Cache<MaterializedView>,
  ): Promise<MaterializedView | null> {
    return this.once(
      cache,
      name,
      () => new MaterializedView(name),
      async (view) => {
        const query = select('system_schema.views', { keyspace_name: keyspace, view_name: name });
        const row = await this.firstRow(query);
        if (!row) return false;
        await this.readColumns(keyspace, view, 'system_schema');
        this.readOptions(view, row);
        view.tableName = row.base_table_name;
        view.whereClause = row.where_clause;
        view.includeAllColumns = row.include_all_columns;
        return true;
      },
    );
  }

  protected override functionsQuery(keyspace: string, name: string): string {
    return select('system_schema.functions', { keyspace_name: keyspace, function_name: name });
  }

  protected override aggregatesQuery(keyspace: string, name: string): string {
    return select('system_schema.aggregates', { keyspace_name: keyspace, aggregate_name: name });
  }

  protected override async parseFunction(row: SystemRow): Promise<SchemaFunction> {
    const signature: string[] = row.argument_types || emptyArray;
    return Object.assign(new SchemaFunction(), {
      name: row.function_name,
      keyspaceName: row.keyspace_name,
      signature,
      argumentNames: row.argument_names || emptyArray,
      argumentTypes: await this.typesOf(row.keyspace_name, signature),
      body: row.body,
      calledOnNullInput: row.called_on_null_input,
      language: row.language,
      deterministic: row.deterministic || false,
      monotonic: row.monotonic || false,
      monotonicOn: row.monotonic_on || emptyArray,
      returnType: await this.typeOf(row.keyspace_name, row.return_type),
    });
  }

  protected override async parseAggregate(row: SystemRow): Promise<Aggregate> {
    const signature: string[] = row.argument_types || emptyArray;
    return Object.assign(new Aggregate(), {
      name: row.aggregate_name,
      keyspaceName: row.keyspace_name,
      signature,
      argumentTypes: await this.typesOf(row.keyspace_name, signature),
      stateFunction: row.state_func,
      stateType: await this.typeOf(row.keyspace_name, row.state_type),
      finalFunction: row.final_func,
      initConditionRaw: row.initcond,
      initCondition: row.initcond,
      deterministic: row.deterministic || false,
      returnType: await this.typeOf(row.keyspace_name, row.return_type),
    });
  }

  private typeOf(keyspace: string, name: string): Promise<ColumnType> {
    return parseSchemaType(keyspace, name, this.resolveUdt);
  }

  protected override typesOf(keyspace: string, names: readonly string[]): Promise<ColumnType[]> {
    return Promise.all(names.map((name) => this.typeOf(keyspace, name)));
  }
}

/**
 * Tables that were made through Thrift or with COMPACT STORAGE have columns that the server made up when it changed to
 * CQL; these are not for users.
 */
function hideThriftColumns(table: TableMetadata, flags: Iterable<string> | null): void {
  const given = new Set(flags ?? []);
  const [isDense, isSuper, isCompound] = ['dense', 'super', 'compound'].map((flag) => given.has(flag));
  table.isCompact = isSuper! || isDense! || !isCompound;
  const keys = new Set(table.partitionKeys);
  if (isDense) {
    keepColumns(table, ({ isStatic, type }) => isStatic || !isEmptyType(type));
  } else if (!isSuper && !isCompound) {
    keepColumns(table, (column) => column.isStatic || keys.has(column));
    table.clusteringKeys = [];
    table.clusteringOrder = [];
  }
}

function isEmptyType(type: ColumnType): boolean {
  return type.code === dataTypes.custom && type.info === 'empty';
}

function keepColumns(table: TableMetadata, isForUsers: (column: Column) => boolean): void {
  table.columns = table.columns!.filter(isForUsers);
  for (const column of table.columns) column.isStatic = false;
  table.columnsByName = Object.fromEntries(table.columns.map((column) => [column.name, column]));
}

/** Reads the schema of Cassandra 4 and later, which also has keyspaces whose data the server makes up. */
export class VirtualSchemaReader extends SystemSchemaReader {
  override async getKeyspaces(waitReconnect: boolean): Promise<Record<string, Keyspace>> {
    const [real, virtual] = await Promise.all([
      super.getKeyspaces(waitReconnect),
      this.keyspaces('system_virtual_schema', waitReconnect).catch(withoutVirtual({})),
    ]);
    return { ...real, ...virtual };
  }

  override async getKeyspace(name: string): Promise<Keyspace | null> {
    const real = await super.getKeyspace(name);
    return real ?? (await this.keyspace('system_virtual_schema', name).catch(withoutVirtual(null)));
  }

  protected override async readTable(
    keyspace: string,
    table: TableMetadata,
    virtual?: boolean,
  ): Promise<boolean> {
    if (virtual) return await this.readVirtualTable(keyspace, table);
    if (await super.readTable(keyspace, table)) return true;
    if (virtual === false) return false;
    return await this.readVirtualTable(keyspace, table).catch(withoutVirtual(false));
  }

  private async readVirtualTable(keyspace: string, table: TableMetadata): Promise<boolean> {
    const named = { keyspace_name: keyspace, table_name: table.name };
    if (!(await this.firstRow(select('system_virtual_schema.tables', named)))) return false;
    await this.readColumns(keyspace, table, 'system_virtual_schema');
    table.virtual = true;
    return true;
  }
}

/** Servers that call themselves version 4 may have no virtual tables: then there are none to tell of. */
function withoutVirtual<T>(none: T): () => T {
  return () => none;
}
