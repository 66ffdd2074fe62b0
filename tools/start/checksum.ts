const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffff_ffff_ffff_ffffn;

/** FNV-1a, 64 bits, over the UTF-8 bytes of a text. */
export function fnv1a(text: string): bigint {
  return Buffer.from(text, 'utf8').reduce(
    (hash, byte) => ((hash ^ BigInt(byte)) * prime) & mask,
    offsetBasis,
  );
}

/** The sum modulo 2⁶⁴ of the hashes of all lines, as 16 hexadecimal digits; their order does not matter. */
export function checksum(lines: Iterable<string>): string {
  let sum = 0n;
  for (const line of lines) sum = (sum + fnv1a(line)) & mask;
  return sum.toString(16).padStart(16, '0');
}
