type Plain = Record<string, any>;

export const emptyObject: Readonly<Plain> = Object.freeze({});

export const emptyArray: readonly never[] = Object.freeze([]);

/** Copies properties that are not `undefined` into the first object. */
export function extend<T extends object>(target: T, ...sources: (object | null | undefined)[]): T {
  for (const source of sources) {
    for (const [name, value] of Object.entries(source ?? {})) {
      if (value !== undefined) (target as Plain)[name] = value;
    }
  }
  return target;
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && value.constructor?.name === 'Object';

/** Copies properties into the first object, and those of plain objects into new ones. */
export function deepExtend<T extends object>(target: T, ...sources: (object | null | undefined)[]): T {
  for (const source of sources) {
    for (const [name, value] of Object.entries(source ?? {})) {
      const own = (target as Plain)[name];
      (target as Plain)[name] = isPlain(own) ? deepExtend({}, own, value as object) : value;
    }
  }
  return target;
}

/** The values of an object; none of nothing. */
export function objectValues(object: object | null | undefined): unknown[] {
  return Object.values(object ?? {});
}
