import type { CqlType } from './type.js';
import { canonicalScalar } from './scalar.js';

/** A value as PROTOCOL.md writes it. */
export type Canonical = null | boolean | number | string | Canonical[] | { [key: string]: Canonical };

/** A value as a case writes it: friendlier, and read with the help of its type. */
export type Friendly = unknown;

/** Turns what a case says into the canonical form. */
export function canonical(type: CqlType, value: Friendly): Canonical {
  if (value === null || value === undefined) return null;
  if (isMarked(value)) return value;
  if (typeof type === 'string') return canonicalScalar(type, value);
  switch (type[0]) {
    case 'list':
    case 'set':
    case 'vector': {
      const [, element] = type;
      return asArray(value, type).map((item) => canonical(element, item));
    }
    case 'map':
      return mapEntries(value).map(([key, item]) => [canonical(type[1], key), canonical(type[2], item)]);
    case 'tuple': {
      const [, ...types] = type;
      const items = asArray(value, type);
      return types.map((itemType, index) => canonical(itemType, items[index]));
    }
    case 'udt':
      return userTypeFields(type[3], value);
    case 'custom':
      return canonicalScalar('blob', value);
  }
}

function isMarked(value: unknown): value is { [key: string]: Canonical } {
  if (typeof value !== 'object' || value === null) return false;
  return 'unset' in value || 'empty' in value || 'native' in value;
}

function asArray(value: Friendly, type: CqlType): Friendly[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${JSON.stringify(value)} is no ${JSON.stringify(type)}: write an array`);
}

function mapEntries(value: Friendly): [Friendly, Friendly][] {
  return Array.isArray(value) ? (value as [Friendly, Friendly][]) : Object.entries(value as object);
}

/** Keeps the order of the type and leaves out the fields that the case leaves out. */
function userTypeFields(fields: readonly [string, CqlType][], value: Friendly): Canonical {
  const given = new Map(Object.entries(value as object));
  const known = fields.filter(([name]) => given.has(name));
  if (known.length !== given.size) throw new Error(`unknown field in ${JSON.stringify(value)}`);
  return known.map(([name, type]): Canonical => [name, canonical(type, given.get(name))]);
}

/** Adds the fields that a user type has and a value lacks: a result always has all of them. */
export function completed(type: CqlType, value: Canonical): Canonical {
  if (value === null || typeof type === 'string' || !Array.isArray(value)) return value;
  switch (type[0]) {
    case 'list':
    case 'set':
    case 'vector': {
      const [, element] = type;
      return value.map((item) => completed(element, item));
    }
    case 'map':
      return pairs(value).map(([key, item]) => [completed(type[1], key), completed(type[2], item)]);
    case 'tuple': {
      const [, ...types] = type;
      return types.map((itemType, index) => completed(itemType, value[index] ?? null));
    }
    case 'udt': {
      const given = new Map(pairs(value) as [string, Canonical][]);
      return type[3].map(([name, field]): Canonical => [name, completed(field, given.get(name) ?? null)]);
    }
    case 'custom':
      return value;
  }
}

/** Orders what has no order, so that equal values are equal when printed. */
export function comparable(type: CqlType, value: Canonical): Canonical {
  if (value === null || !Array.isArray(value)) return comparableScalar(type, value);
  if (typeof type === 'string') return value;
  switch (type[0]) {
    case 'list':
    case 'vector':
      return value.map((item) => comparable(type[1], item));
    case 'set':
      return sorted(value.map((item) => comparable(type[1], item)));
    case 'map':
      return sorted(pairs(value).map(([key, item]) => [comparable(type[1], key), comparable(type[2], item)]));
    case 'tuple': {
      const [, ...types] = type;
      return value.map((item, index) => comparable(types[index] ?? 'blob', item));
    }
    case 'udt': {
      const fields = new Map(type[3]);
      return pairs(value).map(([name, item]): Canonical => [
        name,
        comparable(fields.get(name as string) ?? 'blob', item),
      ]);
    }
    case 'custom':
      return value;
  }
}

function comparableScalar(type: CqlType, value: Canonical): Canonical {
  if ((type !== 'float' && type !== 'double') || typeof value !== 'string') return value;
  const bytes = Buffer.from(value, 'hex');
  if (bytes.length !== (type === 'float' ? 4 : 8)) return value;
  const number = type === 'float' ? bytes.readFloatBE() : bytes.readDoubleBE();
  return Number.isNaN(number) ? 'NaN' : value;
}

function pairs(value: readonly Canonical[]): [Canonical, Canonical][] {
  return value as [Canonical, Canonical][];
}

function sorted(items: Canonical[]): Canonical[] {
  return items.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
