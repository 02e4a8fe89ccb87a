"""What people call the things of a house, at this moment."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hub.core.entities import Entity
from hub.core.registry import Registry, settable


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called, its id, and what kind of thing it is."""

    text: str
    id: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Every name of the house; two of the same house are equal."""

    things: tuple[Name, ...] = ()
    areas: tuple[Name, ...] = ()
    appliances: tuple[Name, ...] = ()


def household(registry: Registry) -> Household:
    """Return the names of all that can be commanded, of areas and of appliances."""
    commanded = [
        held.entity
        for held in registry.held.values()
        if settable(held.entity.kind) and not held.entity.category
    ]
    lone = {
        device
        for device, count in Counter(entity.device for entity in commanded).items()
        if count == 1
    }
    return Household(
        things=_unique(name for entity in commanded for name in _names(entity, registry, lone)),
        areas=_unique(Name(area.name, area.id) for area in registry.areas.values()),
        appliances=_unique(
            Name(one.name, one.id, one.kind.value) for one in registry.appliances.values()
        ),
    )


def _names(entity: Entity, registry: Registry, lone: set[str]) -> Iterator[Name]:
    """Yield its label; that with its room before it; its device's, where that has nothing else."""
    texts = [entity.label]
    area = registry.areas.get(entity.area)
    if area is not None and area.name.casefold() not in entity.label.casefold():
        texts.append(f"{area.name} {entity.label}")
    device = registry.devices.get(entity.device)
    if device is not None and entity.device in lone and not entity.alias:
        texts.append(device.name)
    for text in texts:
        yield Name(text, entity.id, entity.kind.value)


def _unique(names: Iterator[Name]) -> tuple[Name, ...]:
    """Return names in order, each text and kind once, without articles or empty ones."""
    found: dict[tuple[str, str], Name] = {}
    for name in names:
        text = name.text.strip()
        bare = text[4:] if text[:4].casefold() == "the " else text
        if bare:
            found.setdefault((bare.casefold(), name.kind), Name(bare, name.id, name.kind))
    return tuple(found.values())
