"""Which light a Tasmota relay drives: dimmer, colour temperature, colour, or two of them."""

from hub.ingest.dialects.expose import Config
from hub.ingest.dialects.tasmota_config import LIGHT, TasmotaConfig

NONE, DIMMER, COLD_WARM, RGB, RGBW, RGBCW = range(6)  # ``lt_st``
_WHOLE_RANGE, _SHORT_RANGE = (153, 500), (200, 380)  # mireds; SetOption82 narrows it


def light(config: TasmotaConfig, index: int) -> Config:
    """Return what is particular to a light: its kind, and the words it is dimmed by."""
    kind, command, told = _channel(config, index)
    low, high = _SHORT_RANGE if config.option(82) else _WHOLE_RANGE
    return {
        "light_type": kind,
        "dimmer_command": command,
        "dimmer_state": told,
        "number": index + 1,
        "command_base": config.commands(),
        "min_mireds": low,
        "max_mireds": high,
        "always_send_power": config.option(20),
        "fixed_fade": config.option(117),
        "fades": kind != NONE and not config.tuya,
    }


def _channel(config: TasmotaConfig, index: int) -> tuple[int, str, str]:
    """Return the kind of light, the command that dims it, and where its brightness is told."""
    kind, command, told = config.light, "Dimmer3" if config.tuya else "Dimmer", "Dimmer"
    if config.option(68):  # every channel is a light of its own
        channel = f"Channel{index + 1}"
        return DIMMER, channel, channel
    if not config.linked and kind >= RGBW:  # colour first, white second
        place = index - config.relays.index(LIGHT)
        if place == 0:
            return RGB, "Dimmer1", "Dimmer1"
        if place == 1:
            return DIMMER if kind == RGBW else COLD_WARM, "Dimmer2", "Dimmer2"
        return kind, command, command  # a third relay of a split light: as the firmware says
    return kind, command, told
