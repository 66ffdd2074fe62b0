import { createHash } from 'node:crypto';
import { ByteOrderedToken, Murmur3Token, RandomToken, type Token } from './token';
import { Integer } from './types/integer';
import { MutableLong } from './types/mutable-long';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const RANDOM_MAX = 2n ** 127n;
/** How many bytes ordered tokens may grow so that there is room for the points of a split. */
const ADDED_BYTES_MAX = 4;

const BLOCK_LENGTH = 16;
const C1 = MutableLong.fromBits(0x114253d5, 0x87c37b91);
const C2 = MutableLong.fromBits(0x2745937f, 0x4cf5ad43);
const FIVE = MutableLong.fromNumber(5);
const ADDED_TO_H1 = MutableLong.fromNumber(0x52dce729);
const ADDED_TO_H2 = MutableLong.fromNumber(0x38495ab5);
const MIX1 = MutableLong.fromBits(0xed558ccd, 0xff51afd7);
const MIX2 = MutableLong.fromBits(0x1a85ec53, 0xc4ceb9fe);

/** The bytes of a partition key. */
export type KeyBytes = Buffer | number[];

/** Makes the tokens of a partitioner. */
export abstract class Tokenizer {
  /** The token of a partition key. */
  abstract hash(value: KeyBytes): Token;

  /** The token that the server writes so. */
  abstract parse(value: string): Token;

  abstract minToken(): Token;

  /** The `numberOfSplits - 1` tokens that split a range into parts of the same size. */
  abstract split(start: Token, end: Token, numberOfSplits: number): Token[];

  /** A text that stands for a token of this partitioner, and for no other. */
  stringify(token: Token): string {
    return token.getValue().toString();
  }
}

interface Span {
  start: bigint;
  length: bigint;
  /** The greatest token. */
  ringEnd: bigint;
  /** What a point past the greatest token is reduced by. */
  ringLength: bigint;
}

/** The points that split a span evenly; the first parts are larger by one when it does not come out even. */
function splitPoints({ start, length, ringEnd, ringLength }: Span, numberOfSplits: number): bigint[] {
  const parts = BigInt(numberOfSplits);
  const [size, remainder] = [length / parts, length % parts];
  const points: bigint[] = [];
  let point = start;
  for (let i = 1n; i < parts; i++) {
    point += i <= remainder ? size + 1n : size;
    if (point > ringEnd) point -= ringLength;
    points.push(point);
  }
  return points;
}

/** Places data by a Murmur3 hash: the tokens of the Murmur3Partitioner. */
export class Murmur3Tokenizer extends Tokenizer {
  readonly #min = this.parse(INT64_MIN.toString());

  /** The upper half of the server's MurmurHash3_x64_128, whose last, incomplete block has signed bytes. */
  hash(value: KeyBytes): Murmur3Token {
    const h1 = new MutableLong();
    const h2 = new MutableLong();
    const blocks = Math.floor(value.length / BLOCK_LENGTH);
    for (let i = 0; i < blocks; i++) this.mixBlock(value, i, h1, h2);
    this.mixTail(value, blocks * BLOCK_LENGTH, h1, h2);
    const length = MutableLong.fromNumber(value.length);
    h1.xor(length);
    h2.xor(length);
    h1.add(h2);
    h2.add(h1);
    this.fmix(h1);
    this.fmix(h2);
    return new Murmur3Token(h1.add(h2));
  }

  private mixBlock(key: KeyBytes, index: number, h1: MutableLong, h2: MutableLong): void {
    this.mixFirst(h1, this.getBlock(key, 0, index * 2));
    this.rotl64(h1, 27);
    h1.add(h2).multiply(FIVE).add(ADDED_TO_H1);
    this.mixSecond(h2, this.getBlock(key, 0, index * 2 + 1));
    this.rotl64(h2, 31);
    h2.add(h1).multiply(FIVE).add(ADDED_TO_H2);
  }

  private mixTail(key: KeyBytes, offset: number, h1: MutableLong, h2: MutableLong): void {
    const k1 = new MutableLong();
    const k2 = new MutableLong();
    for (let i = 0; i < key.length - offset; i++) {
      (i < 8 ? k1 : k2).xor(fromSignedByte(key[offset + i]!).shiftLeft((i % 8) * 8));
    }
    // Without bytes both are zero and change nothing.
    this.mixSecond(h2, k2);
    this.mixFirst(h1, k1);
  }

  private mixFirst(h1: MutableLong, k1: MutableLong): void {
    k1.multiply(C1);
    this.rotl64(k1, 31);
    h1.xor(k1.multiply(C2));
  }

  private mixSecond(h2: MutableLong, k2: MutableLong): void {
    k2.multiply(C2);
    this.rotl64(k2, 33);
    h2.xor(k2.multiply(C1));
  }

  /** @internal Reads eight bytes, the lowest first. */
  getBlock(key: KeyBytes, offset: number, index: number): MutableLong {
    const at = offset + index * 8;
    return MutableLong.fromBits(littleEndian(key, at), littleEndian(key, at + 4));
  }

