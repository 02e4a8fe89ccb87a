"""The protobuf wire format, read and written: all that an ONNX file is made of.

Source: the protocol buffers encoding guide. A message is a row of fields; each begins with a
varint ``number << 3 | kind``, where kind 0 is a varint, 1 eight bytes, 2 a length and so many
bytes, 5 four bytes.
"""

from collections.abc import Iterator

Field = tuple[int, int | bytes]

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5


def fields(message: bytes) -> Iterator[Field]:
    """Yield (number, value) of a message's fields; raise ``ValueError`` where it is none.

    A value is an int of a varint, else the bytes as they stand there.
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if number == 0:
            raise ValueError(f"no field has the number 0 (byte {at})")
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        size, at = _size(message, at, kind)
        if at + size > len(message):
            raise ValueError(f"it ends in the middle of field {number}")
        yield number, message[at : at + size]
        at += size


def varint(value: int) -> bytes:
    """Write a whole number; a negative one takes ten bytes."""
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def whole(number: int, value: int) -> bytes:
    """Write a field that holds a whole number."""
    return varint(number << 3 | _VARINT) + varint(value)


def four(number: int, value: bytes) -> bytes:
    """Write a field of four bytes, such as a 32-bit float."""
    return varint(number << 3 | _FOUR) + value


def block(number: int, value: bytes | str) -> bytes:
    """Write a field that holds bytes, a text or a message."""
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | _BYTES) + varint(len(data)) + data


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 70:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError(f"a number does not end (byte {at})")


def _size(message: bytes, at: int, kind: int) -> tuple[int, int]:
    if kind == _EIGHT:
        return 8, at
    if kind == _FOUR:
        return 4, at
    if kind == _BYTES:
        return _varint(message, at)
    raise ValueError(f"kind {kind} is not known (byte {at})")
