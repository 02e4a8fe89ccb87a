"""Packets out of bytes: whole, in order, wherever the stream is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.ingest.frames import Frames, Malformed


class Desk:
    """What comes out of the frames."""

    def __init__(self, *, properties):
        self.messages, self.others, self.thanks = [], [], b""
        self.frames = Frames(self._message, self._other, properties=properties)

    def _message(self, topic, payload, retained):
        self.messages.append((topic, payload, retained))

    def _other(self, command, body):
        self.others.append((command, body))

    def feed(self, *pieces):
        for piece in pieces:
            self.thanks += self.frames.feed(piece)
        return self


def packet(first, body):
    length, size = b"", len(body)
    while True:
        size, low = divmod(size, 128)
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return bytes([first]) + length + body


def message(topic, payload, *, qos=0, retained=False, number=1, table=b"\0"):
    name = len(topic).to_bytes(2, "big") + topic
    name += number.to_bytes(2, "big") if qos else b""
    return packet(0x30 | qos << 1 | retained, name + table + payload)


def test_a_plain_message_is_handed_on_with_what_the_broker_says_of_it():
    desk = Desk(properties=True).feed(message(b"a/b", b"1"), message(b"a/b", b"2", retained=True))
    assert desk.messages == [(b"a/b", b"1", False), (b"a/b", b"2", True)]
    assert (desk.others, desk.thanks) == ([], b"")


def test_a_message_that_wants_an_answer_gets_it_with_its_number():
    desk = Desk(properties=True).feed(message(b"a", b"1", qos=1, number=0x1234))
    assert (desk.messages, desk.thanks) == ([(b"a", b"1", False)], b"\x40\x02\x12\x34")


def test_the_older_version_has_no_table_of_properties():
    desk = Desk(properties=False).feed(
        message(b"a", b"1", table=b""), message(b"a", b"", table=b"")
    )
    assert desk.messages == [(b"a", b"1", False), (b"a", b"", False)]


@pytest.mark.parametrize(
    "other",
    [
        packet(0x20, b"\0\0\0"),
        packet(0xD0, b""),
        message(b"a", b"1", qos=2),
        message(b"a", b"1", table=b"\x03\x23\0\x01"),
        packet(0x30, b"\0\x09a"),
        packet(0x32, b"\0\x01a"),
        packet(0x30, b""),
    ],
)
def test_all_else_goes_the_usual_way(other):
    desk = Desk(properties=True).feed(other)
    assert (desk.messages, desk.thanks) == ([], b"")
    assert desk.others == [(other[0], other[2:])]


def test_a_length_without_end_is_no_mqtt():
    with pytest.raises(Malformed):
        Desk(properties=True).feed(b"\x30\xff\xff\xff\xff\xff")


PACKETS = st.lists(
    st.one_of(
        st.builds(
            message,
            st.binary(min_size=1, max_size=20),
            st.one_of(st.binary(max_size=300), st.just(b"x" * 20_000)),
            qos=st.sampled_from([0, 1, 2]),
            retained=st.booleans(),
            number=st.integers(1, 65_535),
        ),
        st.just(packet(0xD0, b"")),
    ),
    max_size=8,
)


@given(packets=PACKETS, cuts=st.lists(st.integers(0, 2000), max_size=20))
def test_it_makes_no_difference_where_the_stream_is_cut(packets, cuts):
    stream, pieces, rest = b"".join(packets), [], b"".join(packets)
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    whole = Desk(properties=True).feed(stream)
    cut = Desk(properties=True).feed(*pieces, rest)
    assert (cut.messages, cut.others, cut.thanks) == (whole.messages, whole.others, whole.thanks)
    assert len(whole.messages) + len(whole.others) == len(packets)


@given(garbage=st.binary(max_size=400))
def test_garbage_is_refused_or_waited_for(garbage):
    try:
        Desk(properties=True).feed(garbage)
    except Malformed as error:
        assert "four bytes" in str(error)  # noqa: PT017 - either outcome is fine
