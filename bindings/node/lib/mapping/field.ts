import { ArgumentError } from '../errors';
import type { FindDocInfo } from './mapping-options';
import type { ModelMappingInfo } from './model-mapping-info';

/** A property that a statement is about. */
export interface Field {
  readonly property: string;
  readonly column: string;
  /** What the first object of its shape holds: it says which operator there is. */
  readonly value: unknown;
  readonly fromModel: ((value: any) => any) | null;
}

export function fieldsOf(
  names: readonly string[],
  doc: Record<string, unknown>,
  info: ModelMappingInfo,
): Field[] {
  return names.map((property) => ({
    property,
    column: info.getColumnName(property),
    value: doc[property],
    fromModel: info.getFromModelFn(property),
  }));
}

/** The properties that an object is written with: all, or those that the caller names. */
export function writtenFields(
  docKeys: readonly string[],
  doc: Record<string, unknown>,
  fields: readonly string[] | undefined,
  info: ModelMappingInfo,
): Field[] {
  return fieldsOf(fields && fields.length > 0 ? fields : docKeys, doc, info);
}

export interface Ordering {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
}

/** @throws ArgumentError for a direction that is neither ascending nor descending. */
export function orderingOf(orderBy: FindDocInfo['orderBy'], info: ModelMappingInfo): Ordering[] {
  return Object.entries(orderBy ?? {}).map(([property, given]) => {
    const direction = typeof given === 'string' ? given.toUpperCase() : given;
    if (direction !== 'ASC' && direction !== 'DESC') {
      throw new ArgumentError(`Order must be either "ASC" or "DESC", obtained: ${given}`);
    }
    return { column: info.getColumnName(property), direction };
  });
}
