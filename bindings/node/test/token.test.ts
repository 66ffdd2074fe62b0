import { describe, expect, test } from 'vitest';
import { token } from '../dist/index.js';
import {
  ByteOrderedTokenizer,
  Murmur3Tokenizer,
  RandomTokenizer,
  type Tokenizer,
} from '../dist/tokenizer.js';
import { MutableLong } from '../dist/types/mutable-long.js';

const { TokenRange } = token;
const murmur3 = new Murmur3Tokenizer();
const ordered = new ByteOrderedTokenizer();

const range = (tokenizer: Tokenizer, start: string, end: string) =>
  new TokenRange(tokenizer.parse(start), tokenizer.parse(end), tokenizer);

describe('MutableLong', () => {
  const samples = [
    0n,
    1n,
    -1n,
    0xffffn,
    2n ** 31n,
    2n ** 32n + 7n,
    2n ** 63n - 1n,
    -(2n ** 63n),
    -987654321012345n,
  ];
  const made = (value: bigint) => MutableLong.fromString(value.toString());

  test('computes as 64-bit integers do', () => {
    for (const a of samples) {
      for (const b of samples) {
        expect(made(a).add(made(b)).toString()).toBe(BigInt.asIntN(64, a + b).toString());
        expect(made(a).multiply(made(b)).toString()).toBe(BigInt.asIntN(64, a * b).toString());
        expect(made(a).xor(made(b)).toString()).toBe((a ^ b).toString());
        expect(made(a).compare(made(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }
    }
  });

  test('shifts by any number of bits', () => {
    for (const value of samples) {
      for (const bits of [0, 1, 31, 32, 33, 63, 64]) {
        const left = BigInt.asIntN(64, value << BigInt(bits));
        const right = BigInt.asIntN(64, BigInt.asUintN(64, value) >> BigInt(bits));
        expect(made(value).shiftLeft(bits).toString()).toBe(left.toString());
        expect(made(value).shiftRightUnsigned(bits).toString()).toBe(right.toString());
      }
    }
  });
});

describe('tokenizers', () => {
  test('hash keys of every length as the server does', () => {
    // What Cassandra 5.0 answers to `SELECT token(…)` for as many bytes of 0xf0 to 0xff, over and over.
    const known: [number, string][] = [
      [1, '-1694091299808217330'],
      [4, '2433567805640907224'],
      [7, '1040320986559242285'],
      [8, '8369731552278694167'],
      [9, '-6602143071428848777'],
      [15, '-7737243313669454511'],
      [16, '-9084739235461062116'],
      [17, '-8643975058035977670'],
      [24, '2135844655705443936'],
      [31, '7985698532452924145'],
      [32, '2119996587959792239'],
      [33, '2012937223645038199'],
    ];
    for (const [length, expected] of known) {
      const key = Buffer.from(Array.from({ length }, (_, i) => 0xf0 + (i % 16)));
      expect(murmur3.hash(key).toString()).toBe(expected);
    }
  });

  test('write tokens so that each text stands for one', () => {
    const written = ['-1', '1', '4294967296', '-4294967297'].map((text) =>
      murmur3.stringify(murmur3.parse(text)),
    );
    expect(new Set(written).size).toBe(4);
  });
});

describe('a range', () => {
  test('contains its end and not its start, also over the end of the ring', () => {
    const plain = range(murmur3, '-5', '5');
    const wrapped = range(murmur3, '5', '-5');
    const holds = (of: token.TokenRange) =>
      ['-6', '-5', '0', '5', '6'].filter((at) => of.contains(murmur3.parse(at)));
    expect(holds(plain)).toEqual(['0', '5']);
    expect(holds(wrapped)).toEqual(['-6', '-5', '6']);
    expect(wrapped.unwrap().map(String)).toEqual([']5, -9223372036854775808]', ']-9223372036854775808, -5]']);
  });

  test('splits into parts that follow one another', () => {
    for (const tokenizer of [murmur3, new RandomTokenizer()]) {
      const parts = range(tokenizer, '1000', '-1').splitEvenly(7);
      expect(parts).toHaveLength(7);
      parts.slice(1).forEach((part, i) => expect(part.start.equals(parts[i]!.end)).toBe(true));
    }
    expect(range(ordered, '0a', '0bcd').splitEvenly(2).map(String)).toEqual([']0A, 0AE7]', ']0AE7, 0BCD]']);
  });

  test('refuses to split when there is nothing to split', () => {
    expect(() => range(murmur3, '5', '5').splitEvenly(2)).toThrow("Can't split empty range ]5, 5]");
    expect(() => range(murmur3, '1', '5').splitEvenly(0)).toThrow(
      'numberOfSplits (0) must be greater than 0.',
    );
    expect(() => range(ordered, '', '').splitEvenly(2)).toThrow(
      'Cannot split whole ring with ordered partitioner',
    );
  });
});
