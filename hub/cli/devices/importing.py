"""``tomte devices import FILE``: recorded discovery messages, checked or handed to the broker."""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hub import config
from hub.cli.console import FAILED, FINE, Bar, complain, tell
from hub.cli.devices.lines import Lines
from hub.cli.devices.stage import Stage, prepare
from hub.core.codec import decode, encode
from hub.core.errors import BadPayload, ConfigError
from hub.ingest.discovery.message import announced_by
from hub.ingest.discovery.topics import Topic

_PREFIX = "homeassistant/"
_SHOWN = 20  # refusals told to people; --json has them all
_STEPS = frozenset({"reset", "advance", "snapshot", "call"})  # of a recording
_BATCH = 200  # lines between two looks at the bar
Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A recorded discovery message; ``component`` is what its topic says it is of."""

    model: str
    topic: str
    payload: str
    component: str


@dataclass(slots=True, kw_only=True)
class Report:
    """What became of the messages of a file.

    ``ignored`` are announcements of what no household software of our time knows, ``skipped`` lines
    that announce nothing; ``notes`` say what of an accepted message is not used.
    """

    messages: int = 0
    accepted: int = 0
    refused: int = 0
    ignored: int = 0
    skipped: int = 0
    components: dict[str, dict[str, int]] = field(default_factory=dict)
    refusals: list[Json] = field(default_factory=list)
    notes: list[Json] = field(default_factory=list)

    def count(self, component: str, *, accepted: bool) -> None:
        """Count a message."""
        counts = self.components.setdefault(component, {"accepted": 0, "refused": 0})
        counts["accepted" if accepted else "refused"] += 1
        self.messages += 1
        self.accepted += accepted
        self.refused += not accepted

    def ignore(self, message: Message, reason: str) -> None:
        """Count a message nobody wants."""
        self.messages += 1
        self.ignored += 1
        self.note(message, "", reason)

    def note(self, message: Message, key: str, reason: str) -> None:
        """Note what of a message is not used."""
        self.notes.append(_entry(message, key, reason))

    def refuse(self, key: str, reason: str, message: Message | None = None) -> None:
        """Note why something is refused."""
        self.refusals.append(_entry(message, key, reason))


def _entry(message: Message | None, key: str, reason: str) -> Json:
    model, topic = (message.model, message.topic) if message else ("", "")
    return {"model": model, "topic": topic, "key": key or None, "reason": reason}


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("file", type=Path, metavar="FILE", help="JSON lines: {model, topic, payload}")
    ask.add_argument("--dry-run", action="store_true", help="only say what would be refused")
    ask.add_argument("--yes", action="store_true", help="hand them to the broker without asking")
    ask.add_argument("--json", action="store_true", help="print the report as JSON")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Try every message; fail where one is refused."""
    settings = config.load(args.config)
    prepare()
    report, good = asyncio.run(check(args.file, silent=args.json, keep=not args.dry_run))
    if args.json:
        tell(json.dumps({name: getattr(report, name) for name in Report.__slots__}))
    else:
        _tell(report)
    code = FAILED if report.refused else FINE
    if args.dry_run or not good:
        return code
    return max(code, _hand_over(settings, good, sure=args.yes))


async def check(file: Path, *, silent: bool, keep: bool) -> tuple[Report, list[Message]]:
    """Try every message on a stage, one a model; return the report and what is accepted."""
    report, good = Report(), []
    stage, model = Stage(), ""
    lines = Lines(file)
    with Bar("checking", silent=silent) as bar:
        for number, line in lines:
            if number % _BATCH == 0:
                bar.show(lines.share)
            message = _read(number, line, report)
            if message is None:
                continue
            if message.model != model:
                stage, model = Stage(), message.model
            if not _is_announcement(stage, message.topic):
                report.skipped += 1
                continue
            if why := _ignored(message):
                report.ignore(message, why)
                continue
            accepted = _try(stage, message, report)
            report.count(message.component, accepted=accepted)
            if accepted and keep:
                good.append(message)
    return report, good


