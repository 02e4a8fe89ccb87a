"""Files of JSON lines, packed or not, with the numbers of their lines and how far they are read."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from hub.core.errors import HubError

_LONGEST = 16 * 2**20  # bytes of a line; a broker's largest packet


class Unreadable(HubError, OSError):
    """A file cannot be read; the text names it and says why."""


class Lines:
    """The lines of ``path``, numbered from 1; unpacked where its name ends in ``.gz``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = self._size = 0

    @property
    def share(self) -> float:
        """How much of the file is read (0–1)."""
        return self._read / self._size if self._size else 1.0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Read on; raise ``Unreadable`` where that is impossible."""
        try:
            yield from self._lines()
        except (EOFError, zlib.error) as error:
            raise Unreadable(f"{self._path} is damaged ({error}); pack it anew") from error
        except OSError as error:
            why = error.strerror or error
            raise Unreadable(f"{self._path} cannot be read ({why}); check the path") from error

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self._path.open("rb") as raw:
            self._size = self._path.stat().st_size
            file = gzip.GzipFile(fileobj=raw) if self._path.suffix == ".gz" else raw
            number = 0
            while line := file.readline(_LONGEST):
                number += 1
                self._read = raw.tell()
                yield number, line
