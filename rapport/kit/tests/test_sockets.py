from __future__ import annotations

import socket
import ssl

import pytest

from rapport.kit.http import Blocked, Unreachable, tls_context
from rapport.kit.sockets import connect

MAIL = frozenset({993, 587})


@pytest.fixture
def door():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_an_allowed_host_is_connected_and_kept_alive(door):
    port = door.getsockname()[1]
    with connect(
        "127.0.0.1", port, low_ports=MAIL, timeout_seconds=5, allow_hosts=["127.0.0.1"]
    ) as line:
        assert line.getpeername() == ("127.0.0.1", port)
        assert line.gettimeout() == 5
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_a_private_address_is_blocked_before_a_byte_leaves(door):
    door.settimeout(0)
    with pytest.raises(Blocked, match="private network"):
        connect(
            "127.0.0.1", door.getsockname()[1], low_ports=MAIL, timeout_seconds=5, allow_hosts=[]
        )
    with pytest.raises(BlockingIOError):
        door.accept()


def test_a_name_that_also_has_a_private_address_is_blocked(monkeypatch):
    def look_up(host, port, **options):
        kinds = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kinds, (address, port)) for address in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(Blocked):
        connect("mail.example", 993, low_ports=MAIL, timeout_seconds=5, allow_hosts=[])


def test_a_low_port_of_another_protocol_is_blocked():
    with pytest.raises(Blocked, match="port 22"):
        connect("8.8.8.8", 22, low_ports=MAIL, timeout_seconds=5, allow_hosts=[])


def test_a_closed_door_says_who_does_not_answer(door):
    port = door.getsockname()[1]
    door.close()
    with pytest.raises(Unreachable, match=f"port {port} does not answer"):
        connect("127.0.0.1", port, low_ports=MAIL, timeout_seconds=5, allow_hosts=["127.0.0.1"])


def test_certificates_and_names_are_checked():
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
