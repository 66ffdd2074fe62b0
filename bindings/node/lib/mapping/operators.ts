import { ArgumentError } from '../errors';
import * as query from './query-operator';

/** What the functions of `q` make: a condition of `find()` or `when`, or an assignment of `update()`. */
export type QueryOperator = query.QueryOperator | query.QueryAssignment;

/** The property is one of these. @throws ArgumentError when it is not an array. */
export function in_(values: any): QueryOperator {
  if (!Array.isArray(values)) throw new ArgumentError('IN operator supports only Array values');
  return new query.QueryOperator('IN', values, false, true);
}

/** The property is greater than the value. */
export function gt(value: any): QueryOperator {
  return new query.QueryOperator('>', value);
}

/** The property is greater than the value or equal to it. */
export function gte(value: any): QueryOperator {
  return new query.QueryOperator('>=', value);
}

/** The property is less than the value. */
export function lt(value: any): QueryOperator {
  return new query.QueryOperator('<', value);
}

/** The property is less than the value or equal to it. */
export function lte(value: any): QueryOperator {
  return new query.QueryOperator('<=', value);
}

/** The property is not equal to the value; in the conditions of `when`. */
export function notEq(value: any): QueryOperator {
  return new query.QueryOperator('!=', value);
}

/** Both conditions hold for the property. */
export function and(condition1: any, condition2: any): QueryOperator {
  return new query.QueryOperator('AND', [condition1, condition2], true);
}

/** Adds to a counter. */
export function incr(value: any): QueryOperator {
  return new query.QueryAssignment('+', value);
}

/** Subtracts from a counter. */
export function decr(value: any): QueryOperator {
  return new query.QueryAssignment('-', value);
}

/** Adds items to the end of a list, to a set or to a map. */
export function append(value: any): QueryOperator {
  return new query.QueryAssignment('+', value);
}

/** Adds items to the beginning of a list. */
export function prepend(value: any): QueryOperator {
  return new query.QueryAssignment('+', value, true);
}

/** Removes items from a list or set, or entries from a map. */
export function remove(value: any): QueryOperator {
  return new query.QueryAssignment('-', value);
}
