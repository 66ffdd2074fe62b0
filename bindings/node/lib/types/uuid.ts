import { randomBytes } from 'node:crypto';
import type { ValueCallback } from '../callback';

/** 16 bytes that identify something. */
export class Uuid {
  readonly buffer: Buffer;

  constructor(buffer: Buffer) {
    if (!buffer || buffer.length !== 16) throw new Error('You must provide a buffer containing 16 bytes');
    this.buffer = buffer;
  }

  static fromString(value: string): Uuid {
    const hex = typeof value === 'string' && value.length === 36 ? value.replace(/-/g, '') : '';
    const buffer = Buffer.from(hex, 'hex');
    if (buffer.length !== 16) {
      const form = '00000000-0000-0000-0000-000000000000';
      throw new Error(`Invalid string representation of Uuid, it should be in the ${form}`);
    }
    return new Uuid(buffer);
  }

  /** Makes a random one (version 4). */
  static random(): Uuid;
  static random(callback: ValueCallback<Uuid>): void;
  static random(callback?: ValueCallback<Uuid>): Uuid | void {
    if (!callback) return versionFour(randomBytes(16));
    randomBytes(16, (err, bytes) => (err ? callback(err, undefined!) : callback(null!, versionFour(bytes))));
  }

  getBuffer(): Buffer {
    return this.buffer;
  }

  equals(other: unknown): boolean {
    return other instanceof Uuid && this.buffer.equals(other.buffer);
  }

  toString(): string {
    const hex = this.buffer.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  inspect(): string {
    return `${this.constructor.name}: ${this.toString()}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function versionFour(bytes: Buffer): Uuid {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return new Uuid(bytes);
}
