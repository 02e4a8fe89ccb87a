"""``tomte devices record --out FILE``: devices as they speak on the broker, without any names."""

import argparse
import asyncio
import gzip
import json
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hub import config
from hub.cli.console import FAILED, FINE, Bar, complain
from hub.cli.devices.blanking import Blanking
from hub.cli.devices.broker import door_of, line_to
from hub.cli.devices.lines import Unreadable
from hub.cli.devices.stage import Stage, prepare
from hub.core.errors import HubError
from hub.ingest.discovery.topics import Topic
from hub.ingest.door import Door

_MOST = 200_000  # messages kept in memory
_LARGEST = 1 << 20  # bytes of a payload that is kept: no pictures
_LOOK = 0.25  # seconds between two looks at the clock
_PAUSE = 0.5  # seconds between messages from which on the recording says that time passes
Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message as it came; ``at`` is seconds of the loop."""

    at: float
    topic: str
    payload: str
    retained: bool


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("--out", type=Path, required=True, metavar="FILE", help=".jsonl or .jsonl.gz")
    ask.add_argument("--seconds", type=_seconds, default=60.0, metavar="N", help="how long; 60")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Listen, blank, write; Ctrl-C ends the listening early."""
    settings = config.load(args.config)
    prepare()
    said = asyncio.run(_listen(door_of(settings), args.seconds))
    kept = asyncio.run(_concerning(said))
    if not kept:
        complain("no device said anything; is this the broker they use (mqtt.host)?")
        return FAILED
    _write(args.out, script(kept))
    complain(
        f"{len(kept)} of {len(said)} messages are in {args.out}, names and serials blanked. "
        "Look through it before you give it away."
    )
    return FINE


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError("between 0 and 86400")
    return seconds


async def _listen(door: Door, seconds: float) -> list[Said]:
    """Return what is said on the broker for so long, until Ctrl-C, or until there is no room."""
    loop, said = asyncio.get_running_loop(), list[Said]()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, stop.set)

    def take(topic: bytes, payload: bytes, retained: bool) -> None:  # noqa: FBT001 - a Deliver
        try:
            text = payload.decode()
            name = topic.decode()
        except UnicodeDecodeError:
            return  # a picture
        if len(payload) <= _LARGEST:
            said.append(Said(at=loop.time(), topic=name, payload=text, retained=retained))

    async with line_to(door, take) as line:
        (refused,) = await line.subscribe([("#", 1)])
        if refused:
            raise HubError(f"the broker does not let us listen to everything ({refused})")
        await _wait(loop.time() + seconds, seconds, stop, said)
    return said


async def _wait(end: float, seconds: float, stop: asyncio.Event, said: list[Said]) -> None:
    loop = asyncio.get_running_loop()
    with Bar("recording") as bar:
        while (left := end - loop.time()) > 0 and not stop.is_set() and len(said) < _MOST:
            bar.show(1 - left / seconds)
            try:
                async with asyncio.timeout(min(left, _LOOK)):
                    await stop.wait()
            except TimeoutError:
                continue


async def _concerning(said: list[Said]) -> list[Said]:
    """Return announcements first, and of the rest what announced devices hear and tell."""
    stage = Stage()
    announcing, rest = [], []
    for each in said:
        if any(not isinstance(take, Topic) for take in stage.routes.find(each.topic)):
            announcing.append(each)
            stage.come(each.topic, each.payload, retained=each.retained)
        else:
            rest.append(each)
    commands = _commands(stage)
    heard = [e for e in rest if e.topic in commands or any(stage.routes.find(e.topic))]
    first = [each for each in announcing if each.retained]
    live = sorted([*(e for e in announcing if not e.retained), *heard], key=lambda e: e.at)
    return first + live


def _commands(stage: Stage) -> set[str]:
    """Return the topics devices are told things on."""
    return {
        value
        for thing in stage.announcements.things
        for key, value in thing.component.fields.items()
        if "command" in key and key.endswith("topic") and isinstance(value, str)
    }


def script(said: list[Said]) -> Iterator[Json]:
    """Yield the lines of a recording that ``replay`` plays."""
    blanking = Blanking()
    for each in said:
        blanking.learn(each.payload)
    yield {"reset": "recording"}
    now = said[0].at
    for each in said:
        if each.at - now >= _PAUSE:
            yield {"advance": round(each.at - now, 1)}
            now = each.at
        topic, payload = blanking.topic(each.topic), blanking.payload(each.payload)
        yield {"topic": topic, "payload": payload, "retain": each.retained}
    yield {"snapshot": "end"}


def _write(path: Path, lines: Iterable[Json]) -> None:
    try:
        with (
            gzip.open(path, "wt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open("w", encoding="utf-8") as file
        ):
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise Unreadable(f"{path} cannot be written ({error.strerror}); choose another") from error
