"""Numbers as bytes, the way the native protocol writes them: big-endian, unless a name says otherwise."""

from __future__ import annotations

import struct


def _pair(layout):
    """Returns the function that packs one number, and the one that unpacks it."""
    number = struct.Struct(layout)

    def unpack(s):
        return number.unpack(s)[0]

    return number.pack, unpack


int8_pack, int8_unpack = _pair(">b")
int16_pack, int16_unpack = _pair(">h")
int32_pack, int32_unpack = _pair(">i")
int64_pack, int64_unpack = _pair(">q")
uint8_pack, uint8_unpack = _pair(">B")
uint16_pack, uint16_unpack = _pair(">H")
uint32_pack, uint32_unpack = _pair(">I")
uint32_le_pack, uint32_le_unpack = _pair("<I")
uint64_pack, uint64_unpack = _pair(">Q")
float_pack, float_unpack = _pair(">f")
double_pack, double_unpack = _pair(">d")

# The head of a frame up to its length: version, flags, stream and opcode.
header_struct = struct.Struct(">BBbB")
header_pack, header_unpack = header_struct.pack, header_struct.unpack
v3_header_struct = struct.Struct(">BBhB")
v3_header_pack, v3_header_unpack = v3_header_struct.pack, v3_header_struct.unpack

point_be, point_le = struct.Struct(">dd"), struct.Struct("<dd")
circle_be, circle_le = struct.Struct(">ddd"), struct.Struct("<ddd")


def bit_length(n):
    """Returns how many bits an integer has without its sign."""
    return n.bit_length()


def varint_pack(big):
    """Returns an integer in two's complement, in as few bytes as hold it."""
    magnitude = big if big >= 0 else ~big
    return big.to_bytes(magnitude.bit_length() // 8 + 1, "big", signed=True)


def varint_unpack(term):
    """Returns the integer of bytes in two's complement."""
    return int.from_bytes(term, "big", signed=True)


def encode_zig_zag(n):
    """Folds a signed integer of 64 bits into an unsigned one, so that small numbers stay small."""
    return (n << 1) ^ (n >> 63)


def decode_zig_zag(n):
    """Undoes :func:`encode_zig_zag`."""
    return (n >> 1) ^ -(n & 1)


def uvint_pack(val):
    """Returns an unsigned integer whose first byte tells, by its leading ones, how many bytes follow. ``ValueError``
    beyond 64 bits."""
    if val.bit_length() > 64:
        raise ValueError(f"Value {val} is too big and cannot be encoded as vint")
    extra = min(max(val.bit_length() - 1, 0) // 7, 8)
    if extra == 8:
        return b"\xff" + val.to_bytes(8, "big")
    marker = 0xFF00 >> extra & 0xFF
    return (val | marker << 8 * extra).to_bytes(extra + 1, "big")


def uvint_unpack(bytes):
    """Returns the unsigned integer at the start of some bytes, and how many bytes it takes; ``IndexError`` when they
    end before it does."""
    first = bytes[0]
    extra = 8 - (~first & 0xFF).bit_length()
    value = first & 0xFF >> extra
    for position in range(1, extra + 1):
        value = value << 8 | bytes[position]
    return value, extra + 1


def vints_pack(values):
    """Returns signed integers one after another, each in as few bytes as hold it."""
    return b"".join(uvint_pack(encode_zig_zag(int(value))) for value in values)


def vints_unpack(term):
    """Returns the signed integers that some bytes hold, as a tuple."""
    values = []
    while term:
        value, size = uvint_unpack(term)
        values.append(decode_zig_zag(value))
        term = term[size:]
    return tuple(values)
