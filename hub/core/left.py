"""Entities that were withdrawn: should they come back, people's words for them still hold."""

from dataclasses import replace

from hub.core.entities import Entity

_MOST = 4096  # that are remembered


class Left:
    """What left the house since the hub began, by source; of too many the oldest is forgotten."""

    def __init__(self) -> None:
        self._entities: dict[str, Entity] = {}

    def keep(self, entity: Entity) -> None:
        """Remember an entity that goes."""
        self._entities[entity.source] = entity
        if len(self._entities) > _MOST:
            del self._entities[next(iter(self._entities))]

    def take(self, source: str) -> Entity | None:
        """Return what went under this source, and remember it no longer."""
        return self._entities.pop(source, None)


def as_people_said(entity: Entity, was: Entity, *, area: str) -> Entity:
    """Return an entity under its id, as people named and placed it; else it is in ``area``."""
    return replace(
        entity,
        id=was.id,
        alias=was.alias,
        feeds=was.feeds,
        traced=was.traced,
        area=was.area or area,
    )
