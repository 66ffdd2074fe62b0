import { readVint, vint } from '../codec/varint';
import { parseDuration } from './duration-text';
import { Long } from './long';

const NANOS_PER: [unit: string, nanos: bigint][] = [
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
];

/** Months, days and nanoseconds, which are not convertible into each other and all of one sign. */
export class Duration {
  readonly months: number;
  readonly days: number;
  readonly nanoseconds: Long;

  constructor(months: number, days: number, nanoseconds: number | Long) {
    this.months = months;
    this.days = days;
    this.nanoseconds = typeof nanoseconds === 'number' ? Long.fromNumber(nanoseconds) : nanoseconds;
  }

  static fromBuffer(buffer: Buffer): Duration {
    const cursor = { value: 0 };
    const months = Number(readVint(buffer, cursor, buffer.length));
    const days = Number(readVint(buffer, cursor, buffer.length));
    return new Duration(months, days, Long.fromBigInt(readVint(buffer, cursor, buffer.length)));
  }

  /** Reads `1y2mo3w4d5h6m7s8ms9us10ns` in that order, or an ISO 8601 duration; a `-` before it negates it. */
  static fromString(input: string): Duration {
    const { months, days, nanoseconds } = parseDuration(input);
    return new Duration(months, days, Long.fromBigInt(nanoseconds));
  }

  equals(other: unknown): boolean {
    if (!(other instanceof Duration)) return false;
    const sameDays = this.months === other.months && this.days === other.days;
    return sameDays && this.nanoseconds.equals(other.nanoseconds);
  }

  toBuffer(): Buffer {
    const parts = [BigInt(this.months), BigInt(this.days), this.nanoseconds.toBigInt()];
    return Buffer.concat(parts.map(vint));
  }

  toString(): string {
    const negative = this.months < 0 || this.days < 0 || this.nanoseconds.isNegative();
    const months = Math.abs(this.months);
    const days = Math.abs(this.days);
    const pieces = [
      [Math.floor(months / 12), 'y'],
      [months % 12, 'mo'],
      [days, 'd'],
      ...clock(this.nanoseconds.toBigInt()),
    ];
    const text = pieces.map(([count, unit]) => (count ? `${count}${unit}` : '')).join('');
    return (negative ? '-' : '') + text;
  }
}

function clock(nanoseconds: bigint): [count: bigint, unit: string][] {
  let rest = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return NANOS_PER.map(([unit, nanos]) => {
    const count = rest / nanos;
    rest %= nanos;
    return [count, unit];
  });
}
