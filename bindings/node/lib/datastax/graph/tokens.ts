/** A name that a traversal knows. */
export class EnumValue {
  constructor(
    readonly typeName: string,
    readonly elementName: string,
  ) {}

  toString(): string {
    return this.elementName;
  }
}

/** What can be asked of an element. */
export const t = {
  id: new EnumValue('T', 'id'),
  key: new EnumValue('T', 'key'),
  label: new EnumValue('T', 'label'),
  value: new EnumValue('T', 'value'),
};

const inwards = new EnumValue('Direction', 'IN');

/** The ends of an edge; `in` is a reserved word in places, `in_` is the same. */
export const direction = {
  both: new EnumValue('Direction', 'BOTH'),
  in: inwards,
  out: new EnumValue('Direction', 'OUT'),
  in_: inwards,
};
