"""Buttons and wall switches of a Tasmota device: what a press is called."""

from collections.abc import Iterator

from hub.ingest.dialects.expose import Config
from hub.ingest.dialects.tasmota_config import HOLD, TOGGLE, TasmotaConfig

_SHORT, _DOUBLE, _LONG = "button_short_press", "button_double_press", "button_long_press"
_PRESSES = {
    "SINGLE": _SHORT,
    "DOUBLE": _DOUBLE,
    "TRIPLE": "button_triple_press",
    "QUAD": "button_quadruple_press",
    "PENTA": "button_quintuple_press",
    "HOLD": _LONG,
}
# SwitchModes of Tasmota's documentation.
_FOLLOWS = frozenset({1, 2, 3, 4, 5, 6, 9, 10, 13, 14, 15, 16})  # its contact can be read
_PULSES = frozenset({13, 14})  # on for a moment, off is never told
_ON_TOGGLE = frozenset({0, 3, 4, 5, 6, 7, 8, 11, 12})  # TOGGLE is a short press
_ON_HOLD = {**dict.fromkeys((5, 6), _LONG), **dict.fromkeys((8, 9, 10), _DOUBLE)}


def reports_state(mode: int) -> bool:
    """Whether a wall switch of this mode is something that is on or off."""
    return mode in _FOLLOWS


def pulses(mode: int) -> bool:
    """Whether a wall switch of this mode tells "on" only."""
    return mode in _PULSES


def triggers(config: TasmotaConfig) -> Iterator[tuple[str, Config]]:
    """Yield a key and an announcement for every kind of press."""
    for index, wired in enumerate(config.buttons):
        if config.option(73) and wired:
            for action, press in _presses(config):
                yield _trigger(config, f"Button{index + 1}", f"button_{index + 1}", action, press)
    for index, mode in enumerate(config.switches):
        told = config.switch_name(index) or f"Switch{index + 1}"
        for place, press in (
            (TOGGLE, _SHORT if mode in _ON_TOGGLE else ""),
            (HOLD, _ON_HOLD.get(mode, "")),
        ):
            if press:
                action = config.states[place]
                yield _trigger(config, told, f"switch_{index + 1}", action, press)


def _presses(config: TasmotaConfig) -> list[tuple[str, str]]:
    """Return what each action of a button is: one only, or single and double exchanged."""
    if config.option(13):
        return [("SINGLE", _SHORT)]
    swapped = {"SINGLE": _DOUBLE, "DOUBLE": _SHORT} if config.option(11) else {}
    return [*{**_PRESSES, **swapped}.items()]


def _trigger(
    config: TasmotaConfig, told: str, subtype: str, action: str, press: str
) -> tuple[str, Config]:
    announced: Config = {
        "automation_type": "trigger",
        "type": press,
        "subtype": subtype,
        "topic": config.answers("RESULT"),
        "payload": action,
        "value_template": (
            f'{{{{ (value_json["{told}"] | default({{}}))["Action"] | default("") }}}}'
        ),
    }
    return f"{subtype}_{action}", announced
