import { protocolVersion } from './protocol-version';

/** The header of a frame of the native protocol. */
export class FrameHeader {
  constructor(
    readonly version: number,
    readonly flags: number,
    readonly streamId: number,
    readonly opcode: number,
    readonly bodyLength: number,
  ) {}

  /** How many bytes the header of a version has. */
  static size(version: number): number {
    return protocolVersion.uses2BytesStreamIds(version) ? 9 : 8;
  }

  static getProtocolVersion(buffer: Buffer): number {
    return buffer[0]! & 0x7f;
  }

  static fromBuffer(buffer: Buffer, offset = 0): FrameHeader {
    const version = buffer[offset]! & 0x7f;
    const wide = protocolVersion.uses2BytesStreamIds(version);
    const streamId = wide ? buffer.readInt16BE(offset + 2) : buffer.readInt8(offset + 2);
    const rest = offset + (wide ? 4 : 3);
    return new FrameHeader(
      version,
      buffer[offset + 1]!,
      streamId,
      buffer[rest]!,
      buffer.readUInt32BE(rest + 1),
    );
  }

  toBuffer(): Buffer {
    const buffer = Buffer.allocUnsafe(FrameHeader.size(this.version));
    buffer.writeUInt8(this.version, 0);
    buffer.writeUInt8(this.flags, 1);
    const wide = protocolVersion.uses2BytesStreamIds(this.version);
    const rest = wide ? buffer.writeInt16BE(this.streamId, 2) : buffer.writeInt8(this.streamId, 2);
    buffer.writeUInt8(this.opcode, rest);
    buffer.writeUInt32BE(this.bodyLength, rest + 1);
    return buffer;
  }
}
