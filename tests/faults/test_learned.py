"""The net is a second witness: it helps the rules where they are unsure, and never speaks alone."""

import pytest

from hardware.simulated.appliances.traces import trace
from hub.core import codec
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind
from hub.faults.learned import Advised
from hub.faults.watch import Cycle, Found
from models import causes
from models.causes import Opinion

pytest.importorskip("numpy", reason="numpy is not installed")
KINDS = (ApplianceKind.WASHER, ApplianceKind.DISHWASHER, ApplianceKind.DRYER)


@pytest.fixture
def watch():
    return Advised.of(ApplianceKind.WASHER)


def live(watch, lived):
    """Return what was said, as (row, happening)."""
    said = []
    for row, (at, watts) in enumerate(zip(lived.t.tolist(), lived.power.tolist(), strict=True)):
        if watts == watts:
            said += [(row, happening) for happening in watch.take("power", watts, at)]
    return said


def test_a_dead_heater_is_told(watch):
    lived = trace(ApplianceKind.WASHER, 33, 38, FaultKind.HEATER_DEAD, begins=28)
    told = [(row, h.finding.kind) for row, h in live(watch, lived) if isinstance(h, Found)]
    assert [kind for _, kind in told] == [FaultKind.HEATER_DEAD]
    assert told[0][0] > lived.fault_from


def test_the_net_is_shown_every_whole_programme(watch):
    lived = trace(ApplianceKind.WASHER, 33, 32)
    cycles = [h for _, h in live(watch, lived) if isinstance(h, Cycle)]
    known = watch.causes.signatures
    assert len(known.usual) + len(known.waiting) >= 0.9 * min(len(cycles), 40)
    assert watch.opinion is not None
    assert watch.opinion.strange < 1


class Sure:
    """A witness that is sure of one cause."""

    def __init__(self, cause, strange=0.9):
        self.opinion = Opinion(strange=strange, cause=cause, probability=0.9)

    def take(self, power, at):
        return self.opinion


def clogging(witness, share=0.17):
    """Return what is said of a dryer whose programmes grow longer by a share."""
    watch = Advised.of(ApplianceKind.DRYER)
    watch.causes = witness
    said, at = [], 1_700_000_000.0
    for run in range(40):
        minutes = round(60 * (1 + share * (run >= 30)) * (1 + 0.02 * (run % 3)))
        for watts in [900.0] * minutes + [0.5] * 700:
            said += [(run, one) for one in watch.take("power", watts, at)]
            at += 60.0
    return [(run, one.finding) for run, one in said if isinstance(one, Found)]


def test_what_the_rules_see_half_way_is_told_earlier_where_the_net_sees_it_too():
    [(late, alone)] = clogging(Sure("heater_dead"))
    [(early, both)] = clogging(Sure("clogged_filter"))
    assert 30 <= early < late
    assert alone.kind is both.kind is FaultKind.CLOGGED_FILTER
    assert both.evidence[0].now > both.evidence[0].usual


def test_a_net_that_is_not_sure_is_not_heard():
    unsure = clogging(Sure("clogged_filter", strange=0.4))
    assert [run for run, _ in unsure] == [run for run, _ in clogging(Sure("heater_dead"))]


def test_the_net_never_speaks_alone():
    assert clogging(Sure("clogged_filter"), share=0.0) == []


def test_without_a_net_the_rules_go_on():
    watch = Advised.of(ApplianceKind.DRYER)
    watch.causes.kind = "oven"
    assert watch.causes.take([2000.0] * 30, 0.0) is None
    lived = trace(ApplianceKind.DRYER, 5, 38, FaultKind.HEATER_DEAD, begins=28)
    told = [one.finding.kind for _, one in live(watch, lived) if isinstance(one, Found)]
    assert told == [FaultKind.HEATER_DEAD]


def test_a_word_of_people_reaches_rules_and_net(watch):
    watch.causes.evidence = 3.0
    watch.settle("confirmed", FaultKind.UNBALANCED, 0.0)
    watch.settle("fixed", FaultKind.STANDBY_CREEP, 0.0)
    assert watch.causes.evidence == 3.0
    watch.settle("fixed", FaultKind.UNBALANCED, 0.0)
    assert watch.causes.evidence == 0.0


def test_all_of_it_can_be_stored_and_is_small(watch):
    live(watch, trace(ApplianceKind.WASHER, 33, 32))
    stored = codec.encode(watch)
    assert codec.decode(stored, Advised) == watch
    assert len(stored) < 60_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_net_is_there_for_each_kind_and_says_shares(kind):
    model = causes.model_of(kind.value)
    shares = model.shares([0.0] * len(model.net.centre))
    assert causes.HEALTHY in model.classes
    assert sum(shares) == pytest.approx(1, abs=1e-4)
    plain = model.net.run([[0.0] * len(model.net.centre)])
    assert plain[0].tolist() == pytest.approx(shares, abs=1e-4)
