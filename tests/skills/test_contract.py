"""What every skill promises, held against every skill there is."""

import pytest

from hub.core import plugins
from hub.core.skill import Home
from hub.texts import LANGUAGES
from hub.voice.understanding import read_sentences

ERRORS = {}
SKILLS = list(plugins.find("skills", ERRORS))
PAIRS = [(skill, language) for skill in SKILLS for language in LANGUAGES]


def named(value):
    return value if isinstance(value, str) else value.__name__


def test_every_skill_loads():
    assert ERRORS == {}
    assert {skill.__name__ for skill in SKILLS} >= {"skills.switching", "skills.appliance_status"}


@pytest.mark.parametrize(("skill", "language"), PAIRS, ids=named)
async def test_its_intents_have_sentences_and_no_others(
    skill, language, bus, clock, commands, registry
):
    built = skill.build(Home(bus=bus, clock=clock, commands=commands, registry=registry))
    intents = read_sentences(skill, language).intents
    assert set(built.intents) == set(intents)
    assert all(block.sentences for intent in intents.values() for block in intent.data)


def test_no_two_skills_claim_an_intent():
    claimed = [name for skill in SKILLS for name in read_sentences(skill, "en").intents]
    assert len(claimed) == len(set(claimed))
