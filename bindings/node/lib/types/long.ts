import BaseLong = require('long');
import { inspect } from 'node:util';

interface LongCodec {
  /** Reads the 8 bytes of a `bigint`. */
  fromBuffer(value: Buffer): BaseLong;
  /** Writes the 8 bytes of a `bigint`. */
  toBuffer(value: BaseLong): Buffer;
}

/** A 64-bit signed integer: the class of the npm package `long`, with what CQL needs besides. */
export type Long = BaseLong;
export const Long = BaseLong as typeof BaseLong & LongCodec;

Long.fromBuffer = function fromBuffer(value) {
  if (!(value instanceof Buffer)) throw new TypeError(`Expected Buffer, obtained ${inspect(value)}`);
  return new Long(value.readInt32BE(4), value.readInt32BE(0));
};

Long.toBuffer = function toBuffer(value) {
  if (!(value instanceof Long)) throw new TypeError(`Expected Long, obtained ${inspect(value)}`);
  const buffer = Buffer.allocUnsafe(8);
  buffer.writeInt32BE(value.high, 0);
  buffer.writeInt32BE(value.low, 4);
  return buffer;
};

Object.assign(Long.prototype, {
  inspect(this: BaseLong): string {
    return `Long: ${this.toString()}`;
  },
  toJSON(this: BaseLong): string {
    return this.toString();
  },
});
