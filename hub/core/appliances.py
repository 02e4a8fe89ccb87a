"""Which machine a device is, guessed from what people and makers call it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from hub.core.entities import Appliance, ApplianceKind, Device, Entity
from hub.core.states import Kind

_WORDS: dict[ApplianceKind, str] = {  # order matters: the first that fits decides
    ApplianceKind.DISHWASHER: r"dish ?washer|洗碗机",
    ApplianceKind.WASHER: r"washer|washing machine|洗衣机",
    ApplianceKind.DRYER: r"(tumble )?dryer|烘干机|干衣机",
    ApplianceKind.FREEZER: r"freezer|冰柜|冷柜",
    ApplianceKind.FRIDGE: r"fridge|refrigerator|冰箱",
    ApplianceKind.WATER_HEATER: r"water heater|boiler|热水器",
    ApplianceKind.HEAT_PUMP: r"heat ?pump|热泵",
    ApplianceKind.AIR_CONDITIONER: r"air ?con(ditioner|ditioning)?|空调",
    ApplianceKind.COFFEE_MACHINE: r"coffee( machine| maker)?|espresso|咖啡机",
    ApplianceKind.PUMP: r"pump|水泵",
    ApplianceKind.OVEN: r"oven|烤箱",
    ApplianceKind.TV: r"tv|television|电视",
    ApplianceKind.VACUUM: r"vacuum|hoover|扫地机|吸尘器",
}
# Chinese is written without spaces: a word boundary is asked of Latin letters only.
_PATTERNS = {
    kind: re.compile(rf"(?<![a-z])(?:{words})s?(?![a-z])", re.IGNORECASE)
    for kind, words in _WORDS.items()
}


@lru_cache(maxsize=1024)  # a device asks again with each of its entities
def kind_of(name: str) -> ApplianceKind | None:
    """Return the machine a name speaks of: "Kitchen fridge" is a fridge."""
    return next((kind for kind, words in _PATTERNS.items() if words.search(name)), None)


def appliance_of(device: Device, entities: Iterable[Entity]) -> Appliance | None:
    """Return the appliance a device and its entities make, if its name tells of one."""
    entities = list(entities)
    kind = kind_of(device.name) or next(filter(None, (kind_of(e.label) for e in entities)), None)
    if kind is None:
        return None
    shown = next((e.alias for e in entities if e.kind is Kind.SWITCH and e.alias), device.name)
    area = next((e.area for e in entities if e.area), device.area)

    def first(*, of: Kind, device_class: str = "") -> str:
        return next(
            (e.id for e in entities if e.kind is of and device_class in {"", e.device_class}), ""
        )

    return Appliance(
        id=device.id,
        kind=kind,
        name=shown,
        area=area,
        power=first(of=Kind.SENSOR, device_class="power"),
        temperature=first(of=Kind.SENSOR, device_class="temperature"),
        energy=first(of=Kind.SENSOR, device_class="energy"),
        switch=first(of=Kind.SWITCH),
    )
