"""What zigbee2mqtt tells of a Zigbee device: its description as values of ours."""

import builtins
from collections.abc import Iterable
from dataclasses import dataclass, field

Config = dict[str, object]  # what one entity would announce of itself
Number = int | float

STATE, SET = 1, 2  # bits of ``access``: the device tells it, the device takes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Expose:
    """One thing a device can tell or be told; ``features`` are the things it is made of."""

    type: str
    name: str = ""
    property: str = ""
    label: str = ""
    access: int = 0
    endpoint: str | None = None
    unit: str | None = None
    category: str | None = None
    values: tuple[object, ...] = ()
    value_on: object = None
    value_off: object = None
    value_min: Number | None = None
    value_max: Number | None = None
    value_step: Number | None = None
    features: tuple["Expose", ...] = ()
    homeassistant: dict[str, object] = field(default_factory=dict)

    @builtins.property
    def tells(self) -> bool:
        """Whether the device reports it."""
        return bool(self.access & STATE)

    @builtins.property
    def takes(self) -> bool:
        """Whether the device can be told it."""
        return bool(self.access & SET)

    @builtins.property
    def plain_property(self) -> str:
        """The property without the endpoint at its end."""
        return self.property.removesuffix(f"_{self.endpoint}") if self.endpoint else self.property

    @builtins.property
    def titled(self) -> str:
        """The label, with the endpoint where there is one."""
        return f"{self.label} {self.endpoint}" if self.endpoint else self.label

    @builtins.property
    def texts(self) -> list[str]:
        """The values as zigbee2mqtt prints them."""
        return [printed(value) for value in self.values]

    def feature(self, *names: str, kind: str | None = None) -> "Expose | None":
        """Return the first part of one of these names (and this type)."""
        return find(self.features, *names, kind=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entity of a device: its component, its place in the unique id, what it announces."""

    component: str
    key: str
    config: Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Where a device tells and is told: its topic, and the commands beneath it."""

    base: str

    def command(self, endpoint: str | None, name: str | None = None) -> str:
        """Return the topic of a command to the device, one endpoint or one property of it."""
        parts = [self.base, *([endpoint] if endpoint else []), "set", *([name] if name else [])]
        return "/".join(parts)


def find(exposes: Iterable[Expose], *names: str, kind: str | None = None) -> Expose | None:
    """Return the first expose of one of these names (and this type)."""
    return next((e for e in exposes if e.name in names and kind in {None, e.type}), None)


def value(property_name: str) -> str:
    """Return the template that reads a property from what the device tells."""
    return f'{{{{ value_json["{property_name}"] }}}}'


def printed(what: object) -> str:
    """Return a value as JavaScript prints it: ``true``, ``1``, ``low``."""
    if isinstance(what, bool):
        return "true" if what else "false"
    if isinstance(what, float) and what.is_integer():
        return str(int(what))
    return str(what)


def title(endpoint: str | None) -> str | None:
    """Return an endpoint as a name (``left`` -> ``Left``); without one, the device's own."""
    return endpoint[0].upper() + endpoint[1:] if endpoint else None


def only(**config: object) -> Config:
    """Return what is known: keys without a value are left out."""
    return {key: what for key, what in config.items() if what is not None}
