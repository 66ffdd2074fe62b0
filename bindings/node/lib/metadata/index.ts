import type { UdtResolver } from '../codec/schema-type';
import { toCallback, type EmptyCallback, type ValueCallback } from '../callback';
import { ArgumentError } from '../errors';
import { getDataTypeNameByCode } from '../types/data-types';
import type { ColumnType } from '../codec/column-type';
import type { Uuid } from '../types/uuid';
import { Aggregate } from './aggregate';
import { Keyspace } from './keyspace';
import { MaterializedView } from './materialized-view';
import { PreparedQueries, PreparedInfo } from './prepared-queries';
import { readTrace, QueryTrace } from './query-trace';
import { RingMetadata } from './ring-metadata';
import { SchemaFunction } from './schema-function';
import { getByVersion } from './schema-parser';
import type { SchemaOptions, SchemaReader } from './schema-reader';
import type { SchemaSource } from './schema-source';
import { TableMetadata } from './table-metadata';
import { Udt } from './udt';
import { resolveHints } from './udt-hints';

/** The options that the metadata of a client depends on. */
export interface MetadataOptions extends SchemaOptions {
  isMetadataSyncEnabled?: boolean;
  maxPrepared?: number;
  logEmitter?: (event: 'log', ...record: any[]) => void;
}

export { ClientState } from './client-state';
export {
  Aggregate,
  Keyspace,
  MaterializedView,
  PreparedInfo,
  QueryTrace,
  SchemaFunction,
  TableMetadata,
  Udt,
};
export { Column as ColumnInfo, DataCollection, DataTypeInfo } from './data-collection';
export { Index } from './schema-index';

/** A type of an argument: its name, or a description of it. */
type ArgumentType = string | ColumnType;

const NOT_INITIALIZED =
  'Metadata has not been initialized.  This could only happen if you have not connected yet.';

/** The schema and the ring of a cluster. Its methods call back, when there is a callback, or return a promise. */
export class Metadata extends RingMetadata {
  /** By name; what is in one is read when it is asked for. Empty when `isMetadataSyncEnabled` is off. */
  override keyspaces: Record<string, Keyspace> = {};
  /** @internal Whether there was a connection. */
  initialized = false;
  /** @internal */
  readonly _preparedQueries: PreparedQueries;
  declare private readonly options: MetadataOptions;
  declare private readonly controlConnection: SchemaSource;
  declare private reader: SchemaReader;
  private dbaas = false;

  constructor(options: MetadataOptions, controlConnection: SchemaSource) {
    super();
    if (!options) throw new ArgumentError('Options are not defined');
    Object.defineProperty(this, 'options', { value: options });
    Object.defineProperty(this, 'controlConnection', { value: controlConnection });
    const reader = getByVersion(options, controlConnection, this.resolveUdt);
    Object.defineProperty(this, 'reader', { value: reader, writable: true });
    this._preparedQueries = new PreparedQueries(options.maxPrepared ?? Infinity, (...record) =>
      this.log(...record),
    );
  }

  /** @internal */
  override log(level: string, message: string, furtherInfo?: unknown): void {
    this.options.logEmitter?.('log', level, this.constructor.name, message, furtherInfo ?? '');
  }

  private readonly resolveUdt: UdtResolver = (keyspace, name) => this.udt(keyspace, name);

  /** @internal Sets the version of the server, by its numbers. */
  setCassandraVersion(version: number[]): void {
    this.reader = getByVersion(this.options, this.controlConnection, this.resolveUdt, version, this.reader);
  }

  /** Whether the cluster is a service of DataStax Astra. */
  isDbaas(): boolean {
    return this.dbaas;
  }

  /** @internal */
  setProductTypeAsDbaas(): void {
    this.dbaas = true;
  }

  /** Reads a keyspace anew. What was known of its tables, types and so on is forgotten. */
  refreshKeyspace(name: string): Promise<void>;
  refreshKeyspace(name: string, callback: EmptyCallback): void;
  refreshKeyspace(name: string, callback?: ValueCallback<any>): Promise<any> | undefined {
    return toCallback(this.readKeyspace(name), callback);
  }

  private async readKeyspace(name: string): Promise<Keyspace | null> {
    this.demandInitialized();
    this.log('info', `Retrieving keyspace ${name} metadata`);
    try {
      const keyspace = await this.reader.getKeyspace(name);
      if (keyspace) this.keyspaces[keyspace.name] = keyspace;
      else Reflect.deleteProperty(this.keyspaces, name);
      return keyspace;
    } catch (err) {
      this.log('error', 'There was an error while trying to retrieve keyspace information', err);
      throw err;
    }
  }