def _is_announcement(stage: Stage, topic: str) -> bool:
    """Whether devices announce themselves on such a topic; a recording holds others too."""
    if topic.startswith(_PREFIX):
        return topic.endswith("/config")
    return any(not isinstance(take, Topic) for take in stage.routes.find(topic))


def _read(number: int, line: bytes, report: Report) -> Message | None:
    """Return a line's message; one that is broken is named by its number."""
    try:
        told = decode(line, Json)
        if _STEPS & told.keys():
            report.skipped += 1
            return None
        return _message(told)
    except (BadPayload, RecursionError) as error:
        report.refuse("", f"line {number}: {error}")
        report.count("", accepted=False)
        return None


def _message(told: Json) -> Message:
    topic, payload = told.get("topic"), told.get("payload")
    if not isinstance(topic, str) or "payload" not in told:
        raise BadPayload("topic and payload must be there")
    text = payload if isinstance(payload, str) else encode(payload).decode()
    component = topic.removeprefix(_PREFIX).partition("/")[0]
    return Message(model=f"{told.get('model', '')}", topic=topic, payload=text, component=component)


def _try(stage: Stage, message: Message, report: Report) -> bool:
    """Let a message arrive; return whether it was taken in."""
    held = stage.announcements.refusals.held
    before = dict(held)
    why = stage.come(message.topic, message.payload, retained=True)
    refused = {(each.topic, each.key): each for each in stage.announcements.refusals.take_news()}
    for where, each in held.items():
        if where not in refused and before.get(where) is not each:
            if "template" in each.key:
                refused[where] = each
            else:
                report.note(message, each.key, each.reason)
    for each in refused.values():
        report.refuse(each.key, each.reason, message)
    if why:
        report.refuse("", why, message)
    return not (refused or why)


def _ignored(message: Message) -> str:
    """Return why nobody wants such an announcement, if that is so."""
    rest = message.topic.removeprefix(_PREFIX)
    if rest == message.topic or announced_by(rest, b"") is not None:
        return ""
    return f"{message.component} is nothing we know, or the topic is not spelled right"


def _tell(report: Report) -> None:
    for what, entries in (("refused", report.refusals), ("not used", report.notes)):
        for each in entries[:_SHOWN]:
            where = " ".join(f"{each[key]}" for key in ("model", "topic", "key") if each[key])
            tell(f"{what}: {where}{': ' if where else ''}{each['reason']}")
        if len(entries) > _SHOWN:
            tell(f"… and {len(entries) - _SHOWN} more (--json has them all)")
    for name, counts in sorted(report.components.items()):
        refused = f", {counts['refused']} refused" if counts["refused"] else ""
        tell(f"  {name or 'broken lines':<20} {counts['accepted']:>6} accepted{refused}")
    ignored = f", {report.ignored} ignored" if report.ignored else ""
    told = f"{report.accepted} accepted, {report.refused} refused{ignored}"
    tell(f"{report.messages} messages: {told}")


def _hand_over(settings: config.Settings, good: list[Message], *, sure: bool) -> int:
    """Publish what is accepted, retained, once a person has said yes."""
    from hub.cli.devices.broker import door_of  # only who publishes pays for it

    door = door_of(settings)
    where = f"the broker at {door.host}:{door.port}"
    if not sure:
        if not sys.stdin.isatty():
            raise ConfigError(f"to hand {len(good)} messages to {where}, say --yes (or --dry-run)")
        asked = f"Hand {len(good)} messages to {where}, to be kept there? [y/N] "
        if input(asked).strip().lower() not in {"y", "yes"}:
            complain("nothing was sent")
            return FAILED
    asyncio.run(_publish(settings, good))
    complain(f"{len(good)} messages are kept at {where}")
    return FINE


async def _publish(settings: config.Settings, good: list[Message]) -> None:
    from hub.cli.devices.broker import door_of, line_to

    async with line_to(door_of(settings), lambda *_: None) as line:
        for some in _batches(good):
            async with asyncio.TaskGroup() as group:
                for each in some:
                    group.create_task(line.publish(each.topic, each.payload, qos=1, retain=True))


def _batches(items: list[Message]) -> Iterator[list[Message]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))
