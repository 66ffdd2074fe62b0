/** Reads a big-endian two's complement number of any length; no bytes are zero. */
export function fromTwosComplement(buffer: Uint8Array, start: number, end: number): bigint {
  const length = end - start;
  if (length === 0) return 0n;
  if (length <= 6) {
    let small = (buffer[start]! << 24) >> 24;
    for (let i = start + 1; i < end; i++) small = small * 256 + buffer[i]!;
    return BigInt(small);
  }
  const hex = Buffer.from(buffer.buffer, buffer.byteOffset + start, length).toString('hex');
  return BigInt.asIntN(length * 8, BigInt(`0x${hex}`));
}

/** Writes a big-endian two's complement number in as few bytes as it takes. */
export function toTwosComplement(value: bigint): Buffer {
  // The number of bits of the magnitude, plus one for the sign.
  const magnitude = value < 0n ? ~value : value;
  const bits = magnitude === 0n ? 1 : magnitude.toString(2).length + 1;
  const length = Math.ceil(bits / 8);
  const hex = BigInt.asUintN(length * 8, value).toString(16);
  return Buffer.from(hex.padStart(length * 2, '0'), 'hex');
}

/** A position in bytes that are read one after another. */
export interface Cursor {
  value: number;
}

/**
 * Reads an unsigned number of 1 to 9 bytes: the ones that lead the first byte count the bytes after it.
 *
 * @throws RangeError when the bytes end too early.
 */
export function readUnsignedVint(buffer: Uint8Array, cursor: Cursor, end: number): bigint {
  if (cursor.value >= end) throw new RangeError('Not enough bytes to decode a vint');
  const first = buffer[cursor.value++]!;
  const extra = Math.clz32(~(first << 24));
  if (cursor.value + extra > end) throw new RangeError('Not enough bytes to decode a vint');
  let value = BigInt(extra >= 8 ? 0 : first & (0xff >> extra));
  for (let i = 0; i < extra; i++) value = (value << 8n) | BigInt(buffer[cursor.value++]!);
  return value;
}

/** Writes an unsigned number of at most 64 bits. */
export function unsignedVint(value: bigint): Buffer {
  const bits = value === 0n ? 1 : value.toString(2).length;
  const extra = Math.min(8, Math.floor((bits - 1) / 7));
  const bytes = Buffer.from(value.toString(16).padStart((extra + 1) * 2, '0'), 'hex');
  if (extra > 0) bytes[0]! |= 0xff & ~(0xff >> extra);
  return bytes;
}

/** Reads a signed number in zigzag form. */
export function readVint(buffer: Uint8Array, cursor: Cursor, end: number): bigint {
  const value = readUnsignedVint(buffer, cursor, end);
  return (value >> 1n) ^ -(value & 1n);
}

/** Writes a signed number of at most 64 bits in zigzag form. */
export function vint(value: bigint): Buffer {
  return unsignedVint(BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)));
}
