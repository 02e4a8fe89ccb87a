"""A Tasmota device's own announcement: ``tasmota/discovery/<MAC>/config``, read and checked."""

from dataclasses import dataclass, field

from hub.core.errors import BadPayload
from hub.ingest.discovery.fields import Fields

OFF, ON, TOGGLE, HOLD = range(4)  # places in ``state``
RELAY, LIGHT, SHUTTER = 1, 2, 3  # what a relay is for, in ``rl``
_VERSION = 1  # of the announcement
# SetOptions that shape entities; those that came later may be missing.
_OPTIONS = ("11", "13", "17", "20", "30", "68", "73", "82")


@dataclass(frozen=True, slots=True, kw_only=True)
class TasmotaConfig:
    """What a device says of itself; the names are ours, the keys in the message in brackets."""

    mac: str  # [mac] twelve hexadecimal digits
    name: str  # [dn]
    hostname: str  # [hn]
    ip: str
    model: str  # [md]
    version: str  # [sw]
    topic: str  # [t]
    full_topic: str  # [ft] with %topic%, %prefix%, %hostname%, %id% to be filled in
    prefixes: tuple[str, ...]  # [tp] of commands, answers and reports
    online: str  # [onln]
    offline: str  # [ofln]
    states: tuple[str, ...]  # [state] off, on, toggle, hold
    names: tuple[str | None, ...]  # [fn] of relays
    relays: tuple[int, ...]  # [rl]
    switches: tuple[int, ...]  # [swc] the mode of each wall switch, -1 for none
    switch_names: tuple[str | None, ...]  # [swn]
    buttons: tuple[int, ...]  # [btn]
    light: int  # [lt_st] 0 none, 1 dimmer, 2 cold-warm, 3 RGB, 4 RGBW, 5 RGBCW
    linked: bool  # [lk] RGB and white are one light
    tuya: bool  # [ty]
    fan: bool  # [if]
    battery: bool  # [bat]
    deep_sleep: bool  # [dslp]
    shutter_options: tuple[int, ...]  # [sho] bit 0: upside down
    shutter_tilts: tuple[tuple[int, ...], ...]  # [sht] lowest, highest, duration
    options: dict[str, bool] = field(default_factory=dict)  # [so] SetOptions by number

    def option(self, number: int) -> bool:
        """Whether a SetOption is on."""
        return self.options.get(str(number), False)

    def commands(self, name: str = "") -> str:
        """Return the topic a command is sent on."""
        return self._filled(0) + name

    def answers(self, name: str) -> str:
        """Return the topic an answer comes on."""
        return self._filled(1) + name

    def reports(self, name: str) -> str:
        """Return the topic a regular report comes on."""
        return self._filled(2) + name

    def relay_name(self, kind: str, index: int) -> str | None:
        """Return what a relay is called; ``None`` where it is the device itself."""
        named = self.names[index] if index < len(self.names) else None
        if named is None:
            return f"{kind} {index + 1}"
        return None if index == 0 and named == self.name else named

    def switch_name(self, index: int) -> str | None:
        """Return what a wall switch is called, if anything."""
        return self.switch_names[index] if index < len(self.switch_names) else None

    def _filled(self, prefix: int) -> str:
        return (
            self.full_topic.replace("%hostname%", self.hostname)
            .replace("%id%", self.mac[-6:])
            .replace("%prefix%", self.prefixes[prefix])
            .replace("%topic%", self.topic)
        )


def read_config(said: dict[str, object]) -> TasmotaConfig:
    """Read an announcement; raise ``BadPayload`` naming what is missing or cannot be."""
    fields = Fields(said)
    if said.get("ver") != _VERSION:
        raise fields.bad("ver", f"{_VERSION}")
    config = TasmotaConfig(
        mac=fields.some_text("mac"),
        name=fields.some_text("dn"),
        hostname=fields.some_text("hn"),
        ip=fields.some_text("ip"),
        model=fields.some_text("md"),
        version=fields.some_text("sw"),
        topic=fields.some_text("t"),
        full_topic=fields.some_text("ft"),
        online=fields.some_text("onln"),
        offline=fields.some_text("ofln"),
        relays=_wholes(fields, "rl"),
        switches=_wholes(fields, "swc"),
        buttons=_wholes(fields, "btn"),
        prefixes=_words(fields, "tp", 3),
        states=_words(fields, "state", 4),
        names=_names(fields, "fn"),
        switch_names=_names(fields, "swn", needed=False),
        shutter_options=_wholes(fields, "sho", needed=False),
        shutter_tilts=_tilts(fields),
        light=_whole(fields, "lt_st"),
        linked=_whole(fields, "lk") == 1,
        tuya=_whole(fields, "ty") == 1,
        fan=fields.whole("if", 0) == 1,
        battery=fields.whole("bat", 0) == 1,
        deep_sleep=fields.whole("dslp", 0) > 0,
        options=_options(fields),
    )
    if config.commands() == config.answers(""):
        raise BadPayload(f"its FullTopic {config.full_topic!r} has no %prefix%: set one")
    return config


def _needed(fields: Fields, key: str, where: str = "") -> None:
    if fields.raw(key) is None:
        raise BadPayload(f"{where}{key} is missing")


def _whole(fields: Fields, key: str) -> int:
    _needed(fields, key)
    return fields.whole(key, 0, low=0)


def _wholes(fields: Fields, key: str, *, needed: bool = True) -> tuple[int, ...]:
    if needed:
        _needed(fields, key)
    return tuple(Fields({key: each}).whole(key, 0) for each in fields.listed(key))


def _words(fields: Fields, key: str, least: int) -> tuple[str, ...]:
    _needed(fields, key)
    words = fields.texts(key)
    if len(words) < least:
        raise fields.bad(key, f"a list of {least} texts")
    return words


def _names(fields: Fields, key: str, *, needed: bool = True) -> tuple[str | None, ...]:
    if needed:
        _needed(fields, key)
    return tuple(Fields({key: each}).text_or_none(key) for each in fields.listed(key))


def _tilts(fields: Fields) -> tuple[tuple[int, ...], ...]:
    return tuple(_wholes(Fields({"sht": each}), "sht") for each in fields.listed("sht"))


def _options(fields: Fields) -> dict[str, bool]:
    _needed(fields, "so")
    part = fields.part("so")
    for number in _OPTIONS:
        _needed(part, number, "so.")
    return {key: part.whole(key, 0) == 1 for key, _ in part.items()}
