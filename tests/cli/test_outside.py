"""The meter sees what leaves this machine, and only that."""

import os
import socket

from hub.cli.outside import OutsideMeter, address


def test_reads_the_kernels_addresses():
    assert address("0100007F") == "127.0.0.1"
    assert address("00000000000000000000000001000000") == "::1"


def test_loopback_counts_nothing():
    meter = OutsideMeter(os.getpid())
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        client.sendall(b"hello")
        meter.look()
    assert (meter.bytes_sent, meter.places) == (0, [])


def test_a_far_address_is_named():
    meter = OutsideMeter(os.getpid())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
        try:
            far.connect(("192.0.2.1", 9))  # a datagram socket's connect sends nothing
        except OSError:
            return  # no route at all: nothing can leave
        meter.look()
        assert meter.bytes_sent > 0
        assert meter.places == ["192.0.2.1"]
