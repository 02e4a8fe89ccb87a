"""Bytes ↔ dataclasses: the one importer of msgspec besides the configuration."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from hub.core.errors import BadPayload

T = TypeVar("T")

_encoder = msgspec.json.Encoder()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def encode(value: object) -> bytes:
    """Return ``value`` (dataclasses, containers, plain values) as JSON."""
    return _encoder.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Read JSON into ``kind``; raise ``BadPayload`` naming the place when it does not fit."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    try:
        value: T = decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadPayload(str(error)) from error
    return value


def convert(value: object, kind: type[T]) -> T:
    """Read plain values (dicts, lists) into ``kind``; raise ``BadPayload`` when they do not fit."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise BadPayload(str(error)) from error


def plain(value: object) -> Any:  # noqa: ANN401 - plain values are of any type
    """Return ``value`` as dicts, lists and plain values."""
    return msgspec.to_builtins(value)


def schemas(
    kinds: list[Any], *, hook: Callable[[type], dict[str, Any]] | None = None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return JSON schemas of ``kinds`` and the components they refer to.

    ``hook`` gives the schema of a class that is not plain; it raises ``NotImplementedError`` for
    one it does not know.
    """
    out, components = msgspec.json.schema_components(
        kinds, schema_hook=hook, ref_template="#/components/schemas/{name}"
    )
    return list(out), components
