"""Draws the evidence of a finding from what is remembered of a machine's numbers."""

import math
from dataclasses import dataclass

from hub.core.faults import Evidence
from hub.faults.cycling.feature import Feature, Trait

_WIDE = 3.0  # widths drawn as normal


def picture(trait: Trait, feature: Feature, since: float, at: float) -> Evidence | None:
    """Return a number's picture: ``None`` where nothing is known of it since then."""
    off, count = feature.recent(since)
    if not count or not feature.known:
        return None
    width = max(trait.worth, _WIDE * math.hypot(feature.noise, feature.doubt))
    mean = feature.mean
    return Evidence(
        signal=trait.signal,
        unit=trait.unit,
        times=tuple(feature.times),
        values=tuple(round(trait.shown(y), 3) for y in feature.values),
        low=trait.shown(mean - width) if not trait.capped else max(0.0, trait.shown(mean - width)),
        high=min(trait.shown(mean + width), trait.scale if trait.capped else math.inf),
        since=since,
        now=min(trait.shown(mean + off), trait.scale if trait.capped else math.inf),
        usual=trait.shown(mean),
        over=max(at - since, 60.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What shows at once, in the unit of its trait: now, usually, at the edge of the usual."""

    now: float
    usual: float
    limit: float
    at: float


def momentary(trait: Trait, feature: Feature | None, moment: Moment) -> Evidence:
    """Return the picture of something that shows at once."""
    times = tuple(feature.times) if feature is not None else ()
    values = tuple(round(trait.shown(y), 3) for y in feature.values) if feature is not None else ()
    lasts = trait.unit == "s" and moment.now > 0
    return Evidence(
        signal=trait.signal,
        unit=trait.unit,
        times=(*times, moment.at),
        values=(*values, moment.now),
        low=min(moment.usual, moment.limit),
        high=max(moment.usual, moment.limit),
        since=moment.at - (moment.now if lasts else 0.0),
        now=moment.now,
        usual=moment.usual,
        over=moment.now if lasts else 3600.0,
    )
