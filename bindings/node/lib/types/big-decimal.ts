import { Integer } from './integer';

/** A decimal number of any precision: an integer and how many of its digits are behind the point. */
export class BigDecimal {
  private readonly _intVal: Integer;
  private readonly _scale: number;

  constructor(unscaledValue: Integer | number, scale: number) {
    this._intVal = typeof unscaledValue === 'number' ? Integer.fromNumber(unscaledValue) : unscaledValue;
    this._scale = scale;
  }

  static fromBuffer(buffer: Buffer): BigDecimal {
    return new BigDecimal(Integer.fromBuffer(buffer.subarray(4)), buffer.readInt32BE(0));
  }

  static toBuffer(value: BigDecimal): Buffer {
    const unscaled = Integer.toBuffer(value._intVal);
    const buffer = Buffer.allocUnsafe(4 + unscaled.length);
    buffer.writeInt32BE(value._scale, 0);
    unscaled.copy(buffer, 4);
    return buffer;
  }

  static fromString(value: string): BigDecimal {
    if (!value) throw new TypeError('Invalid null or undefined value');
    const [, digits, exponent] = /^(.*?)(?:[eE]([+-]?\d+))?$/.exec(value.trim())!;
    const point = digits!.indexOf('.');
    const scale = point < 0 ? 0 : digits!.length - 1 - point;
    const integer = Integer.fromString(digits!.replace('.', ''));
    return rescale(integer, scale - Number(exponent ?? 0));
  }

  static fromNumber(value: number): BigDecimal {
    if (isNaN(value)) return new BigDecimal(Integer.ZERO, 0);
    return BigDecimal.fromString(value.toString());
  }

  equals(other: unknown): boolean {
    return other instanceof BigDecimal && this.compare(other) === 0;
  }

  notEquals(other: unknown): boolean {
    return !this.equals(other);
  }

  /** Returns -1, 0 or 1. */
  compare(other: BigDecimal): number {
    const [left, right] = aligned(this, other);
    return left.compare(right);
  }

  subtract(other: BigDecimal): BigDecimal {
    const [left, right, scale] = aligned(this, other);
    return new BigDecimal(left.subtract(right), scale);
  }

  add(other: BigDecimal): BigDecimal {
    const [left, right, scale] = aligned(this, other);
    return new BigDecimal(left.add(right), scale);
  }

  greaterThan(other: BigDecimal): boolean {
    return this.compare(other) === 1;
  }

  isNegative(): boolean {
    return this._intVal.isNegative();
  }

  isZero(): boolean {
    return this._intVal.isZero();
  }

  /** Writes the number without an exponent. */
  toString(): string {
    if (this._scale === 0) return this._intVal.toString();
    const sign = this._intVal.isNegative() ? '-' : '';
    const digits = this._intVal.abs().toString();
    if (this._scale < 0) return this._intVal.isZero() ? '0' : sign + digits + '0'.repeat(-this._scale);
    const padded = digits.padStart(this._scale + 1, '0');
    const point = padded.length - this._scale;
    return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`;
  }

  toNumber(): number {
    return parseFloat(this.toString());
  }

  inspect(): string {
    return `${this.constructor.name}: ${this.toString()}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** @internal */
  static parts(value: BigDecimal): { integer: Integer; scale: number } {
    return { integer: value._intVal, scale: value._scale };
  }
}

function rescale(integer: Integer, scale: number): BigDecimal {
  if (scale >= 0) return new BigDecimal(integer, scale);
  return new BigDecimal(Integer.fromBigInt(integer.toBigInt() * 10n ** BigInt(-scale)), 0);
}

/** Brings two numbers to the same scale. */
function aligned(first: BigDecimal, second: BigDecimal): [Integer, Integer, number] {
  const left = BigDecimal.parts(first);
  const right = BigDecimal.parts(second);
  const scale = Math.max(left.scale, right.scale);
  const lift = (part: { integer: Integer; scale: number }) =>
    Integer.fromBigInt(part.integer.toBigInt() * 10n ** BigInt(scale - part.scale));
  return [lift(left), lift(right), scale];
}
