"""``tomte devices explain TOPIC``: who listens to it, and what the last payload meant."""

import argparse
import asyncio
import json

from hub.cli.console import FAILED, FINE, paint, tell
from hub.cli.devices.house import Json, at_home


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("topic", metavar="TOPIC", help="an MQTT topic, as devices publish on it")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Explain it; fail where nobody has to do with it."""
    return asyncio.run(_explain(args))


async def _explain(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        story: Json = await client.do("ExplainTopic", topic=args.topic)
    if args.json:
        tell(json.dumps(story))
    else:
        _tell(story)
    known = story["heard"] or story["commands"] or story["announced"]
    return FINE if known else FAILED


def _tell(story: Json) -> None:
    tell(paint(story["topic"], "bold"))
    if story["heard"]:
        came = story["payload"]
        tell("nothing has come on it yet" if came is None else f"last payload: {came}")
    _tell_heard(story)
    for entity in story["commands"]:
        tell(f"commands to {entity} go here")
    for one in story["announced"]:
        tell(f"announces {', '.join(one['entities']) or 'nothing that is used'}")
        for each in one["left_out"]:
            tell(
                f"  {paint('refused', 'amber')} {each['key']}: {each['reason']}".replace(" :", ":")
            )
    if not (story["heard"] or story["commands"] or story["announced"]):
        tell("nobody listens to it: no announcement names this topic, spelled just so")


def _tell_heard(story: Json) -> None:
    for heard in story["heard"]:
        tell(f"\n{heard['name']}  {paint(heard['entity'], 'grey')}")
        tell(f"  {heard['part']}  {heard['template'] or '(as it is)'}")
        if heard["error"]:
            tell(f"  {paint('cannot be read', 'red')}: {heard['error']}")
        elif heard["told"] is not None:
            tell(f"  → {heard['told'] or '(nothing)'}")
