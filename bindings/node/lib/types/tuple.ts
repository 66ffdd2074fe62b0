/** A fixed number of values, each of its own type. */
export class Tuple {
  readonly elements: unknown[];
  readonly length: number;

  constructor(...elements: unknown[]) {
    if (elements.length === 0) throw new TypeError('Tuple must contain at least one value');
    this.elements = elements;
    this.length = elements.length;
  }

  static fromArray(elements: unknown[]): Tuple {
    return new Tuple(...elements);
  }

  get(index: number): any {
    return this.elements[index || 0];
  }

  toString(): string {
    return `(${this.elements.map((element) => String(element)).join(',')})`;
  }

  toJSON(): unknown[] {
    return this.elements;
  }

  values(): any[] {
    return this.elements.slice();
  }
}
