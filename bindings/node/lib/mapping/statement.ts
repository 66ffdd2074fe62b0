import { ArgumentError } from '../errors';
import { dataTypes } from '../types/data-types';
import type { Field, Ordering } from './field';
import type { FindDocInfo, InsertDocInfo, RemoveDocInfo, UpdateDocInfo } from './mapping-options';
import { QueryAssignment, QueryOperator } from './query-operator';
import { assigned, identifying, present, type Table } from './table-choice';

type Doc = Record<string, any>;
type DocInfo = (FindDocInfo & InsertDocInfo & UpdateDocInfo) | null | undefined;

/** Takes one parameter out of what a call was given. */
type Source = (doc: Doc, docInfo: DocInfo) => unknown;

/** The CQL of a shape of calls. */
export interface Statement {
  readonly query: string;
  /** Whether executing twice does no harm. */
  readonly isIdempotent: boolean;
  readonly isCounter: boolean;
  /** The parameters of one call of the shape. */
  readonly params: (doc: Doc, docInfo: DocInfo) => unknown[];
}

const ttlSource: Source = (_doc, docInfo) => docInfo!.ttl;
const limitSource: Source = (_doc, docInfo) => docInfo!.limit;

export function selectStatement(
  from: string,
  query: { filter: Field[]; selection: Field[]; ordering: Ordering[]; limit: number | undefined },
): Statement {
  const { filter, selection, ordering, limit } = query;
  const limited = typeof limit === 'number';
  const order = ordering.map(({ column, direction }) => `${quoted(column)} ${direction}`);
  const text = [
    `SELECT ${selection.length > 0 ? selection.map(({ column }) => quoted(column)).join(', ') : '*'} FROM ${from}`,
    filter.length > 0 && `WHERE ${conditions(filter)}`,
    order.length > 0 && `ORDER BY ${order.join(', ')}`,
    limited && 'LIMIT ?',
  ];
  const sources = filter.flatMap(conditionSources(inDoc));
  return statement(text, limited ? [...sources, limitSource] : sources, { isIdempotent: true });
}

export function insertStatement(
  keyspace: string,
  table: Table,
  fields: Field[],
  docInfo: InsertDocInfo | null | undefined,
): Statement {
  const inserted = present(table, fields);
  const expires = typeof docInfo?.ttl === 'number';
  const text = [
    `INSERT INTO ${keyspace}.${table.name} (${inserted.map(({ column }) => quoted(column)).join(', ')})`,
    `VALUES (${inserted.map(() => '?').join(', ')})`,
    docInfo?.ifNotExists && 'IF NOT EXISTS',
    expires && 'USING TTL ?',
  ];
  const sources = inserted.map((field) => converted(field, inDoc(field)));
  return statement(text, expires ? [...sources, ttlSource] : sources, {
    isIdempotent: !docInfo?.ifNotExists,
  });
}

/** @throws ArgumentError when a column of the key is compared otherwise than for equality. */
export function updateStatement(
  keyspace: string,
  table: Table,
  fields: Field[],
  docInfo: UpdateDocInfo | null | undefined,
  when: Field[],
): Statement {
  const set = assigned(table, fields);
  const key = equalities(identifying(table, fields));
  const expires = typeof docInfo?.ttl === 'number';
  const text = [
    `UPDATE ${keyspace}.${table.name}`,
    expires && 'USING TTL ?',
    `SET ${set.map(assignment).join(', ')}`,
    `WHERE ${conditions(key)}`,
    onlyIf(docInfo, when),
  ];
  const sources = [
    ...set.map((field) => converted(field, valueOf(field, inDoc(field)))),
    ...key.map((field) => converted(field, inDoc(field))),
    ...when.flatMap(conditionSources(inWhen)),
  ];
  const codes = fields.map(({ column }) => table.columnsByName[column]?.type.code);
  const isCounter = codes.includes(dataTypes.counter);
  const growsList = set.some(
    ({ column, value }) =>
      value instanceof QueryAssignment && table.columnsByName[column]!.type.code === dataTypes.list,
  );
  const isIdempotent = !isCounter && !growsList && !isConditional(docInfo, when);
  return statement(text, expires ? [ttlSource, ...sources] : sources, { isIdempotent, isCounter });
}

