"""Every sentence exists in every language and can be filled."""

import re
from datetime import UTC

import pytest

from hub.texts import FORMS, LANGUAGES, templates, word

SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_every_sentence_with_the_same_values(language):
    english, other = templates("en"), templates(language)
    assert set(other) == set(english)
    for message, text in other.items():
        assert {slot[0] for slot in SLOT.findall(text)} <= {
            slot[0] for slot in SLOT.findall(english[message])
        }, message
        assert {slot[1] for slot in SLOT.findall(text)} <= {"", *FORMS}, message


def test_an_unknown_sentence_shows_its_id():
    assert word("no.such.sentence", {}) == "no.such.sentence"


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [("percent", 0.414, "41 %"), ("kwh", 1100, "1.10 kWh"), ("duration", 5400, "1 h 30 min")],
)
def test_numbers_get_their_unit(form, value, shown):
    assert FORMS[form](value, UTC).replace("\u202f", " ") == shown
