"""The owner's settings: one YAML file, every mistake told with its place and cure.

Only ``hub.app`` and ``hub.cli`` import this; the rooms take plain values.
"""

import dataclasses
import difflib
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import yaml

from hub.core import plugins
from hub.core.errors import ConfigError
from hub.core.upkeep import Price

PLACES = ("~/.config/tomte/tomte.yaml", "/etc/tomte/tomte.yaml")


class Mqtt(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The broker; without ``host`` the hub looks on this machine and else starts its own.

    ``lan_port`` is where our own lets added devices in.
    """

    host: str = ""
    port: int = 1883
    username: str = ""
    password: str = ""
    lan_port: int = 1884


class Discovery(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What we say under ``homeassistant/``; ``birth``: whether we greet the devices there."""

    publish: bool = True
    birth: bool | Literal["auto"] = "auto"


class Web(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where the dashboard listens; until there are people it stays on loopback."""

    host: str = "127.0.0.1"
    port: int = 8080


class Voice(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Speech; ``vosk_model`` is the folder of an unpacked Vosk model."""

    enabled: bool = True
    language: str = "en"
    vosk_model: str = ""


class Notify(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where messages go that nobody saw here for ``escalate_after`` seconds (Apprise URLs)."""

    urls: list[str] = []
    escalate_after: float = 600.0


class Recorder(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How long every single reading is kept; hourly values stay for years."""

    keep_days: float = 14.0


class Energy(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a kilowatt-hour costs; 0: nobody said so, what it costs is told in kWh."""

    price: float = 0.0
    currency: str = "€"

    @property
    def said(self) -> Price | None:
        """The price, if somebody gave one."""
        is_price = math.isfinite(self.price) and self.price > 0 and bool(self.currency.strip())
        return Price(per_kwh=self.price, currency=self.currency.strip()) if is_price else None


Hardware = dict[str, list[Any]]
"""What is wired to this machine: by the driver's name, a list of its own ``Settings``."""


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file; an empty one is valid."""

    mqtt: Mqtt = Mqtt()
    discovery: Discovery = Discovery()
    web: Web = Web()
    voice: Voice = Voice()
    notify: Notify = Notify()
    recorder: Recorder = Recorder()
    energy: Energy = Energy()
    hardware: Hardware = {}
    units: Literal["metric", "imperial"] = "metric"
    data_dir: str = ""
    simulated_from: float = 0.0

    @property
    def demo(self) -> bool:
        """Whether this hub lives in a simulated household, whose first moment is given."""
        return self.simulated_from > 0

    @property
    def home(self) -> Path:
        """The folder everything durable lies in."""
        state = os.environ.get("STATE_DIRECTORY", "").split(":")[0]
        chosen = self.data_dir or state or "~/.local/share/tomte"
        return Path(chosen).expanduser()


def load(path: Path | None = None) -> Settings:
    """Read the settings from ``path``, or else from the first of ``PLACES`` that exists.

    Raise ``ConfigError`` telling every mistake as ``file:line:column``.
    """
    if path is None:
        found = (Path(place).expanduser() for place in PLACES)
        path = next((place for place in found if place.is_file()), None)
        if path is None:
            return Settings()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check --config") from None
    return parse(text, path.name)


def parse(text: str, name: str) -> Settings:
    """Read the settings from a YAML text; ``name`` stands before every mistake."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        assert mark is not None
        raise ConfigError(_at(name, text, mark, error.problem or "is no YAML")) from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{name}:1:1: {error}") from None
    if root is None:
        return Settings()
    reader = _Reader(name, text)
    values = reader.read(root, Settings)
    if reader.mistakes:
        raise ConfigError("\n".join(reader.mistakes))
    return msgspec.convert(values, Settings)


def _at(name: str, text: str, mark: yaml.Mark, problem: str) -> str:
    line, column = mark.line, mark.column
    shown = (text.splitlines() or [""])[min(line, max(len(text.splitlines()) - 1, 0))]
    return f"{name}:{line + 1}:{column + 1}: {problem}\n    {shown}\n    {' ' * column}^"


class _Reader:
    """Turns YAML nodes into plain values, collecting every mistake on the way."""

    def __init__(self, name: str, text: str) -> None:
        self._name, self._text = name, text
        self.mistakes: list[str] = []

    def read(self, node: yaml.Node, kind: type[Any]) -> dict[str, Any]:
        fields = _fields(kind)
        if not isinstance(node, yaml.MappingNode):
            self._say(node, f"expected settings like `{next(iter(fields))}: …`")
            return {}
        values: dict[str, Any] = {}
        for key, value in node.value:
            if key.value not in fields:
                self._say(key, f"unknown setting {key.value!r}{_meant(key.value, list(fields))}")
            elif key.value in values:
                self._say(key, f"{key.value!r} is given twice")
            else:
                values[key.value] = self._value(value, fields[key.value])
        return {key: value for key, value in values.items() if value is not None}

    def _value(self, node: yaml.Node, kind: Any) -> Any:  # noqa: ANN401 - whatever the field holds
        if kind == Hardware:
            return self._hardware(node)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            empty = isinstance(node, yaml.ScalarNode) and node.value == ""
            return None if empty else self.read(node, kind)
        value = _plain(node)
        if value is None:
            return None
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            if get_origin(kind) is Literal:
                self._say(node, f"unknown {value!r}{_meant(str(value), list(get_args(kind)))}")
            else:
                self._say(node, str(error))
        return None

    def _hardware(self, node: yaml.Node) -> Hardware | None:
        """Read every driver's list; a driver that cannot be loaded is told elsewhere, not here."""
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return None
        if not isinstance(node, yaml.MappingNode):
            self._say(node, "expected drivers like `gpio: […]`")
            return None
        broken: dict[str, str] = {}
        found = {module.__name__: module for module in plugins.find("hardware", broken)}
        kinds = {
            name.rpartition(".")[2]: module.Settings
            for name, module in found.items()
            if hasattr(module, "Settings")
        }
        unread = {name.rpartition(".")[2].partition(":")[0] for name in broken}
        wanted: Hardware = {}
        for key, value in node.value:
            if key.value in wanted:
                self._say(key, f"{key.value!r} is given twice")
            elif key.value in kinds:
                wanted[key.value] = self._items(value, kinds[key.value])
            elif key.value not in unread:
                self._say(key, f"no driver {key.value!r}{_meant(key.value, list(kinds))}")
        return wanted

    def _items(self, node: yaml.Node, kind: type[Any]) -> list[Any]:
        """Read a driver's list; nothing is an empty one, and no two may be at one place."""
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._say(node, "expected a list: one `- {name: …}` for each thing")
            return []
        items: list[Any] = []
        places: set[str] = set()
        for child in node.value:
            item = self._item(child, kind)
            place = getattr(item, "place", None)
            if place is not None and place in places:
                self._say(child, f"{place} is given twice")
            elif item is not None:
                items.append(item)
                places |= {place} if place else set()
        return items

    def _item(self, node: yaml.Node, kind: type[Any]) -> object:
        before = len(self.mistakes)
        values = self.read(node, kind)
        if len(self.mistakes) > before:
            return None
        try:
            return msgspec.convert(values, kind)
        except msgspec.ValidationError as error:
            self._say(node, str(error))
        return None

    def _say(self, node: yaml.Node, problem: str) -> None:
        self.mistakes.append(_at(self._name, self._text, node.start_mark, problem))


def _fields(kind: type[Any]) -> Mapping[str, Any]:
    """Return what settings of this class may hold: name and type."""
    if issubclass(kind, msgspec.Struct):
        return {field.name: field.type for field in msgspec.structs.fields(kind)}
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the file holds
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _meant(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; known here: {', '.join(known)}"
