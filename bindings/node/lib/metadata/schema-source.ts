import type { EncodingOptions } from '../codec/encoding-options';
import type { Encoder } from '../encoder';

/** A row of a system table. */
export type SystemRow = Record<string, any>;

/** A query with more to it than its text. */
export interface SystemRequest {
  query: string;
  /** A code of `types.consistencies`. */
  consistency?: number | null;
  /** The values of the markers. */
  params?: unknown[];
}

/** Where the system tables are read: the control connection. */
export interface SchemaSource {
  /** @param waitReconnect Whether to wait a while for a connection that is lost. Default: true. */
  query(cql: string | SystemRequest, waitReconnect?: boolean): Promise<{ rows: SystemRow[] }>;
  getEncoder(): Encoder;
  /** Null while there is none. */
  readonly connection?: {
    send(request: SystemRequest, options: null): Promise<{ rows?: SystemRow[] }>;
  } | null;
}

/** Writes a SELECT of all columns, with conditions on text columns. */
export function select(table: string, conditions: Record<string, unknown> = {}): string {
  const where = Object.entries(conditions)
    .map(([column, value]) => `${column} = '${String(value).replaceAll("'", "''")}'`)
    .join(' AND ');
  return `SELECT * FROM ${table}${where && ` WHERE ${where}`}`;
}

/** A CQL map as a plain object, of whichever class maps are; null and undefined stay what they are. */
export function objectOf(map: unknown, encoding: EncodingOptions): any {
  const isMap = map instanceof Map || (encoding.map && map instanceof encoding.map);
  if (!isMap) return map;
  const object: Record<string, unknown> = {};
  (map as Map<string, unknown>).forEach((value, key) => (object[key] = value));
  return object;
}
