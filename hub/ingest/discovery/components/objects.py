"""Messages that may be a JSON object, or a plain word."""

from hub.core.codec import decode
from hub.core.errors import BadPayload


def object_in(text: str) -> dict[str, object] | None:
    """Return the JSON object a text is; ``None`` where it is none."""
    try:
        said = decode(text.encode(), object)
    except BadPayload:
        return None
    return said if isinstance(said, dict) else None
