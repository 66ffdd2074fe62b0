import { describe, expect, it } from 'vitest';
import { checksum, fnv1a } from './checksum.js';

describe('fnv1a', () => {
  it.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('hashes %j as its authors do', (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });

  it('hashes the UTF-8 bytes of a text', () => {
    expect(fnv1a('é')).toBe(fnv1a(Buffer.from([0xc3, 0xa9]).toString('utf8')));
    expect(fnv1a('é')).not.toBe(fnv1a('e'));
  });
});

describe('checksum', () => {
  it('does not depend on the order of lines', () => {
    expect(checksum(['one', 'two', 'three'])).toBe(checksum(['three', 'one', 'two']));
  });

  it('depends on how often a line comes', () => {
    expect(checksum(['one', 'one'])).not.toBe(checksum(['one']));
  });

  it('wraps at 64 bits', () => {
    const sum = (fnv1a('') + fnv1a('a')) % 2n ** 64n;
    expect(checksum(['', 'a'])).toBe(sum.toString(16).padStart(16, '0'));
    expect(fnv1a('') + fnv1a('a')).toBeGreaterThan(2n ** 64n);
  });

  it('has 16 digits for no lines at all', () => {
    expect(checksum([])).toBe('0000000000000000');
  });
});
