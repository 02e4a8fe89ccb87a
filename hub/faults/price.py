"""What a kilowatt-hour costs, as the household said last: on the page, else in the settings."""

import math
from dataclasses import dataclass

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands
from hub.core.errors import BadPayload
from hub.core.ports import Records
from hub.core.upkeep import AskPrice, Price, PriceChanged, SetPrice

_LONGEST = 8  # characters of a currency
_KEY = "price"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSaid:
    """What was said on the page; ``None``: it was taken back."""

    price: Price | None


class Tariff:
    """Answers what a kilowatt-hour costs; a word on the page is kept and outranks the settings."""

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        records: Records,
        price: Price | None = None,
    ) -> None:
        self._bus, self._clock, self._records = bus, clock, records
        self.price = price
        commands.handle(AskPrice, self._ask)
        commands.handle(SetPrice, self._set)

    async def open(self) -> None:
        """Read what was kept."""
        said = (await self._records.load(PriceSaid)).get(_KEY)
        if said is not None:
            self.price = said.price

    def cost(self, kwh: float | None) -> float | None:
        """Return what so much energy costs; ``None`` without a price."""
        if kwh is None or self.price is None:
            return None
        return round(kwh * self.price.per_kwh, 2)

    @property
    def currency(self) -> str:
        """What costs are told in; empty without a price."""
        return "" if self.price is None else self.price.currency

    async def _ask(self, _: AskPrice) -> Price | None:
        return self.price

    async def _set(self, command: SetPrice) -> Price | None:
        """Keep the price; raise ``BadPayload`` for what is none."""
        price = _price_of(command)
        await self._records.keep(_KEY, PriceSaid(price=price))
        self.price = price
        self._bus.publish(PriceChanged(at=self._clock.time(), cause=command.cause, price=price))
        return price


def _price_of(command: SetPrice) -> Price | None:
    if command.per_kwh is None:
        return None
    currency = command.currency.strip()
    if not (math.isfinite(command.per_kwh) and command.per_kwh > 0):
        raise BadPayload("per_kwh is the price of a kilowatt-hour: a number above 0, or null")
    if not 0 < len(currency) <= _LONGEST:
        raise BadPayload(f"currency is a sign or a word of up to {_LONGEST} characters, like €")
    return Price(per_kwh=command.per_kwh, currency=currency)
