"""Pauses before knocking at a lost broker again."""

from hub.ingest.knocking import Knocks


def pauses(host, lasted=0.0, count=12):
    knocks = [Knocks(host) for _ in range(300)]
    return [[k.pause(lasted) for k in knocks] for _ in range(count)]


def test_pauses_grow_and_stay_under_half_a_minute():
    longest = [max(some) for some in pauses("192.168.1.2")]
    assert 0.4 < longest[0] <= 0.5
    assert 0.8 < longest[1] <= 1
    assert 25 < longest[-1] <= 30


def test_hubs_do_not_knock_in_step():
    assert len({round(pause, 3) for pause in pauses("192.168.1.2")[5]}) > 200


def test_a_broker_on_this_machine_is_missed_for_a_second_at_most():
    for host in ("127.0.0.1", "localhost", "::1"):
        assert max(max(some) for some in pauses(host)) <= 1


def test_after_a_long_connection_pauses_are_short_again():
    assert max(max(some) for some in pauses("192.168.1.2", lasted=61)) <= 0.5
