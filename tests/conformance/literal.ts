import { identifier, type CqlType } from './type.js';
import type { Canonical } from './value.js';

/** Writes a canonical value as a CQL literal, so that the server itself makes the bytes that an adapter must decode. */
export function literal(type: CqlType, value: Canonical): string {
  if (value === null) return 'null';
  if (typeof value === 'object' && 'empty' in value) return `blobAs${capitalised(String(type))}(0x)`;
  if (typeof type === 'string') return scalarLiteral(type, value);
  const items = value as Canonical[];
  switch (type[0]) {
    case 'list':
    case 'vector':
      return `[${items.map((item) => literal(type[1], item)).join(', ')}]`;
    case 'set':
      return `{${items.map((item) => literal(type[1], item)).join(', ')}}`;
    case 'map':
      return `{${(items as Canonical[][])
        .map(([key = null, item = null]) => `${literal(type[1], key)}: ${literal(type[2], item)}`)
        .join(', ')}}`;
    case 'tuple': {
      const [, ...types] = type;
      return `(${types.map((itemType, index) => literal(itemType, items[index] ?? null)).join(', ')})`;
    }
    case 'udt':
      return userTypeLiteral(type[3], items as [string, Canonical][]);
    case 'custom':
      return `0x${String(value)}`;
  }
}

function userTypeLiteral(
  fields: readonly [string, CqlType][],
  given: readonly [string, Canonical][],
): string {
  const types = new Map(fields);
  // {} would be an empty map.
  const [first = ''] = fields[0] ?? [];
  const present: readonly [string, Canonical][] = given.length > 0 ? given : [[first, null]];
  const parts = present.map(
    ([name, item]) => `${identifier(name)}: ${literal(types.get(name) ?? 'blob', item)}`,
  );
  return `{${parts.join(', ')}}`;
}

function scalarLiteral(type: string, value: Canonical): string {
  switch (type) {
    case 'ascii':
    case 'text':
      return textLiteral(value as string | { utf8: string });
    case 'blob':
      return `0x${String(value)}`;
    case 'varint':
      return String(fromVarint(String(value)));
    case 'decimal': {
      const { unscaled, scale } = value as { unscaled: string; scale: number };
      return `${fromVarint(unscaled)}E${-scale}`;
    }
    case 'float':
    case 'double':
      return floatLiteral(type, Buffer.from(String(value), 'hex'));
    case 'date':
      return String(Number(value) + 2 ** 31);
    case 'inet':
      return `'${address(Buffer.from(String(value), 'hex'))}'`;
    case 'duration':
      return durationLiteral(value as { months: number; days: number; nanoseconds: string });
    case 'time':
      return `'${clock(BigInt(String(value)))}'`;
    default:
      return String(value);
  }
}

function textLiteral(value: string | { utf8: string }): string {
  const text = typeof value === 'string' ? value : Buffer.from(value.utf8, 'hex').toString();
  return `'${text.replaceAll("'", "''")}'`;
}

function fromVarint(hex: string): bigint {
  return BigInt.asIntN(hex.length * 4, BigInt(`0x${hex}`));
}

function floatLiteral(type: 'float' | 'double', bytes: Buffer): string {
  const number = type === 'float' ? bytes.readFloatBE() : bytes.readDoubleBE();
  return Object.is(number, -0) ? '-0.0' : String(number).replace('e+', 'e');
}

function address(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  return Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(':');
}

function durationLiteral(value: { months: number; days: number; nanoseconds: string }): string {
  const negative = value.months < 0 || value.days < 0 || value.nanoseconds.startsWith('-');
  const digits = [value.months, value.days, value.nanoseconds].map((part) => String(part).replace('-', ''));
  return `${negative ? '-' : ''}${digits[0]}mo${digits[1]}d${digits[2]}ns`;
}

function clock(nanoseconds: bigint): string {
  const seconds = nanoseconds / 1_000_000_000n;
  const part = (value: bigint, length = 2): string => String(value).padStart(length, '0');
  const fraction = part(nanoseconds % 1_000_000_000n, 9);
  return `${part(seconds / 3600n)}:${part((seconds / 60n) % 60n)}:${part(seconds % 60n)}.${fraction}`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
