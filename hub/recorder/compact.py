"""States as the history keeps them (a number where one says it all), and as a chart draws them."""

from hub.core.codec import decode, encode, plain
from hub.core.errors import BadPayload
from hub.core.states import BinarySensorState, SensorState, State, SwitchState

Kept = float | int | str | None
_WHOLE = 2**53  # beyond it a float is not a whole number we can trust
_PHASES = {"closed": 0.0, "open": 100.0, "unlocked": 0.0, "locked": 1.0, "off": 0.0, "playing": 1.0}


def kept(state: State) -> Kept:
    """Return a state in few bytes: a number, a sensor's word, or JSON of what is known."""
    if type(state) is SensorState:
        value = state.value
        if type(value) is float and value.is_integer() and -_WHOLE < value < _WHOLE:
            return int(value)
        return value
    if type(state) is SwitchState or type(state) is BinarySensorState:
        return None if state.on is None else int(state.on)
    known = {name: value for name, value in plain(state).items() if value is not None}
    if known.keys() == {"on"}:
        return int(known["on"])
    return encode(known).decode() if known else None


def number(value: Kept) -> float | None:
    """Return what a chart shows: on/off as 1/0, a level in percent, a temperature; or nothing."""
    if not isinstance(value, str):
        return None if value is None else float(value)
    if not value.startswith("{"):
        return None
    try:
        known = decode(value, dict[str, float | str | bool])
    except BadPayload:
        return None
    if known.get("on") is False:
        return 0.0
    for name in ("current", "level", "on"):
        shown = known.get(name)
        if isinstance(shown, float | int):  # bool is an int
            return float(shown)
    return _PHASES.get(str(known.get("phase")))
