"""Which hosts a scan may touch: ranges are guarded, names are names, and nobody is scanned by accident."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.targets import TargetEntry, check_host, host_name, never_scanned, targets
from safeio.errors import InputError


def _entry(**changes: Any) -> TargetEntry:
    return replace(TargetEntry(user="scan", credential="env:KEY"), **changes)


def test_hosts_and_ranges_become_single_targets_in_order() -> None:
    found = targets([_entry(hosts=("Web1.example.", "10.1.2.3")), _entry(range="10.1.2.0/30", site="main")], 256)
    assert [one.name for one in found] == ["web1.example", "10.1.2.3", "10.1.2.1", "10.1.2.2"]
    assert [one.site_id for one in found] == [None, None, "main", "main"]


def test_a_host_named_on_its_own_wins_over_its_range() -> None:
    found = targets([_entry(range="10.1.2.0/30"), _entry(hosts=("10.1.2.1",), user="other")], 256)
    assert [(one.name, one.user) for one in found] == [("10.1.2.1", "other"), ("10.1.2.2", "scan")]


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.0.0.0/15",
        "169.254.0.0/24",
        "169.254.169.254/32",
        "224.0.0.0/28",
        "255.255.255.255/32",
        "240.0.0.0/28",
        "0.0.0.0/32",
        "::/0",
        "fe80::/112",
        "ff02::/120",
        "2001:db8::/64",
    ],
)
def test_C_05_ranges_that_are_too_wide_or_of_no_servers_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"addresses|not scanned"):
        targets([_entry(range=text)], 10**9)


@pytest.mark.parametrize("host", ["169.254.169.254", "224.0.0.1", "255.255.255.255", "0.0.0.0", "fe80::1", "::"])
def test_C_05_addresses_that_no_server_has_are_refused(host: str) -> None:
    with pytest.raises(InputError, match="not scanned"):
        targets([_entry(hosts=(host,))], 256)


def test_C_05_a_mapped_address_is_judged_by_what_it_maps() -> None:
    assert never_scanned("::ffff:169.254.169.254")
    assert not never_scanned("::ffff:10.0.0.1")


def test_C_05_more_hosts_than_allowed_are_refused_with_their_count() -> None:
    with pytest.raises(InputError, match=r"512 hosts.*--max-hosts 512"):
        targets([_entry(range="10.0.0.0/24"), _entry(range="10.0.1.0/24")], 256)
    assert len(targets([_entry(range="10.0.0.0/24"), _entry(range="10.0.1.0/24")], 512)) == 508


@pytest.mark.parametrize(
    "host",
    [
        "-oProxyCommand=touch /tmp/x",
        "--help",
        "$(id)",
        "`id`",
        ";rm -rf /",
        "a b",
        "a\nb",
        "../../x",
        "user@host",
        "web1:22",
        "",
        ".",
        "a..b",
        "x" * 64,
        ".".join(["x" * 60] * 5),
        "127.1",
        "0x7f000001",
        "2130706433",
        "1.2.3.256",
        "web1\u202e",
        "wéb",
    ],
)
def test_I_01_what_is_neither_name_nor_address_is_refused(host: str) -> None:
    with pytest.raises(InputError, match="neither"):
        check_host(host, "test")


@given(st.text(max_size=40))
def test_I_01_any_text_is_a_plain_host_or_refused(text: str) -> None:
    try:
        host = check_host(text, "test")
    except InputError:
        return
    assert not host.startswith("-")
    assert host.isascii()
    assert not set(host) & set(" \t\n'\"`$;|&<>()\\/@")


def test_a_host_named_twice_and_an_entry_without_hosts_are_refused() -> None:
    with pytest.raises(InputError, match="named in"):
        targets([_entry(hosts=("web1",)), _entry(hosts=("WEB1",))], 256)
    for entry in (_entry(), _entry(hosts=("a",), range="10.0.0.0/30"), _entry(hosts=("a",), port=0)):
        with pytest.raises(InputError):
            targets([entry], 256)


@pytest.mark.parametrize(
    ("host", "port", "name"),
    [("web1", 22, "web1"), ("web1", 2222, "web1:2222"), ("2001:db8::1", 22, "2001:db8::1"), ("::1", 23, "[::1]:23")],
)
def test_hosts_are_called_with_their_port_where_it_is_not_22(host: str, port: int, name: str) -> None:
    assert host_name(host, port) == name
