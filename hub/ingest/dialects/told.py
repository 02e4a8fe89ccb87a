"""Values read from JSON by their path, without a template."""

from collections.abc import Callable, Mapping, Sequence

from hub.core.errors import BadPayload
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.hearing import TakePayload, TakeText
from hub.ingest.payload import MISSING, Payload, text_of
from hub.ingest.templates import Template

Path = Sequence[str | int]


def value_at(message: object, path: Path) -> object:
    """Return what stands at a path, ``MISSING`` where nothing does.

    A list that came as a single value is that value at its first place: meters announce three
    phases and tell one.
    """
    for step in path:
        if isinstance(message, dict):
            message = message.get(step, MISSING)
        elif isinstance(message, list) and isinstance(step, int):
            message = message[step] if step < len(message) else MISSING
        elif step != 0 or isinstance(message, list | str) or message is None:
            message = MISSING
        if message is MISSING:
            break
    return message


class Paths:
    """A template that is a place in JSON, or the first of several that is there."""

    keys: tuple[str, ...] = ()

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def native(self, payload: Payload, /) -> object:
        """Return the value as JSON typed it."""
        message = payload.json
        for path in self._paths:
            found = value_at(message, path)
            if found is not MISSING:
                return found
        return MISSING

    def render(self, payload: Payload, /) -> str:
        """Return the value as text."""
        return text_of(self.native(payload))


class Told(Component):
    """A component whose ``paths`` say where its values stand, by the template each is in place of.

    A message that does not speak of a value passes it by: nobody counts it as unreadable.
    """

    def _template(self, fields: Fields, key: str, **variables: object) -> Template:
        return _paths(fields, key) or super()._template(fields, key, **variables)

    def hear(
        self,
        topic_key: str,
        template_key: str,
        take: TakeText,
        *,
        fresh: bool = False,
        failed: Callable[[], bool | None] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> bool:
        """Read a topic by path; return whether there is one."""
        paths = _paths(self.fields, template_key)
        if paths is None:
            return super().hear(
                topic_key, template_key, take, fresh=fresh, failed=failed, variables=variables
            )

        def hear(payload: Payload) -> bool | None:
            found = paths.native(payload)
            return False if found is MISSING else take(text_of(found))

        return super().hear_payload(topic_key, hear, fresh=fresh)

    def hear_payload(
        self, topic_key: str, take: TakePayload, *, fresh: bool = False, keys: tuple[str, ...] = ()
    ) -> bool:
        """Take a topic's payloads as they are, where they speak of the state at all."""
        paths = _paths(self.fields, "value_template") if topic_key == "state_topic" else None
        if paths is None:
            return super().hear_payload(topic_key, take, fresh=fresh, keys=keys)

        def hear(payload: Payload) -> bool | None:
            return False if paths.native(payload) is MISSING else take(payload)

        return super().hear_payload(topic_key, hear, fresh=fresh)


def _paths(fields: Fields, key: str) -> Paths | None:
    told = fields.raw("paths")
    if not isinstance(told, dict) or key not in told:
        return None
    paths = told[key]
    if not isinstance(paths, list):
        raise BadPayload("paths must be lists by template")
    return Paths(paths)
