import type { ColumnType } from '../codec/column-type';

/** A user-defined function. */
export class SchemaFunction {
  name: string = null!;
  keyspaceName: string = null!;
  /** The types of the arguments in CQL. */
  signature: string[] = null!;
  argumentNames: string[] = null!;
  argumentTypes: ColumnType[] = null!;
  body: string = null!;
  calledOnNullInput: boolean = null!;
  /** `java` or `javascript`. */
  language: string = null!;
  returnType: ColumnType = null!;
  /** Whether it gives the same result for the same arguments. */
  deterministic: boolean = null!;
  /** Whether it only ever grows or only ever shrinks as its arguments grow. */
  monotonic: boolean = null!;
  /** The arguments of which it is monotonic: all, one or none. */
  monotonicOn: string[] = null!;
}
