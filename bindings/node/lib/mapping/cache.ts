import type { FindDocInfo, InsertDocInfo, RemoveDocInfo, UpdateDocInfo } from './mapping-options';
import { QueryAssignment, QueryOperator } from './query-operator';

/**
 * What tells calls apart that need different statements, as a sequence of parts: the names of the properties, how they
 * are compared and which further clauses there are. Values do not count.
 */
export type ShapeKey = readonly unknown[];

type Doc = Record<string, unknown>;

/** Parts that no name of a property can be taken for. */
const mark = {
  operator: Symbol('operator'),
  assignment: Symbol('assignment'),
  both: Symbol('both'),
  and: Symbol('and'),
  fields: Symbol('fields'),
  limit: Symbol('limit'),
  orderBy: Symbol('orderBy'),
  ttl: Symbol('ttl'),
  exists: Symbol('exists'),
  onlyColumns: Symbol('onlyColumns'),
  when: Symbol('when'),
  wholeKey: Symbol('wholeKey'),
};

/** Names the shapes of calls. */
export const Cache = {
  /** @param wholeKey Whether all columns of the key have to be there, which decides on the table. */
  getSelectKey(docKeys: string[], doc: Doc, docInfo?: FindDocInfo | null, wholeKey = false): ShapeKey {
    const key: unknown[] = wholeKey ? [mark.wholeKey] : [];
    pushProperties(key, docKeys, doc);
    pushSelection(key, docInfo);
    return key;
  },

  getSelectAllKey(docInfo?: FindDocInfo | null): ShapeKey {
    const key: unknown[] = [];
    pushSelection(key, docInfo);
    return key;
  },

  getInsertKey(docKeys: string[], docInfo?: InsertDocInfo | null): ShapeKey {
    const key: unknown[] = [...docKeys];
    pushFields(key, docInfo?.fields);
    if (typeof docInfo?.ttl === 'number') key.push(mark.ttl);
    if (docInfo?.ifNotExists) key.push(mark.exists);
    return key;
  },

  getUpdateKey(docKeys: string[], doc: Doc, docInfo?: UpdateDocInfo | null): ShapeKey {
    const key: unknown[] = [];
    pushProperties(key, docKeys, doc);
    pushFields(key, docInfo?.fields);
    if (typeof docInfo?.ttl === 'number') key.push(mark.ttl);
    pushConditions(key, docInfo);
    return key;
  },

  getRemoveKey(docKeys: string[], doc: Doc, docInfo?: RemoveDocInfo | null): ShapeKey {
    const key: unknown[] = [];
    pushProperties(key, docKeys, doc);
    pushFields(key, docInfo?.fields);
    if (docInfo?.deleteOnlyColumns) key.push(mark.onlyColumns);
    pushConditions(key, docInfo);
    return key;
  },
};

function pushProperties(key: unknown[], names: string[], values: Doc): void {
  for (const name of names) {
    key.push(name);
    pushOperator(key, values[name]);
  }
}

function pushOperator(key: unknown[], value: unknown): void {
  if (value instanceof QueryAssignment) key.push(mark.assignment, value.sign, value.inverted);
  if (!(value instanceof QueryOperator)) return;
  if (!value.hasChildValues) {
    key.push(mark.operator, value.key);
    return;
  }
  key.push(mark.both);
  pushOperator(key, value.value[0]);
  key.push(mark.and);
  pushOperator(key, value.value[1]);
}

function pushFields(key: unknown[], fields: string[] | undefined): void {
  if (fields && fields.length > 0) key.push(mark.fields, ...fields);
}

function pushSelection(key: unknown[], docInfo: FindDocInfo | null | undefined): void {
  pushFields(key, docInfo?.fields);
  if (typeof docInfo?.limit === 'number') key.push(mark.limit);
  if (docInfo?.orderBy) key.push(mark.orderBy, ...Object.entries(docInfo.orderBy).flat());
}

function pushConditions(key: unknown[], docInfo: UpdateDocInfo | null | undefined): void {
  if (docInfo?.ifExists) key.push(mark.exists);
  if (!docInfo?.when) return;
  key.push(mark.when);
  pushProperties(key, Object.keys(docInfo.when), docInfo.when);
}
