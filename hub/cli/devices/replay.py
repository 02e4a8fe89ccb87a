"""``tomte devices replay FILE``: what devices said, and were told, without a broker."""

import argparse
import asyncio
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from hub.cli.console import FAILED, FINE, complain, tell
from hub.cli.devices.stage import Stage
from hub.core.codec import decode
from hub.core.commands import Call
from hub.core.entities import Device
from hub.core.errors import CommandRefused, DeviceUnreachable, HubError
from hub.ingest.discovery.thing import Thing

_DEVICE = (
    "name",
    "manufacturer",
    "model",
    "model_id",
    "sw_version",
    "hw_version",
    "serial_number",
    "configuration_url",
)
Json = dict[str, object]


def add(asks: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe what can be asked."""
    ask = asks.add_parser("replay", help="play recorded messages and commands, without a broker")
    ask.add_argument("file", type=Path, metavar="FILE", help="JSON lines (.jsonl or .jsonl.gz)")
    ask.add_argument("--json", action="store_true", help="one JSON object an answer")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Play the file and answer its questions in order."""
    try:
        for answer in answers(lines_of(args.file)):
            tell(json.dumps(answer, ensure_ascii=False) if args.json else _sentence(answer))
    except BrokenPipeError:
        return FINE
    except OSError as error:
        complain(f"{args.file} cannot be read: {error.strerror or error}")
        return FAILED
    return FINE


def lines_of(path: Path) -> Iterator[bytes]:
    """Return a file's lines, unpacked where it is packed."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from file


def answers(lines: Iterable[bytes]) -> Iterator[Json]:
    """Play lines on one stage after the other, and return an answer a question."""
    with asyncio.Runner() as runner:
        stage = runner.run(_new_stage())
        for number, line in enumerate(lines, start=1):
            try:
                step = decode(line, Json)
            except HubError as error:
                complain(f"line {number} is left out: {error}")
                continue
            if "reset" in step:
                stage = runner.run(_new_stage())
                continue
            answer = runner.run(_play(stage, step))
            if answer is not None:
                yield answer


async def _new_stage() -> Stage:
    return Stage()


async def _play(stage: Stage, step: Json) -> Json | None:
    """Do one step; a question is answered even where doing it fails."""
    if "topic" in step:
        retained = step.get("retain") is True
        stage.come(f"{step['topic']}", f"{step.get('payload', '')}", retained=retained)
        stage.timers.advance(0)
    elif "advance" in step:
        advance = step["advance"]
        stage.timers.advance(float(advance) if isinstance(advance, int | float) else 0.0)
    elif "snapshot" in step:
        return snapshot(stage, step["snapshot"])
    elif "call" in step:
        return await _call(stage, step)
    return None


def snapshot(stage: Stage, name: object) -> Json:
    """Show every entity, and what was refused since the last look."""
    refused = [
        {"topic": r.topic, "key": r.key or None, "reason": r.reason}
        for r in stage.announcements.take_refusals()
    ]
    return {
        "id": name,
        "entities": [_shown(stage, thing) for thing in stage.announcements.things],
        "refused": refused,
    }


def _shown(stage: Stage, thing: Thing) -> Json:
    component = thing.component
    entity = stage.registry.held[thing.entity].entity
    alone = component.is_entity and component.unique_id is None
    device = None if alone else stage.registry.devices.get(entity.device)
    return {
        "component": component.kind.value,
        "unique_id": component.unique_id,
        "name": thing.full_name or None,
        "device": None if device is None else _device(device, thing),
        "entity_category": component.category,
        "device_class": component.device_class,
        "unit": component.unit,
        "enabled_by_default": component.enabled,
        "available": thing.available,
        "state": component.state,
        "attributes": component.attributes(),
    }


def _device(device: Device, thing: Thing) -> Json:
    shown: Json = {key: getattr(device, key) for key in _DEVICE if getattr(device, key)}
    area = thing.component.fields.part("device").text("suggested_area")
    return {**shown, "suggested_area": area} if area else shown


async def _call(stage: Stage, step: Json) -> Json:
    call = step["call"]
    stage.published.clear()
    error = ""
    if not isinstance(call, dict):
        error = "a call is an object"
    else:
        try:
            await _do(stage, call)
        except (HubError, ValueError, TypeError) as problem:
            error = str(problem) or type(problem).__name__
    answer: Json = {"id": step.get("id"), "published": list(stage.published)}
    return {**answer, "error": error} if error else answer


async def _do(stage: Stage, call: Json) -> None:
    component, _, service = f"{call.get('service')}".partition(".")
    thing = stage.announcements.find(f"{call.get('unique_id')}", component)
    if thing is None:
        raise CommandRefused(f"there is no {component} {call.get('unique_id')}")
    data = call.get("data")
    command = Call(
        entity=thing.entity, service=service, data=data if isinstance(data, dict) else {}
    )
    if not thing.available:
        raise DeviceUnreachable("it is not within reach")
    way = thing.way()
    if way is None:
        raise CommandRefused(f"a {component} takes no commands")
    await way.send(command)


def _sentence(answer: Json) -> str:
    """Return an answer for people to read."""
    if "entities" not in answer:
        return f"{answer['id']}: {answer.get('error') or answer['published']}"
    entities = answer["entities"]
    lines = [f"{answer['id']}:"]
    for entity in entities if isinstance(entities, list) else []:
        state = entity["state"] if entity["available"] else "unavailable"
        lines.append(f"  {entity['component']:<18} {entity['name']}: {state}")
    return "\n".join(lines)
