import type { ColumnType } from '../codec/column-type';

/** A user-defined aggregate. */
export class Aggregate {
  name: string = null!;
  keyspaceName: string = null!;
  /** The types of the arguments in CQL. */
  signature: string[] = null!;
  argumentTypes: ColumnType[] = null!;
  /** The function that takes a row into the state. */
  stateFunction: string = null!;
  stateType: ColumnType = null!;
  /** The function that makes the result of the state, if there is one. */
  finalFunction: string = null!;
  /** The first state as the server writes it: bytes before Cassandra 3, CQL since. */
  initConditionRaw: Buffer | string = null!;
  /** The first state as text. */
  initCondition: string = null!;
  returnType: ColumnType = null!;
  /** Whether it gives the same result for the same rows. */
  deterministic: boolean = null!;
}
