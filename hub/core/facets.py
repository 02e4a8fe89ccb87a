"""Facets of a state: what can be wanted of a thing, one name each, and whether a state has it."""

from collections.abc import Mapping
from typing import TypeGuard

from hub.core.entities import Entity
from hub.core.states import (
    ClimateState,
    CoverState,
    FanState,
    LightState,
    MediaPlayerState,
    State,
    ValveState,
    WaterHeaterState,
)

Want = bool | float | str | tuple[str, ...]  # several words: any of them
Wants = Mapping[str, Want]
_ENDS = 3.0  # percent from its end at which a cover counts as open or closed
_NEAR = {"level": 2.0, "tilt": 2.0, "saturation": 5.0, "humidity": 1.0, "hue": 5.0}
_BELOW_A_STEP = 0.9  # of a fan's speeds: a device may round up, but the next one is another
_DEGREES = 0.3  # by which a target may be rounded
_WHITE = 0.03  # share by which a colour temperature may be rounded
_TARGETS = frozenset({"target", "low", "high"})
_MOVING = frozenset({"opening", "closing"})
_BY_MODE = ClimateState | WaterHeaterState  # on and off are modes


def facet(state: State, name: str) -> object:
    """Return what a state tells of a facet; ``None`` where it tells nothing."""
    match name:
        case "on":
            return _on(state)
        case "end" if isinstance(state, CoverState | ValveState):
            return _end(state)
        case "moving" if isinstance(state, CoverState | ValveState):
            return None if state.phase is None else state.phase in _MOVING
        case "playing" if isinstance(state, MediaPlayerState):
            return None if state.phase is None else state.phase == "playing"
        case _:
            return getattr(state, name, None)


def has_facet(state: State, name: str) -> bool:
    """Whether states of this class can tell of a facet at all."""
    match name:
        case "on":
            return hasattr(state, "on") or isinstance(state, _BY_MODE | MediaPlayerState)
        case "end" | "moving":
            return isinstance(state, CoverState | ValveState)
        case "playing":
            return isinstance(state, MediaPlayerState)
        case _:
            return hasattr(state, name)


def met(wants: Wants, state: State, entity: Entity, *, slack: float = 1.0) -> bool:
    """Whether a state is all that is wanted; numbers may miss by ``slack`` times the usual."""
    return all(
        _meets(
            want, facet(state, name), slack * tolerance(name, want, entity), round_=name == "hue"
        )
        for name, want in wants.items()
    )


def tolerance(name: str, want: Want, entity: Entity) -> float:
    """Return by how much a number may miss and still be what was wanted."""
    step = entity.step or 0.0
    if name in _TARGETS:
        return max(_DEGREES, step / 2)
    if name == "kelvin" and not isinstance(want, str | tuple):
        return _WHITE * want
    if name == "level":
        return max(_NEAR["level"], _BELOW_A_STEP * step)
    return _NEAR.get(name, step / 2 or 1e-6)


def distance(wants: Wants, state: State) -> float | None:
    """Return how far numbers are from what is wanted; ``None`` where no number is."""
    gaps = [
        abs(told - want)
        for name, want in wants.items()
        if _is_number(want) and _is_number(told := facet(state, name))
    ]
    return sum(gaps) if gaps else None


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _meets(want: Want, told: object, near: float, *, round_: bool) -> bool:
    if isinstance(want, tuple):
        return told in want
    if not _is_number(want):
        return told == want and type(told) is type(want)
    if not _is_number(told):
        return False
    gap = abs(told - want)
    return min(gap, 360 - gap if round_ else gap) <= near + 1e-9


def _on(state: State) -> bool | None:
    match state:
        case ClimateState(mode=str() as mode) | WaterHeaterState(mode=str() as mode):
            return mode != "off"
        case MediaPlayerState(phase=str() as phase):
            return phase != "off"
        case (
            LightState(on=None, level=float() as level) | FanState(on=None, level=float() as level)
        ):
            return level > 0
        case _:
            on: bool | None = getattr(state, "on", None)
            return on


def _end(state: CoverState | ValveState) -> str | None:
    if state.level is None:
        return state.phase if state.phase in {"open", "closed"} else None
    if state.level <= _ENDS:
        return "closed"
    return "open" if state.level >= 100 - _ENDS else None
