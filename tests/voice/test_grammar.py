"""Sentences as grammars: written, read back, thinned out, checked to the last word."""

from hypothesis import given
from hypothesis import strategies as st

from hub.voice.automaton import automaton
from hub.voice.engines.pronunciation import arpabet
from hub.voice.grammar import Grammar, Rule, either, optional, parse, phrase, sequence
from hub.voice.templates import spell, spoken

HOUSE = Grammar(
    {
        "thing": either([phrase("kitchen light"), phrase("zyx lamp")]),
        "sentence": sequence(
            [
                optional(phrase("please")),
                phrase("turn"),
                either([phrase("on"), phrase("off")]),
                optional(phrase("the")),
                Rule("thing"),
            ]
        ),
    }
)


def accepts(grammar, text):
    return automaton(grammar).accepts(text.split())


def test_only_whole_sentences_are_accepted():
    assert accepts(HOUSE, "turn on the kitchen light")
    assert accepts(HOUSE, "please turn off zyx lamp")
    for broken in ("", "turn", "turn on the kitchen", "turn on the kitchen light now", "kitchen"):
        assert not accepts(HOUSE, broken)


def test_jsgf_reads_back_as_the_same_grammar():
    again = parse(HOUSE.jsgf())
    assert automaton(again) == automaton(HOUSE)
    assert again.words() == HOUSE.words()


def test_phrases_with_an_unsayable_word_are_left_out():
    thinned = HOUSE.without({"zyx"})
    assert accepts(thinned, "turn on the kitchen light")
    assert not accepts(thinned, "turn on the zyx lamp")
    assert HOUSE.without({"turn"}) is None


def test_shared_tails_are_stored_once():
    tails = [phrase(f"{verb} the light in the hall") for verb in ("dim", "find", "paint", "hide")]
    assert len(automaton(Grammar({"sentence": either(tails)})).arcs) == 7


WORDS = st.sampled_from(["a", "b", "c"])
PHRASES = st.lists(WORDS, max_size=3).map(lambda words: phrase(" ".join(words)))
NODES = st.recursive(
    PHRASES,
    lambda part: st.one_of(
        st.lists(part, min_size=1, max_size=3).map(sequence),
        st.lists(part, min_size=1, max_size=3).map(either),
        part.map(optional),
    ),
    max_leaves=6,
)


@given(NODES, st.lists(WORDS, max_size=5))
def test_any_grammar_survives_being_written(node, words):
    grammar = Grammar({"sentence": node})
    if not grammar.words():
        return
    again = automaton(parse(grammar.jsgf()))
    assert again.accepts(words) == automaton(grammar).accepts(words)


def test_numbers_are_said_in_words():
    assert [spell(n) for n in (0, 7, 30, 42, 100, 215)] == [
        "zero", "seven", "thirty", "forty two", "one hundred", "two hundred fifteen"
    ]  # fmt: skip
    assert spoken("Lamp 2 (Café)") == "lamp two café"


def test_ipa_becomes_the_models_phones():
    assert arpabet("kˈɪtʃən") == "K IH CH AH N"
    assert arpabet("lˈaɪt") == "L AY T"
