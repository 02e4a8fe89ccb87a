"""Models by name and version on disk: which one works, which is on trial, which came before.

A model's folder holds ``<version>/model.onnx`` and ``<version>/card.json``, and ``state.json``:
what is in use. Each change is one rename: a power cut leaves the old or the new, never half.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from models.errors import ModelError
from models.files import read_object, write_atomic

KEPT = 5  # versions beside those in use
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_MODEL, _CARD, _STATE = "model.onnx", "card.json", "state.json"

Plain = float | str | list[float] | list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a model is: made of what, how good, under which licence, with which checksum.

    ``made_at`` is UTC seconds, ``size`` bytes. ``settings`` is what its user must know to use it.
    """

    name: str
    kind: str
    version: int = 0
    made_at: float = 0.0
    made_by: str = ""
    licence: str = "Apache-2.0"
    sha256: str = ""
    size: int = 0
    metrics: dict[str, float] = field(default_factory=dict)
    settings: dict[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which version works, which is on trial (0: none), and which worked before, oldest first."""

    active: int = 0
    shadow: int = 0
    before: tuple[int, ...] = ()


class Registry:
    """The models in one folder; every method raises ``ModelError`` with words for people."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Return the names of all models, in order."""
        found = self._folder.glob(f"*/*/{_CARD}")
        return sorted({card.parent.parent.name for card in found})

    def versions(self, name: str) -> list[Card]:
        """Return the cards of a model, oldest first; one that cannot be read is left out."""
        numbers = [int(card.parent.name) for card in self._home(name).glob(f"[0-9]*/{_CARD}")]
        cards = (self._card(name, number) for number in sorted(numbers))
        return [card for card in cards if card is not None]

    def card(self, name: str, version: int = 0) -> Card:
        """Return the card of a version; of the one that works where none is given."""
        version = version or self.standing(name).active
        card = self._card(name, version) if version else None
        if card is None:
            what = f"version {version} of {name}" if version else f"a working version of {name}"
            raise ModelError(f"there is no {what}; `tomte models list` shows what there is")
        return card

    def standing(self, name: str) -> Standing:
        """Return what is in use."""
        file = self._home(name) / _STATE
        if not file.exists():
            return Standing()
        state = read_object(file)
        before = state.get("before", [])
        numbers = tuple(n for n in before if isinstance(n, int)) if isinstance(before, list) else ()
        return Standing(
            active=_number(state, "active"), shadow=_number(state, "shadow"), before=numbers
        )

    def read(self, card: Card) -> bytes:
        """Return a model's bytes, its checksum compared."""
        file = self.file(card)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ModelError(f"{file}: cannot be read ({error.strerror}); roll back") from error
        if hashlib.sha256(data).hexdigest() != card.sha256:
            raise ModelError(
                f"{card.name} {card.version}: its file is not what was stored (checksum); "
                f"`tomte models rollback {card.name}` takes the one before"
            )
        return data

    def file(self, card: Card) -> Path:
        """Return where a model's file lies."""
        return self._home(card.name) / str(card.version) / _MODEL

    def home(self, name: str) -> Path:
        """Return the folder of a model; raise ``ModelError`` for a name that leads elsewhere."""
        return self._home(name)

    def add(self, data: bytes, card: Card) -> Card:
        """Store a model under the next version; return its card as stored."""
        home = self._home(card.name)
        home.mkdir(parents=True, exist_ok=True)
        taken = [int(path.name) for path in home.iterdir() if path.name.isdigit()]
        stored = replace(
            card,
            version=max([*taken, 0]) + 1,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        )
        fresh = Path(mkdtemp(dir=home, prefix=".new-"))
        try:
            write_atomic(fresh / _MODEL, data)
            write_atomic(fresh / _CARD, _text(asdict(stored)))
            fresh.chmod(0o755)
            fresh.rename(home / str(stored.version))
        except OSError as error:
            raise ModelError(f"{card.name} cannot be stored ({error.strerror})") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        self._forget_oldest(card.name, stored.version)
        return stored

    def amend(self, card: Card) -> None:
        """Store a card anew: figures that were measured later."""
        write_atomic(self.file(card).with_name(_CARD), _text(asdict(card)))

    def shadow(self, name: str, version: int) -> None:
        """Put a version on trial beside the one that works."""
        self.card(name, version)
        self._stand(name, replace(self.standing(name), shadow=version))

    def promote(self, name: str, version: int) -> None:
        """Let a version work from now on; the one before is remembered."""
        card, now = self.card(name, version), self.standing(name)
        self.read(card)
        if version == now.active:
            return
        before = (*now.before, now.active) if now.active else now.before
        shadow = 0 if now.shadow == version else now.shadow
        self._stand(name, Standing(active=version, shadow=shadow, before=before[-KEPT:]))

    def reject(self, name: str) -> None:
        """End a trial without promoting."""
        self._stand(name, replace(self.standing(name), shadow=0))

    def roll_back(self, name: str) -> Card:
        """Let the version work again that worked before; return its card."""
        now = self.standing(name)
        for at in range(len(now.before) - 1, -1, -1):
            card = self._card(name, now.before[at])
            if card is not None:
                self.read(card)
                self._stand(name, Standing(active=card.version, before=now.before[:at]))
                return card
        raise ModelError(f"{name} has no earlier version to go back to")

    def _forget_oldest(self, name: str, newest: int) -> None:
        now = self.standing(name)
        used = {now.active, now.shadow, newest, *now.before[-1:]}
        spare = [card.version for card in self.versions(name) if card.version not in used]
        for version in spare[:-KEPT]:
            shutil.rmtree(self._home(name) / str(version), ignore_errors=True)

    def _stand(self, name: str, standing: Standing) -> None:
        write_atomic(self._home(name) / _STATE, _text(asdict(standing)))

    def _home(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ModelError(f"{name!r} is no name for a model; use a–z, 0–9, dot, dash, _")
        return self._folder / name

    def _card(self, name: str, version: int) -> Card | None:
        try:
            read = read_object(self._home(name) / str(version) / _CARD)
            return _as_card(read, name, version)
        except ModelError:
            return None


def _as_card(read: dict[str, object], name: str, version: int) -> Card:
    metrics, settings = read.get("metrics"), read.get("settings")
    return Card(
        name=name,
        version=version,
        kind=str(read.get("kind", "")),
        made_at=_float(read.get("made_at")),
        made_by=str(read.get("made_by", "")),
        licence=str(read.get("licence", "")),
        sha256=str(read.get("sha256", "")),
        size=_number(read, "size"),
        metrics={k: _float(v) for k, v in metrics.items()} if isinstance(metrics, dict) else {},
        settings={str(k): _setting(v) for k, v in settings.items()}
        if isinstance(settings, dict)
        else {},
    )


def _setting(value: object) -> Plain:
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return [str(item) for item in value]
        return [_float(item) for item in value]
    return value if isinstance(value, str) else _float(value)


def _float(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def _number(state: dict[str, object], key: str) -> int:
    value = state.get(key, 0)
    return value if isinstance(value, int) else 0


def _text(value: dict[str, object]) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()


def numbers(card: Card, key: str) -> Sequence[float]:
    """Return a list of numbers among a card's settings; raise ``ModelError`` where it is none."""
    value = card.settings.get(key)
    if isinstance(value, list):
        found = [item for item in value if isinstance(item, float)]
        if len(found) == len(value):
            return found
    raise ModelError(f"{card.name} {card.version}: its card says no {key!r}; train it anew")
