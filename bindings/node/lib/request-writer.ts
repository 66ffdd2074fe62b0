import { inspect } from 'node:util';
import { ByteWriter } from './codec/byte-writer';
import type { Hint, ValueWriters } from './codec/value-writers';
import { ArgumentError } from './errors';
import type { DefaultExecutionOptions } from './execution-options';
import type { PreparedStatement } from './prepared-statement';
import type { RequestExecution } from './request-execution';
import { Long } from './types/long';

/*
 * One request, little-endian; `src/statement.rs` reads it:
 *
 *    0 u32 slot            8 i32 page size, or PAGE_SIZE_DEFAULT     20 i64 timestamp in microseconds
 *    4 u8  kind           12 i32 timeout in ms, or -1: the default   28 u32 text length | prepared number | batch length
 *    5 u8  flags          16 i32 paging state length, or -1: none    32 u32 values length
 *    6 u8  consistency, or 255: the default
 *    7 u8  serial consistency, or 255: the default
 *   36 [16 bytes host id] [paging state] [terms] then
 *      a text: its bytes, values, with NAMES one (u32 length, bytes) per value
 *      a prepared statement: values
 *      a batch: per entry u8 kind, u32 text length | prepared number, u32 values length, [text], values
 *
 * Values are wire bytes: [short n] ([int length] [bytes])*.
 *
 * Terms, which few requests have; `src/terms.rs` reads them:
 *      u32 ticket, u8 retry rule, u8 which of the following there are:
 *      plan: u8 count, 16 bytes per host
 *      speculation: u8 count, u32 delay in ms each
 *      payload: u32 count, each u32 name length, name, i32 length or -1, bytes
 *      profile: u32 length, name
 */
const HEADER_LENGTH = 36;
const PAGE_SIZE_DEFAULT = -(2 ** 31);
const ABSENT_LEVEL = 0xff;
const INT32_MAX = 2 ** 31 - 1;
const VALUES_MAX = 65535;
/** How many hosts or delays are told at most. */
const LIST_MAX = 255;
const NULL_LENGTH = 0xffffffff;

const Kind = { text: 0, prepared: 1, batchLogged: 2, batchUnlogged: 3, batchCounter: 4 } as const;
const Flag = {
  tracing: 1,
  idempotenceGiven: 2,
  idempotent: 4,
  timestamp: 8,
  names: 16,
  host: 32,
  terms: 64,
} as const;
const Term = { plan: 1, speculation: 2, payload: 4, profile: 8 } as const;

/** A statement of a batch. */
export interface BatchEntry {
  query: string;
  params: unknown[] | null | undefined;
  hints: Hint[] | undefined;
  prepared: PreparedStatement | null;
}

/** Values with the names of their markers. */
export interface NamedValues {
  /** As the user wrote them. */
  keys: string[];
  names: string[];
  values: unknown[];
  hints: Hint[];
}

/** Writes requests one after another into the buffer that is handed to the core once per burst. */
export class RequestWriter {
  readonly bytes = new ByteWriter();
  /** What policies of the user's own said about the request that is written next. */
  execution: RequestExecution | null = null;

  constructor(private readonly values: ValueWriters) {}

  /** Writes a request for text without a prepared statement. */
  text(
    slot: number,
    options: DefaultExecutionOptions,
    query: string,
    params: unknown[] | NamedValues | null,
  ): void {
    const named = params !== null && !Array.isArray(params);
    const at = this.header(slot, Kind.text, named ? Flag.names : 0, options);
    const text = this.query(query);
    const hints = named ? params.hints : (options.getHints() as Hint[]);
    const length = this.hinted(named ? params.values : params, hints);
    // Only now, since what was written may have moved the buffer.
    this.bytes.buffer.writeUInt32LE(text, at + 28);
    this.bytes.buffer.writeUInt32LE(length, at + 32);
    if (!named) return;
    for (const name of params.names) this.bytes.sizedUtf8(name);
  }

