"""What was learned from an older history waits under a name until such an appliance appears."""

import re

from hub.core.ports import Records
from hub.core.slugs import slug
from hub.faults.watch import Watch

_MEASURED = re.compile(
    r"[\s_]*(current[\s_]+|electric[\s_]+)?(power|watts?|consumption|leistung|功率)[\s_\d]*(\[?w\]?)?$",
    re.IGNORECASE,
)


def seed_key(name: str) -> str:
    """Return the key of a seed: "Kitchen fridge power", "sensor.kitchen_fridge_power": the same."""
    bare = name.removeprefix("sensor.")
    return f"seed {slug(_MEASURED.sub('', bare) or bare)}"


async def sow(records: Records, names: tuple[str, ...], watch: Watch) -> None:
    """Keep a watch for an appliance that will be called by one of these names."""
    for key in {seed_key(name) for name in names}:
        await records.keep(key, watch)
