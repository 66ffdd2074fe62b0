import type { ColumnType } from '../codec/column-type';
import type { EncodingOptions } from '../codec/encoding-options';
import type { UdtResolver } from '../codec/schema-type';
import type { Aggregate } from './aggregate';
import type { Keyspace } from './keyspace';
import type { MaterializedView } from './materialized-view';
import type { SchemaFunction } from './schema-function';
import type { SchemaSource, SystemRow } from './schema-source';
import type { TableMetadata } from './table-metadata';
import { Udt } from './udt';

/** What has been read, by name; undefined when nothing is kept. */
export type Cache<T> = Record<string, T> | undefined;

/** The options that matter when the schema is read. */
export interface SchemaOptions {
  encoding?: EncodingOptions;
}

/** Reads the schema out of the system tables of a version of the server. */
export abstract class SchemaReader {
  protected readonly encoding: EncodingOptions;
  private readonly pending = new WeakMap<object, Promise<unknown>>();

  constructor(
    options: SchemaOptions,
    protected readonly source: SchemaSource,
    protected readonly resolveUdt: UdtResolver,
  ) {
    this.encoding = options.encoding ?? {};
  }

  abstract getKeyspaces(waitReconnect: boolean): Promise<Record<string, Keyspace>>;
  abstract getKeyspace(name: string): Promise<Keyspace | null>;
  /** @param virtual Whether it is in a virtual keyspace; undefined when that is not known. */
  abstract getTable(
    keyspace: string,
    name: string,
    cache: Cache<TableMetadata>,
    virtual?: boolean,
  ): Promise<TableMetadata | null>;
  abstract getMaterializedView(
    keyspace: string,
    name: string,
    cache: Cache<MaterializedView>,
  ): Promise<MaterializedView | null>;

  getUdt(keyspace: string, name: string, cache: Cache<Udt>): Promise<Udt | null> {
    return this.once(
      cache,
      name,
      () => new Udt(keyspace, name),
      async (udt) => {
        const row = await this.firstRow(this.udtQuery(keyspace, name));
        if (!row) return false;
        const types = await this.typesOf(keyspace, row.field_types as string[]);
        udt.fields = (row.field_names as string[]).map((field, i) => ({ name: field, type: types[i]! }));
        return true;
      },
    );
  }

  /** Those of a name by their signature, which is the CQL types of the arguments with commas between. */
  getFunctions(
    keyspace: string,
    name: string,
    cache: Cache<Map<string, SchemaFunction>>,
  ): Promise<Map<string, SchemaFunction>> {
    return this.overloads(cache, name, this.functionsQuery(keyspace, name), (row) => this.parseFunction(row));
  }

  /** Those of a name by their signature, which is the CQL types of the arguments with commas between. */
  getAggregates(
    keyspace: string,
    name: string,
    cache: Cache<Map<string, Aggregate>>,
  ): Promise<Map<string, Aggregate>> {
    return this.overloads(cache, name, this.aggregatesQuery(keyspace, name), (row) =>
      this.parseAggregate(row),
    );
  }

  protected abstract udtQuery(keyspace: string, name: string): string;
  /** Types, as this version of the server names them. */
  protected abstract typesOf(keyspace: string, names: string[]): Promise<ColumnType[]>;
  protected abstract functionsQuery(keyspace: string, name: string): string;
  protected abstract aggregatesQuery(keyspace: string, name: string): string;
  protected abstract parseFunction(row: SystemRow): Promise<SchemaFunction>;
  protected abstract parseAggregate(row: SystemRow): Promise<Aggregate>;

  private async overloads<T extends { signature: string[] | null }>(
    cache: Cache<Map<string, T>>,
    name: string,
    query: string,
    parse: (row: SystemRow) => Promise<T>,
  ): Promise<Map<string, T>> {
    const found = await this.once(
      cache,
      name,
      () => new Map<string, T>(),
      async (overloads) => {
        const parsed = await Promise.all((await this.rows(query)).map(parse));
        for (const item of parsed) overloads.set(item.signature!.join(','), item);
        return parsed.length > 0;
      },
    );
    return found ?? new Map();
  }

  /**
   * Reads something once, however many ask for it at the same time, and keeps it. It is in the cache from the start, so
   * that a change of the schema can take it out while it is being read; what is not found is not kept.
   *
   * @param read Fills what was made and tells whether there is such a thing.
   */
  protected async once<T extends object>(
    cache: Cache<T>,
    name: string,
    make: () => T,
    read: (entry: T) => Promise<boolean>,
  ): Promise<T | null> {
    const present = cache && Object.hasOwn(cache, name) ? cache[name]! : null;
    const pending = present && (this.pending.get(present) as Promise<T | null> | undefined);
    if (pending) return await pending;
    if (present) return present;
    const entry = make();
    if (cache) cache[name] = entry;
    const reading = this.fill(cache, name, entry, read);
    this.pending.set(entry, reading);
    return await reading;
  }

  private async fill<T extends object>(
    cache: Cache<T>,
    name: string,
    entry: T,
    read: (entry: T) => Promise<boolean>,
  ): Promise<T | null> {
    let found = false;
    try {
      found = await read(entry);
    } finally {
      this.pending.delete(entry);
      if (!found && cache?.[name] === entry) Reflect.deleteProperty(cache, name);
    }
    return found ? entry : null;
  }

  protected async rows(query: string): Promise<SystemRow[]> {
    return (await this.source.query(query)).rows;
  }

  protected async firstRow(query: string): Promise<SystemRow | undefined> {
    return (await this.rows(query))[0];
  }
}

/** Parts of a key, in the order of their positions. */
export function byPosition<T extends { position: number }>(parts: T[]): T[] {
  return parts.sort((a, b) => a.position - b.position);
}