  /** Writes a request for a prepared statement. */
  prepared(
    slot: number,
    options: DefaultExecutionOptions,
    statement: PreparedStatement,
    params: unknown[] | null,
  ): void {
    const at = this.header(slot, Kind.prepared, 0, options);
    const length = this.typed(params, statement);
    this.bytes.buffer.writeUInt32LE(statement.number, at + 28);
    this.bytes.buffer.writeUInt32LE(length, at + 32);
  }

  /** Writes a request for a batch. */
  batch(slot: number, options: DefaultExecutionOptions, entries: BatchEntry[]): void {
    let kind: number = options.isBatchLogged() ? Kind.batchLogged : Kind.batchUnlogged;
    if (options.isBatchCounter()) kind = Kind.batchCounter;
    const header = this.header(slot, kind, 0, options);
    this.bytes.buffer.writeUInt32LE(entries.length, header + 28);
    for (const entry of entries) {
      this.bytes.ensure(9);
      const at = this.bytes.offset;
      this.bytes.offset += 9;
      this.bytes.buffer[at] = entry.prepared ? Kind.prepared : Kind.text;
      const statement = entry.prepared ? entry.prepared.number : this.query(entry.query);
      const length = entry.prepared
        ? this.typed(entry.params, entry.prepared)
        : this.hinted(entry.params, entry.hints);
      this.bytes.buffer.writeUInt32LE(statement, at + 1);
      this.bytes.buffer.writeUInt32LE(length, at + 5);
    }
  }

  private query(query: string): number {
    if (typeof query !== 'string') throw new TypeError(`Expected string, obtained ${inspect(query)}`);
    return this.bytes.utf8(query);
  }

  private header(slot: number, kind: number, flags: number, options: DefaultExecutionOptions): number {
    const { bytes, execution } = this;
    // First, since a generator of the user's own may execute something itself.
    const timestamp = options.timestampToSend();
    const at = bytes.offset;
    bytes.ensure(HEADER_LENGTH);
    bytes.offset += HEADER_LENGTH;
    const { buffer } = bytes;
    const pageState = options.getPageState();
    const host = options.getFixedHost();
    const idempotent = options.isIdempotent();
    if (execution) flags |= Flag.terms;
    if (options.isQueryTracing()) flags |= Flag.tracing;
    if (idempotent !== undefined) flags |= Flag.idempotenceGiven | (idempotent ? Flag.idempotent : 0);
    if (host) flags |= Flag.host;
    if (timestamp !== null && timestamp !== undefined) {
      flags |= Flag.timestamp;
      writeTimestamp(buffer, at + 20, timestamp);
    }
    buffer.writeUInt32LE(slot, at);
    buffer[at + 4] = kind;
    buffer[at + 5] = flags;
    buffer[at + 6] = level(options.getConsistency());
    buffer[at + 7] = level(options.getSerialConsistency());
    buffer.writeInt32LE(pageSize(options.getFetchSize()), at + 8);
    buffer.writeInt32LE(timeout(options.getReadTimeout()), at + 12);
    buffer.writeInt32LE(pageState ? pageState.length : -1, at + 16);
    buffer.writeUInt32LE(0, at + 32);
    if (host) bytes.bytes(host.hostId!.getBuffer());
    if (pageState) bytes.bytes(pageState);
    if (execution) this.terms(execution, options.getCustomPayload());
    return at;
  }

  private terms(execution: RequestExecution, payload: Record<string, Buffer> | undefined): void {
    const { bytes } = this;
    const { plan, delays, profile } = execution;
    const which =
      (plan ? Term.plan : 0) |
      (delays ? Term.speculation : 0) |
      (payload ? Term.payload : 0) |
      (profile ? Term.profile : 0);
    bytes.uint32LE(execution.ticket);
    bytes.uint8(execution.rule);
    bytes.uint8(which);
    if (plan) {
      const hosts = plan.hosts.slice(0, LIST_MAX);
      bytes.uint8(hosts.length);
      for (const host of hosts) bytes.bytes(host.hostId!.getBuffer());
    }
    if (delays) {
      const most = delays.slice(0, LIST_MAX);
      bytes.uint8(most.length);
      for (const delay of most) bytes.uint32LE(Math.min(Math.trunc(delay), INT32_MAX));
    }
    if (payload) this.payload(payload);
    if (profile) bytes.sizedUtf8(profile);
  }