/** @throws ArgumentError when a column of the key is compared otherwise than for equality. */
export function removeStatement(
  keyspace: string,
  table: Table,
  fields: Field[],
  docInfo: RemoveDocInfo | null | undefined,
  when: Field[],
): Statement {
  const key = equalities(identifying(table, fields));
  const cells = docInfo?.deleteOnlyColumns ? assigned(table, fields) : [];
  const text = [
    'DELETE',
    cells.length > 0 && cells.map(({ column }) => quoted(column)).join(', '),
    `FROM ${keyspace}.${table.name} WHERE ${conditions(key)}`,
    onlyIf(docInfo, when),
  ];
  const sources = [
    ...key.map((field) => converted(field, inDoc(field))),
    ...when.flatMap(conditionSources(inWhen)),
  ];
  return statement(text, sources, { isIdempotent: !isConditional(docInfo, when) });
}

function statement(
  text: (string | false | undefined | null)[],
  sources: Source[],
  { isIdempotent, isCounter = false }: { isIdempotent: boolean; isCounter?: boolean },
): Statement {
  return {
    query: text.filter(Boolean).join(' '),
    isIdempotent,
    isCounter,
    params: (doc, docInfo) => sources.map((source) => source(doc, docInfo)),
  };
}

function quoted(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

/** A row is found by what its key is equal to; another comparison would write to rows that nobody named. */
function equalities(key: Field[]): Field[] {
  for (const { property, value } of key) {
    if (!(value instanceof QueryOperator) && !(value instanceof QueryAssignment)) continue;
    throw new ArgumentError(
      `Operators are not supported on '${property}', which is a part of the primary key`,
    );
  }
  return key;
}

function conditions(fields: Field[]): string {
  return fields.map(({ column, value }) => condition(quoted(column), value)).join(' AND ');
}

function condition(column: string, value: unknown): string {
  if (!(value instanceof QueryOperator)) return `${column} = ?`;
  if (!value.hasChildValues) return `${column} ${value.key} ?`;
  return `${condition(column, value.value[0])} ${value.key} ${condition(column, value.value[1])}`;
}

function assignment({ column, value }: Field): string {
  const name = quoted(column);
  if (!(value instanceof QueryAssignment)) return `${name} = ?`;
  return value.inverted ? `${name} = ? ${value.sign} ${name}` : `${name} = ${name} ${value.sign} ?`;
}

function onlyIf(docInfo: UpdateDocInfo | null | undefined, when: Field[]): string | false {
  if (docInfo?.ifExists) return 'IF EXISTS';
  return when.length > 0 && `IF ${conditions(when)}`;
}

function isConditional(docInfo: UpdateDocInfo | null | undefined, when: Field[]): boolean {
  return when.length > 0 || !!docInfo?.ifExists;
}

const inDoc =
  ({ property }: Field): Source =>
  (doc) =>
    doc[property];

const inWhen =
  ({ property }: Field): Source =>
  (_doc, docInfo) =>
    docInfo!.when![property];

/** What an assignment carries, or the plain value. */
function valueOf({ value }: Field, source: Source): Source {
  if (!(value instanceof QueryAssignment)) return source;
  return (doc, docInfo) => (source(doc, docInfo) as QueryAssignment).value;
}

/** One source for each marker of a condition: one that joins two has theirs. */
function conditionSources(place: (field: Field) => Source): (field: Field) => Source[] {
  const sources = (field: Field, source: Source): Source[] => {
    const { value } = field;
    if (!(value instanceof QueryOperator)) return [converted(field, source)];
    const carried: Source = (doc, docInfo) => (source(doc, docInfo) as QueryOperator).value;
    if (!value.hasChildValues) return [converted(field, carried)];
    return [0, 1].flatMap((side) =>
      sources(
        { ...field, value: value.value[side] },
        (doc, docInfo) => (carried(doc, docInfo) as unknown[])[side],
      ),
    );
  };
  return (field) => sources(field, place(field));
}

function converted({ fromModel, value }: Field, source: Source): Source {
  if (!fromModel) return source;
  if (!(value instanceof QueryOperator && value.isInOperator)) {
    return (doc, docInfo) => fromModel(source(doc, docInfo));
  }
  return (doc, docInfo) => (source(doc, docInfo) as unknown[]).map((item) => fromModel(item));
}
