"""A fault and an appliance in words, as the command line tells them."""

from collections.abc import Iterator

from hub.cli.console import paint
from hub.cli.faults.house import OPEN, Faulty, day, moment
from hub.core.faults import Evidence, Fault, FaultKind
from hub.core.upkeep import ApplianceStory, Known, LogEntry, PastRun

_CYCLES, _DAYS, _LINES = 5, 7, 8  # shown


def of_fault(fault: Fault, known: Faulty) -> str:
    """Return why it is called a fault, what it costs, what shows it and what to do."""
    lines = [paint(known.say(fault.title), "bold"), known.say(fault.why)]
    cost = known.cost(fault)
    sure = known.put("ui.fault.sure", share=fault.confidence)
    lines += [*filter(None, [cost]), sure, ""]
    lines += [_shown(evidence, known) for evidence in fault.evidence if evidence.times]
    if fault.advice:
        lines += ["", known.put("ui.fault.what_to_do")]
        lines += [f"  {step}. {known.say(say)}" for step, say in enumerate(fault.advice, 1)]
    if fault.confirm is not None:
        lines.append(f"  {known.say(fault.confirm)}")
    settled = f", {fault.phase.replace('_', ' ')}" if fault.phase != "open" else ""
    lines += ["", f"{fault.severity}{settled}, since {moment(fault.raised_at)}; id {fault.id}"]
    return "\n".join(lines)


def of_appliance(story: ApplianceStory, known: Faulty) -> str:
    """Return what is known of an appliance, what it does and did, and what was done to it."""
    appliance = story.appliance
    lines = [paint(appliance.name, "bold") + f" ({appliance.kind}), since {day(story.since)}"]
    lines.append("heard of it: " + (", ".join(story.signals) or "nothing yet"))
    lines += _learned(story.known, known)
    for fault in known.faults:
        if fault.appliance == appliance.id and fault.phase in OPEN:
            lines.append(f"wrong: {known.say(fault.title)}  (tomte faults explain {fault.id})")
    lines += [*_running(story, known), *_past(story, known)]
    if story.log:
        lines += ["", "log", *(f"  {_line(entry, known)}" for entry in story.log[:_LINES])]
    return "\n".join(lines)


def _shown(evidence: Evidence, known: Faulty) -> str:
    now, usual = known.number(evidence.now, evidence), known.number(evidence.usual, evidence)
    low, high = known.number(evidence.low, evidence), known.number(evidence.high, evidence)
    return (
        f"  {known.signal(evidence)}: {now}, usually {usual} ({low} to {high});"
        f" strange since {moment(evidence.since)}"
    )


def _learned(learned: Known | None, known: Faulty) -> Iterator[str]:
    if learned is None:
        yield "its power is counted; it is not watched for faults"
        return
    yield f"learned: {learned.days:.1f} days, {learned.cycles} cycles"
    if learned.tells:
        yield "can be told already: " + _names(learned.tells, known)
    when: dict[str, list[FaultKind]] = {}
    for kind, at in sorted(learned.tells_from.items(), key=lambda pair: pair[1]):
        when.setdefault(day(at), []).append(kind)
    for date, kinds in when.items():
        yield f"from {date} on: " + _names(tuple(kinds), known)


def _names(kinds: tuple[FaultKind, ...], known: Faulty) -> str:
    return ", ".join(known.put(f"fault.{kind}.name") for kind in kinds)


def _running(story: ApplianceStory, known: Faulty) -> Iterator[str]:
    if story.running is not None:
        ends = story.running.ends
        until = f", done at about {moment(ends)}" if ends is not None else ""
        yield f"runs since {moment(story.running.began)}{until}"
    if story.unload_since is not None:
        yield f"waits to be emptied since {moment(story.unload_since)}"
    if story.score is not None:
        yield f"how strange it runs: {story.score:.2f} (0 as usual, 0.5 the edge of it)"


def _past(story: ApplianceStory, known: Faulty) -> Iterator[str]:
    if story.cycles:
        yield from ("", "last programmes")
        yield from (f"  {_cycle(cycle, story, known)}" for cycle in story.cycles[:_CYCLES])
    if story.days:
        yield from ("", "last days")
    for one in story.days[-_DAYS:]:
        duty = "" if one.duty is None else f", ran {one.duty:.0%} of the time"
        cycles = f", {one.cycles} cycles" if one.cycles else ""
        energy = known.put("cli.faults.energy", value=one.energy_wh)
        heard = f" (heard {one.known:.0%} of the day)" if one.known < 0.95 else ""
        yield f"  {day(one.start)}: {energy}{duty}{cycles}{heard}"


def _cycle(cycle: PastRun, story: ApplianceStory, known: Faulty) -> str:
    took = known.put("cli.faults.duration", value=cycle.ended - cycle.began)
    energy = known.put("cli.faults.energy", value=cycle.energy_wh)
    cost = ""
    if cycle.cost is not None and story.price is not None:
        cost = f", {cycle.cost:.2f} {story.price.currency}"
    programme = f", programme {cycle.programme + 1}" if cycle.programme >= 0 else ""
    return f"{moment(cycle.began)}: {took}, {energy}{cost}{programme}"


def _line(entry: LogEntry, known: Faulty) -> str:
    words = [moment(entry.at), known.put(f"log.{entry.what}")]
    if entry.kind is not None:
        words.append(known.put(f"fault.{entry.kind}.name"))
    if entry.verdict is not None:
        words.append(f"({entry.verdict.replace('_', ' ')})")
    if entry.note:
        words.append(f"“{entry.note}”")
    if entry.by:
        words.append(f"- {entry.by}")
    return " ".join(words)
