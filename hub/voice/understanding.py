"""From words to what is wanted: the skills' sentences, filled with the home's names."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from types import ModuleType
from typing import TYPE_CHECKING

import yaml

from hub.core.engine import Vocabulary
from hub.core.errors import EngineMissing, PluginError
from hub.core.skill import Intent
from hub.voice.household import Household, Name
from hub.voice.templates import Spoken, home_grammar, spoken

if TYPE_CHECKING:
    from hassil.intents import Intents, SlotList
    from hassil.recognize import RecognizeResult

_log = logging.getLogger(__name__)
# What people say around a command; longer ones first.
_POLITE = {
    "en": ("could you please", "can you please", "would you please", "could you", "can you",
           "would you", "please", "kindly"),
    "zh-CN": ("麻烦你", "麻烦", "请你", "请帮我", "帮我", "请"),
}  # fmt: skip
WAKE_WORDS = {"en": ("hey jarvis", "jarvis")}
_SLOTS = {"name": "things", "area": "areas", "appliance": "appliances", "option": "options"}
# What of a thing sentences may ask for (requires_context: {colour: "yes"}).
_FEATURES = ("colour", "kelvin", "level", "oscillating", "target", "tilt")
_END = re.compile(r"[\s.!?,;:。！？，；：…]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A sentence that is clear but for a thing this house has not: what it was called.

    ``several``: more than one thing is called so.
    """

    intent: str
    slot: str
    text: str
    several: bool = False


class Understanding:
    """One language; the skills' sentence files are read when the first sentence comes."""

    def __init__(self, skills: Sequence[ModuleType], language: str) -> None:
        self._skills, self._language = skills, language
        self._intents: list[Intents] | None = None
        self._loose: list[Intents] = []  # the same, but any thing will do for any sentence
        self._household: Household | None = None
        self._lists: dict[str, SlotList] = {}

    def understand(self, text: str, house: Household) -> Intent | Missing | None:
        """Return what is wanted; ``Missing`` for an unknown thing; ``None`` for all else."""
        words = self._plain(text)
        if not words:
            return None
        self._meet(house)
        best = self._best(words, self._intents or (), unmatched=False)
        if best is not None:
            slots = {name: _slot(found.value) for name, found in best.entities.items()}
            return Intent(name=best.intent.name, slots=slots, text=text)
        return self._missing(self._best(words, self._loose, unmatched=True))

    def vocabulary(self, house: Household) -> Vocabulary | None:
        """Return every sentence of the house as a recogniser wants it; ``None``: nothing to say."""
        self._meet(house)
        grammar = home_grammar(
            [Spoken(intents, self._lists) for intents in self._intents or ()],
            wake=WAKE_WORDS.get(self._language, ()),
            before=_POLITE.get(self._language, ()),
            after="please",
        )
        if grammar is None:
            return None
        return Vocabulary(grammar=grammar.jsgf(), words=grammar.words())

    def _plain(self, text: str) -> str:
        """Take off what is said around a sentence: the wake word, politeness, a full stop."""
        words = _END.sub("", text.strip()).casefold()
        before = [*WAKE_WORDS.get(self._language, ()), *_POLITE.get(self._language, ())]
        gap = "" if self._language.startswith("zh") else r"\b"
        start = re.compile(rf"(?:{'|'.join(map(re.escape, before))}){gap}[\s,，]*")
        while before and (found := start.match(words)):
            words = words[found.end() :]
        return re.sub(r"[\s,]*\bplease$|一下$", "", words).strip()

    def _meet(self, house: Household) -> None:
        """Learn the home's names where they are new; 0.1 ms where they are not."""
        if self._intents is None:
            self._intents = [self._read(skill) for skill in self._skills]
            self._loose = [_loosened(intents) for intents in self._intents]
        if house != self._household:
            self._household = house
            self._lists = {
                slot: self._list(slot, getattr(house, names)) for slot, names in _SLOTS.items()
            }

    def _list(self, slot: str, names: Sequence[Name]) -> "SlotList":
        from hassil.intents import TextSlotList  # heavy

        tuples = [(name.text, name.id, _context(name)) for name in names]
        if self._language == "en":  # "lamp 2" is also said "lamp two"
            tuples += [
                (said, name.id, _context(name))
                for name in names
                if (said := spoken(name.text)) != name.text.casefold()
            ]
        return TextSlotList.from_tuples(tuples, allow_template=False, name=slot)

    def _read(self, skill: ModuleType) -> "Intents":
        """Read a skill's sentences; what is broken in them is named and costs that skill only."""
        try:
            from hassil.errors import HassilError  # heavy
            from hassil.intents import Intents  # heavy
        except ImportError as error:
            raise EngineMissing(
                "Understanding needs hassil. Install it: pip install 'tomte[voice]'."
            ) from error
        try:
            return read_sentences(skill, self._language)
        except (PluginError, HassilError) as error:
            _log.error("the sentences of %s are left out: %s", skill.__name__, error)
            return Intents.from_dict({"language": self._language, "intents": {}})

    def _best(
        self, words: str, among: "Sequence[Intents]", *, unmatched: bool
    ) -> "RecognizeResult | None":
        """Return the reading that rests on most words of the templates."""
        from hassil.recognize import recognize_best  # heavy

        found = (
            recognize_best(
                words,
                intents,
                slot_lists=self._lists,
                language=self._language.split("-", maxsplit=1)[0],
                allow_unmatched_entities=unmatched,
            )
            for intents in among
        )
        return max(filter(None, found), key=lambda one: one.text_chunks_matched, default=None)

    def _missing(self, reading: "RecognizeResult | None") -> Missing | None:
        from hassil.models import UnmatchedTextEntity  # heavy

        lacking = reading.unmatched_entities_list if reading else []
        if reading is None or len(lacking) != 1:
            return None
        (gap,) = lacking
        if not isinstance(gap, UnmatchedTextEntity) or gap.name not in _SLOTS:
            return None
        name = gap.text.strip().removeprefix("the ")
        if not name or len(name.split()) > 4:
            return None
        house = self._household
        several = gap.name == "name" and house is not None and name in house.shared
        return Missing(intent=reading.intent.name, slot=gap.name, text=name, several=several)


