"""A template that is not run, in the place of one that is."""

from hub.ingest.payload import Payload
from hub.ingest.templates import TemplateFailed


class Broken:
    """A template we do not run: it fails whenever it is used."""

    keys: tuple[str, ...] = ()

    def __init__(self, why: str) -> None:
        self._why = why

    def render(self, payload: Payload) -> str:
        """Raise ``TemplateFailed``."""
        raise TemplateFailed(self._why)

    def native(self, payload: Payload) -> object:
        """Raise ``TemplateFailed``."""
        raise TemplateFailed(self._why)
