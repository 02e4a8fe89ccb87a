"""``tomte devices replay FILE``: what devices said, and were told, without a broker."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from hub.cli.console import FINE, complain
from hub.cli.devices.lines import Lines
from hub.cli.devices.stage import STUMBLES, Stage, prepare
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


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("file", type=Path, metavar="FILE", help="JSON lines (.jsonl or .jsonl.gz)")
    ask.add_argument("--json", action="store_true", help="one JSON object an answer")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Play the file and answer its questions in order."""
    prepare()
    try:
        asyncio.run(_replay(args.file, as_json=args.json))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read has gone: nobody wants the rest
    return FINE


async def _replay(file: Path, *, as_json: bool) -> None:
    async for answer in answers(Lines(file)):
        sys.stdout.write((json.dumps(answer, default=str) if as_json else _sentence(answer)) + "\n")
    sys.stdout.flush()


async def answers(lines: Iterable[tuple[int, bytes]]) -> AsyncIterator[Json]:
    """Play numbered lines on one stage after the other, and yield an answer a question."""
    stage = Stage()
    for number, line in lines:
        try:
            step = decode(line, Json)
        except (HubError, RecursionError) as error:
            complain(f"line {number} is left out: {error}")
            continue
        if "reset" in step:
            stage = Stage()
        else:
            answer = await _play(stage, step, number)
            if answer is not None:
                yield answer


async def _play(stage: Stage, step: Json, number: int) -> Json | None:
    """Do one step; a question is answered even where that fails."""
    try:
        return await _do(stage, step)
    except STUMBLES as error:
        why = f"{error or type(error).__name__}"
        complain(f"line {number}: {why}")
        if "snapshot" in step:
            return {"id": step["snapshot"], "entities": [], "refused": [], "error": why}
        if "call" in step:
            return {"id": step.get("id"), "published": [], "error": why}
    return None


async def _do(stage: Stage, step: Json) -> Json | None:
    if "topic" in step:
        retained = step.get("retain") is True
        why = stage.come(f"{step['topic']}", f"{step.get('payload', '')}", retained=retained)
        if why:
            complain(f"cannot read what came on {step['topic']}: {why}")
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
        for r in stage.announcements.refusals.take_news()
    ]
    entities, errors = [], []
    for thing in stage.announcements.things:
        try:
            entities.append(_shown(stage, thing))
        except STUMBLES as error:
            errors.append(f"{thing.source}: {error or type(error).__name__}")
    answer: Json = {"id": name, "entities": entities, "refused": refused}
    return {**answer, "error": "; ".join(errors)} if errors else answer


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
    try:
        if not isinstance(call, dict):
            raise CommandRefused("a call is an object of unique_id, service and data")
        await _send(stage, call)
    except STUMBLES as problem:
        error = f"{problem or type(problem).__name__}"
    answer: Json = {"id": step.get("id"), "published": list(stage.published)}
    return {**answer, "error": error} if error else answer


async def _send(stage: Stage, call: Json) -> None:
    """Send a command as the hub does; raise what a person would be told."""
    component, _, service = f"{call.get('service')}".partition(".")
    thing = stage.announcements.find(f"{call.get('unique_id')}", component)
    if thing is None:
        raise CommandRefused(f"there is no {component} {call.get('unique_id')}")
    data = call.get("data")
    data = data if isinstance(data, dict) else {}
    stage.ways.refused = ""
    if not thing.can():
        raise CommandRefused(f"a {component} takes no commands")
    command = Call(entity=thing.entity, service=service, data=data, sure=True)
    outcome = await stage.control.begin(command)
    if outcome.result == "no_answer":
        raise DeviceUnreachable("it is not within reach")
    if outcome.result == "refused":
        raise CommandRefused(stage.ways.refused or "it cannot do that")


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
