/** A condition on a property that is not plain equality. */
export class QueryOperator {
  constructor(
    /** The operator in CQL. */
    readonly key: string,
    /** What is compared with; for one that joins conditions, the two of them. */
    readonly value: any,
    /** Whether it joins two conditions on the same property. */
    readonly hasChildValues = false,
    /** Whether the value is a list of which one item has to match. */
    readonly isInOperator = false,
  ) {}
}

/** A change of a counter or collection that depends on what it holds. */
export class QueryAssignment {
  constructor(
    readonly sign: '+' | '-',
    readonly value: any,
    /** Whether the value stands before what the column holds. */
    readonly inverted = false,
  ) {}
}
