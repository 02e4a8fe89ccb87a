"""What a parent process may ask of the household: a line of JSON each."""

from dataclasses import dataclass
from typing import Literal

from hardware.simulated.household import Household
from hub.core import codec

Do = Literal["advance", "pace", "break_fridge", "mend_fridge", "lying_lamp", "start_washer", "stop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One wish: ``days`` to advance, ``speed`` to keep, ``hours`` in which the seal gives way."""

    do: Do
    days: float = 0.0
    hours: float = 48.0
    speed: float = 1.0
    on: bool = True


def read(line: bytes) -> Order:
    """Read one line; raise ``BadPayload``."""
    return codec.decode(line, Order)


def carry_out(order: Order, household: Household) -> None:
    """Do everything but stop: that is the caller's."""
    home = household.home
    match order.do:
        case "advance":
            household.advance(order.days * 86_400)
        case "pace":
            household.pace(order.speed)
        case "break_fridge":
            home.fridge.wear(order.hours)
        case "mend_fridge":
            home.fridge.mend()
        case "lying_lamp":
            home.lamp.deaf = order.on
        case "start_washer":
            household.start_washer()
