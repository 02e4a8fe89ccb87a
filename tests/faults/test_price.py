"""What a fault costs: in kilowatt-hours until the household gave a price."""

import pytest

from hub.core.errors import BadPayload
from hub.core.events import FaultChanged
from hub.core.upkeep import AskPrice, Price, PriceChanged, SetPrice

KWH = 73.0  # a month, at the 100 W more that the simple watch tells of


async def scaled(house):
    await house.draw("boiler", 200)
    await house.draw("boiler", 1500)
    return (await house.faults())[0]


def cost(fault):
    return fault.kwh_per_month, fault.cost_per_month, fault.currency


async def test_it_is_told_in_energy_until_there_is_a_price(plain):
    assert cost(await scaled(plain)) == (KWH, None, "")
    await plain.commands.send(SetPrice(per_kwh=0.3, currency=" € "))
    await plain.bus.quiet()
    (fault,) = await plain.faults()
    assert cost(fault) == (KWH, 21.9, "€")
    heard = plain.heard.drain()
    assert [e.price for e in heard if isinstance(e, PriceChanged)] == [
        Price(per_kwh=0.3, currency="€")
    ]
    assert [e.fault for e in heard if isinstance(e, FaultChanged)] == [fault]


async def test_what_it_costs_is_evidence_too(plain):
    await plain.commands.send(SetPrice(per_kwh=0.3, currency="€"))
    fault = await scaled(plain)
    assert {(e.signal, e.unit): e.now for e in fault.evidence[1:]} == {
        ("extra_energy", "kWh"): KWH,
        ("extra_cost", "€"): 21.9,
    }


async def test_a_price_taken_back_takes_the_cost_back(plain):
    await plain.commands.send(SetPrice(per_kwh=0.3, currency="€"))
    await scaled(plain)
    await plain.commands.send(SetPrice(per_kwh=None))
    await plain.bus.quiet()
    (fault,) = await plain.faults()
    assert cost(fault) == (KWH, None, "")
    assert [e.signal for e in fault.evidence] == ["power", "extra_energy"]


async def test_a_price_given_on_the_page_outlives_the_hub_and_outranks_the_settings(plain):
    await plain.commands.send(SetPrice(per_kwh=2.5, currency="CNY"))
    plain._more["price"] = Price(per_kwh=0.3, currency="€")
    await plain.restart()
    assert await plain.commands.send(AskPrice()) == Price(per_kwh=2.5, currency="CNY")


@pytest.mark.parametrize(
    ("per_kwh", "currency", "why"),
    [(-1.0, "€", "above 0"), (float("nan"), "€", "above 0"), (0.3, "  ", "currency"),
     (0.3, "thalers and pennies", "currency")],
)  # fmt: skip
async def test_what_is_no_price_is_refused(plain, per_kwh, currency, why):
    with pytest.raises(BadPayload, match=why):
        await plain.commands.send(SetPrice(per_kwh=per_kwh, currency=currency))
    assert await plain.commands.send(AskPrice()) is None
