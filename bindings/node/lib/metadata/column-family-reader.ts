import { parseClassName, parseKeyTypes } from '../codec/class-name';
import type { ColumnType } from '../codec/column-type';
import { emptyArray } from '../plain-object';
import { NotSupportedError } from '../errors';
import { Aggregate } from './aggregate';
import type { Column, DataTypeInfo } from './data-collection';
import { Keyspace } from './keyspace';
import { SchemaFunction } from './schema-function';
import { Index, type IndexedColumnRow } from './schema-index';
import { byPosition, SchemaReader, type Cache } from './schema-reader';
import { select, type SystemRow } from './schema-source';
import { TableMetadata } from './table-metadata';

interface KeyPart {
  column: Column;
  position: number;
}

/** Reads the schema of Cassandra up to 2.2, which names types by their classes and writes options as JSON. */
export class ColumnFamilyReader extends SchemaReader {
  override async getKeyspaces(waitReconnect: boolean): Promise<Record<string, Keyspace>> {
    const { rows } = await this.source.query(select('system.schema_keyspaces'), waitReconnect);
    return Object.fromEntries(rows.map((row) => [row.keyspace_name, keyspaceOf(row)]));
  }

  override async getKeyspace(name: string): Promise<Keyspace | null> {
    const row = await this.firstRow(select('system.schema_keyspaces', { keyspace_name: name }));
    return row ? keyspaceOf(row) : null;
  }

  override getTable(
    keyspace: string,
    name: string,
    cache: Cache<TableMetadata>,
  ): Promise<TableMetadata | null> {
    const named = { keyspace_name: keyspace, columnfamily_name: name };
    return this.once(
      cache,
      name,
      () => new TableMetadata(name),
      async (table) => {
        const row = await this.firstRow(select('system.schema_columnfamilies', named));
        if (!row) return false;
        readOptions(table, row);
        readColumns(table, row, await this.rows(select('system.schema_columns', named)));
        return true;
      },
    );
  }

  protected override udtQuery(keyspace: string, name: string): string {
    return select('system.schema_usertypes', { keyspace_name: keyspace, type_name: name });
  }

  protected override typesOf(_keyspace: string, names: string[]): Promise<ColumnType[]> {
    return Promise.resolve(names.map((name) => parseClassName(name)));
  }

  override getMaterializedView(): Promise<never> {
    const message = 'Materialized views are not supported on Cassandra versions below 3.0';
    return Promise.reject(new NotSupportedError(message));
  }

  protected override functionsQuery(keyspace: string, name: string): string {
    return select('system.schema_functions', { keyspace_name: keyspace, function_name: name });
  }

  protected override aggregatesQuery(keyspace: string, name: string): string {
    return select('system.schema_aggregates', { keyspace_name: keyspace, aggregate_name: name });
  }

  protected override async parseFunction(row: SystemRow): Promise<SchemaFunction> {
    return Object.assign(new SchemaFunction(), {
      name: row.function_name,
      keyspaceName: row.keyspace_name,
      signature: row.signature || emptyArray,
      argumentNames: row.argument_names || emptyArray,
      argumentTypes: (row.argument_types || emptyArray).map(parseClassName),
      body: row.body,
      calledOnNullInput: row.called_on_null_input,
      language: row.language,
      returnType: parseClassName(row.return_type),
    });
  }

  protected override async parseAggregate(row: SystemRow): Promise<Aggregate> {
    const aggregate = Object.assign(new Aggregate(), {
      name: row.aggregate_name,
      keyspaceName: row.keyspace_name,
      signature: row.signature || emptyArray,
      argumentTypes: (row.argument_types || emptyArray).map(parseClassName),
      stateFunction: row.state_func,
      stateType: parseClassName(row.state_type),
      finalFunction: row.final_func,
      initConditionRaw: row.initcond,
      returnType: parseClassName(row.return_type),
    });
    const state = this.source.getEncoder().decode(row.initcond, aggregate.stateType);
    aggregate.initCondition = state?.toString() ?? aggregate.initCondition;
    return aggregate;
  }
}

