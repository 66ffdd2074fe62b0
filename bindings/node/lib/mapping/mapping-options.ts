import type { QueryOptions } from '../execution-options';
import type { Long } from '../types/long';
import type { TableMappings } from './table-mappings';

/** How models relate to tables. */
export type MappingOptions = {
  models: { [key: string]: ModelOptions };
};

/** How one model relates to tables. */
export type ModelOptions = {
  /** The tables and views that hold the model. Default: one table with the name of the model. */
  tables?: string[] | ModelTables[];
  /** The naming convention. Default: properties have the names of their columns. */
  mappings?: TableMappings;
  /** What deviates from the convention, by name of the column. */
  columns?: { [key: string]: string | ModelColumnOptions };
  /** Default: the keyspace of the client when the mapper is made. */
  keyspace?: string;
};

export interface ModelTables {
  name: string;
  /** Whether it is a materialized view, which is read from but not written to. Default: false. */
  isView?: boolean;
}

export type ModelColumnOptions = {
  /** The property of the column. Default: the name of the column. */
  name?: string;
  /** Makes the value of the property out of the value of the column. */
  toModel?: (columnValue: any) => any;
  /** Makes the value of the column out of the value of the property. */
  fromModel?: (modelValue: any) => any;
};

export type FindDocInfo = {
  /** The properties to select. Default: all. */
  fields?: string[];
  /** `asc` or `desc` by property; these are clustering columns, in the order of the key. */
  orderBy?: { [key: string]: string };
  /** How many rows there are at most. */
  limit?: number;
};

export type InsertDocInfo = {
  /** The properties to insert. Default: all of the object. */
  fields?: string[];
  /** Seconds after which the values expire. */
  ttl?: number;
  ifNotExists?: boolean;
};

export type UpdateDocInfo = {
  /** The properties to use, keys included. Default: all of the object. */
  fields?: string[];
  /** Seconds after which the values expire. */
  ttl?: number;
  ifExists?: boolean;
  /** Conditions under which the update is applied, by property. */
  when?: { [key: string]: any };
  orderBy?: { [key: string]: string };
  limit?: number;
  deleteOnlyColumns?: boolean;
};

export type RemoveDocInfo = {
  /** The properties to use, keys included. Default: all of the object. */
  fields?: string[];
  ttl?: number;
  ifExists?: boolean;
  /** Conditions under which the removal is applied, by property. */
  when?: { [key: string]: any };
  /** Whether the row stays and only its columns named by `fields` are removed. Default: false. */
  deleteOnlyColumns?: boolean;
};

export type MappingExecutionOptions = {
  executionProfile?: string;
  /** Default: whether the statement can be repeated without harm, which the mapper knows. */
  isIdempotent?: boolean;
  /** `Mapper.batch()`: whether it goes through the batch log. Default: true. */
  logged?: boolean;
  /** The write timestamp in microseconds since the epoch. */
  timestamp?: number | Long;
  fetchSize?: number;
  /** Where to go on: `pageState` of the result before. */
  pageState?: number | string | Buffer;
};

/** The options of one execution, or the name of an execution profile. */
export type ExecutionOptionsOrProfile = string | MappingExecutionOptions | null | undefined;

function parse(given: ExecutionOptionsOrProfile): MappingExecutionOptions {
  return typeof given === 'string' ? { executionProfile: given } : (given ?? {});
}

/** What a client is told when it reads; `isIdempotent` is what holds whatever the caller says. */
export function readOptions(given: ExecutionOptionsOrProfile, isIdempotent?: true): QueryOptions {
  const options = parse(given);
  return {
    prepare: true,
    executionProfile: options.executionProfile,
    fetchSize: options.fetchSize,
    pageState: options.pageState as QueryOptions['pageState'],
    timestamp: options.timestamp,
    isIdempotent: isIdempotent ?? options.isIdempotent,
  };
}

/** What a client is told when it writes; `isIdempotent` is what holds when the caller does not say. */
export function writeOptions(
  given: ExecutionOptionsOrProfile,
  { isIdempotent, isCounter }: { isIdempotent: boolean; isCounter: boolean },
): QueryOptions {
  const options = parse(given);
  return {
    prepare: true,
    executionProfile: options.executionProfile,
    timestamp: options.timestamp,
    logged: options.logged,
    isIdempotent: options.isIdempotent ?? isIdempotent,
    counter: isCounter,
  };
}
