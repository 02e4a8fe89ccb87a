"""``tomte say``: a typed sentence, to the running hub or else to a simulated home."""

import argparse
import asyncio
import json

from hub.cli.console import FAILED, FINE, tell
from hub.cli.visit import visit


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb."""
    verb = verbs.add_parser("say", help="tell the hub what to do")
    verb.add_argument("text", help="a sentence, as you would speak it")
    verb.add_argument("--json", action="store_true", help="print the answer as JSON")
    verb.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Say it; fail when it was not understood or not done."""
    return asyncio.run(_say(args))


async def _say(args: argparse.Namespace) -> int:
    async with visit(args.config) as client:
        answer = await client.do("Say", text=args.text)
    tell(json.dumps(answer) if args.json else answer["said"])
    return FINE if is_done(answer) else FAILED


def is_done(answer: dict[str, object]) -> bool:
    """Whether a sentence was understood and nothing was refused or left unanswered."""
    outcome = answer["outcome"]
    result = outcome["result"] if isinstance(outcome, dict) else "already"
    return bool(answer["intent"]) and result in {"confirmed", "already", "sent"}
