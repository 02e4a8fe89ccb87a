"""What watching costs: µs of CPU a reading, bytes to keep, ms a window of what is learned."""

from importlib.util import find_spec
from pathlib import Path
from time import process_time

import numpy as np

import models
from hardware.simulated.appliances.traces import trace
from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.codec import encode
from hub.core.commands import Commands
from hub.core.events import StateChanged
from hub.core.registry import Registry
from hub.core.states import SensorState
from hub.faults.monitor import FaultMonitor
from hub.faults.watches import watch_of
from tests.bench.proof.lives import Watched

DAYS, SEED, APPLIANCES = 60, 77, 30
LIMIT_US, LIMIT_MS, LIMIT_MB = 50, 1.0, 20
START = 1_709_251_200.0


def costs(kinds):
    """Yield the lines of the table."""
    yield f"{'kind':16} {'µs a minute':>11} {'kB to keep':>10} {'ms a window':>11}"
    kept, slowest = [], 0.0
    for kind in kinds:
        if watch_of(kind) is None:
            yield f"{kind:16} nothing watches it"
            continue
        lived = trace(kind, SEED, DAYS)
        micro, size = _streamed(kind, lived)
        window = _window(kind, lived)
        kept.append(size)
        slowest = max(slowest, micro)
        yield f"{kind:16} {micro:11.2f} {size / 1000:10.1f} {_shown(window):>11}"
    yield f"{'no appliance':16} {_passing():11.2f}"
    files = sum(file.stat().st_size for file in Path(models.__file__).parent.rglob("*.json"))
    total = (APPLIANCES * max(kept, default=0) + files) / 1e6
    yield f"slowest {slowest:.1f} µs a minute with every signal (limit {LIMIT_US} a reading)"
    yield (
        f"{APPLIANCES} of the largest and all that is shipped: {total:.2f} MB (limit {LIMIT_MB})"
    )


def _streamed(kind, lived):
    """Return µs of CPU a minute of all readings of a machine, and the bytes then kept."""
    watched = Watched(kind)
    began = process_time()
    watched.live(lived)
    return 1e6 * (process_time() - began) / len(lived.t), len(encode(watched.watch))


def _window(kind, lived):
    """Return ms a cycle under the learned model, ``None`` where there is none for the kind."""
    if find_spec("models.causes") is None:
        return None
    from models.causes import Causes, model_of

    if model_of(kind) is None:
        return None
    causes, took = Causes(kind=kind), []
    for began, watts in _cycles(lived):
        before = process_time()
        if causes.take(watts, began) is not None:
            took.append(1e3 * (process_time() - before))
    return float(np.median(took)) if took else None


def _cycles(lived, merged=10):
    """Yield (UTC s, W a minute) of each spell of work."""
    power = np.nan_to_num(lived.power)
    (rows,) = np.nonzero(power > np.median(power) + 8)
    if not len(rows):
        return
    ends = np.flatnonzero(np.diff(rows) > merged)
    for first, last in zip(
        rows[np.concatenate([[0], ends + 1])],
        rows[np.concatenate([ends, [len(rows) - 1]])],
        strict=True,
    ):
        yield float(lived.t[first]), power[first : last + 1].tolist()


def _shown(window):
    return "–" if window is None else f"{window:.3f}"


def _passing():
    """Return what the monitor adds to publishing a reading that does not concern it, in µs."""
    took = []
    for watched in (True, False):
        bus, clock = Bus(), TickClock(START)
        registry = Registry(bus, clock)
        if watched:
            FaultMonitor(bus, clock, registry=registry, commands=Commands(), records=None)
        events = [
            StateChanged(at=START, entity=f"sensor.{i}", state=SensorState(), previous=None)
            for i in range(1000)
        ]
        began = process_time()
        for _ in range(100):
            for event in events:
                bus.publish(event)
        took.append(1e6 * (process_time() - began) / 1e5)
    return took[0] - took[1]
