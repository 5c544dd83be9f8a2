"""Addresses, listeners and connections, in all the forms in which tools write them."""

import pytest
from host_output import host_from

from inventory.model import Connection, Listener

ADDRESSES = (
    (
        "ip -j addr",
        '[{"ifname":"eth0","address":"52:54:00:00:00:01","addr_info":[{"local":"10.0.0.5"},{"local":"fe80::1"}]},'
        '{"ifname":"docker0","address":"02:42:00:00:00:01","addr_info":[{"local":"172.17.0.1"}]}]',
    ),
    (
        "ip addr",
        "1: lo: <LOOPBACK> mtu 1\n    link/loopback 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n"
        "2: eth0@if3: <UP>\n    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n    inet 10.0.0.5/24 scope global",
    ),
    (
        "ifconfig",
        "eth0: flags=4163<UP>  mtu 1500\n        inet 10.0.0.5  netmask 255.0.0.0\n        ether 52:54:00:00:00:01\n",
    ),
    ("ifconfig", "net0: flags=1<UP> mtu 1 index 2\n\tinet 10.0.0.5 netmask ff000000\n\tether 52:54:0:0:0:1"),
)


@pytest.mark.parametrize(("title", "text"), ADDRESSES)
def test_addresses_are_read_in_every_form(title: str, text: str) -> None:
    host = host_from("addresses", (title, text))
    assert (host.addresses, host.mac_addresses) == (("10.0.0.5",), ("52:54:00:00:00:01",))


SS = """\
Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
tcp   LISTEN 0      128          0.0.0.0:22         0.0.0.0:*    users:(("sshd",pid=7,fd=3))
tcp   LISTEN 0      128             [::]:5432          [::]:*
tcp   ESTAB  0      0           10.0.0.5:22       10.0.0.99:51000
tcp   ESTAB  0      0   [::ffff:10.0.0.5]:41000 [::ffff:10.0.0.7]:1521 users:(("java",pid=8,fd=9))
tcp   ESTAB  0      0          127.0.0.1:40000    127.0.0.1:22
tcp   TIME-WAIT 0   0           10.0.0.5:22       10.0.0.98:51000
"""


def test_connections_know_their_direction() -> None:
    host = host_from("sockets", ("id -u", "1000"), ("ss -t", SS))
    assert host.listeners == (
        Listener(protocol="tcp", address=None, port=22, process="sshd"),
        Listener(protocol="tcp", address=None, port=5432),
    )
    assert host.connections == (
        Connection(direction="in", protocol="tcp", peer="10.0.0.99", port=22, process="sshd"),
        Connection(direction="out", protocol="tcp", peer="10.0.0.7", port=1521, process="java"),
    )
    assert "root" in host.not_seen[0]
    assert host_from("sockets", ("id -u", "0"), ("ss -t", SS)).not_seen == ()


def test_the_kernels_table_of_connections_is_read_where_no_tool_is() -> None:
    rest = "00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0"
    table = (
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        f"   0: 00000000:0016 00000000:0000 0A {rest}\n   1: 0500000A:0016 6300000A:C738 01 {rest}\n"
    )
    host = host_from("sockets", ("/proc/net/tcp", table))
    assert host.connections == (Connection(direction="in", protocol="tcp", peer="10.0.0.99", port=22),)


def test_a_host_that_listens_nowhere_is_no_fault() -> None:
    assert host_from("sockets", ("ss -t", SS.split("\n")[0])).faults == ()