  /** @internal Rotates in place. */
  rotl64(value: MutableLong, bits: number): void {
    const left = value.clone().shiftLeft(bits);
    value.shiftRightUnsigned(64 - bits).or(left);
  }

  /** @internal Mixes in place. */
  fmix(value: MutableLong): void {
    value.xor(value.clone().shiftRightUnsigned(33)).multiply(MIX1);
    value.xor(value.clone().shiftRightUnsigned(33)).multiply(MIX2);
    value.xor(value.clone().shiftRightUnsigned(33));
  }

  parse(value: string): Murmur3Token {
    return new Murmur3Token(MutableLong.fromString(value));
  }

  minToken(): Murmur3Token {
    return this.#min;
  }

  split(start: Token, end: Token, numberOfSplits: number): Murmur3Token[] {
    const isWholeRing = start.equals(end) && start.equals(this.minToken());
    const from = BigInt(start.toString());
    const ringLength = INT64_MAX - INT64_MIN;
    let length = (isWholeRing ? INT64_MAX : BigInt(end.toString())) - from;
    if (length < 0n) length += ringLength;
    const span = { start: from, length, ringEnd: INT64_MAX, ringLength };
    return splitPoints(span, numberOfSplits).map((point) => this.parse(point.toString()));
  }

  /** Shorter to make than decimal digits, of which a ring has many. */
  override stringify(token: Token): string {
    const value = token.getValue() as MutableLong;
    return `${value.getHighBitsUnsigned()},${value.getLowBitsUnsigned()}`;
  }
}

function littleEndian(bytes: KeyBytes, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

function fromSignedByte(byte: number): MutableLong {
  const signed = (byte << 24) >> 24;
  return MutableLong.fromBits(signed, signed >> 31);
}

/** Places data by an MD5 hash: the tokens of the RandomPartitioner. */
export class RandomTokenizer extends Tokenizer {
  readonly #min = this.parse('-1');

  hash(value: KeyBytes): RandomToken {
    const digest = createHash('md5').update(Buffer.from(value)).digest();
    return new RandomToken(Integer.fromBuffer(digest).abs());
  }

  parse(value: string): RandomToken {
    return new RandomToken(Integer.fromString(value));
  }

  minToken(): RandomToken {
    return this.#min;
  }

  split(start: Token, end: Token, numberOfSplits: number): RandomToken[] {
    const isWholeRing = start.equals(end) && start.equals(this.minToken());
    const from = (start.getValue() as Integer).toBigInt();
    const ringLength = RANDOM_MAX + 1n;
    let length = (isWholeRing ? RANDOM_MAX : (end.getValue() as Integer).toBigInt()) - from;
    if (length < 0n) length += ringLength;
    const span = { start: from, length, ringEnd: RANDOM_MAX, ringLength };
    return splitPoints(span, numberOfSplits).map((point) => new RandomToken(Integer.fromBigInt(point)));
  }
}

/** Places data by its partition key: the tokens of the ByteOrderedPartitioner. */
export class ByteOrderedTokenizer extends Tokenizer {
  readonly #min = this.hash([]);

  /** Zeros at the end do not count: the server takes tokens with and without them for the same. */
  hash(value: KeyBytes): ByteOrderedToken {
    const bytes = Buffer.from(value);
    let length = bytes.length;
    while (length > 1 && bytes[length - 1] === 0) length--;
    return new ByteOrderedToken(bytes.subarray(0, length));
  }

  parse(value: string): ByteOrderedToken {
    return this.hash(Buffer.from(value, 'hex'));
  }

  minToken(): ByteOrderedToken {
    return this.#min;
  }

  override stringify(token: Token): string {
    return (token.getValue() as Buffer).toString('hex');
  }

  split(start: Token, end: Token, numberOfSplits: number): ByteOrderedToken[] {
    const [first, last] = [start.getValue() as Buffer, end.getValue() as Buffer];
    if (start.equals(end) && start.equals(this.minToken())) {
      throw new Error('Cannot split whole ring with ordered partitioner');
    }
    const wraps = start.compare(end) >= 0;
    const shortest = Math.max(first.length, last.length);
    for (let added = 0; ; added++) {
      const bytes = shortest + added;
      const ringLength = 1n << BigInt(bytes * 8);
      const from = numberOf(first, bytes);
      const length = numberOf(last, bytes) - from + (wraps ? ringLength : 0n);
      if (added < ADDED_BYTES_MAX && length < BigInt(numberOfSplits)) continue;
      const span = { start: from, length, ringEnd: ringLength - 1n, ringLength };
      return splitPoints(span, numberOfSplits).map((point) => new ByteOrderedToken(bytesOf(point, bytes)));
    }
  }
}

/** The number that the bytes are, when zeros after them make up a length. */
function numberOf(bytes: Buffer, length: number): bigint {
  return BigInt(`0x0${bytes.toString('hex').padEnd(length * 2, '0')}`);
}

function bytesOf(number: bigint, length: number): Buffer {
  return Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex');
}
