"""Commands from outside: named in a request, checked, carried out as the owner's."""

from collections.abc import Mapping
from dataclasses import replace

from hub.core.codec import convert
from hub.core.commands import Commands
from hub.core.errors import BadPayload, NotAllowed, UnknownCommand
from hub.core.events import Cause
from hub.texts import LANGUAGES
from hub.web.doings import DOINGS, Doing, by_name
from hub.web.roles import Role, allows

OWNER = Cause(who="person", name="owner")


class Wishes:
    """Carries out what a request asks for, where its sender may ask for it."""

    def __init__(self, commands: Commands, doings: tuple[Doing, ...] = DOINGS) -> None:
        self._commands, self._doings = commands, by_name(doings)

    async def carry_out(
        self, name: str, asked: Mapping[str, object], *, role: Role, language: str
    ) -> object:
        """Send the command called ``name`` with the fields ``asked`` and return its answer.

        ``language`` fills a command's own where the request says none.
        """
        doing = self._doings.get(name)
        if doing is None:
            raise UnknownCommand(f"there is no command {name!r}")
        if not allows(doing.role, role):
            raise NotAllowed(f"{name} is for the {doing.role}")
        for field in asked:
            if field not in doing.asks:
                raise BadPayload(f"{name} has no field {field!r}")
        if "language" in doing.asks:
            asked = {"language": language, **asked}
        try:
            command = convert(dict(asked), doing.command)
        except BadPayload as error:
            raise BadPayload(f"{name}: {error}") from error
        return await self._commands.send(replace(command, cause=OWNER))


def language_of(accepted: str, default: str) -> str:
    """Return the first language of ours in an ``Accept-Language`` header."""
    for part in accepted.split(","):
        tag = part.partition(";")[0].strip().lower().partition("-")[0]
        for language in LANGUAGES:
            if tag == language.lower().partition("-")[0]:
                return language
    return default
