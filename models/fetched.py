"""What was fetched or brought on a stick: kept under its name, with where it came from."""

import json
import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from models.catalogue import Offer
from models.errors import FetchFailed, ModelError
from models.fetch import LARGEST, Tell, Wanted, checksum, fetch
from models.files import read_object, write_atomic
from models.runtime import check

_CARD = "fetched.json"
_MOST_FILES = 2_000  # in one archive
_ONNX_LARGEST = 500_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Something fetched: ``place`` is the file or folder to name in the settings."""

    name: str
    kind: str
    licence: str
    source: str
    sha256: str
    size: int
    place: str


def known(folder: Path) -> list[Fetched]:
    """Return all that was fetched, by name."""
    return [_read(card) for card in sorted(folder.glob(f"*/{_CARD}"))]


def fetch_offer(
    offer: Offer,
    folder: Path,
    *,
    base: str = "",
    tell: Tell = lambda _here, _all: None,
    tries: int = 5,
    pause: float = 1.0,
) -> Fetched:
    """Fetch all files of an offer, below ``base`` where one is given, and unpack archives."""
    coming = folder / f".{offer.name}.coming"
    sums = []
    for file in offer.files:
        url = (base.rstrip("/") + "/" if base else offer.base) + file
        wanted = Wanted(url=url, sha256=offer.sha256.get(file, ""))
        to = coming / PurePosixPath(file).name
        there = to.exists() and wanted.sha256 in {"", checksum(to)}
        sums.append(
            checksum(to) if there else fetch(wanted, to, tell=tell, tries=tries, pause=pause)
        )
    return _settle(
        coming,
        folder,
        Fetched(
            name=offer.name,
            kind=offer.kind,
            licence=offer.licence,
            source=base or offer.base,
            sha256=sums[0],
            size=0,
            place="",
        ),
    )


def add_file(file: Path, folder: Path, *, name: str, licence: str, sha256: str = "") -> Fetched:
    """Take a model from a file (a stick): an ONNX graph or a zip; raise ``ModelError``."""
    if not file.is_file():
        raise ModelError(f"{file}: no such file; is the stick mounted?")
    if file.suffix.lower() not in {".onnx", ".zip"}:
        raise ModelError(f"{file.name}: neither an ONNX model nor a zip archive")
    found = checksum(file)
    if sha256 and found != sha256.lower():
        raise ModelError(f"{file.name}: wrong checksum ({found[:12]}…); copy it anew")
    coming = folder / f".{name}.coming"
    try:
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        shutil.copyfile(file, coming / file.name)
    except OSError as error:
        shutil.rmtree(coming, ignore_errors=True)
        raise ModelError(f"{file.name}: cannot be copied ({error.strerror})") from error
    card = Fetched(
        name=name,
        kind="added",
        licence=licence,
        source=file.name,
        sha256=found,
        size=0,
        place="",
    )
    return _settle(coming, folder, card)


def remove(name: str, folder: Path) -> None:
    """Delete something fetched."""
    if not (folder / name / _CARD).is_file() or PurePosixPath(name).name != name:
        raise ModelError(f"nothing called {name!r} was fetched; `tomte models list` shows what was")
    shutil.rmtree(folder / name)


def _settle(coming: Path, folder: Path, card: Fetched) -> Fetched:
    """Check and unpack what came, put it in its place in one step, and write its card."""
    fresh = Path(mkdtemp(dir=folder, prefix=".new-"))
    home = folder / card.name
    try:
        for file in sorted(coming.iterdir()):
            if file.suffix == ".zip":
                _unpack(file, fresh)
            elif file.suffix in {".onnx", ".json"}:
                if file.suffix == ".onnx":
                    check(file.read_bytes(), file.name, largest=_ONNX_LARGEST)
                shutil.copyfile(file, fresh / file.name)
        stored = _with_place(card, fresh, home)
        write_atomic(fresh / _CARD, (json.dumps(asdict(stored), indent=1) + "\n").encode())
        fresh.chmod(0o755)
        shutil.rmtree(home, ignore_errors=True)
        fresh.rename(home)
    except OSError as error:
        raise ModelError(f"{card.name}: cannot be stored ({error.strerror or error})") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(coming, ignore_errors=True)
    return stored


def _with_place(card: Fetched, fresh: Path, home: Path) -> Fetched:
    found = sorted(fresh.iterdir())
    if not found:
        raise ModelError(f"{card.name}: holds nothing of use")
    size = sum(file.stat().st_size for file in fresh.rglob("*") if file.is_file())
    return Fetched(
        name=card.name,
        kind=card.kind,
        licence=card.licence,
        source=card.source,
        sha256=card.sha256,
        size=size,
        place=str(home / found[0].name),
    )


def _unpack(archive: Path, to: Path) -> None:
    """Unpack a zip: only plain files, only below ``to``, and no more than a download may be."""
    try:
        with zipfile.ZipFile(archive) as packed:
            for entry in _sound(packed, archive.name):
                packed.extract(entry, to)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise FetchFailed(f"{archive.name}: no sound zip archive ({error})") from error


def _sound(packed: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    entries = packed.infolist()
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
        raise FetchFailed(f"{name}: unpacks to more than a model needs; not touched")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        odd = path.is_absolute() or ".." in path.parts or "\\" in entry.filename
        if odd or stat.S_ISLNK(entry.external_attr >> 16):
            raise FetchFailed(f"{name}: wants to write outside its folder; not touched")
    yield from entries


def _read(card: Path) -> Fetched:
    held = read_object(card)
    size = held.get("size")
    return Fetched(
        name=card.parent.name,
        size=size if isinstance(size, int) else 0,
        kind=str(held.get("kind", "")),
        licence=str(held.get("licence", "")),
        source=str(held.get("source", "")),
        sha256=str(held.get("sha256", "")),
        place=str(held.get("place", "")),
    )
