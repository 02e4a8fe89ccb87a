"""Simulated homes for what is learned: windows of their programmes, healthy and broken."""

import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from hardware.simulated.appliances.breaks import BREAKS
from hardware.simulated.appliances.life import MINUTES, breaking
from hardware.simulated.appliances.traces import branches
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind
from models.causes import HEALTHY
from models.features import cycles
from models.signature import LATEST, Signatures

KINDS = (ApplianceKind.WASHER, ApplianceKind.DISHWASHER, ApplianceKind.DRYER)
BROKEN_DAYS = 35
_ELSEWHERE = {FaultKind.STANDBY_CREEP}  # it is no matter of cycles


@dataclass
class Run:
    """One machine for some days: its cycles as (UTC s, W a minute), and when it broke."""

    home: int
    fault: str
    severity: str
    days: float
    cycles: list
    broken_at: float = float("inf")  # UTC s


def faults(kind):
    """Yield the faults of a kind that show in its programmes, with each severity they have."""
    for broken in BREAKS[kind]:
        if broken.fault not in _ELSEWHERE:
            if broken.moderate is not None:
                yield broken.fault, "moderate"
            yield broken.fault, "severe"


def runs(kind, home, *, lead=None):
    """Return the runs of one home: healthy for ``lead`` days, then each fault by itself."""
    days = lead or random.Random(f"lead {home}").choice((60, 90, 150, 300))
    each = list(faults(kind))
    breaks = [breaking(kind, fault, bad, begins=days * MINUTES) for fault, bad in each]
    healthy, *broken = branches(kind, home, days, BROKEN_DAYS, breaks)
    first = Run(home, HEALTHY, "", days, _cycles(healthy))
    found = [first]
    for (fault, severity), trace in zip(each, broken, strict=True):
        run = Run(home, fault.value, severity, BROKEN_DAYS, _cycles(trace), float(trace.t[0]))
        found.append(run)
    return found


def _cycles(trace):
    power = trace.power.tolist()
    times = trace.t.tolist()
    return [(times[a], power[a:b]) for a, b in cycles(power)]


def windows(kind, homes):
    """Return (windows, causes, homes, runs) to learn from: a run is numbered, its order kept."""
    rows, causes, whose, which = [], [], [], []
    number = 0
    for home in homes:
        healthy, *broken = runs(kind, home)
        known = Signatures()
        for at, power in healthy.cycles:
            _note(known.take(power, at), HEALTHY, (rows, causes, whose, which), home, number)
        for run in broken:
            number += 1
            signatures = _copy(known)
            for count, (at, power) in enumerate(run.cycles[:30]):
                row = signatures.take(power, at, strange=True)
                if count >= LATEST - 2:
                    _note(row, run.fault, (rows, causes, whose, which), home, number)
        number += 1
    return np.asarray(rows, np.float32), np.asarray(causes), np.asarray(whose), np.asarray(which)


def _note(row, cause, lists, home, number):
    if row:
        for values, value in zip(lists, (row, cause, home, number), strict=True):
            values.append(value)


def _copy(known):
    fields = known.__dataclass_fields__
    copied = {name: getattr(known, name) for name in fields}
    return Signatures(**{k: list(v) if isinstance(v, list) else v for k, v in copied.items()})


def cached(kind, homes, folder):
    """Return ``windows``, kept in a folder between runs."""
    file = Path(folder) / f"{kind}-{homes[0]}-{len(homes)}.npz"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        x, y, home, run = windows(kind, homes)
        np.savez_compressed(file, x=x, y=y, home=home, run=run)
    held = np.load(file)
    return held["x"], held["y"], held["home"], held["run"]
