"""Downloads that survive a broken line: carried on where they stopped, checked by checksum."""

import errno
import hashlib
import http.client
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.errors import FetchFailed

_CHUNK = 1 << 16  # bytes
_SILENCE = 30.0  # seconds without a byte before a line counts as broken
_SPARE = 50_000_000  # bytes of the disk that stay free
LARGEST = 4_000_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to be had; ``sha256`` empty where nobody told it, ``size`` 0 likewise."""

    url: str
    sha256: str = ""
    size: int = 0


Tell = Callable[[int, int], None]  # bytes that are here, bytes in all (0: unknown)


def fetch(
    wanted: Wanted,
    to: Path,
    *,
    tell: Tell = lambda _here, _all: None,
    tries: int = 5,
    pause: float = 1.0,
    spare: int = _SPARE,
) -> str:
    """Download to a file; return its SHA-256.

    What came before a break is kept as ``<file>.part`` and carried on, now or by the next call;
    ``pause`` seconds, doubling, lie between tries. Raise ``FetchFailed`` with the cure.
    """
    if not wanted.url.startswith(("http://", "https://")):
        raise FetchFailed(f"{wanted.url}: only http and https addresses can be fetched")
    part = to.with_name(to.name + ".part")
    _folder(to.parent)
    for left in range(tries - 1, -1, -1):
        try:
            _carry_on(wanted, part, tell, spare)
            break
        except _Broken as error:
            if not left:
                here = _size(part) / 1e6
                raise FetchFailed(
                    f"{wanted.url}: {error}; {here:.1f} MB are here, the same command carries on"
                ) from error
            time.sleep(pause * 2 ** (tries - 1 - left))
    return _keep(wanted, part, to)


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FetchFailed(f"{folder}: cannot be made ({error.strerror})") from error


class _Broken(Exception):
    """The line broke; another try may help."""


def _carry_on(wanted: Wanted, part: Path, tell: Tell, spare: int) -> None:
    here = _size(part)
    mark = part.with_suffix(part.suffix + ".of")
    if here and not _same(mark, wanted):
        here = 0
    headers = {"Accept-Encoding": "identity", "User-Agent": "tomte"}
    if here:
        headers |= {"Range": f"bytes={here}-"}
        if etag := _line(mark, 1):
            headers |= {"If-Range": etag}
    request = urllib.request.Request(wanted.url, headers=headers)  # noqa: S310 - http, see fetch
    try:
        with urllib.request.urlopen(request, timeout=_SILENCE) as answer:  # noqa: S310 - as above
            _take(answer, wanted, part, tell, here=here, spare=spare)
    except urllib.error.HTTPError as error:
        _refused(error, wanted, part, here)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise _Broken(f"the line broke ({reason})") from error


def _take(
    answer: http.client.HTTPResponse,
    wanted: Wanted,
    part: Path,
    tell: Tell,
    *,
    here: int,
    spare: int,
) -> None:
    if answer.status != http.HTTPStatus.PARTIAL_CONTENT or _begin(answer) != here:
        here = 0  # the server begins anew, so do we
    length = answer.headers.get("Content-Length", "")
    coming = int(length) if length.isdigit() else 0
    total = here + coming
    _room(wanted, part, max(coming, 1), total, spare)
    etag = answer.headers.get("ETag", "") or answer.headers.get("Last-Modified", "")
    part.with_suffix(part.suffix + ".of").write_text(f"{wanted.url}\n{etag}\n", encoding="utf-8")
    try:
        with part.open("ab" if here else "wb") as out:
            while chunk := answer.read(_CHUNK):
                out.write(chunk)
                here += len(chunk)
                if here > LARGEST:
                    raise FetchFailed(f"{wanted.url}: larger than {LARGEST / 1e9:.0f} GB")
                tell(here, total)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        raise _full(part, total) from error
    if coming and here < total:
        raise _Broken(f"the line broke after {here / 1e6:.1f} of {total / 1e6:.1f} MB")


def _begin(answer: http.client.HTTPResponse) -> int:
    """Return the first byte of a partial answer; -1 where it does not say."""
    told = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(told) if told.isdigit() else -1


def _refused(error: urllib.error.HTTPError, wanted: Wanted, part: Path, here: int) -> None:
    if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and here:
        if error.headers.get("Content-Range", "").rpartition("/")[2] == str(here):
            return  # it is all here
        part.unlink(missing_ok=True)
        raise _Broken("what was here did not fit; begun anew") from error
    if error.code >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _Broken(f"the server answers {error.code}") from error
    raise FetchFailed(f"{wanted.url}: the server answers {error.code} {error.reason}") from error


def _room(wanted: Wanted, part: Path, coming: int, total: int, spare: int) -> None:
    if total > LARGEST:
        raise FetchFailed(f"{wanted.url}: larger than {LARGEST / 1e9:.0f} GB")
    if shutil.disk_usage(part.parent).free < coming + spare:
        raise _full(part, total)


def _full(part: Path, total: int) -> FetchFailed:
    free = shutil.disk_usage(part.parent).free / 1e6
    return FetchFailed(
        f"{part.parent}: the disk has {free:.0f} MB free, the file needs {total / 1e6:.0f} MB; "
        "make room, the same command carries on"
    )


def _keep(wanted: Wanted, part: Path, to: Path) -> str:
    found = checksum(part)
    mark = part.with_suffix(part.suffix + ".of")
    if wanted.sha256 and found != wanted.sha256:
        part.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
        raise FetchFailed(
            f"{wanted.url}: wrong checksum ({found[:12]}… instead of {wanted.sha256[:12]}…); "
            "deleted, try again or another source"
        )
    part.replace(to)
    mark.unlink(missing_ok=True)
    return found


def checksum(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _same(mark: Path, wanted: Wanted) -> bool:
    return _line(mark, 0) == wanted.url


def _line(mark: Path, index: int) -> str:
    try:
        return mark.read_text(encoding="utf-8").splitlines()[index]
    except (OSError, IndexError, UnicodeDecodeError):
        return ""


def _size(part: Path) -> int:
    try:
        return part.stat().st_size
    except OSError:
        return 0
