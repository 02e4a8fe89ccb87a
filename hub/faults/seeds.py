"""What was learned from an older history waits under a name until such an appliance appears."""

import re

from hub.core.entities import Appliance
from hub.core.ports import Records
from hub.core.slugs import slug
from hub.faults.watch import Watch

_MEASURED = re.compile(
    r"[\s_]*(current[\s_]+|electric[\s_]+)?(power|watts?|consumption|leistung|功率)[\s_\d]*(\[?w\]?)?$",
    re.IGNORECASE,
)


def seed_key(name: str) -> str:
    """Return the key of a seed: "Kitchen fridge power", "sensor.kitchen_fridge_power": the same."""
    return f"seed {slug(bare(name.removeprefix('sensor.')))}"


def bare(name: str) -> str:
    """Return what a meter measures: of "Kitchen fridge power" the "Kitchen fridge"."""
    return _MEASURED.sub("", name) or name


def seed_keys(appliance: Appliance) -> tuple[str, ...]:
    """Return the keys under which an appliance may find what an older history taught of it."""
    return tuple(
        dict.fromkeys(seed_key(name) for name in (appliance.name, appliance.power) if name)
    )


def fits(seed: Watch, watch: Watch) -> bool:
    """Return whether a seed was a watch of the same kind of machine."""
    return getattr(seed, "kind", None) == getattr(watch, "kind", None)


async def sow(records: Records, names: tuple[str, ...], watch: Watch) -> None:
    """Keep a watch for an appliance that will be called by one of these names."""
    for key in {seed_key(name) for name in names}:
        await records.keep(key, watch)
