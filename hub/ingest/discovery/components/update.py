"""A device's own software: what is installed, what could be, and the way to ask for it."""

import re
from collections.abc import Mapping

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import State, UpdateState
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.objects import object_in
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import text_of

_NUMBERS = re.compile(r"\d+")
_VERSION = re.compile(
    r"\s*v?(?P<main>\d{1,30}(?:\.\d{1,30})*)(?P<rest>[-._+]?(?P<before>a|b|alpha|beta|rc|dev)?.*)",
    re.IGNORECASE | re.DOTALL,
)
_SUMMARY = 255  # characters of a release summary that are shown


class Update(Component):
    """Software that can be newer."""

    kind = Kind.UPDATE
    default_name = "MQTT Update"
    installed: str | None = None
    latest: str | None = None
    in_progress = False
    percentage: float | None = None

    def setup(self, fields: Fields) -> None:
        """Read what is fixed, and the way to ask for an update."""
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class is not None
        self.precision = fields.whole("display_precision", 0, low=0)
        self.install = fields.text("payload_install") if "payload_install" in fields else None
        self.title = fields.text("title") or None
        self.summary = fields.text("release_summary") or None
        self.url = fields.text("release_url") or None
        self.way = self.outlet("command_topic")
        fields.some_text("state_topic")
        self.hear("state_topic", "value_template", self._take)
        self.hear("latest_version_topic", "latest_version_template", self._take_latest)

    def _take(self, text: str) -> bool:
        if not text or text == "{}":
            return False
        said = object_in(text)
        if said is not None:
            self._take_all(Fields(said))
        else:
            self.installed = text
        return True

    def _take_all(self, said: Fields) -> None:
        """Take what a JSON message says; one wrong part spoils all of it."""
        values = {
            "installed": said.some_text("installed_version")
            if "installed_version" in said
            else self.installed,
            "latest": said.some_text("latest_version") if "latest_version" in said else self.latest,
            "title": said.some_text("title") if "title" in said else self.title,
            "summary": said.text("release_summary", self.summary or "") or None,
            "url": said.url("release_url") or self.url,
        }
        said.url("entity_picture")
        percentage, in_progress = self.percentage, self.in_progress
        if "update_percentage" in said:
            percentage = _percentage(said)
            in_progress = percentage is not None
        if "in_progress" in said:
            in_progress = said.flag("in_progress")
        for name, value in values.items():
            setattr(self, name, value)
        self.percentage, self.in_progress = percentage, in_progress

    def _take_latest(self, text: str) -> bool:
        if not text:
            return False
        self.latest = text
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {"install": self._install} if self.way else {}

    def _install(self, data: Fields) -> None:
        if "version" in data:
            raise CommandRefused("the version cannot be chosen")
        if self.latest is None or self.installed == self.latest:
            raise CommandRefused("there is nothing newer")
        if self.install is None:
            raise CommandRefused("its announcement has no payload_install")
        self.send(self.way, self.install)

    @property
    def state(self) -> str | None:
        """``on`` where there is something newer."""
        if self.installed is None or self.latest is None:
            return None
        return "on" if _is_newer(self.latest, self.installed) else "off"

    def extra(self) -> dict[str, object]:
        """Return the versions and how far an update has come."""
        return {
            "auto_update": False,
            "display_precision": self.precision,
            "installed_version": self.installed,
            "latest_version": self.latest,
            "in_progress": self.in_progress,
            "update_percentage": self.percentage if self.in_progress else None,
            "title": self.title,
            "release_summary": None if self.summary is None else self.summary[:_SUMMARY],
            "release_url": self.url,
        }

    def house(self) -> State:
        """Return the versions and how far an update has come."""
        return UpdateState(
            installed=self.installed,
            latest=self.latest,
            in_progress=self.in_progress,
            progress=self.percentage if self.in_progress else None,
        )

    def features(self) -> tuple[str, ...]:
        """Return what can be done."""
        return ("install",) if self.way else ()


def _percentage(said: Fields) -> float | None:
    value = said.raw("update_percentage")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise BadPayload(f"update_percentage {text_of(value)[:40]} is not within 0 and 100")
    return value


def _is_newer(latest: str, installed: str) -> bool:
    """Whether one version is above another; any difference where they cannot be compared."""
    if latest == installed:
        return False
    new, old = _version(latest), _version(installed)
    return new is None or old is None or new > old


def _version(text: str) -> tuple[list[int], bool, list[int]] | None:
    """Return numbers, whether it is final, and the numbers of what comes before a final one."""
    found = _VERSION.match(text)
    if found is None:
        return None
    main = [int(part) for part in found["main"][:100].split(".")]
    while main and not main[-1]:  # 1.0 is 1
        main.pop()
    return main, not found["before"], [int(n[:30]) for n in _NUMBERS.findall(found["rest"])]
