"""The power sensors in Home Assistant's recorder database, and what they measured."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from hub.cli.faults.hass_file import Tables, Unusable
from hub.faults.seeds import bare

_TO_CELSIUS = {"°C": (1.0, 0.0), "°F": (5 / 9, -160 / 9), "K": (1.0, -273.15)}
_WARMTH = re.compile(r"_(internal_)?temp(erature)?(_\d+)?$")
FACTORS = {"mW": 0.001, "W": 1.0, "kW": 1000.0, "MW": 1e6}
_SEEN = 200  # states of an entity that are searched for its unit
_DAY = 86_400.0
_SHORT = 300.0  # seconds that one short-term mean stands for

Report = tuple[float, float | None]  # UTC seconds, W; None: unknown from here on
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A power sensor: its entity id there, and what people call it.

    ``key`` is its number in ``states_meta`` (0 where the schema names it in each row),
    ``statistic`` that in ``statistics_meta`` (0: it has none); W are its number × ``factor``.
    ``states`` counts its rows. A thermometer's °C are its number × ``factor`` + ``offset``.
    """

    entity: str
    name: str
    factor: float
    offset: float = 0.0
    states: int = 0
    key: int = 0
    statistic: int = 0


class Power:
    """What the tables tell of power, of the last ``days``; all methods raise ``Unusable``."""

    def __init__(self, tables: Tables, *, days: float = math.inf) -> None:
        self._tables = tables
        by_number = "states_meta" in tables.columns and tables.has("states", "metadata_id")
        self._owner = "metadata_id" if by_number else "entity_id"
        self._when = _time_of(tables, "states", "last_updated")
        by_seconds = tables.has("states", "last_updated_ts")
        self._order = "last_updated_ts" if by_seconds else "last_updated"  # as the index is
        self.until = self._newest()
        self._since = self.until - days * _DAY
        self.absences = list(self._away())  # when Home Assistant did not run

    def sensors(self) -> list[Sensor]:
        """Return the power sensors, by entity id; raise ``Unusable`` where there is none."""
        found = {sensor.entity: sensor for sensor in self._of_states()}
        for statistic, entity, unit, name in self._of_statistics():
            known = found.get(entity)
            if known is None and unit in FACTORS:
                known = Sensor(entity=entity, name=name or entity, factor=FACTORS[unit])
            if known is not None:
                found[entity] = replace(known, statistic=statistic)
        if not found:
            raise Unusable(
                f"{self._tables.path.name} has no power sensor: nothing in it measures in "
                f"{', '.join(FACTORS)}; Tomte looks for the power of metering plugs, not their kWh"
            )
        return [found[entity] for entity in sorted(found)]

    def thermometer(self, sensor: Sensor) -> Sensor | None:
        """Return what measures °C in the same machine: it is called as the power sensor is."""
        stem = bare(sensor.entity)
        for key, entity in self._entities if "states" in self._tables.columns else ():
            if _WARMTH.sub("", entity) == stem and _WARMTH.search(entity):
                unit, name = self._described(key or entity, "temperature")
                if unit in _TO_CELSIUS:
                    factor, offset = _TO_CELSIUS[unit]
                    return Sensor(
                        entity=entity, name=name, factor=factor, offset=offset, states=1, key=key
                    )
        return None

    def reports(self, sensor: Sensor) -> Iterator[Report]:
        """Yield what a sensor told, oldest first; ``None`` where it was unavailable.

        Without states: its five-minute means.
        """
        if not sensor.states:
            yield from self._short_term(sensor)
            return
        rows = f"from states where {self._owner} = ? order by {self._order}"
        sql = f"select {self._when}, state {rows}"
        for at, state in self._tables.rows(sql, (sensor.key or sensor.entity,)):
            moment = _seconds(at)
            if moment is not None and moment >= self._since:
                yield moment, _number(state, sensor.factor, sensor.offset)

    def hours(self, sensor: Sensor) -> Iterator[tuple[float, float]]:
        """Yield the hourly means that are kept for good: the hour's beginning, W."""
        yield from self._means("statistics", sensor, -math.inf)

    def _of_states(self) -> Iterator[Sensor]:
        if "states" not in self._tables.columns:
            return
        for key, entity in self._entities:
            owner = key or entity
            unit, name = self._described(owner, "power")
            if unit in FACTORS:
                sql = f"select count(*) from states where {self._owner} = ?"  # noqa: S608
                ((count,),) = self._tables.rows(sql, (owner,))
                yield Sensor(
                    entity=entity, name=name or entity, factor=FACTORS[unit], states=count, key=key
                )

    @cached_property
    def _entities(self) -> list[tuple[int, str]]:
        if self._owner == "metadata_id":
            sql = "select metadata_id, entity_id from states_meta where entity_id like 'sensor.%'"
        else:
            sql = "select distinct 0, entity_id from states where entity_id like 'sensor.%'"
        return [(key, entity) for key, entity in self._tables.rows(sql)]

    def _described(self, owner: int | str, device_class: str) -> tuple[str, str]:
        """Return unit and friendly name of an entity, from its newest states that have a unit."""
        for (text,) in self._tables.rows(self._attributes(), (owner,)):
            told = _json(text)
            unit = told.get("unit_of_measurement")
            if unit and told.get("device_class", device_class) == device_class:
                return str(unit), str(told.get("friendly_name", ""))
        return "", ""

    def _attributes(self) -> str:
        newest = f"from states where {self._owner} = ? order by {self._order} desc limit {_SEEN}"
        if self._tables.has("states", "attributes_id"):
            told = f"select distinct attributes_id {newest}"
            return f"select shared_attrs from state_attributes where attributes_id in ({told})"  # noqa: S608
        return f"select distinct attributes from (select attributes {newest})"  # noqa: S608

    def _of_statistics(self) -> Iterator[tuple[int, str, str, str]]:
        if "statistics_meta" in self._tables.columns:
            name = "name" if self._tables.has("statistics_meta", "name") else "null"
            sql = f"select id, statistic_id, unit_of_measurement, {name} from statistics_meta"  # noqa: S608
            yield from list(self._tables.rows(sql))

    def _short_term(self, sensor: Sensor) -> Iterator[Report]:
        last = math.inf
        for at, watts in self._means("statistics_short_term", sensor, self._since):
            if at > last + _SHORT + 1:
                yield last + _SHORT, None
            yield at, watts
            last = at

    def _means(self, table: str, sensor: Sensor, since: float) -> Iterator[tuple[float, float]]:
        if not sensor.statistic or not self._tables.has(table, "mean"):
            return
        when = _time_of(self._tables, table, "start")
        sql = f"select {when}, mean from {table} where metadata_id = ? order by id"  # noqa: S608
        for at, mean in self._tables.rows(sql, (sensor.statistic,)):
            moment = _seconds(at)
            if moment is not None and moment >= since and isinstance(mean, int | float):
                yield moment, mean * sensor.factor

    def _newest(self) -> float:
        """Return when the last state of anything was written."""
        if "states" not in self._tables.columns:
            return 0.0
        sql = f"select {self._when} from states order by state_id desc limit 1"  # noqa: S608
        return next((_seconds(at) or 0.0 for (at,) in self._tables.rows(sql)), 0.0)

    def _away(self) -> Iterator[Span]:
        if not self._tables.has("recorder_runs", "start"):
            return
        ended = 0.0
        for start, end in self._tables.rows('select start, "end" from recorder_runs order by 1'):
            began = _seconds(start) or 0.0
            if ended and began > ended:
                yield ended, began
            ended = max(ended, _seconds(end) or 0.0)


def _time_of(tables: Tables, table: str, column: str) -> str:
    """Return the SQL for a moment: newer schemas keep seconds, older ones a text in UTC."""
    newer = f"{column}_ts"
    if not tables.has(table, newer):
        return column
    return f"coalesce({newer}, {column})" if tables.has(table, column) else newer


def _seconds(at: object) -> float | None:
    if isinstance(at, int | float):
        return float(at)
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(state: object, factor: float, offset: float) -> float | None:
    try:
        number = float(str(state)) * factor + offset
    except ValueError:
        return None  # "unavailable", "unknown"
    return number if math.isfinite(number) else None


def _json(text: object) -> dict[str, object]:
    try:
        told = json.loads(text) if isinstance(text, str | bytes) else None
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
