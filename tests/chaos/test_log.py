"""However much goes wrong, the log stays short and what is kept of it bounded."""

import logging

from hub.cli.calm import Calm
from hub.ingest.discovery.refusals import Refusals


def lines(records):
    calm = Calm()
    return [record.getMessage() for record in records if calm.filter(record)]


def record(at, message, *args, name="hub.test"):
    made = logging.LogRecord(name, logging.ERROR, "", 0, message, args, None)
    made.created = at
    return made


def test_the_same_line_is_written_once_a_minute():
    again = [record(at, "%s is away", "the lamp") for at in (100, 101, 159, 161, 162)]
    assert lines(again) == ["the lamp is away", "the lamp is away"]


def test_of_ten_thousand_lines_of_one_kind_twenty_are_written_and_the_last_says_so():
    flood = [record(100 + n / 1000, "%s is wrong", n) for n in range(10_000)]
    told = lines([*flood[:5000], record(105, "the disk is full"), *flood[5000:]])
    assert len(told) == 21
    assert told[0] == "0 is wrong"
    assert told[19] == "19 is wrong (more like it are not told for a minute)"
    assert told[20] == "the disk is full"


def test_words_put_together_elsewhere_are_one_kind():
    told = lines([record(100, f"task {n} has died", name="asyncio") for n in range(100)])
    assert len(told) == 20


def test_a_clock_that_is_set_back_silences_nothing():
    assert len(lines([record(1000, "%s is away", "it"), record(10, "%s is away", "it")])) == 2


def test_of_twenty_thousand_refused_announcements_the_newest_are_kept():
    refusals = Refusals()
    logging.disable()
    for number in range(20_000):
        refusals.refuse(f"homeassistant/sensor/{number}/config", "", "no object")
    logging.disable(logging.NOTSET)
    assert len(refusals.held) == len(refusals.take_news()) == 5000
    assert ("homeassistant/sensor/19999/config", "") in refusals.held