  private payload(payload: Record<string, Buffer>): void {
    const { bytes } = this;
    const entries = Object.entries(payload);
    bytes.uint32LE(entries.length);
    for (const [name, value] of entries) {
      bytes.sizedUtf8(name);
      if (value === null || value === undefined) {
        bytes.uint32LE(NULL_LENGTH);
        continue;
      }
      if (!(value instanceof Uint8Array)) {
        throw new TypeError(`customPayload.${name}: expected Buffer, obtained ${inspect(value)}`);
      }
      bytes.uint32LE(value.length);
      bytes.bytes(value);
    }
  }

  /** Writes the count of values, which the caller then writes, and returns where they started. */
  private count(length: number): number {
    if (length > VALUES_MAX)
      throw new ArgumentError(`${length} values, a statement takes at most ${VALUES_MAX}`);
    this.bytes.ensure(2);
    const start = this.bytes.offset;
    this.bytes.offset = this.bytes.buffer.writeUInt16BE(length, start);
    return start;
  }

  private hinted(params: unknown[] | null | undefined, hints: Hint[] | null | undefined): number {
    if (!params || params.length === 0) return 0;
    const start = this.count(params.length);
    params.forEach((value, i) => this.values.hinted(this.bytes, value, hints?.[i]));
    return this.bytes.offset - start;
  }

  private typed(params: unknown[] | null | undefined, statement: PreparedStatement): number {
    if (!params || params.length === 0) return 0;
    const { bytes } = this;
    const writers = statement.writers(this.values);
    const start = this.count(params.length);
    for (let i = 0; i < params.length; i++) {
      const write = writers[i];
      if (write) write(bytes, params[i]);
      // One value too many: the core says so, with the number of parameters.
      else this.values.hinted(bytes, params[i], null);
    }
    return bytes.offset - start;
  }
}

function level(code: number | null | undefined): number {
  if (code === undefined || code === null) return ABSENT_LEVEL;
  // Programs read it from their environment, as text.
  const number = Number(code);
  if (Number.isInteger(number) && number >= 0 && number <= 10) return number;
  throw new ArgumentError(`Consistency level ${inspect(code)} is not valid`);
}

function pageSize(size: number | null | undefined): number {
  if (size === undefined) return PAGE_SIZE_DEFAULT;
  return Number(size) > 0 ? Math.min(Math.trunc(Number(size)), INT32_MAX) : 0;
}

/** Anything but a positive number turns the timeout off, as in the legacy driver. */
function timeout(milliseconds: number | null | undefined): number {
  if (milliseconds === undefined) return -1;
  return Number(milliseconds) > 0 ? Math.min(Math.ceil(Number(milliseconds)), INT32_MAX) : 0;
}

function writeTimestamp(buffer: Buffer, at: number, timestamp: number | Long | bigint): void {
  if (typeof timestamp === 'number') {
    // Of a part of a microsecond nothing is left.
    const whole = Math.trunc(timestamp);
    if (!Number.isSafeInteger(whole)) throw new TypeError(`Expected Long, obtained ${timestamp}`);
    const high = Math.floor(whole / 0x100000000);
    buffer.writeInt32LE(high, at + 4);
    buffer.writeUInt32LE(whole - high * 0x100000000, at);
  } else if (Long.isLong(timestamp)) {
    buffer.writeInt32LE(timestamp.high, at + 4);
    buffer.writeInt32LE(timestamp.low, at);
  } else if (typeof timestamp === 'bigint') {
    buffer.writeBigInt64LE(timestamp, at);
  } else {
    throw new TypeError(`Expected Long, obtained ${inspect(timestamp)}`);
  }
}
