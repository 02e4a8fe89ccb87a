"""What happens in a radio network: it opens, devices join it and leave it."""

from dataclasses import dataclass
from typing import Literal

from hub.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingChanged(Event):
    """A radio network opened for new devices, until when (UTC seconds, if it says), or closed."""

    bridge: str
    open: bool
    until: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceJoined(Event):
    """A new device joined a radio network, or came further in being asked what it is.

    ``model`` is known once it is ``ready``; its entities follow by themselves.
    """

    bridge: str
    name: str
    address: str
    stage: Literal["joined", "interviewing", "ready", "unsupported", "failed"]
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLeft(Event):
    """A device left its radio network."""

    name: str
    address: str
