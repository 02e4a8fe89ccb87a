"""A regular expression a device gives, tried only where it is sure to end soon."""

from hub.core.errors import BadPayload
from hub.ingest.discovery.fields import Fields
from hub.ingest.templates.jinja.patterns import compiled

_STEPS = 1_000_000  # what it may take on one text: some milliseconds


class Pattern:
    """What a text must look like, as the announcement says under a key; raise ``BadPayload``."""

    def __init__(self, fields: Fields, key: str) -> None:
        self.text = text = fields.some_text(key)
        try:
            self._pattern = compiled(text, False)  # noqa: FBT003 - part of the cache's key
        except ValueError as error:
            raise BadPayload(f"{key}: {error}") from error

    def fits(self, text: str) -> bool:
        """Whether a text begins as the pattern says; no where that cannot be found out soon."""
        if self._pattern.steps(len(text), anywhere=False) > _STEPS:
            return False
        return self._pattern.regex.match(text) is not None
