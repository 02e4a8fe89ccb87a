"""Every number a person reads of a fault is one of its evidence."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.core.bus import Bus
from hub.core.clock import TickClock
from hub.core.commands import Commands
from hub.core.entities import Appliance, ApplianceKind
from hub.core.events import CommandIgnored
from hub.core.faults import Evidence, Fault, FaultKind
from hub.core.upkeep import Price
from hub.faults.obedience import _fault_of
from hub.faults.price import Tariff
from hub.faults.watch import Finding
from hub.faults.wording import Case, fault_of
from hub.texts import FORMS, LANGUAGES, templates, word

AT = 1_709_251_200.0
UNITS = {
    "duty": "%", "starts": "1/h", "temperature": "°C", "power": "W", "energy": "Wh", "standby": "W",
    "run": "s", "rest": "s", "length": "s", "peak": "W", "humidity": "%", "flow": "L/min",
    "watts": "W", "cycles": "1/h", "cooling": "%/h",
}  # fmt: skip
NUMBER = re.compile(r"\d+(?:\.\d+)?")
number = st.floats(0.01, 9_999.0)


@st.composite
def evidence(draw):
    signal = draw(st.sampled_from(sorted(UNITS)))
    values = tuple(draw(st.lists(number, max_size=4)))
    return Evidence(
        signal=signal,
        unit=UNITS[signal],
        times=tuple(AT - 60.0 * i for i in range(len(values))),
        values=values,
        low=draw(number),
        high=draw(number),
        since=AT - draw(st.floats(60.0, 40 * 86_400.0)),
        now=draw(number),
        usual=draw(number),
        over=draw(st.sampled_from([0.0, 90.0, 7200.0, 500_000.0])),
    )


def told(finding, price=None, kind=ApplianceKind.FRIDGE):
    appliance = Appliance(id="a", kind=kind, name="Thing")
    tariff = Tariff(Bus(), TickClock(), Commands(), None, price)
    return fault_of(Case(appliance=appliance, finding=finding, at=AT, tariff=tariff))


def sentences(fault: Fault, language):
    for message in (fault.title, fault.why, *fault.advice, fault.confirm):
        yield word(message.id, message.values, language)
    cost = {"cost": fault.cost_per_month or 0.0, "currency": fault.currency}
    energy = {"energy": 1000 * (fault.kwh_per_month or 0.0)}
    if fault.cost_per_month is not None:
        yield word("ui.fault.cost_money", cost, language)
    elif fault.kwh_per_month is not None:
        yield word("ui.fault.cost_energy", energy, language)


def shown(fault: Fault):
    """Return every number of the evidence in every form that is written."""
    numbers = {v for e in fault.evidence for v in (e.now, e.usual, e.over, e.over / 86_400)}
    numbers |= {1000 * value for value in numbers}  # kWh are written from Wh
    written = {f"{n:g}" for n in numbers}
    for form in FORMS.values():
        written.update(part for n in numbers for part in NUMBER.findall(form(n, None)))
    return written


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(FaultKind),
    machine=st.sampled_from(ApplianceKind),
    pictures=st.lists(evidence(), min_size=0, max_size=3),
    extra=st.one_of(st.none(), st.floats(0, 500)),
    price=st.one_of(st.none(), st.floats(0.01, 9)),
    language=st.sampled_from(LANGUAGES),
)
def test_every_number_in_a_faults_text_is_in_its_evidence(
    kind, machine, pictures, extra, price, language
):
    finding = Finding(
        kind=kind, severity="warning", confidence=0.7, evidence=tuple(pictures), extra_watts=extra
    )
    fault = told(finding, price and Price(per_kwh=price, currency="€"), machine)
    evident = shown(fault)
    for sentence in sentences(fault, language):
        assert not re.search(r"[{@]", sentence), sentence
        for one in NUMBER.findall(sentence):
            assert one in evident, (one, sentence, fault.evidence)


@pytest.mark.parametrize(("watts", "usual"), [(None, None), (0.4, 41.6)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_so_is_every_number_of_a_device_that_follows_no_commands(watts, usual, language):
    ignored = CommandIgnored(at=AT, entity="light.a", count=4, watts=watts, usual=usual)
    fault = _fault_of(ignored, "a", "Lamp")
    for sentence in sentences(fault, language):
        assert set(NUMBER.findall(sentence)) <= shown(fault)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_all_its_sentences(kind, language):
    known = templates(language)
    for machine in ApplianceKind:
        finding = Finding(kind=kind, severity="notice", confidence=0.5, evidence=())
        fault = told(finding, kind=machine)
        ids = {fault.title.id, fault.confirm.id, *(step.id for step in fault.advice)}
        ids |= {f"fault.{kind}.meaning", f"fault.{kind}.name"}
        assert len(fault.advice) >= 2
        assert ids <= set(known) | {"fault.command_ignored.meaning"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_says_what_was_measured_and_what_it_means(language):
    duty = Evidence(
        signal="duty", unit="%", times=(AT - 60, AT), values=(31.0, 41.2), low=28.0, high=34.0,
        since=AT - 6 * 3600, now=41.23, usual=31.4, over=5 * 86_400.0,
    )  # fmt: skip
    finding = Finding(
        kind=FaultKind.SEAL_LEAK, severity="warning", confidence=0.8, evidence=(duty,)
    )
    fault = told(finding)
    said = word(fault.why.id, fault.why.values, language).replace("\u202f", " ")
    assert said.startswith(
        "It ran 41 % of the time in the last 5 days; 31 % is usual. Warm air"
        if language == "en"
        else "最近 5 天内有 41 % 的时间在运转，平时约为 31 %。像是"
    )


def test_less_than_a_kilowatt_hour_a_month_is_no_cost():
    finding = Finding(
        kind=FaultKind.LEAK, severity="notice", confidence=0.8, evidence=(), extra_watts=1.0
    )
    assert told(finding).kwh_per_month is None
