import { randomBytes } from 'node:crypto';
import type { ValueCallback } from '../callback';
import { Uuid } from './uuid';

const GREGORIAN_OFFSET_MS = 12219292800000n;
const TICKS_PER_MS = 10000;

const LOWEST = { node: Buffer.from('808080808080', 'hex'), clock: Buffer.from('8080', 'hex') };
const HIGHEST = { node: Buffer.from('7f7f7f7f7f7f', 'hex'), clock: Buffer.from('7f7f', 'hex') };

type Identifier = string | Buffer | null;

let ticksOfGivenDates = 0;
let ticksOfNow = 0;
let lastNow = 0;

/** A UUID of version 1: a moment in units of 100 ns, a clock and a node. */
export class TimeUuid extends Uuid {
  /**
   * @param value The 16 bytes, or the moment; now by default.
   * @param ticks 100 ns within the millisecond, 0 to 9999.
   * @param nodeId 6 bytes; random by default.
   * @param clockId 2 bytes; random by default.
   */
  constructor(
    value?: Buffer | Date | null,
    ticks?: number | null,
    nodeId?: Identifier,
    clockId?: Identifier,
  ) {
    if (Buffer.isBuffer(value) && value.length !== 16) throw new Error('Buffer for v1 uuid not valid');
    super(Buffer.isBuffer(value) ? value : generate(value, ticks, nodeId, clockId));
  }

  static fromDate(
    date: Date | null,
    ticks?: number | null,
    nodeId?: Identifier,
    clockId?: Identifier,
  ): TimeUuid;
  static fromDate(...args: [...unknown[], ValueCallback<TimeUuid>]): void;
  static fromDate(...args: unknown[]): TimeUuid | void {
    const at = args.findIndex((arg) => typeof arg === 'function');
    const given = (at < 0 ? args : args.slice(0, at)) as ConstructorParameters<typeof TimeUuid>;
    if (at < 0) return new TimeUuid(...given);
    const callback = args[at] as ValueCallback<TimeUuid>;
    setImmediate(() => {
      let made: TimeUuid;
      try {
        made = new TimeUuid(...given);
      } catch (err) {
        callback(err as Error, undefined!);
        return;
      }
      callback(null!, made);
    });
  }

  static override fromString(value: string): TimeUuid {
    return new TimeUuid(Uuid.fromString(value).getBuffer());
  }

  /** The smallest one of a moment. */
  static min(date: Date, ticks?: number): TimeUuid {
    return new TimeUuid(date, ticks, LOWEST.node, LOWEST.clock);
  }

  /** The largest one of a moment. */
  static max(date: Date, ticks?: number): TimeUuid {
    return new TimeUuid(date, ticks, HIGHEST.node, HIGHEST.clock);
  }

  static now(nodeId?: Identifier, clockId?: Identifier): TimeUuid;
  static now(...args: [...unknown[], ValueCallback<TimeUuid>]): void;
  static now(...args: unknown[]): TimeUuid | void {
    return (TimeUuid.fromDate as (...all: unknown[]) => TimeUuid | void)(null, null, ...args);
  }

  getDatePrecision(): { date: Date; ticks: number } {
    const high = BigInt(((this.buffer[6]! & 0x0f) << 8) | this.buffer[7]!);
    const middle = BigInt(this.buffer.readUInt16BE(4));
    const value = (high << 48n) | (middle << 32n) | BigInt(this.buffer.readUInt32BE(0));
    const milliseconds = value / BigInt(TICKS_PER_MS) - GREGORIAN_OFFSET_MS;
    return { date: new Date(Number(milliseconds)), ticks: Number(value % BigInt(TICKS_PER_MS)) };
  }

  getDate(): Date {
    return this.getDatePrecision().date;
  }

  getNodeId(): Buffer {
    return this.buffer.subarray(10);
  }

  getClockId(): Buffer {
    return this.buffer.subarray(8, 10);
  }

  getNodeIdString(): string {
    return this.getNodeId().toString('ascii');
  }
}

function generate(
  date?: Date | null,
  ticks?: number | null,
  nodeId?: Identifier,
  clockId?: Identifier,
): Buffer {
  const [time, offset] = moment(date, ticks);
  const value = (BigInt(time) + GREGORIAN_OFFSET_MS) * BigInt(TICKS_PER_MS) + BigInt(offset);
  const buffer = Buffer.allocUnsafe(16);
  buffer.writeUInt32BE(Number(value & 0xffffffffn), 0);
  buffer.writeUInt16BE(Number((value >> 32n) & 0xffffn), 4);
  buffer.writeUInt16BE(Number((value >> 48n) & 0x0fffn) | 0x1000, 6);
  identifier(clockId, 2, 'Clock').copy(buffer, 8);
  identifier(nodeId, 6, 'Node').copy(buffer, 10);
  buffer[8] = (buffer[8]! & 0x3f) | 0x80;
  return buffer;
}

/** Milliseconds and ticks; ticks that are not given count up, so that no two are alike. */
function moment(date?: Date | null, ticks?: number | null): [number, number] {
  if (date instanceof Date && !isNaN(date.getTime())) {
    if (typeof ticks === 'number' && ticks < TICKS_PER_MS) return [date.getTime(), ticks];
    ticksOfGivenDates = (ticksOfGivenDates + 1) % TICKS_PER_MS;
    return [date.getTime(), ticksOfGivenDates];
  }
  const now = Date.now();
  ticksOfNow++;
  if (ticksOfNow >= TICKS_PER_MS || now > lastNow) {
    ticksOfNow = 0;
    lastNow = now;
  }
  return [now, ticksOfNow];
}

function identifier(given: Identifier | undefined, length: number, name: string): Buffer {
  const buffer = typeof given === 'string' ? Buffer.from(given, 'ascii') : given;
  if (!(buffer instanceof Buffer)) return randomBytes(length);
  if (buffer.length !== length) throw new Error(`${name} identifier must have ${length} bytes`);
  return buffer;
}
