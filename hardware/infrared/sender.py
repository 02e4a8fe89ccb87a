"""Sending through a LIRC device of this machine: scan codes, and what was learned."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hardware.infrared.buttons import button, check_press
from hardware.infrared.program import ir_ctl
from hub.core.commands import DeviceCommand
from hub.core.driver import Found, Told
from hub.core.errors import DeviceUnreachable
from hub.core.registry import slug

_LIMIT = 3.0  # seconds; the longest remote controls send for half a second


class Sender:
    """One emitter; its codes are those of the settings and the files of its folder."""

    def __init__(
        self,
        name: str,
        called: str,
        area: str,
        codes: Mapping[str, str],
        *,
        program: str,
        device: str,
        folder: Path,
    ) -> None:
        self.name, self._called, self._area = name, called, area
        self._program, self._device, self._folder = program, device, folder
        self._codes = {slug(code): (code, f"--scancode={scan}") for code, scan in codes.items()}

    def find(self) -> Sequence[Found]:
        """Return a button for every code."""
        return [
            button(self.name, of=self._called, area=self._area, key=key, name=name)
            for key, (name, _) in self._all().items()
        ]

    def read(self) -> Mapping[str, Told]:
        """Return its buttons, of which there is nothing to tell."""
        if not Path(self._device).exists():
            raise DeviceUnreachable(
                f"{self._device}: there is no such emitter; is gpio-ir-tx switched on?"
            )
        return {f"{self.name}:{key}": None for key in self._all()}

    def act(self, source: str, command: DeviceCommand) -> Mapping[str, Told]:
        """Send the button's code."""
        check_press(command)
        _, how = self._all().get(source.rpartition(":")[2], ("", ""))
        if not how:
            raise DeviceUnreachable("this code was taken away")
        if ir_ctl(self._program, f"--device={self._device}", how, limit=_LIMIT) is None:
            raise DeviceUnreachable(f"{self._device} does not take a code within {_LIMIT:g} s")
        return {}

    def _all(self) -> Mapping[str, tuple[str, str]]:
        """Return each code's name and the option that sends it, by its key."""
        learned = {
            file.stem: (_name(file), f"--send={file}") for file in sorted(self._folder.glob("*.ir"))
        }
        return learned | self._codes


def _name(file: Path) -> str:
    """Return what a learned code is called: its first line says it."""
    try:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        first = ""
    return first.removeprefix("#").strip() or file.stem
