import { DriverError } from '../errors';
import { TimeUuid } from './time-uuid';
import { Uuid } from './uuid';

export { consistencies, consistencyToString, responseErrorCodes } from './codes';
export { distance, frameFlags, opcodes, protocolEvents, resultKind } from './codes';
export { dataTypes, getDataTypeNameByCode } from './data-types';
export { protocolVersion } from './protocol-version';
export { BigDecimal } from './big-decimal';
export { Duration } from './duration';
export { FrameHeader } from './frame-header';
export { InetAddress } from './inet-address';
export { Integer } from './integer';
export { LocalDate } from './local-date';
export { LocalTime } from './local-time';
export { Long } from './long';
export { ResultSet } from './result-set';
export { ResultStream } from './result-stream';
export { Row } from './row';
export { Tuple } from './tuple';
export { Vector } from './vector';
export { generateTimestamp } from './timestamp';
export { unset } from './unset';
export { DriverError, TimeUuid, Uuid };

/** The maximum time of an operation passed. */
export class TimeoutError extends DriverError {
  override info = 'Represents an error that happens when the maximum amount of time for an operation passed.';
}

interface UuidOptions {
  random?: number[];
}

interface TimeUuidOptions {
  msecs?: number | Date;
  nsecs?: number;
  node?: number[];
  clockseq?: number;
}

/** Makes a random UUID as text, or writes its bytes into a buffer and returns that. */
export function uuid(options?: UuidOptions | null): string;
export function uuid(options: UuidOptions | null, buffer: Buffer, offset?: number): Buffer;
export function uuid(options?: UuidOptions | null, buffer?: Buffer, offset?: number): string | Buffer {
  const made = Array.isArray(options?.random) ? new Uuid(Buffer.from(options.random)) : Uuid.random();
  return textOrBytes(made, buffer, offset);
}

/** Makes a time-based UUID as text, or writes its bytes into a buffer and returns that. */
export function timeuuid(options?: TimeUuidOptions | null): string;
export function timeuuid(options: TimeUuidOptions | null, buffer: Buffer, offset?: number): Buffer;
export function timeuuid(
  options?: TimeUuidOptions | null,
  buffer?: Buffer,
  offset?: number,
): string | Buffer {
  const { msecs, nsecs, node, clockseq } = options ?? {};
  const date = typeof msecs === 'number' ? new Date(msecs) : msecs instanceof Date ? msecs : undefined;
  const ticks = typeof nsecs === 'number' ? nsecs : undefined;
  const clock = typeof clockseq === 'number' ? Buffer.from([clockseq >> 8, clockseq & 0xff]) : undefined;
  const made = new TimeUuid(date, ticks, Array.isArray(node) ? Buffer.from(node) : undefined, clock);
  return textOrBytes(made, buffer, offset);
}

function textOrBytes(made: Uuid, buffer?: Buffer, offset?: number): string | Buffer {
  if (!(buffer instanceof Buffer)) return made.toString();
  made.getBuffer().copy(buffer, offset || 0);
  return buffer;
}
