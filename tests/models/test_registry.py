"""Models keep their versions: each can be told, trusted, tried, promoted and taken back."""

import pytest

from models.errors import ModelError
from models.life import has_drifted, is_worse
from models.registry import Card, Registry, numbers


@pytest.fixture
def registry(tmp_path):
    return Registry(tmp_path)


@pytest.fixture
def stored(registry, graph):
    """Store so many versions of the fridge's model."""

    def stored(*f1s):
        card = Card(name="fridge", kind="shape", made_at=5.0)
        return [
            registry.add(graph(factor=f1), Card(**{**fields(card), "metrics": {"f1": f1}}))
            for f1 in f1s
        ]

    return stored


def fields(card):
    return {name: getattr(card, name) for name in ("name", "kind", "made_at")}


def test_a_version_is_told_as_it_was_stored(registry, stored):
    [card] = stored(0.9)
    assert registry.versions("fridge") == [card]
    assert (card.version, card.size, len(card.sha256)) == (1, len(registry.read(card)), 64)
    assert registry.names() == ["fridge"]


def test_a_promoted_version_works_and_the_one_before_can_come_back(registry, stored):
    stored(0.8, 0.9)
    registry.promote("fridge", 1)
    registry.shadow("fridge", 2)
    assert (registry.standing("fridge").active, registry.standing("fridge").shadow) == (1, 2)
    registry.promote("fridge", 2)
    assert (registry.standing("fridge").active, registry.standing("fridge").shadow) == (2, 0)
    assert registry.roll_back("fridge").version == 1
    assert registry.card("fridge").version == 1
    with pytest.raises(ModelError, match="no earlier version"):
        registry.roll_back("fridge")


def test_a_changed_file_is_not_trusted_and_the_one_before_is_named(registry, stored):
    first, second = stored(0.8, 0.9)
    registry.promote("fridge", 1)
    registry.promote("fridge", 2)
    registry.file(second).write_bytes(registry.file(second).read_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match="tomte models rollback fridge"):
        registry.read(second)
    with pytest.raises(ModelError, match="checksum"):
        registry.promote("fridge", second.version) or registry.read(second)
    assert registry.roll_back("fridge") == first


def test_a_half_written_version_is_no_version(registry, stored, tmp_path):
    stored(0.8)
    (tmp_path / "fridge" / ".new-x").mkdir()
    (tmp_path / "fridge" / "2").mkdir()
    (tmp_path / "fridge" / "2" / "card.json").write_text("{")
    assert [card.version for card in registry.versions("fridge")] == [1]
    assert [card.version for card in stored(0.9)] == [3]


def test_a_broken_state_is_told_by_name(registry, stored, tmp_path):
    stored(0.8)
    (tmp_path / "fridge" / "state.json").write_text("[]")
    with pytest.raises(ModelError, match=r"state\.json: is broken"):
        registry.standing("fridge")


def test_old_versions_go_but_never_those_in_use(registry, stored):
    stored(0.1)
    registry.promote("fridge", 1)
    stored(*[0.2] * 12)
    kept = [card.version for card in registry.versions("fridge")]
    assert kept[0] == 1
    assert len(kept) == 7


@pytest.mark.parametrize("name", ["../fridge", "", "Fridge", "a/b", ".."])
def test_a_name_cannot_lead_elsewhere(registry, name):
    with pytest.raises(ModelError, match="no name for a model"):
        registry.versions(name)


def test_settings_are_read_back_as_numbers(registry, graph):
    card = Card(name="x", kind="shape", settings={"spread": [1.0, 2.5], "unit": "W"})
    registry.add(graph(), card)
    [read] = registry.versions("x")
    assert numbers(read, "spread") == [1.0, 2.5]
    with pytest.raises(ModelError, match="says no 'unit'"):
        numbers(read, "unit")


def card(**metrics):
    return Card(name="x", kind="shape", metrics=metrics)


def test_only_what_is_not_worse_may_take_over():
    works = card(f1=0.9, false_alarms=0.01)
    assert is_worse(card(f1=0.895, false_alarms=0.012), works) == ""
    assert "F1 is 0.880" in is_worse(card(f1=0.88, false_alarms=0.0), works)
    assert "healthy cycles" in is_worse(card(f1=0.95, false_alarms=0.05), works)
    assert "never evaluated" in is_worse(card(), works)


def test_a_run_of_strange_cycles_is_drift_and_luck_is_not():
    usual, strange = [0.1] * 19 + [0.6], [0.1] * 4 + [0.7]
    assert not has_drifted(usual * 3)
    assert has_drifted(strange * 12)
    assert not has_drifted([])