  /**
   * Reads all keyspaces anew. What was known of their tables, types and so on is forgotten.
   *
   * @param waitReconnect Whether to wait a while for a connection that is lost. Default: true.
   */
  refreshKeyspaces(waitReconnect?: boolean): Promise<void>;
  refreshKeyspaces(waitReconnect: boolean, callback: EmptyCallback): void;
  refreshKeyspaces(callback: EmptyCallback): void;
  refreshKeyspaces(
    waitReconnect?: boolean | ValueCallback<any>,
    callback?: ValueCallback<any>,
  ): Promise<any> | undefined {
    const given = typeof waitReconnect === 'function' ? waitReconnect : callback;
    const wait = typeof waitReconnect === 'boolean' ? waitReconnect : true;
    const refresh = async () => {
      this.demandInitialized();
      return await this.refreshKeyspacesInternal(wait);
    };
    return toCallback(refresh(), given);
  }

  /** @internal */
  async refreshKeyspacesInternal(waitReconnect: boolean): Promise<Record<string, Keyspace>> {
    this.log('info', 'Retrieving keyspaces metadata');
    try {
      this.keyspaces = await this.reader.getKeyspaces(waitReconnect);
      return this.keyspaces;
    } catch (err) {
      this.log('error', 'There was an error while trying to retrieve keyspaces information', err);
      throw err;
    }
  }

  /** @internal What is known of a statement; it is enlisted when it was not. */
  getPreparedInfo(keyspaceName: string | null | undefined, query: string): PreparedInfo {
    return this._preparedQueries.getOrAdd(keyspaceName, query);
  }

  /** Forgets all prepared statements, so that they are prepared again when they are executed next. */
  clearPrepared(): void {
    this._preparedQueries.clear();
  }

  /** @internal */
  getPreparedById(id: Buffer): PreparedInfo | undefined {
    return this._preparedQueries.getById(id);
  }

  /** @internal */
  setPreparedById(info: PreparedInfo): void {
    this._preparedQueries.setById(info);
  }

  /** @internal */
  getAllPrepared(): PreparedInfo[] {
    return this._preparedQueries.getAll();
  }

  /** Reads a user-defined type; null when there is none. */
  getUdt(keyspaceName: string, name: string): Promise<Udt>;
  getUdt(keyspaceName: string, name: string, callback: ValueCallback<Udt>): void;
  getUdt(keyspaceName: string, name: string, callback?: ValueCallback<Udt>): any {
    return toCallback(this.udt(keyspaceName, name), callback as ValueCallback<unknown>);
  }

  private udt(keyspaceName: string, name: string): Promise<Udt | null> {
    return this.inKeyspace(keyspaceName, null, (keyspace) =>
      this.reader.getUdt(keyspaceName, name, keyspace?.udts),
    );
  }

  /** Reads a table; null when there is none. */
  getTable(keyspaceName: string, name: string): Promise<TableMetadata>;
  getTable(keyspaceName: string, name: string, callback: ValueCallback<TableMetadata>): void;
  getTable(keyspaceName: string, name: string, callback?: ValueCallback<TableMetadata>): any {
    const reading = this.inKeyspace<unknown>(keyspaceName, null, (keyspace) =>
      this.reader.getTable(keyspaceName, name, keyspace?.tables, keyspace?.virtual),
    );
    return toCallback(reading, callback as ValueCallback<unknown>);
  }

  /** Reads a materialized view; null when there is none. */
  getMaterializedView(keyspaceName: string, name: string): Promise<MaterializedView>;
  getMaterializedView(keyspaceName: string, name: string, callback: ValueCallback<MaterializedView>): void;
  getMaterializedView(keyspaceName: string, name: string, callback?: ValueCallback<MaterializedView>): any {
    const reading = this.inKeyspace<unknown>(keyspaceName, null, (keyspace) =>
      this.reader.getMaterializedView(keyspaceName, name, keyspace?.views),
    );
    return toCallback(reading, callback as ValueCallback<unknown>);
  }

  /** Reads the functions of a name. */
  getFunctions(keyspaceName: string, name: string): Promise<SchemaFunction[]>;
  getFunctions(keyspaceName: string, name: string, callback: ValueCallback<SchemaFunction[]>): void;
  getFunctions(keyspaceName: string, name: string, callback?: ValueCallback<SchemaFunction[]>): any {
    const reading = this.functions(keyspaceName, name).then((found) => [...found.values()]);
    return toCallback(reading, callback as ValueCallback<unknown>);
  }

  /** Reads the function of a name that has arguments of some types; null when there is none. */
  getFunction(keyspaceName: string, name: string, signature: ArgumentType[]): Promise<SchemaFunction>;
  getFunction(
    keyspaceName: string,
    name: string,
    signature: ArgumentType[],
    callback: ValueCallback<SchemaFunction>,
  ): void;
  getFunction(
    keyspaceName: string,
    name: string,
    signature: ArgumentType[],
    callback?: ValueCallback<SchemaFunction>,
  ): any {
    const read = async () => {
      demandNames('function', keyspaceName, name);
      const key = signatureKey(signature);
      return (await this.functions(keyspaceName, name)).get(key) ?? null;
    };
    return toCallback(read(), callback as ValueCallback<unknown>);
  }

  private async functions(keyspaceName: string, name: string): Promise<Map<string, SchemaFunction>> {
    demandNames('function', keyspaceName, name);
    return await this.inKeyspace(keyspaceName, new Map<string, SchemaFunction>(), (keyspace) =>
      this.reader.getFunctions(keyspaceName, name, keyspace?.functions),
    );
  }

