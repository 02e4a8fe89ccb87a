"""Learning a remote control's code: press the button, point the remote, it becomes a button."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from hardware.infrared.buttons import button
from hardware.infrared.program import ir_ctl
from hub.core.commands import Call, DeviceCommand, Turn
from hub.core.driver import Found, Told
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.registry import slug

_FEWEST = 4  # pulses; what has fewer is a lamp or the sun
_CARRIER = 38_000  # Hz, of nearly every remote control, where the receiver does not tell
_RAW = re.compile(r"^\s*(pulse|space|carrier)\s+(\d+)", re.MULTILINE)


class Learner:
    """One receiver; what it hears is written as ``mode2`` lines that ``ir-ctl`` can send."""

    def __init__(
        self,
        name: str,
        called: str,
        area: str,
        *,
        program: str,
        device: str,
        folder: Path,
        patience: float,
    ) -> None:
        self.name, self._called, self._area = name, called, area
        self._program, self._device, self._folder = program, device, folder
        self._patience = patience

    def find(self) -> Sequence[Found]:
        """Return the button that learns."""
        name = f"{self._called} learn a code"
        return [
            button(
                self.name, of=self._called, area=self._area, key="", name=name, category="config"
            )
        ]

    def read(self) -> Mapping[str, Told]:
        """Return that it is there."""
        if not Path(self._device).exists():
            raise DeviceUnreachable(
                f"{self._device}: there is no such receiver; is gpio-ir switched on?"
            )
        return {self.name: None}

    def act(self, source: str, command: DeviceCommand) -> Mapping[str, Told]:
        """Listen until a code comes and keep it under the name that was asked for."""
        assert source == self.name
        name = self._asked(command)
        heard = ir_ctl(
            self._program,
            f"--device={self._device}",
            "--receive",
            "--mode2",
            "--oneshot",
            limit=self._patience,
        )
        if heard is None:
            raise DeviceUnreachable(f"no remote control was heard in {self._patience:g} s")
        self._keep(name, _clean(heard))
        return {}

    def _asked(self, command: DeviceCommand) -> str:
        match command:
            case Turn(on=True) | Call(service="press" | "turn_on"):
                return self._next()
            case Call(service="learn_command", data={"command": str() as name}) if name.strip():
                return " ".join(name.split())
            case _:
                raise CommandRefused("it learns when it is pressed, or with `command`: a name")

    def _next(self) -> str:
        number = 1
        while (self._folder / f"code_{number}.ir").exists():
            number += 1
        return f"Code {number}"

    def _keep(self, name: str, lines: Sequence[str]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / f"{slug(name)}.ir"
            fresh = file.with_suffix(".new")
            fresh.write_text("\n".join([f"# {name}", *lines, ""]), encoding="utf-8")
            fresh.replace(file)
        except OSError as error:
            raise DeviceUnreachable(f"{self._folder}: {error.strerror}") from error


def _clean(heard: str) -> list[str]:
    """Return a message from its first pulse to its last; raise ``CommandRefused`` for noise."""
    found = [(word, int(value)) for word, value in _RAW.findall(heard)]
    carriers = [value for word, value in found if word == "carrier"]
    signs = [(word, value) for word, value in found if word != "carrier"]
    while signs and signs[0][0] == "space":
        signs.pop(0)
    while signs and signs[-1][0] == "space":
        signs.pop()
    if sum(word == "pulse" for word, _ in signs) < _FEWEST:
        raise CommandRefused("what was heard is no remote control's code; point it from nearer")
    carrier = carriers[0] if carriers else _CARRIER
    return [f"carrier {carrier}", *(f"{word} {value}" for word, value in signs)]
