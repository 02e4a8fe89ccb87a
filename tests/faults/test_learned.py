"""The net is a second opinion: it may hold a finding back, never what it does not know."""

import pytest

from hardware.simulated.appliances.traces import trace
from hub.core import codec
from hub.core.entities import ApplianceKind
from hub.core.faults import FaultKind
from hub.faults.learned import Advised
from hub.faults.watch import Cycle, Finding, Found, Gone
from models import causes
from models.causes import Opinion

pytest.importorskip("numpy", reason="numpy is not installed")
KINDS = (ApplianceKind.WASHER, ApplianceKind.DISHWASHER, ApplianceKind.DRYER)
HEALTHY = Opinion(strange=0.0, cause="unbalanced", probability=0.3)
ILL = Opinion(strange=0.9, cause="bearing_worn", probability=0.9)


def found(kind):
    finding = Finding(kind=kind, severity="notice", confidence=0.7, evidence=())
    return Found(finding=finding)


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


def test_a_finding_waits_until_the_net_doubts_too(watch):
    watch.opinion = HEALTHY
    worn = found(FaultKind.BEARING_WORN)
    assert watch._weigh([worn]) == []
    assert watch._weigh([]) == []
    watch.opinion = ILL
    assert watch._weigh([]) == [worn]
    assert watch._weigh([]) == []


def test_a_spell_that_is_over_before_was_none(watch):
    watch.opinion = HEALTHY
    watch._weigh([found(FaultKind.BEARING_WORN)])
    assert watch._weigh([Gone(kind=FaultKind.BEARING_WORN)]) == []
    watch.opinion = ILL
    assert watch._weigh([]) == []
    over = Gone(kind=FaultKind.HEATER_SCALED)
    assert watch._weigh([over]) == [over]


def test_a_fault_is_called_by_the_name_the_net_is_sure_of(watch):
    watch.opinion = ILL
    [named] = watch._weigh([found(FaultKind.HEATER_DEAD)])
    assert named.finding.kind is FaultKind.BEARING_WORN
    assert watch._weigh([Gone(kind=FaultKind.HEATER_DEAD)]) == [Gone(kind=FaultKind.BEARING_WORN)]
    watch.opinion = Opinion(strange=0.9, cause="bearing_worn", probability=0.5)
    assert watch._weigh([found(FaultKind.HEATER_DEAD)]) == [found(FaultKind.HEATER_DEAD)]


def test_what_is_sudden_or_was_not_taught_is_told_at_once(watch):
    watch.opinion = HEALTHY
    for kind in (FaultKind.STANDBY_CREEP, FaultKind.CLOGGED_FILTER, FaultKind.DRAIN_BLOCKED):
        assert watch._weigh([found(kind)]) == [found(kind)]


def test_a_machine_too_new_for_the_net_is_judged_by_the_rules(watch):
    assert watch._weigh([found(FaultKind.UNBALANCED)]) == [found(FaultKind.UNBALANCED)]


def test_without_a_net_the_rules_go_on():
    watch = Advised.of(ApplianceKind.OVEN)
    assert watch.causes.take([2000.0] * 30, 0.0) is None
    watch.opinion = HEALTHY
    assert watch._weigh([found(FaultKind.HEATER_DEAD)]) == [found(FaultKind.HEATER_DEAD)]


def test_a_word_of_people_reaches_rules_and_net(watch):
    watch.opinion, watch.causes.evidence = HEALTHY, 3.0
    watch._weigh([found(FaultKind.BEARING_WORN)])
    watch.settle("confirmed", FaultKind.BEARING_WORN, 0.0)
    assert watch.causes.evidence == 3.0
    watch.settle("fixed", FaultKind.BEARING_WORN, 0.0)
    assert (watch.held, watch.causes.evidence) == (None, 0.0)


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
