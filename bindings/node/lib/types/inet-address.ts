const IPV4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const IPV6 = /^[\da-f:.]+$/i;

/** An IPv4 or IPv6 address. */
export class InetAddress {
  private readonly buffer: Buffer;
  readonly length: number;
  readonly version: 4 | 6;

  constructor(buffer: Buffer) {
    if (!(buffer instanceof Buffer) || (buffer.length !== 4 && buffer.length !== 16)) {
      throw new TypeError('The ip address must contain 4 or 16 bytes');
    }
    this.buffer = buffer;
    this.length = buffer.length;
    this.version = buffer.length === 4 ? 4 : 6;
  }

  /** Reads dotted or colon notation; an IPv4 part may only end an IPv4-mapped IPv6 address. */
  static fromString(value: string): InetAddress {
    if (!value) return new InetAddress(Buffer.alloc(4));
    if (IPV4.test(value)) return new InetAddress(dotted(value, value));
    const groups = IPV6.test(value) ? expand(value) : null;
    if (!groups) throw unparseable(value);
    return new InetAddress(groups);
  }

  equals(other: unknown): boolean {
    return other instanceof InetAddress && this.buffer.equals(other.buffer);
  }

  getBuffer(): Buffer {
    return this.buffer;
  }

  /** Writes the address as RFC 5952 does; `'hex'` writes its bytes. */
  toString(encoding?: string): string {
    if (encoding === 'hex') return this.buffer.toString('hex');
    if (this.version === 4) return this.buffer.join('.');
    const groups = Array.from({ length: 8 }, (_, i) => this.buffer.readUInt16BE(i * 2));
    const [start, length] = longestZeros(groups);
    const hex = (part: number[]) => part.map((group) => group.toString(16)).join(':');
    if (length === 0) return hex(groups);
    return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
  }

  inspect(): string {
    return `${this.constructor.name}: ${this.toString()}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function unparseable(value: string): TypeError {
  return new TypeError(`Value could not be parsed as InetAddress: ${value}`);
}

function dotted(part: string, whole: string): Buffer {
  const bytes = part.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) throw unparseable(whole);
  return Buffer.from(bytes);
}

function expand(value: string): Buffer | null {
  const halves = value.split('::');
  if (halves.length > 2 || !value.includes(':')) return null;
  const [head, tail] = halves.map((half) => groupsOf(half, value));
  if (!head) return null;
  if (!tail) return head.length === 16 ? checked(head, value) : null;
  const missing = 16 - head.length - tail.length;
  if (missing < 2) return null;
  return checked(Buffer.concat([head, Buffer.alloc(missing), tail]), value);
}

function groupsOf(half: string, whole: string): Buffer {
  if (half === '') return Buffer.alloc(0);
  const parts = half.split(':').map((group) => {
    if (IPV4.test(group)) return dotted(group, whole);
    if (!/^[\da-f]{1,4}$/i.test(group)) throw unparseable(whole);
    return Buffer.from(group.padStart(4, '0'), 'hex');
  });
  return Buffer.concat(parts);
}

function checked(buffer: Buffer, value: string): Buffer {
  if (!value.includes('.')) return buffer;
  const mapped = buffer.subarray(0, 10).every((byte) => byte === 0) && buffer.readUInt16BE(10) === 0xffff;
  if (!mapped) {
    throw new TypeError(
      'Only IPv4-Mapped IPv6 addresses are allowed as IPv6 address with embedded IPv4 address',
    );
  }
  return buffer;
}

function longestZeros(groups: number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - start > best[1]) best = [start, end - start];
    start = Math.max(start, end);
  }
  return best;
}
