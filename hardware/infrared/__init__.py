"""Infrared: every code is a button; sent by this machine (LIRC) or by a blaster on MQTT."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from hardware.infrared.blaster import Blaster
from hardware.infrared.learner import Learner
from hardware.infrared.sender import Sender
from hub.core.driver import Mount
from hub.core.errors import EngineMissing
from hub.core.registry import slug

api = 1
_SCANCODE = re.compile(r"[a-z0-9_]+:(0x[0-9a-fA-F]+|[0-9]+)")
_LEARN = 15.0  # seconds a remote control has to be pointed and pressed
_LOOK = 5.0  # seconds until a code that was learned is a button


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One emitter; ``codes`` are by name: scan codes like ``nec:0x408``, or a blaster's own.

    ``receiver`` is the device that learns; ``topic`` makes it a blaster on MQTT, told ``payload``
    with ``{code}`` in it.
    """

    name: str
    area: str = ""
    device: str = "/dev/lirc0"
    receiver: str = ""
    topic: str = ""
    payload: str = '{"ir_code_to_send": "{code}"}'
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.topic and self.receiver:
            raise ValueError("a blaster learns by itself: give `topic` or `receiver`, not both")
        if any(sign in self.topic for sign in "#+"):
            raise ValueError("`topic` is one topic, without # or +")
        if self.topic and "{code}" not in self.payload:
            raise ValueError("`payload` has {code} where the code goes")
        for name, code in self.codes.items():
            if not self.topic and not _SCANCODE.fullmatch(code):
                raise ValueError(f"`{name}` is a scan code like nec:0x408, not {code!r}")

    @property
    def place(self) -> str:
        """What nothing else can be called: names are what its buttons hang on."""
        return f"the emitter {slug(self.name)}"


def build(wanted: Sequence[Settings], *, home: Path, learn: float = _LEARN) -> Sequence[Mount]:
    """Return the drivers; raise ``EngineMissing`` where ``ir-ctl`` is needed and not there.

    What is learned is kept in ``home``/infrared; ``learn`` are the seconds there are for it.
    """
    program = shutil.which("ir-ctl")
    if program is None and any(not item.topic for item in wanted):
        raise EngineMissing("infrared needs ir-ctl: sudo apt install v4l-utils")
    return [mount for item in wanted for mount in _mounts(item, program or "", home, learn)]


def _mounts(item: Settings, program: str, home: Path, learn: float) -> Sequence[Mount]:
    name = f"infrared:{slug(item.name)}"
    if item.topic:
        making = partial(Blaster, f"{name}:send", item.name, item.area, item.codes)
        return [
            Mount(
                name=f"{name}:send", build=partial(making, topic=item.topic, payload=item.payload)
            )
        ]
    folder = home / "infrared" / slug(item.name)
    sending = partial(Sender, f"{name}:send", item.name, item.area, item.codes)
    mounts = [
        Mount(
            name=f"{name}:send",
            build=partial(sending, program=program, device=item.device, folder=folder),
            pause=_LOOK,
        )
    ]
    if item.receiver:
        learning = partial(Learner, f"{name}:learn", item.name, item.area, patience=learn)
        mounts.append(
            Mount(
                name=f"{name}:learn",
                build=partial(learning, program=program, device=item.receiver, folder=folder),
                limit=2 * learn + 5,
            )
        )
    return mounts
