/** The parts of a date, from coarse to fine. */
export const dateRangePrecision = {
  year: 0,
  month: 1,
  day: 2,
  hour: 3,
  minute: 4,
  second: 5,
  millisecond: 6,
};
export type dateRangePrecision = number;

/** `[-]YYYY[-MM[-DD]][T[hh[:mm[:ss[.mmm]]]]][Z]`; the day may be left out before a time. */
const DATE =
  /^([-+]?)(\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,3}))?)?)?)?)?Z?$/;

/** How much of what follows the year is written at each precision. */
const LENGTHS = [
  0,
  '-01'.length,
  '-01-01'.length,
  '-01-01T00'.length,
  '-01-01T00:00'.length,
  '-01-01T00:00:00'.length,
];

/** What each part may be, and what it is at the start of a coarser one. */
const PARTS = [
  { name: 'Year', min: 0, max: 999999 },
  { name: 'Month', min: 1, max: 12 },
  { name: 'Day', min: 1, max: 31 },
  { name: 'Hour', min: 0, max: 23 },
  { name: 'Minute/second', min: 0, max: 59 },
  { name: 'Minute/second', min: 0, max: 59 },
  { name: 'Millisecond', min: 0, max: 999 },
] as const;

type Parts = [number, number, number, number, number, number, number];

/** A date of UTC; years before 100 are what they say. Parts that are too large run over. */
function dateOf([year, month, day, hour, minute, second, millisecond]: Parts): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date;
}

function partsOf(date: Date): Parts {
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  ];
}

/** The parts up to a precision; the finer ones are as they start. */
function truncated(date: Date, precision: number): Parts {
  return partsOf(date).map((part, i) => (i <= precision ? part : PARTS[i]!.min)) as Parts;
}

/** Where a range starts or ends: a moment, and the finest part of it that counts. */
export class DateRangeBound {
  /** No bound at all, written as `*`. */
  static readonly unbounded: DateRangeBound = Object.freeze(new DateRangeBound(null!, -1));

  /**
   * @param date The moment; null of what is unbounded.
   * @param precision One of `dateRangePrecision`; -1 of what is unbounded.
   */
  constructor(
    readonly date: Date,
    readonly precision: number,
  ) {}

  /**
   * Reads a date of UTC as far as it is written, or `*`; null for no text.
   *
   * @throws TypeError when the text is no date.
   */
  static fromString(boundaryString: string): DateRangeBound {
    if (!boundaryString) return null!;
    if (boundaryString === '*') return DateRangeBound.unbounded;
    const [, sign, ...digits] = DATE.exec(boundaryString) ?? [];
    if (digits.length === 0) throw new TypeError(`String provided is not a valid date ${boundaryString}`);
    const parts = PARTS.map(({ name, min, max }, i) => {
      const part = digits[i] === undefined ? min : parseInt(digits[i], 10);
      if (part < min || part > max) {
        throw new TypeError(`${name} portion is not valid for date: ${boundaryString}`);
      }
      return part;
    }) as Parts;
    if (sign === '-') parts[0] = -parts[0];
    return new DateRangeBound(
      dateOf(parts),
      digits.findLastIndex((part) => part !== undefined),
    );
  }

  /** The first moment of what a bound names. */
  static toLowerBound(bound: DateRangeBound): DateRangeBound {
    if (bound.isUnbounded()) return bound;
    return new DateRangeBound(dateOf(truncated(bound.date, bound.precision)), bound.precision);
  }

  /** The last moment of what a bound names. */
  static toUpperBound(bound: DateRangeBound): DateRangeBound {
    if (bound.isUnbounded()) return bound;
    const next = truncated(bound.date, bound.precision);
    next[bound.precision]!++;
    return new DateRangeBound(new Date(dateOf(next).getTime() - 1), bound.precision);
  }

  equals(other: unknown): boolean {
    if (!(other instanceof DateRangeBound) || other.precision !== this.precision) return false;
    return (other.date?.getTime() ?? null) === (this.date?.getTime() ?? null);
  }

  isUnbounded(): boolean {
    return this.precision === -1;
  }

  /** The date as far as it counts. */
  toString(): string {
    if (this.isUnbounded()) return '*';
    const [, sign, year, rest] = /^([-+]?)(\d+)(.*)$/.exec(this.date.toISOString())!;
    // A year with a sign has six digits, of which four are enough.
    return `${sign}${year!.replace(/^0+(?=\d{4})/, '')}${rest!.slice(0, LENGTHS[this.precision])}`;
  }
}
