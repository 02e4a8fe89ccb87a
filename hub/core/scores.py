"""How strangely an appliance runs."""

from dataclasses import dataclass

from hub.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChanged(Event):
    """An appliance was scored anew: 0 is as usual, 0.5 the edge of it, near 1 nothing like it.

    ``None`` where too little is known of it. At most one an hour and appliance.
    """

    appliance: str
    score: float | None
