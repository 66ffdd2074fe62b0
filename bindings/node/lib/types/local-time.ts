import { inspect } from 'node:util';
import { Long } from './long';

const NANOS_MAX = Long.fromString('86399999999999');
const NANOS_PER_SECOND = 1000000000;
const NANOS_PER_MS = Long.fromNumber(1000000);
const MS_PER_DAY = 86400000;

/** A time of day without a time zone, as CQL's `time`: nanoseconds since midnight. */
export class LocalTime {
  readonly value: Long;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;

  constructor(totalNanoseconds: Long) {
    if (!(totalNanoseconds instanceof Long)) {
      throw new Error('You must specify a Long value as totalNanoseconds');
    }
    if (totalNanoseconds.isNegative() || totalNanoseconds.greaterThan(NANOS_MAX)) {
      throw new Error('Total nanoseconds out of range');
    }
    this.value = totalNanoseconds;
    // At most 8.64e13, so a number holds it exactly.
    const total = totalNanoseconds.toNumber();
    const seconds = Math.floor(total / NANOS_PER_SECOND);
    this.nanosecond = total % NANOS_PER_SECOND;
    this.hour = Math.floor(seconds / 3600);
    this.minute = Math.floor(seconds / 60) % 60;
    this.second = seconds % 60;
  }

  /** Reads `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fffffffff`; what follows, such as a time zone, is not read. */
  static fromString(value: string): LocalTime {
    if (typeof value !== 'string') throw new Error(`Argument type invalid: ${inspect(value)}`);
    const parts = /^\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?/.exec(value);
    if (!parts) throw new Error(`Not a valid time: '${value}'`);
    const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
    const nanos = Number((parts[4] ?? '').padEnd(9, '0'));
    return LocalTime.fromMilliseconds((hour * 3600 + minute * 60 + second) * 1000, nanos);
  }

  /** The time of day where this program runs. It may be called with `new` too, as in the legacy driver. */
  static readonly now = function now(nanoseconds?: number): LocalTime {
    return LocalTime.fromDate(new Date(), nanoseconds);
  };

  /** Takes the local time of a date; `nanoseconds` are those within the millisecond. */
  static fromDate(date: Date, nanoseconds?: number): LocalTime {
    if (!(date instanceof Date)) throw new Error('Not a valid date');
    const local = (date.getTime() - date.getTimezoneOffset() * 60000) % MS_PER_DAY;
    return LocalTime.fromMilliseconds((local + MS_PER_DAY) % MS_PER_DAY, nanoseconds);
  }

  /** It may be called with `new` too, as in the legacy driver. */
  static readonly fromMilliseconds = function fromMilliseconds(
    milliseconds: number,
    nanoseconds?: number,
  ): LocalTime {
    const extra = typeof nanoseconds === 'number' ? nanoseconds : 0;
    return new LocalTime(Long.fromNumber(milliseconds).multiply(NANOS_PER_MS).add(Long.fromNumber(extra)));
  };

  static fromBuffer(value: Buffer): LocalTime {
    return new LocalTime(Long.fromBuffer(value));
  }

  /** Returns -1, 0 or 1. */
  compare(other: LocalTime): number {
    return this.value.compare(other.value);
  }

  equals(other: unknown): boolean {
    return other instanceof LocalTime && this.compare(other) === 0;
  }

  getTotalNanoseconds(): Long {
    return this.value;
  }

  toBuffer(): Buffer {
    return Long.toBuffer(this.value);
  }

  /** Writes `hh:mm:ss`, and the fraction when there is one. */
  toString(): string {
    const pad = (part: number) => part.toString().padStart(2, '0');
    const time = `${pad(this.hour)}:${pad(this.minute)}:${pad(this.second)}`;
    if (this.nanosecond === 0) return time;
    return `${time}.${this.nanosecond.toString().padStart(9, '0').replace(/0+$/, '')}`;
  }

  inspect(): string {
    return `${this.constructor.name}: ${this.toString()}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
