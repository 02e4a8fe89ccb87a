"""``tomte models quality``, ``train``, ``compress``, ``evaluate``: the steps of a model's life."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from hub.cli.console import FINE, tell
from hub.cli.models.needing import with_extra
from hub.cli.models.shelf import home, plainly, trained
from hub.core.clock import Clock
from models import collected
from models.errors import ModelError
from models.features import Grid, cycles
from models.quality import Quality, judge
from models.registry import Card, Registry


def options(ask: argparse.ArgumentParser, asked: str) -> None:
    """Describe what can be asked."""
    ask.add_argument("name", metavar="NAME", help="a model, as `tomte models list` shows it")
    ask.add_argument(
        "--from", dest="file", type=Path, metavar="FILE.csv", help="minutes of other origin"
    )
    ask.add_argument("--lines", action="store_true", help="tell progress as lines of JSON")
    if asked in {"compress", "evaluate"}:
        ask.add_argument("version", type=int, nargs="?", default=0, help="the newest by itself")
    if asked in {"train", "night"}:
        ask.add_argument("--at", type=float, default=0.0, metavar="S", help=argparse.SUPPRESS)
    if asked == "train":
        ask.add_argument("--way", default="", help="pca, forest or autoencoder; else the best")
    acts = {"quality": _quality, "train": _train, "compress": _compress, "evaluate": _evaluate}
    acts["night"] = _night
    ask.set_defaults(act=plainly(with_extra(acts[asked])))


def _quality(args: argparse.Namespace) -> int:
    times, columns = collected.read(_file(args))
    grid = collected.grid(times, columns)
    found = judge(times, columns, cycles=len(cycles(grid.column("power"))))
    if args.lines:
        tell(json.dumps({"progress": 1.0, "says": _words(found), "quality": asdict(found)}))
    else:
        tell(_words(found))
    return FINE


def _words(found: Quality) -> str:
    unknown = ", ".join(f"{name} {share:.1%}" for name, share in found.unknown.items())
    odd = ", ".join(f"{name} {count}" for name, count in found.out_of_range.items() if count)
    lines = [
        f"{found.rows} rows over {found.days:.1f} days, {found.cycles} cycles",
        f"{found.gaps} gaps, the longest {found.longest_gap / 3600:.1f} h; unknown: {unknown}",
        f"{found.duplicates} rows twice, {found.jumps_back} jumps back in time",
    ]
    lines += [f"beyond what can be: {odd}"] if odd else []
    lines += [f"never changes: {', '.join(found.constant)}"] if found.constant else []
    if found.is_enough:
        return "\n".join([*lines, "enough to learn from"])
    return "\n".join([*lines, "not enough yet: " + "; ".join(found.missing)])


def _train(args: argparse.Namespace) -> int:
    from models.train.night import made

    say, at = _teller(args), args.at or Clock().time()
    done = made(args.name, _grid(args), way=args.way, at=at, tell=say)
    card = trained(args).add(done.data, done.card)
    say(1.0, _line(card))
    return FINE


def _compress(args: argparse.Namespace) -> int:
    from models.compress.step import compressed
    from models.train.examples import examples

    registry, say = trained(args), _teller(args)
    card = _card(registry, args)
    small = compressed(registry.read(card), examples(_grid(args)), say)
    made_by = f"version {card.version}, {small.how}"
    stored = registry.add(
        small.data, replace(card, made_by=made_by, metrics=small.metrics, made_at=Clock().time())
    )
    say(1.0, _line(stored))
    return FINE


def _evaluate(args: argparse.Namespace) -> int:
    from models.compress.table import measured
    from models.train.examples import examples
    from models.train.night import judged

    registry, say = trained(args), _teller(args)
    card = _card(registry, args)
    data, taught = registry.read(card), examples(_grid(args))
    width = card.settings.get("width")
    if width != float(taught.rows.shape[1]):
        raise ModelError(
            f"{card.name} {card.version}: its windows are of another width; train anew"
        )
    figures = judged(data, taught, taught.split.test)
    latency = measured(card.name, data, taught.rows, lambda _: 0.0).latency_us
    metrics = card.metrics | figures | {"latency_us": round(latency, 1)}
    registry.amend(replace(card, metrics=metrics))
    say(1.0, _line(replace(card, metrics=metrics)))
    return FINE


def _night(args: argparse.Namespace) -> int:
    from models.train.nightly import Night

    registry, say = trained(args), _teller(args)
    at = args.at or Clock().time()
    Night(registry=registry, name=args.name, grid=_grid(args), at=at, tell=say).live()
    return FINE


def _file(args: argparse.Namespace) -> Path:
    file: Path | None = args.file
    return file or collected.file_of(home(args) / "collected", args.name)


def _grid(args: argparse.Namespace) -> Grid:
    return collected.grid(*collected.read(_file(args)))


def _card(registry: Registry, args: argparse.Namespace) -> Card:
    cards = registry.versions(args.name)
    if not cards:
        raise ModelError(f"there is no model {args.name!r}; `tomte models train` makes one")
    return registry.card(args.name, args.version or cards[-1].version)


def _line(card: Card) -> str:
    figures = ", ".join(f"{key} {value:.4g}" for key, value in sorted(card.metrics.items()))
    return f"{card.name} {card.version}: {card.kind}, {card.size / 1000:.1f} kB; {figures}"


def _teller(args: argparse.Namespace) -> Callable[[float, str], None]:
    """Tell what happens: to people as text, to the hub as lines of JSON."""
    lines: bool = args.lines

    def say(progress: float, words: str) -> None:
        tell(json.dumps({"progress": progress, "says": words}) if lines else words)

    return say
