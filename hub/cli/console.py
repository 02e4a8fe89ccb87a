"""How the command line speaks: colour only on a terminal, progress that ends in a line."""

import sys
from types import TracebackType
from typing import Self

from hub.core.errors import HubError

FINE, FAILED, WRONG, AWAY = 0, 1, 2, 3  # exit codes scripts can use
_COLOURS = {"green": "32", "red": "31", "amber": "33", "grey": "90", "bold": "1"}


class HubGone(HubError, ConnectionError):
    """No hub runs here, or it does not answer."""


def is_terminal() -> bool:
    """Whether somebody reads along."""
    return sys.stdout.isatty()


def paint(text: str, colour: str) -> str:
    """Return ``text`` in a colour, where there are colours."""
    return f"\033[{_COLOURS[colour]}m{text}\033[0m" if is_terminal() else text


def tell(text: str) -> None:
    """Say a line, at once."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Say what went wrong, on the error stream."""
    print(text, file=sys.stderr, flush=True)


class Bar:
    """A progress bar on a terminal; elsewhere one line when it is done."""

    def __init__(self, label: str, *, silent: bool = False) -> None:
        self._label, self._silent, self._drawn = label, silent, False

    def show(self, share: float) -> None:
        """Draw ``share`` (0–1) of the way."""
        if self._silent or not is_terminal():
            return
        full = round(28 * share)
        print(
            f"\r  {'█' * full}{'░' * (28 - full)} {share:4.0%}  {self._label}", end="", flush=True
        )
        self._drawn = True

    def clear(self) -> None:
        """Take the bar off the line."""
        if self._drawn:
            print("\r\033[2K", end="", flush=True)
            self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
