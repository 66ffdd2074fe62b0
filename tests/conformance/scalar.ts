import { isIP } from 'node:net';
import type { Canonical } from './value.js';

const dayMs = 86_400_000;

/** Turns a friendly value of a native type into its canonical form. */
export function canonicalScalar(type: string, friendly: unknown): Canonical {
  const value = expanded(friendly);
  const convert = converters[type];
  if (!convert) throw new Error(`'${type}' is no native type`);
  return convert(value);
}

/** Long values are written as `{repeat: text, times: n}`. */
function expanded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('repeat' in value) || !('times' in value))
    return value;
  return String(value.repeat).repeat(Number(value.times));
}

const converters: Record<string, (value: unknown) => Canonical> = {
  ascii: text,
  text,
  blob: (value) => String(value).toLowerCase().replace(/^0x/, ''),
  boolean: (value) => checked(value, typeof value === 'boolean') as boolean,
  tinyint: small,
  smallint: small,
  int: small,
  bigint: (value) => big(value).toString(),
  counter: (value) => big(value).toString(),
  varint: (value) => varintHex(big(value)),
  decimal,
  float: (value) => floatHex(value, 4),
  double: (value) => floatHex(value, 8),
  timestamp: (value) => (isDigits(value) ? big(value).toString() : String(parsedDate(String(value)))),
  date: (value) => (typeof value === 'number' ? value : parsedDate(String(value)) / dayMs),
  time,
  uuid: (value) => String(value).toLowerCase(),
  timeuuid: (value) => String(value).toLowerCase(),
  inet: (value) => inetHex(String(value)),
  duration,
};

function checked(value: unknown, valid: boolean): unknown {
  if (valid) return value;
  throw new Error(`${JSON.stringify(value)} does not fit its type; quote a number that is too large`);
}

function text(value: unknown): Canonical {
  const string = checked(value, typeof value === 'string') as string;
  return string.includes('\0') ? { utf8: Buffer.from(string).toString('hex') } : string;
}

function small(value: unknown): Canonical {
  return checked(value, Number.isInteger(value)) as number;
}

function isDigits(value: unknown): boolean {
  return typeof value === 'number' || /^-?\d+$/.test(String(value));
}

function big(value: unknown): bigint {
  checked(value, isDigits(value) && (typeof value !== 'number' || Number.isSafeInteger(value)));
  return BigInt(value as string | number);
}

/** Two's complement, big-endian, in the fewest bytes. */
export function varintHex(value: bigint): string {
  let bits = 8;
  while (BigInt.asIntN(bits, value) !== value) bits += 8;
  return BigInt.asUintN(bits, value)
    .toString(16)
    .padStart(bits / 4, '0');
}

function decimal(value: unknown): Canonical {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(String(value));
  if (!match) throw new Error(`${JSON.stringify(value)} is no decimal`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const unscaled = BigInt(whole + fraction) * (sign ? -1n : 1n);
  return { unscaled: varintHex(unscaled), scale: fraction.length - Number(exponent) };
}

function floatHex(value: unknown, length: 4 | 8): Canonical {
  if (typeof value === 'object' && value !== null && 'bits' in value) return String(value.bits);
  const number = checked(value, typeof value === 'number') as number;
  const bytes = Buffer.alloc(length);
  if (length === 4) bytes.writeFloatBE(number);
  else bytes.writeDoubleBE(number);
  return bytes.toString('hex');
}

function parsedDate(value: string): number {
  const milliseconds = Date.parse(value);
  return checked(milliseconds, Number.isFinite(milliseconds)) as number;
}

function time(value: unknown): Canonical {
  if (isDigits(value)) return big(value).toString();
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/.exec(String(value));
  if (!match) throw new Error(`${JSON.stringify(value)} is no time`);
  const [, hours, minutes, seconds, fraction = ''] = match;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return String(BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')));
}

function inetHex(address: string): string {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number)).toString('hex');
  if (isIP(address) !== 6) throw new Error(`'${address}' is no address`);
  const ipv4 = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = ipv4 ? address.slice(0, ipv4.index) + ipv4Groups(ipv4[0]) : address;
  const [head = '', tail] = plain.split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(8 - before.length - after.length).fill('0000');
  return [...before, ...zeros, ...after].join('');
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0').toLowerCase());
}

function ipv4Groups(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function duration(value: unknown): Canonical {
  const { months = 0, days = 0, nanoseconds = 0 } = value as Record<string, unknown>;
  return { months: small(months), days: small(days), nanoseconds: big(nanoseconds).toString() };
}
