"""What people read, before it is worded: an id and its values."""

from dataclasses import dataclass, field

Value = float | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence of ``hub/texts`` by id, with the values that fill it.

    Numbers stay numbers (SI-like canonical units, shares as 0–1, moments as UTC seconds): the
    edge formats them for the reader.
    """

    id: str
    values: dict[str, Value] = field(default_factory=dict)