def read_sentences(skill: ModuleType, language: str) -> "Intents":
    """Return a skill's sentences in a language, every template parsed; raise ``PluginError``."""
    from hassil.intents import Intents  # heavy
    from hassil.parse_expression import ParseExpressionError  # heavy

    file = resources.files(skill) / "sentences" / f"{language}.yaml"
    try:
        content: Mapping[str, object] = yaml.safe_load(file.read_text(encoding="utf-8"))
        intents = Intents.from_dict(dict(content))
        for intent in intents.intents.values():
            for block in intent.data:
                _ = block.sentences  # parses
    except FileNotFoundError as error:
        raise PluginError(f"{skill.__name__} has no sentences/{language}.yaml") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError, ParseExpressionError) as error:
        raise PluginError(f"{skill.__name__}, sentences/{language}.yaml: {error}") from error
    return intents


def _loosened(intents: "Intents") -> "Intents":
    """Return sentences that ask nothing of their things, to learn which thing is missing."""
    return replace(
        intents,
        intents={
            name: replace(intent, data=[replace(one, requires_context={}) for one in intent.data])
            for name, intent in intents.intents.items()
        },
    )


def without_wake(text: str, language: str) -> str:
    """Return a sentence less the wake word before it."""
    for word in WAKE_WORDS.get(language, ()):
        if f"{text} ".startswith(f"{word} "):
            return text[len(word) :].strip()
    return text


def _context(name: Name) -> dict[str, str]:
    can = {part: "yes" if part in name.features else "no" for part in _FEATURES}
    return {"domain": name.kind, **can} if name.kind else {}


def _slot(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