function keyspaceOf(row: SystemRow): Keyspace {
  const options = JSON.parse(row.strategy_options || null) as Record<string, string> | null;
  return new Keyspace(row.keyspace_name, row.durable_writes, row.strategy_class, options);
}

function readOptions(table: TableMetadata, row: SystemRow): void {
  table.bloomFilterFalsePositiveChance = row.bloom_filter_fp_chance;
  table.caching = row.caching;
  table.comment = row.comment;
  table.compactionClass = row.compaction_strategy_class;
  table.compactionOptions = JSON.parse(row.compaction_strategy_options);
  table.compression = JSON.parse(row.compression_parameters);
  table.gcGraceSeconds = row.gc_grace_seconds;
  table.localReadRepairChance = row.local_read_repair_chance;
  table.readRepairChance = row.read_repair_chance;
  table.populateCacheOnFlush = row.populate_io_cache_on_flush || table.populateCacheOnFlush;
  table.memtableFlushPeriod = row.memtable_flush_period_in_ms || table.memtableFlushPeriod;
  table.defaultTtl = row.default_time_to_live || table.defaultTtl;
  table.speculativeRetry = row.speculative_retry || table.speculativeRetry;
  table.indexInterval = row.index_interval || table.indexInterval;
  table.replicateOnWrite = row.replicate_on_write ?? table.replicateOnWrite;
  const hasIntervals = row.min_index_interval !== undefined;
  table.minIndexInterval = hasIntervals ? row.min_index_interval || table.minIndexInterval : null!;
  table.maxIndexInterval = hasIntervals ? row.max_index_interval || table.maxIndexInterval : null!;
}

function readColumns(table: TableMetadata, row: SystemRow, columnRows: SystemRow[]): void {
  const columns: Column[] = [];
  const byName: Record<string, Column> = {};
  table.columns = columns;
  table.columnsByName = byName;
  const add = (name: string, type: ColumnType, isStatic = false) => {
    const column = { name, type: type as DataTypeInfo, isStatic };
    columns.push(column);
    byName[name] = column;
    return column;
  };
  const keys: Record<string, KeyPart[]> = { partition_key: [], clustering_key: [] };
  for (const described of columnRows) {
    // Cassandra 2.0.6 and later has static columns.
    const type = parseClassName(described.validator);
    const column = add(described.column_name, type, described.type === 'static');
    keys[described.type]?.push({ column, position: described.component_index || 0 });
  }
  table.partitionKeys = byPosition(keys.partition_key!).map(({ column }) => column);
  table.clusteringKeys = byPosition(keys.clustering_key!).map(({ column }) => column);
  const comparator = parseKeyTypes(row.comparator);
  if (table.partitionKeys.length === 0) readAliases(table, row, comparator.types, add);
  table.clusteringOrder = table.clusteringKeys.map(({ type }) => (type.options?.reversed ? 'DESC' : 'ASC'));
  // What is_dense does not tell: keys that are no composite, or one column besides the keys.
  table.isCompact =
    !!row.is_dense ||
    !comparator.isComposite ||
    (!comparator.hasCollections && table.clusteringKeys.length !== comparator.types.length - 1);
  const value = row.value_alias as string | null | undefined;
  if (table.isCompact && value && !byName[value]) add(value, parseClassName(row.default_validator));
  table.indexes = Index.fromColumnRows(columnRows as IndexedColumnRow[], byName);
}

/** Cassandra 1.2 tells the columns of the keys in the row of the table. */
function readAliases(
  table: TableMetadata,
  row: SystemRow,
  clusteringTypes: ColumnType[],
  add: (name: string, type: ColumnType) => Column,
): void {
  const known = table.columnsByName!;
  const read = (aliases: string | null | undefined, types: ColumnType[]) => {
    const names = JSON.parse(aliases || '[]') as string[];
    return names.map((name, i) => known[name] ?? add(name, types[i]!));
  };
  if (row.key_aliases) table.partitionKeys = read(row.key_aliases, parseKeyTypes(row.key_validator).types);
  if (row.column_aliases) table.clusteringKeys = read(row.column_aliases, clusteringTypes);
}
