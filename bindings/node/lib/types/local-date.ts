import { format } from 'node:util';

const MS_PER_DAY = 86400000;
const DATE_CENTER = 2 ** 31;

/** A date without a time zone, as CQL's `date`: days around the epoch, from -2^31 to 2^31 - 1. */
export class LocalDate {
  /** The date at midnight UTC; invalid for days that `Date` cannot hold. */
  readonly date: Date;
  /** Days since the epoch, only where `Date` cannot hold them. */
  private readonly _value: number | null;
  readonly year: number;
  readonly month: number;
  readonly day: number;

  /** Takes a year, a month (1 to 12) and a day, or the days since the epoch alone. */
  constructor(year: number, month?: number, day?: number) {
    this.date = dateOf(year, month, day);
    this._value = isNaN(this.date.getTime()) ? year : null;
    this.year = this.date.getUTCFullYear();
    this.month = this.date.getUTCMonth() + 1;
    this.day = this.date.getUTCDate();
  }

  /** Today where this program runs. */
  static now(): LocalDate {
    return LocalDate.fromDate(new Date());
  }

  /** Today in UTC. */
  static utcNow(): LocalDate {
    return new LocalDate(Math.floor(Date.now() / MS_PER_DAY));
  }

  /** Takes the local day of a date. */
  static fromDate(date: Date): LocalDate {
    if (isNaN(date.getTime())) throw new TypeError(`Invalid date: ${date}`);
    return new LocalDate(date.getFullYear(), date.getMonth() + 1, date.getDate());
  }

  /**
   * Reads `yyyy-mm-dd`, with an optional sign, or a number of days since the epoch. What follows a day is not read, so
   * that the text of a timestamp is its day.
   */
  static fromString(value: string): LocalDate {
    const parts = /^\s*([-+]?\d+)-(\d+)-(\d+)/.exec(value);
    if (parts) return new LocalDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
    if (/^-?\d+$/.test(value)) return new LocalDate(parseInt(value, 10));
    throw new Error(`Invalid input '${value}'.`);
  }

  static fromBuffer(buffer: Buffer): LocalDate {
    return new LocalDate(buffer.readUInt32BE(0) - DATE_CENTER);
  }

  /** Days since the epoch. */
  private days(): number {
    return this._value ?? Math.floor(this.date.getTime() / MS_PER_DAY);
  }

  /** Returns -1, 0 or 1. */
  compare(other: LocalDate): number {
    return Math.sign(this.days() - other.days());
  }

  equals(other: unknown): boolean {
    return other instanceof LocalDate && this.compare(other) === 0;
  }

  toBuffer(): Buffer {
    const buffer = Buffer.allocUnsafe(4);
    buffer.writeUInt32BE(this.days() + DATE_CENTER, 0);
    return buffer;
  }

  toString(): string {
    if (this._value !== null) return this._value.toString();
    const year = Math.abs(this.year).toString().padStart(4, '0');
    const pad = (part: number) => part.toString().padStart(2, '0');
    return `${this.year < 0 ? '-' : ''}${year}-${pad(this.month)}-${pad(this.day)}`;
  }

  inspect(): string {
    return `${this.constructor.name}: ${this.toString()}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function dateOf(year: number, month?: number, day?: number): Date {
  if (typeof year !== 'number' || (month === undefined) !== (day === undefined)) {
    throw new Error('You must provide a valid year, month and day');
  }
  if (month === undefined || day === undefined) {
    if (!(year >= -DATE_CENTER && year <= DATE_CENTER - 1)) {
      throw new Error(
        'You must provide a valid value for days since epoch (-2147483648 <= value <= 2147483647).',
      );
    }
    return new Date(year * MS_PER_DAY);
  }
  // Date.UTC() takes a year below 100 for one of the 20th century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (isNaN(date.getTime()))
    throw new Error(format('%d-%d-%d does not form a valid ES5 date!', year, month, day));
  return date;
}
