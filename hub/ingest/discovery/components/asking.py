"""What may be asked of a thing, and what not."""

from hub.core.errors import CommandRefused
from hub.ingest.discovery.fields import Fields


def only(data: Fields, keys: frozenset[str]) -> None:
    """Raise ``CommandRefused`` for data a service does not take."""
    strange = sorted(dict(data.items()).keys() - keys)
    if strange:
        raise CommandRefused(f"{strange[0][:40]} is nothing it can be told")
