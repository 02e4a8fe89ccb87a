"""Pauses before knocking at a lost broker again."""

from hub.ingest.knocking import Knocks


def pauses(host, lasted=0.0, count=12):
    knocks = [Knocks(host) for _ in range(300)]
    return [[k.pause(lasted) for k in knocks] for _ in range(count)]


def test_pauses_are_anything_up_to_a_doubling_limit_of_five_seconds():
    drawn = []
    knocks = Knocks("192.168.1.2", lambda *between: drawn.append(between) or between[1])
    assert [knocks.pause(0.0) for _ in range(6)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert {low for low, _ in drawn} == {0.0}


def test_pauses_grow_and_leave_half_of_ten_seconds_to_be_right_again():
    longest = [max(some) for some in pauses("192.168.1.2")]
    assert 0.4 < longest[0] <= 0.5
    assert 0.8 < longest[1] <= 1
    assert 4.5 < longest[-1] <= 5


def test_hubs_do_not_knock_in_step():
    assert len({round(pause, 3) for pause in pauses("192.168.1.2")[5]}) > 200


def test_a_broker_on_this_machine_is_missed_for_a_second_at_most():
    for host in ("127.0.0.1", "localhost", "::1"):
        assert max(max(some) for some in pauses(host)) <= 1


def test_after_a_long_connection_pauses_are_short_again():
    assert max(max(some) for some in pauses("192.168.1.2", lasted=61)) <= 0.5
