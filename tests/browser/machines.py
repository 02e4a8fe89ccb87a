"""Machines with weeks behind them, told of by the real fault monitor, for a browser to see."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.core.codec import decode, encode
from hub.core.entities import ApplianceKind
from hub.core.events import Notification
from hub.core.faults import Fault, FaultKind, Verdict
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.states import SensorState
from hub.core.upkeep import Day, LogEntry, PastRun, PresentRun
from hub.faults.ledger import Ledger
from hub.faults.life import Life
from hub.faults.monitor import FaultMonitor
from hub.faults.unloading import Unloading
from hub.faults.watch import Happening, Learned, Quantity
from tests.browser.conftest import fridge_fault
from tests.browser.house import NOW, WATTS

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
_TELLS = (
    FaultKind.DOOR_AJAR, FaultKind.SHORT_CYCLING, FaultKind.STUCK_ON, FaultKind.NO_POWER,
    FaultKind.SEAL_LEAK,
)  # fmt: skip
_LATER = {FaultKind.DIRTY_CONDENSER: 45.0, FaultKind.REFRIGERANT_LOSS: 45.0,
          FaultKind.DEFROST_FAILED: 60.0}  # fmt: skip


class Notebook:
    """Records in memory, as JSON."""

    def __init__(self):
        self.pages = {}

    async def load(self, kind):
        return {key: decode(page, kind) for key, page in self.pages.get(kind, {}).items()}

    async def keep(self, key, record):
        self.pages.setdefault(type(record), {})[key] = encode(record)

    async def drop(self, kind, key):
        self.pages.get(kind, {}).pop(key, None)


@dataclass(slots=True, kw_only=True)
class Practised:
    """A watch that has seen a month: it finds nothing, but knows how far it is."""

    kind: ApplianceKind
    days: float = 0.0

    def take(self, _quantity: Quantity, _value: float | None, _at: float) -> Sequence[Happening]:
        """Take a reading in."""
        return ()

    def look(self, _at: float) -> Sequence[Happening]:
        """Tell what the time shows."""
        return ()

    def score(self) -> float | None:
        """Return how strange it runs."""
        return 0.2 if self.days else None

    def settle(self, _verdict: Verdict, _kind: FaultKind, _at: float) -> None:
        """Take a person's word."""

    def learned(self, _at: float) -> Learned:
        """Return what can be told, and from when."""
        tells = _TELLS if self.days else ()
        return Learned(days=self.days, cycles=int(20 * self.days), tells=tells, from_day=_LATER)

    def running(self, _at: float) -> PresentRun | None:
        """Return the wash under way."""
        if self.kind is not ApplianceKind.WASHER:
            return None
        return PresentRun(
            began=NOW - 56 * MINUTE, energy_wh=640.0, programme=1, ends=NOW + 24.5 * MINUTE,
            progress=0.7,
        )  # fmt: skip


def of_kind(house, kind):
    """Return the appliance of a kind."""
    return next(a for a in house.registry.appliances.values() if a.kind == kind)


async def lived_in(house):
    """Furnish a house and return its monitor, which remembers a month of three machines."""
    house.furnish()
    house.add(
        Kind.SENSOR, "Washer power", "Bath", SensorState(value=412.0), device="Washer", **WATTS
    )
    records = Notebook()
    fridge, washer = of_kind(house, "fridge"), of_kind(house, "washer")
    dishwasher = of_kind(house, "dishwasher")
    await records.keep(fridge.id, Practised(kind=fridge.kind, days=34.0))
    await records.keep(washer.id, Practised(kind=washer.kind, days=34.0))
    await records.keep(fridge.id, _life(fridge, days=_fridge_days()))
    await records.keep(washer.id, _life(washer, days=_wash_days(), runs=_washes()))
    waits = Unloading(ended=NOW - 31 * MINUTE, waiting=1.8, opened=3)
    await records.keep(dishwasher.id, _life(dishwasher, unloading=waits))
    fault: Fault = fridge_fault(fridge.id)
    await records.keep(fault.id, fault)
    for entry in _log(fridge.id):
        await records.keep(entry.id, entry)
    values = {"name": "Dishwasher", "took": 5400, "ended": NOW - 1860, "energy": 900}
    house.notifications["n1"] = Notification(
        id="n1", at=NOW - 1860, severity="notice", subject=dishwasher.id,
        message=Message(id="notify.cycle_ended.dishwasher", values=values),
    )  # fmt: skip
    return FaultMonitor(
        house.bus, house.clock, registry=house.registry, commands=house.commands,
        records=records, watch_of=lambda kind: Practised(kind=kind),
    )  # fmt: skip


def _life(appliance, *, days=(), runs=(), unloading=None):
    ledger = Ledger(days=list(days), runs=list(runs), day=NOW // DAY * DAY)
    more = {} if unloading is None else {"unloading": unloading}
    return Life(kind=appliance.kind, since=NOW - 34 * DAY, ledger=ledger, **more)


def _fridge_days():
    """A month of a fridge: two days lost, the last week dearer."""
    start = NOW // DAY * DAY - 34 * DAY
    for i in range(34):
        duty = 0.31 + 0.012 * (i * 7 % 5 - 2) + max(0, i - 27) * 0.018
        if i not in {12, 13}:
            yield Day(
                start=start + i * DAY, energy_wh=round(2350 * duty, 1), known=1 if i != 14 else 0.4,
                duty=duty, cycles=22, score=round(0.18 + max(0, i - 27) * 0.09, 2),
            )  # fmt: skip


def _wash_days():
    start = NOW // DAY * DAY - 30 * DAY
    for i in range(30):
        washes = (0, 1, 0, 2)[i % 4]
        yield Day(start=start + i * DAY, energy_wh=30 + 810.0 * washes, known=1.0, cycles=washes)


def _washes():
    """Nine washes of two programmes, oldest first."""
    for i in reversed(range(9)):
        ended = NOW - (1.9 * i + 1) * DAY
        yield PastRun(
            began=ended - (82 + 31 * (i % 2)) * MINUTE, ended=ended, energy_wh=790 + 330 * (i % 2),
            peak_watts=2100, programme=i % 2,
        )  # fmt: skip


def _log(fridge):
    about = {"appliance": fridge, "kind": FaultKind.SEAL_LEAK}
    yield LogEntry(
        id="l1", at=NOW - 20 * DAY, what="cleaned", note="grille", by="Anna", appliance=fridge
    )
    yield LogEntry(id="l2", at=NOW - HOUR, what="fault", fault="f1", severity="warning", **about)
