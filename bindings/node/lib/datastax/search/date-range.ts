import { DateRangeBound } from './date-range-bound';

export { DateRangeBound, dateRangePrecision } from './date-range-bound';

export const unbounded = DateRangeBound.unbounded;

/** The forms of a range, by the code that starts their bytes. */
const Form = { single: 0, closed: 1, openHigh: 2, openLow: 3, openBoth: 4, openSingle: 5 } as const;

const BOUND_LENGTH = 9;

function readBound(buffer: Buffer, offset: number): DateRangeBound {
  const date = new Date(Number(buffer.readBigInt64BE(offset)));
  return new DateRangeBound(date, buffer.readUInt8(offset + 8));
}

function boundBytes({ date, precision }: DateRangeBound): Buffer {
  const bytes = Buffer.allocUnsafe(BOUND_LENGTH);
  bytes.writeBigInt64BE(BigInt(date.getTime()), 0);
  bytes.writeUInt8(precision, 8);
  return bytes;
}

/** A range of dates, both bounds included: `[2015 TO 2016-10]`, `[2017 TO *]`, or `2015`, which is all of that year. */
export class DateRange {
  readonly lowerBound: DateRangeBound;
  /** Null when the range is what its lower bound names. */
  readonly upperBound: DateRangeBound;

  constructor(lowerBound: DateRangeBound, upperBound?: DateRangeBound | null) {
    if (!lowerBound) throw new TypeError('The lower boundaries must be defined');
    this.lowerBound = lowerBound;
    this.upperBound = upperBound ?? null!;
  }

  /**
   * Reads dates of UTC.
   *
   * @throws TypeError when the text is no range.
   */
  static fromString(dateRangeString: string): DateRange {
    const [, from, to] = /^\[(.+?) TO (.+)]$/.exec(dateRangeString) ?? [];
    const lower = DateRangeBound.toLowerBound(DateRangeBound.fromString(from ?? dateRangeString));
    return new DateRange(
      lower,
      to === undefined ? null : DateRangeBound.toUpperBound(DateRangeBound.fromString(to)),
    );
  }

  /** Reads `[form][long time, precision]…`. */
  static fromBuffer(buffer: Buffer): DateRange {
    if (buffer.length === 0) throw new TypeError('DateRange serialized value must have at least 1 byte');
    switch (buffer.readUInt8(0)) {
      case Form.openBoth:
        return new DateRange(unbounded, unbounded);
      case Form.openSingle:
        return new DateRange(unbounded);
      case Form.openLow:
        return new DateRange(unbounded, readBound(buffer, 1));
      case Form.openHigh:
        return new DateRange(readBound(buffer, 1), unbounded);
      case Form.closed:
        return new DateRange(readBound(buffer, 1), readBound(buffer, 1 + BOUND_LENGTH));
      default:
        return new DateRange(readBound(buffer, 1));
    }
  }

  equals(other: unknown): boolean {
    if (!(other instanceof DateRange) || !other.lowerBound.equals(this.lowerBound)) return false;
    return other.upperBound ? other.upperBound.equals(this.upperBound) : !this.upperBound;
  }

  toString(): string {
    return this.upperBound ? `[${this.lowerBound} TO ${this.upperBound}]` : this.lowerBound.toString();
  }

  toBuffer(): Buffer {
    const bounds = [this.lowerBound, this.upperBound].filter((bound) => bound && !bound.isUnbounded());
    return Buffer.concat([Buffer.of(this.form()), ...bounds.map(boundBytes)]);
  }

  private form(): number {
    const open = this.lowerBound.isUnbounded();
    if (!this.upperBound) return open ? Form.openSingle : Form.single;
    if (this.upperBound.isUnbounded()) return open ? Form.openBoth : Form.openHigh;
    return open ? Form.openLow : Form.closed;
  }
}
