"""``tomte faults look``: what Tomte would have said of what Home Assistant already recorded."""

import argparse
import asyncio
import json
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import takewhile
from pathlib import Path

from hub import config
from hub.cli.client import running
from hub.cli.console import FINE, Bar, complain, tell
from hub.cli.faults.hass_file import Tables
from hub.cli.faults.hass_power import Power, Sensor
from hub.cli.faults.looked import Looked, as_json, in_words
from hub.core.clock import Clock, local_timezone
from hub.core.errors import ConfigError
from hub.faults.history import Report, draw, live, looks_like, named, steady
from hub.faults.seeds import sow
from hub.faults.watch import Watch
from hub.faults.watches import watch_of
from hub.recorder.durable import Durable
from hub.recorder.store import Store
from models.kinds import Kinds


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument(
        "file", type=Path, metavar="home-assistant_v2.db", help="the recorder's file, or its folder"
    )
    ask.add_argument(
        "--days", type=float, default=math.inf, metavar="N", help="look at the last N days only"
    )
    ask.add_argument("--json", action="store_true", help="print what was found as JSON")
    ask.add_argument(
        "--seed", action="store_true", help="let the hub begin with what was learned here"
    )
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Look through the file."""
    if not args.days > 0:
        raise ConfigError(f"--days {args.days:g}: it must be more than 0")
    settings = config.load(args.config)
    with closing(Tables(args.file)) as tables:
        power = Power(tables, days=args.days)
        found = list(_look(power, silent=args.json))
        seeds = {one.sensor: seed for one in found if args.seed and (seed := _seed(power, one))}
    language = settings.voice.language
    if args.json:
        tell(json.dumps([as_json(one, language) for one in found], indent=2, ensure_ascii=False))
    else:
        tell("\n\n".join(in_words(one, language) for one in found))
    if args.seed:
        _sow(seeds, settings.home)
    return FINE


def _look(power: Power, *, silent: bool) -> Iterator[Looked]:
    sensors, kinds = power.sensors(), Kinds()
    rows = sum(sensor.states for sensor in sensors) or 1
    done = 0
    for sensor in sensors:
        with Bar(sensor.name, silent=silent) as bar:

            def step(row: int, bar: Bar = bar, done: int = done) -> None:
                bar.show(min(1.0, (done + row / 2) / rows))

            yield _one(power, sensor, kinds, step)
        done += sensor.states


def _one(power: Power, sensor: Sensor, kinds: Kinds, step: Callable[[int], None]) -> Looked:
    """Look at one sensor, twice: to see what it is, and to watch it as that."""

    def reports(read: int) -> Iterator[Report]:
        return _whole(power, _counted(power.reports(sensor), read, step))

    drawn = draw(reports(0), zone=local_timezone())
    by_trace, guesses = looks_like(drawn.portrait, kinds)
    by_name = named(sensor.name) or named(sensor.entity)
    kind = by_name or by_trace
    watch = watch_of(kind) if kind is not None and sensor.states else None
    warm = power.thermometer(sensor) if watch is not None else None
    lived = live(watch, reports(sensor.states), _warmth(power, warm)) if watch else None
    return Looked(
        sensor=sensor,
        thermometer=warm,
        drawn=drawn,
        guesses=guesses,
        by_name=by_name,
        by_trace=by_trace,
        watch=watch,
        lived=lived,
        hours=tuple(power.hours(sensor)),
    )


def _whole(power: Power, reports: Iterable[Report]) -> Iterator[Report]:
    return steady(reports, until=power.until, absences=power.absences)


def _warmth(power: Power, thermometer: Sensor | None) -> Iterator[Report]:
    return _whole(power, () if thermometer is None else power.reports(thermometer))


def _counted(reports: Iterator[Report], read: int, step: Callable[[int], None]) -> Iterator[Report]:
    for row, report in enumerate(reports, start=read):
        if not row % 2000:
            step(row)
        yield report


def _seed(power: Power, one: Looked) -> Watch | None:
    """Return what was learned: before a fault that is still there, so that the hub tells of it."""
    still = [told.at for told in one.lived.told if told.gone is None] if one.lived else []
    watch = watch_of(one.kind) if one.kind is not None and still else None
    if watch is None:
        return one.watch
    known = _whole(power, power.reports(one.sensor)), _warmth(power, one.thermometer)
    live(watch, *(takewhile(lambda report: report[0] < min(still), each) for each in known))
    return watch


def _sow(seeds: dict[Sensor, Watch], home: Path) -> None:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    asyncio.run(_keep(seeds, home))
    names = ", ".join(sensor.name for sensor in seeds) or "nothing"
    complain(f"kept for the hub in {home}: {names}")
    if running(home) is not None:
        complain("the hub is running: it takes this up when it is started anew")


async def _keep(seeds: dict[Sensor, Watch], home: Path) -> None:
    async with Store(home, Clock()) as store:
        for sensor, watch in seeds.items():
            await sow(Durable(store), (sensor.name, sensor.entity), watch)