  /** Reads the aggregates of a name. */
  getAggregates(keyspaceName: string, name: string): Promise<Aggregate[]>;
  getAggregates(keyspaceName: string, name: string, callback: ValueCallback<Aggregate[]>): void;
  getAggregates(keyspaceName: string, name: string, callback?: ValueCallback<Aggregate[]>): any {
    const reading = this.aggregates(keyspaceName, name).then((found) => [...found.values()]);
    return toCallback(reading, callback as ValueCallback<unknown>);
  }

  /** Reads the aggregate of a name that has arguments of some types; null when there is none. */
  getAggregate(keyspaceName: string, name: string, signature: ArgumentType[]): Promise<Aggregate>;
  getAggregate(
    keyspaceName: string,
    name: string,
    signature: ArgumentType[],
    callback: ValueCallback<Aggregate>,
  ): void;
  getAggregate(
    keyspaceName: string,
    name: string,
    signature: ArgumentType[],
    callback?: ValueCallback<Aggregate>,
  ): any {
    const read = async () => {
      demandNames('aggregate', keyspaceName, name);
      const key = signatureKey(signature);
      return (await this.aggregates(keyspaceName, name)).get(key) ?? null;
    };
    return toCallback(read(), callback as ValueCallback<unknown>);
  }

  private async aggregates(keyspaceName: string, name: string): Promise<Map<string, Aggregate>> {
    demandNames('aggregate', keyspaceName, name);
    return await this.inKeyspace(keyspaceName, new Map<string, Aggregate>(), (keyspace) =>
      this.reader.getAggregates(keyspaceName, name, keyspace?.aggregates),
    );
  }

  /** Reads something of a keyspace, which is not known when the schema is not followed. */
  private async inKeyspace<T>(
    name: string,
    none: T,
    read: (keyspace: Keyspace | undefined) => Promise<T>,
  ): Promise<T> {
    this.demandInitialized();
    if (!this.options.isMetadataSyncEnabled) return await read(undefined);
    const keyspace = this.keyspaces[name];
    return keyspace ? await read(keyspace) : none;
  }

  private demandInitialized(): void {
    if (!this.initialized) throw new Error(NOT_INITIALIZED);
  }

  /**
   * Reads what the server noted of a request that was executed with `traceQuery`.
   *
   * @param consistency The level at which the trace is read.
   */
  getTrace(traceId: Uuid, consistency?: number): Promise<QueryTrace>;
  getTrace(traceId: Uuid, consistency: number, callback: ValueCallback<QueryTrace>): void;
  getTrace(traceId: Uuid, callback: ValueCallback<QueryTrace>): void;
  getTrace(
    traceId: Uuid,
    consistency?: number | ValueCallback<QueryTrace>,
    callback?: ValueCallback<QueryTrace>,
  ): any {
    const given = callback ?? (typeof consistency === 'function' ? consistency : undefined);
    const level = typeof consistency === 'number' ? consistency : null;
    const read = async () => {
      this.demandInitialized();
      return await readTrace(this.controlConnection, traceId, level);
    };
    return toCallback(read(), given);
  }

  /** Tells once, without waiting, whether the hosts have the same schema; false also when that cannot be told. */
  checkSchemaAgreement(): Promise<boolean>;
  checkSchemaAgreement(callback: ValueCallback<boolean>): void;
  checkSchemaAgreement(callback?: ValueCallback<boolean>): Promise<boolean> | undefined {
    const { connection } = this.controlConnection;
    const comparing = connection ? this.compareSchemaVersions(connection).catch(() => false) : undefined;
    return toCallback(comparing ?? Promise.resolve(false), callback);
  }

  /** @internal Compares the versions that a host knows of. */
  async compareSchemaVersions(connection: NonNullable<SchemaSource['connection']>): Promise<boolean> {
    const versions = new Set<string>();
    for (const table of ['system.local', 'system.peers']) {
      const { rows } = await connection.send({ query: `SELECT schema_version FROM ${table}` }, null);
      for (const { schema_version: version } of rows ?? []) if (version) versions.add(version.toString());
    }
    return versions.size === 1;
  }

  /** @internal Replaces the names of types among hints by the types, with the fields of user-defined ones. */
  async adaptUserHints(keyspace: string | null | undefined, hints: unknown): Promise<void> {
    if (Array.isArray(hints)) await resolveHints(hints, keyspace, this.resolveUdt);
  }
}

function demandNames(kind: 'function' | 'aggregate', keyspaceName: string, name: string): void {
  if (keyspaceName && name) return;
  throw new ArgumentError(`You must provide the keyspace name and cql ${kind} name to retrieve the metadata`);
}

function signatureKey(signature: ArgumentType[]): string {
  if (!Array.isArray(signature)) throw new ArgumentError('Signature must be an array of types');
  return signature.map((type) => (typeof type === 'string' ? type : getDataTypeNameByCode(type))).join(',');
}
