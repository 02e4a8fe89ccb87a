"""The running hub's faults, as the command line asks for them and puts them into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.cli.client import Client
from hub.core.clock import local_timezone
from hub.core.codec import convert
from hub.core.entities import Appliance, Entity
from hub.core.errors import UnknownEntity
from hub.core.faults import Evidence, Fault
from hub.core.message import Message, Value
from hub.texts import word
from hub.texts.measures import measure

OPEN = ("open", "confirmed")
_SECONDS = 600.0  # s: more is told in minutes and hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """What there is to tell about faults, and how its reader wants it said."""

    faults: Sequence[Fault]
    appliances: Sequence[Appliance]
    entities: Sequence[Entity]
    language: str
    units: str

    def say(self, message: Message) -> str:
        """Return a message's sentence."""
        return word(message.id, message.values, self.language, units=self.units)

    def put(self, message: str, **values: Value) -> str:
        """Return the sentence of a message id."""
        return word(message, values, self.language, units=self.units)

    def name(self, subject: str) -> str:
        """Return what people call whom a fault is of."""
        for appliance in self.appliances:
            if appliance.id == subject:
                return appliance.name
        return next((e.label for e in self.entities if subject in {e.id, e.device}), subject)

    def cost(self, fault: Fault) -> str:
        """Return what a fault costs a month; empty where that is not known."""
        if fault.cost_per_month:
            cost, currency = fault.cost_per_month, fault.currency
            return self.put("ui.fault.cost_money", cost=cost, currency=currency)
        if fault.kwh_per_month:
            return self.put("ui.fault.cost_energy", energy=1000 * fault.kwh_per_month)
        return ""

    def number(self, value: float, evidence: Evidence) -> str:
        """Return a number of evidence with its unit."""
        if evidence.unit == "s" and abs(value) >= _SECONDS:
            return self.put("cli.faults.duration", value=value)
        if evidence.unit == "1/h":
            return self.put("cli.faults.per_hour", value=value)
        return measure(value, evidence.unit, self.units)

    def signal(self, evidence: Evidence) -> str:
        """Return what an evidence shows, in words."""
        known = self.put(f"fault.signal.{evidence.signal}")
        return evidence.signal if known == f"fault.signal.{evidence.signal}" else known

    def find(self, which: str) -> Fault | Appliance:
        """Return a fault by id, or an appliance by id or name; raise ``UnknownEntity``."""
        fault = next((fault for fault in self.faults if fault.id == which), None)
        if fault is not None:
            return fault
        wanted = which.casefold()
        for appliance in self.appliances:
            if wanted in {appliance.id.casefold(), appliance.name.casefold()}:
                return appliance
        raise UnknownEntity(
            f"no fault and no appliance is called {which!r}; `tomte faults list` tells their ids"
        )


async def ask(client: Client) -> Faulty:
    """Return what the hub knows of faults."""
    home = await client.get("/v1/home")
    return Faulty(
        faults=convert(home["faults"], list[Fault]),
        appliances=convert(home["appliances"], list[Appliance]),
        entities=[convert(view["entity"], Entity) for view in home["entities"]],
        language=home["language"],
        units=home["units"],
    )


def moment(at: float) -> str:
    """Return a moment by this machine's clock."""
    return f"{datetime.fromtimestamp(at, local_timezone()):%Y-%m-%d %H:%M}"


def day(at: float) -> str:
    """Return the day of a moment by this machine's clock."""
    return f"{datetime.fromtimestamp(at, local_timezone()):%Y-%m-%d}"
