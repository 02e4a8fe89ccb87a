"""How often a device speaks by itself, learned from the pauses between its messages.

A device is judged only where its pauses say that it speaks unasked. Two kinds do:

*A beat*: the longest pauses are alike and follow each other, as those of a device that reports at
least once an hour do on a calm night. A door contact or a motion sensor without such a beat has
one long pause a night and another length each time: it is never judged. Streams faster than the
looks that feed this need evidence of their own (``unasked``): a television's meter that tells
every change may fall silent for good reason.

*A stream*: a device that measures something restless (warmth, air, mains) may have no beat but
has been heard all day long for a week.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass

_DAY, _HOUR = 86_400.0, 3600.0
_EDGES = tuple(45.0 * 1.25**i for i in range(49))  # seconds; the last is 23 days
_MIDDLES = tuple(edge / math.sqrt(1.25) for edge in (*_EDGES, _EDGES[-1] * 1.25))
_BINS = len(_MIDDLES)
_FADES = 0.95  # what a pause counts for after a day more: half of it after 13.5 days
_WATCHED, _FEWEST = 3 * _DAY, 12.0  # before a beat is believed
_STREAM_WATCHED, _STREAM_FEWEST = 7 * _DAY, 200.0  # before a stream is
_RARE = 0.005  # of all pauses: so many are longer than the usual ones
_ALIKE, _ALIKE_FEWEST = 0.5, 5.0  # of the pauses of a beat, so many follow one like them
_SPREAD = 4.0  # beats that usual pauses may last: lost messages make two or three of one
_SLACK = 300.0  # seconds between two pauses that still follow each other, half of them at most
_FAST = 180.0  # seconds: beats faster than this need evidence
_NEAR, _STRAY = 0.6, 0.75  # of the limit: pauses as long as this have practically not been seen
_LEAST = 600.0  # seconds of silence that are always fine
_TIMES, _TIMES_ASLEEP = 4.0, 5.0  # that many usual pauses are silence: on mains, on a battery
_STREAM_LONGEST, _STREAM_LEAST = 3 * _HOUR, 6 * _HOUR
_MOST_PATIENCE = 16.0
_CALM = 14 * _DAY  # without a spell of silence, after which patience is halved again


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """What is known of a device's pauses, for ``Records``; counts fade by the day.

    ``silent_since`` is when it was last heard, in a spell of silence (UTC seconds).
    """

    pauses: tuple[float, ...] = (0.0,) * _BINS  # counts, by length
    alike: tuple[float, ...] = (0.0,) * _BINS  # of those, the ones that follow one like them
    watched: float = 0.0  # seconds
    day: int = 0
    patience: float = 1.0
    silent_since: float | None = None
    spell_ended: float = 0.0


class Rhythm:
    """Learns one device's pauses and says how long a silence is too long."""

    def __init__(self, learned: Pauses | None = None) -> None:
        known = learned or Pauses()
        self._pauses, self._alike = list(known.pauses), list(known.alike)
        self._ended = [-math.inf] * _BINS  # when the last pause of each length was over
        self._watched, self._day = known.watched, known.day
        self._patience, self._spell_ended = known.patience, known.spell_ended
        self.silent_since = known.silent_since
        self._limits: dict[tuple[bool, bool, bool], float | None] = {}

    @property
    def learned(self) -> Pauses:
        """What is to be kept."""
        return Pauses(
            pauses=tuple(round(count, 3) for count in self._pauses),
            alike=tuple(round(count, 3) for count in self._alike),
            watched=self._watched,
            day=self._day,
            patience=self._patience,
            silent_since=self.silent_since,
            spell_ended=self._spell_ended,
        )

    def take(self, began: float, ended: float) -> None:
        """Learn a pause between two messages (UTC seconds)."""
        length = ended - began
        if length <= 0:
            return
        self._fade(ended)
        place = bisect_right(_EDGES, length)
        near = self._ended[max(place - 1, 0) : place + 2]
        self._pauses[place] += 1
        if max(near) >= began - min(length / 2, _SLACK):
            self._alike[place] += 1
        self._ended[place] = ended
        self._watched += length
        self._limits.clear()

    def returned(self, now: float) -> None:
        """Note that a spell of silence is over: next time we wait twice as long."""
        self.silent_since = None
        self._spell_ended = now
        self._patience = min(2 * self._patience, _MOST_PATIENCE)
        self._limits.clear()

    def limit(self, *, asleep: bool, restless: bool, unasked: bool) -> float | None:
        """Return the seconds of silence that are too long; ``None`` where nobody can say.

        ``asleep`` is a device that sleeps between messages to spare its battery; ``restless``
        one that measures what never stands still; ``unasked`` one that was heard though nothing
        of it had changed.
        """
        key = (asleep, restless, unasked)
        if key not in self._limits:
            limit = self._beat_limit(asleep, restless or unasked) or (
                self._stream_limit() if restless else None
            )
            self._limits[key] = None if limit is None else limit * self._patience
        return self._limits[key]

    @property
    def usual(self) -> float:
        """The longest usual pause in seconds."""
        room, place = _RARE * sum(self._pauses), _BINS
        while place > 0 and self._pauses[place - 1] <= room:
            place -= 1
            room -= self._pauses[place]
        return _MIDDLES[max(place - 1, 0)]

    def _beat_limit(self, asleep: bool, evident: bool) -> float | None:
        beat = self._beat()
        if self._watched < _WATCHED or sum(self._pauses) < _FEWEST or beat is None:
            return None
        usual = self.usual
        if usual > _SPREAD * beat or (beat < _FAST and not evident):
            return None
        return self._proved(max(_LEAST, max(usual, beat) * (_TIMES_ASLEEP if asleep else _TIMES)))

    def _stream_limit(self) -> float | None:
        usual = self.usual
        if self._watched < _STREAM_WATCHED or sum(self._pauses) < _STREAM_FEWEST:
            return None
        if usual > _STREAM_LONGEST:
            return None
        return self._proved(max(_STREAM_LEAST, usual * _TIMES_ASLEEP))

    def _proved(self, limit: float) -> float | None:
        """Return the limit unless pauses that come near it have been ordinary."""
        strays = sum(self._pauses[bisect_right(_EDGES, _NEAR * limit) + 1 :])
        return limit if strays < _STRAY else None

    def _beat(self) -> float | None:
        """Return the longest pause that comes again and again, one after the other."""
        for place in range(_BINS - 1, -1, -1):
            around = slice(max(place - 1, 0), place + 2)
            count = sum(self._pauses[around])
            if self._pauses[place] < 1 or count < _ALIKE_FEWEST:
                continue
            if sum(self._alike[around]) >= _ALIKE * count:
                return _MIDDLES[place]
        return None

    def _fade(self, now: float) -> None:
        day = int(now // _DAY)
        days, self._day = max(day - self._day, 0) if self._day else 0, day
        if days:
            share = _FADES**days
            self._pauses = [count * share for count in self._pauses]
            self._alike = [count * share for count in self._alike]
        if self._patience > 1 and now - self._spell_ended > _CALM:
            self._patience, self._spell_ended = self._patience / 2, now
