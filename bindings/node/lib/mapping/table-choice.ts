import type { Field, Ordering } from './field';
import type { ModelMappingInfo, ModelTable } from './model-mapping-info';

/** What the mapper has to know of a column. */
export interface Column {
  readonly name: string;
  readonly type: { code: number };
  readonly isStatic?: boolean;
}

/** What the mapper has to know of a table or view. */
export interface Table {
  readonly name: string;
  readonly partitionKeys: readonly Pick<Column, 'name'>[];
  readonly clusteringKeys: readonly Pick<Column, 'name'>[];
  readonly columns: readonly Column[];
  readonly columnsByName: Readonly<Record<string, Column>>;
}

/** Where tables are described; `null` stands for one that does not exist. */
export interface TableSource {
  getTable(keyspace: string, name: string): Promise<Table | null>;
  getMaterializedView(keyspace: string, name: string): Promise<Table | null>;
}

/** The first table or view that can answer a query. @throws Error when there is none. */
export async function tableToRead(
  source: TableSource,
  info: ModelMappingInfo,
  query: { filter: Field[]; selection: Field[]; ordering: Ordering[]; wholeKey: boolean },
): Promise<Table> {
  const tables = await describe(source, info, info.tables);
  for (const [index, found] of tables.entries()) {
    const table = existing(found, info.tables[index]!);
    if (answers(table, query)) return table;
  }
  const { filter, selection, ordering, wholeKey } = query;
  const needed = wholeKey ? 'all PKs have to be specified' : 'PKs';
  throw new Error(
    `No table matches the filter (${needed}): [${columns(filter)}]` +
      listed('fields', columns(selection)) +
      listed('orderBy', columns(ordering)),
  );
}

function answers(
  table: Table,
  { filter, selection, ordering, wholeKey }: Parameters<typeof tableToRead>[2],
): boolean {
  const { partitionKeys, clusteringKeys } = table;
  const given = new Set(columns(filter));
  const key = new Set([...partitionKeys, ...clusteringKeys].map(({ name }) => name));
  return (
    partitionKeys.every(({ name }) => given.has(name)) &&
    (!wholeKey || clusteringKeys.every(({ name }) => given.has(name))) &&
    columns(filter).every((column) => key.has(column)) &&
    hasAll(table, selection) &&
    // Rows come in the order of the clustering columns, so only that order can be asked for.
    ordering.every(({ column }, index) => clusteringKeys[index]?.name === column)
  );
}

/** The tables that an object is inserted into. @throws Error when there is none. */
export async function tablesToInsert(
  source: TableSource,
  info: ModelMappingInfo,
  fields: Field[],
): Promise<Table[]> {
  const found = (await tablesToWrite(source, info)).filter((table) => {
    const key = keyIn(table, fields);
    if (!key.partition) return false;
    return key.clustering === 'all' || (key.clustering === 'none' && areStaticColumns(table, fields));
  });
  if (found.length > 0) return found;
  throw noTable('all PKs', fields);
}

/** Whether the fields are the partition key and every static column: what rows of a partition share. */
function areStaticColumns(table: Table, fields: Field[]): boolean {
  const shared = table.columns.filter(({ isStatic }) => isStatic);
  const expected = new Set([...table.partitionKeys, ...shared].map(({ name }) => name));
  return (
    shared.length > 0 && fields.length === expected.size && fields.every(({ column }) => expected.has(column))
  );
}

/** The tables in which an object is updated. @throws Error when there is none. */
export async function tablesToUpdate(
  source: TableSource,
  info: ModelMappingInfo,
  fields: Field[],
  when: Field[],
): Promise<Table[]> {
  const found = (await tablesToWrite(source, info)).filter((table) => {
    const key = keyIn(table, fields);
    if (!key.partition || key.clustering === 'some') return false;
    if (key.clustering === 'none' && !table.columns.some(({ isStatic }) => isStatic)) return false;
    return assigned(table, fields).length > 0 && hasAll(table, when);
  });
  if (found.length > 0) return found;
  throw noTable('all PKs and columns to set', fields, when);
}

/** The tables from which an object is removed. @throws Error when there is none. */
export async function tablesToRemove(
  source: TableSource,
  info: ModelMappingInfo,
  fields: Field[],
  when: Field[],
): Promise<Table[]> {
  const found = (await tablesToWrite(source, info)).filter((table) => {
    const key = keyIn(table, fields);
    return key.partition && key.clustering === 'all' && hasAll(table, when);
  });
  if (found.length > 0) return found;
  throw noTable('all PKs', fields, when);
}

/** The fields of a table that are no part of its key. */
export function assigned(table: Table, fields: Field[]): Field[] {
  return present(table, fields).filter(({ column }) => !isKey(table, column));
}

/** The fields that are the key of a table. */
export function identifying(table: Table, fields: Field[]): Field[] {
  return fields.filter(({ column }) => isKey(table, column));
}

/** The fields that a table has columns for. */
export function present(table: Table, fields: Field[]): Field[] {
  return fields.filter(({ column }) => table.columnsByName[column] !== undefined);
}

function isKey({ partitionKeys, clusteringKeys }: Table, column: string): boolean {
  return [...partitionKeys, ...clusteringKeys].some(({ name }) => name === column);
}

function hasAll(table: Table, fields: Field[]): boolean {
  return present(table, fields).length === fields.length;
}

/** How much of a table's key is among the fields. */
function keyIn(
  { partitionKeys, clusteringKeys }: Table,
  fields: Field[],
): { partition: boolean; clustering: 'all' | 'some' | 'none' } {
  const given = new Set(columns(fields));
  const found = clusteringKeys.filter(({ name }) => given.has(name)).length;
  return {
    partition: partitionKeys.every(({ name }) => given.has(name)),
    clustering: found === clusteringKeys.length ? 'all' : found > 0 ? 'some' : 'none',
  };
}

/** The tables of a model, without its views. */
async function tablesToWrite(source: TableSource, info: ModelMappingInfo): Promise<Table[]> {
  const written = info.tables.filter(({ isView }) => !isView);
  const tables = await describe(source, info, written);
  return tables.map((table, index) => existing(table, written[index]!));
}

function describe(
  source: TableSource,
  { keyspace }: ModelMappingInfo,
  tables: readonly ModelTable[],
): Promise<(Table | null)[]> {
  return Promise.all(
    tables.map(({ name, isView }) =>
      isView ? source.getMaterializedView(keyspace, name) : source.getTable(keyspace, name),
    ),
  );
}

function existing(table: Table | null, { name }: ModelTable): Table {
  if (table) return table;
  throw new Error(`Table "${name}" could not be retrieved`);
}

function columns(named: readonly { column: string }[]): string[] {
  return named.map(({ column }) => column);
}

function noTable(needed: string, fields: Field[], when: Field[] = []): Error {
  return new Error(
    `No table matches (${needed} have to be specified) fields: [${columns(fields)}]` +
      listed('condition', columns(when)),
  );
}

function listed(what: string, names: string[]): string {
  return names.length > 0 ? `; ${what}: [${names}]` : '';
}
