import { types } from 'node:util';

const isIndex = (key: string | symbol): key is string =>
  typeof key === 'string' && Number.isInteger(Number(key)) && key !== '';

/**
 * A fixed number of values of one type. It is read and written by index like an array, and
 * `instanceof` also takes a `Float32Array` for one.
 */
export class Vector implements Iterable<any> {
  readonly elements: any[];
  readonly length: number;
  readonly subtype: string | undefined;
  [index: number]: any;

  /**
   * @param elements The values.
   * @param subtype The CQL type of an element, for values that are bound without being prepared.
   */
  constructor(elements: any[] | Float32Array, subtype?: string) {
    if (!Array.isArray(elements) && !isFloats(elements)) {
      throw new TypeError('Vector must be constructed with a Float32Array or an Array');
    }
    if (elements.length === 0) throw new TypeError('Vector must contain at least one value');
    this.elements = Array.isArray(elements) ? elements : Array.from(elements);
    this.length = elements.length;
    this.subtype = subtype;
    return new Proxy(this, behaviour);
  }

  static get [Symbol.species](): typeof Vector {
    return Vector;
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    if (isFloats(value)) return true;
    return types.isProxy(value) && (value as unknown as { IDENTITY?: unknown }).IDENTITY === 'Vector';
  }

  toString(): string {
    return `[${this.elements.toString()}]`;
  }

  at(index: number): any {
    return this.elements[index];
  }

  [Symbol.iterator](): IterableIterator<any> {
    return this.elements[Symbol.iterator]();
  }

  forEach(callback: (value: any, index: number, array: any[]) => void): void {
    this.elements.forEach(callback);
  }

  getSubtype(): string | undefined {
    return this.subtype;
  }
}

function isFloats(value: unknown): value is Float32Array {
  return Object.prototype.toString.call(value) === '[object Float32Array]';
}

const behaviour: ProxyHandler<Vector> = {
  get(target, key) {
    if (key === 'IDENTITY') return 'Vector';
    return isIndex(key) ? target.elements[Number(key)] : Reflect.get(target, key);
  },
  set(target, key, value) {
    if (!isIndex(key)) return Reflect.set(target, key, value);
    target.elements[Number(key)] = value;
    return true;
  },
  ownKeys(target) {
    return Reflect.ownKeys(target.elements);
  },
  getOwnPropertyDescriptor(target, key) {
    if (isIndex(key)) return { enumerable: true, configurable: true, value: target.elements[Number(key)] };
    return Reflect.getOwnPropertyDescriptor(target, key);
  },
};
