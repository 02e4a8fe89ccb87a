"""Which machine a device is, guessed from what people and makers call it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from hub.core.entities import Appliance, ApplianceKind, Device, Entity
from hub.core.kinds import Kind

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
    ApplianceKind.KETTLE: r"kettle|电水壶|热水壶",
    ApplianceKind.PUMP: r"pump|水泵",
    ApplianceKind.OVEN: r"oven|烤箱",
    ApplianceKind.TV: r"tv|television|电视",
    ApplianceKind.VACUUM: r"vacuum|hoover|扫地机|吸尘器",
}
# What only a plug's name suggests: a thing of such a name is no machine to be watched by itself.
_FED: dict[ApplianceKind, str] = {
    ApplianceKind.MEDICAL: r"medical|cpap|respirator|oxygen|dialysis|医疗|呼吸机|制氧机",
    ApplianceKind.HEATING: r"heating|heater|radiator|thermostat|furnace|暖气|地暖|采暖|锅炉|取暖器",
    ApplianceKind.ROUTER: r"router|modem|wi-?fi|access point|network switch|路由器|光猫|交换机",
    ApplianceKind.HUB: r"hub|tomte|gateway|server|nas|网关|主机|服务器",
    ApplianceKind.LAMP: r"lamp|light|lantern|灯",
    ApplianceKind.FAN: r"fan|ventilator|风扇|电扇",
}
KEPT_ON = frozenset(
    {
        ApplianceKind.FRIDGE,
        ApplianceKind.FREEZER,
        ApplianceKind.HEATING,
        ApplianceKind.HEAT_PUMP,
        ApplianceKind.WATER_HEATER,
        ApplianceKind.PUMP,
        ApplianceKind.MEDICAL,
        ApplianceKind.ROUTER,
        ApplianceKind.HUB,
    }
)


# Chinese is written without spaces: a word boundary is asked of Latin letters only.
def _patterns(words: dict[ApplianceKind, str]) -> dict[ApplianceKind, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?<![a-z])(?:{one})s?(?![a-z])", re.IGNORECASE)
        for kind, one in words.items()
    }


_PATTERNS = _patterns(_WORDS)
_SUGGESTED = _patterns(_WORDS | _FED)


@lru_cache(maxsize=1024)  # a device asks again with each of its entities
def kind_of(name: str) -> ApplianceKind | None:
    """Return the machine a name speaks of: "Kitchen fridge" is a fridge."""
    return next((kind for kind, words in _PATTERNS.items() if words.search(name)), None)


def suggested(entity: Entity, device: Device | None) -> ApplianceKind | None:
    """Return what a plug may feed, going by its own name, its device's, and then its power."""
    if entity.kind is not Kind.SWITCH or entity.category:
        return None
    names = (entity.alias, entity.name, device.label if device else "")
    found = (kind for n in names for kind, words in _SUGGESTED.items() if words.search(n))
    return next(found, entity.traced)


def feeds(entity: Entity, device: Device | None) -> ApplianceKind | None:
    """Return what a plug feeds: a person's word, else what its name or its power suggests."""
    return entity.feeds or suggested(entity, device)


def keeps_on(entity: Entity, device: Device | None) -> bool:
    """Whether this is a plug that must not lose power by the way."""
    return entity.kind is Kind.SWITCH and feeds(entity, device) in KEPT_ON


def appliance_of(device: Device, entities: Iterable[Entity]) -> Appliance | None:
    """Return the appliance a device and its entities make, if a person or its name tells of one."""
    entities = list(entities)
    told = next((e.feeds for e in entities if e.feeds), None)
    if told is ApplianceKind.LAMP:
        return None  # a lamp is no machine
    kind = (
        told
        or kind_of(device.label)
        or next(filter(None, (kind_of(e.label) for e in entities)), None)
    )
    if kind is None:
        return None
    shown = next((e.alias for e in entities if e.kind is Kind.SWITCH and e.alias), device.label)
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
