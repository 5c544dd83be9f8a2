"""Each noise rule takes out what it says, and nothing that hangs applications together."""

from __future__ import annotations

import pytest
from flow_cases import called, calls, merged, pair, server
from import_files import said

from inventory.flow_noise import NOISE, NoiseLimits, mark
from inventory.model import Estate

KERBEROS = called("dc1", 88)
LIMITS = NoiseLimits()


def reasons(estate: Estate) -> dict[str, str | None]:
    """Why each flow is noise, by port and end."""
    return {f"{flow.called} {flow.port}": flow.noise for flow in estate.flows}


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        (called("@127.0.0.1", 1433), "loopback"),
        (called("web1", 8080), "loopback"),
        (called("@169.254.169.254", 80), "own segment"),
        (called("@239.1.1.1", 9999), "own segment"),
        (called("@10.0.0.9", 53), "name service"),
        (called("db1", 123), "time"),
        (called("db1", 67), "DHCP"),
        (called("dc1", 464), "domain controller"),
        (called("db1", 10050), "monitoring"),
        (called("db1", 443, process="C:\\Program Files\\Zabbix\\zabbix_agentd.exe"), "monitoring"),
        (called("db1", 13724), "backup"),
        (called("db1", 443, by="dsmc"), "backup"),
        (called("db1", 8530), "patching"),
        (called("db1", 3389), "remote desktop or console"),
        (called("db1", 55321), "client port"),
        (called("db1", 40001), "client port"),
        (called("db1", 443, times="1", first="2026-11-20"), None),
        (called("db1", 1433), None),
        (called("db1", 50000), None),
        (called("db1", 61616), None),
        (called("db1", 55321, process="sqlservr.exe"), None),
        (called("db1", 22), None),
        (called("db1", 8443), None),
    ],
)
def test_a_flow_is_noise_for_the_stated_reason(flow: str, reason: str | None) -> None:
    (found,) = pair(flow).flows
    assert found.noise == reason


def test_every_rule_says_why_and_where_it_is_from() -> None:
    assert all(rule.why.endswith(".") and rule.source for rule in NOISE)
    assert len({rule.name for rule in NOISE}) == len(NOISE)


@pytest.mark.parametrize("port", [88, 135, 389, 445, 636, 3268, 49670])
def test_what_members_need_of_a_domain_controller_is_noise_there_and_only_there(port: int) -> None:
    servers = (*server("web1"), *server("dc1"), *server("files1"))
    seen = reasons(merged(list(servers), calls("web1", KERBEROS, called("dc1", port), called("files1", 445))))
    assert seen[f"dc1 {port}"] == "domain controller"
    assert seen["files1 445"] is None


def test_one_that_calls_most_servers_is_a_scanner_and_one_that_calls_many_is_not() -> None:
    names = [f"s{n:02d}" for n in range(2 * LIMITS.scanner_least)]
    servers = [claim for name in (*names, "probe", "hub") for claim in server(name)]
    half = len(names) // 2
    estate = merged(
        servers,
        calls("probe", *(called(name, 9999) for name in names[: half + 2])),
        calls("hub", *(called(name, 9999) for name in names[:half])),
    )
    assert {(flow.from_id, flow.noise) for flow in estate.flows} == {("probe", "scanner"), ("hub", None)}


def test_what_was_seen_once_in_a_week_is_noise_but_for_databases_and_files() -> None:
    once = {"times": "1", "first": "2026-11-20", "last": "2026-11-20"}
    week = called("db1", 80, first=f"2026-11-{21 - LIMITS.rare_days}", last="2026-11-20")
    seen = reasons(pair(week, called("db1", 443, **once), called("db1", 1433, **once), called("db1", 445, **once)))
    assert seen == {"db1 80": None, "db1 443": "seen once", "db1 1433": None, "db1 445": None}


def test_the_limits_can_be_set() -> None:
    once = {"times": "1", "first": "2026-11-20", "last": "2026-11-20"}
    week = called("db1", 80, first="2026-11-14", last="2026-11-20")
    flows = pair(week, called("db1", 443, **once)).flows
    assert {flow.noise for flow in mark(flows, 2, NoiseLimits(rare_days=8))} == {None}
    few = NoiseLimits(scanner_share_percent=10, scanner_least=1, rare_days=8)
    assert {flow.noise for flow in mark(flows, 2, few)} == {"scanner"}


def test_a_scan_sees_one_moment_so_nothing_of_it_is_rare() -> None:
    web = said("server/web1", "ssh:web1", name="web1", flows=["out|tcp|db1|443|"])
    estate = merged(web, server("db1"), calls("db1", called("web1", 80, times="9")))
    assert {flow.noise for flow in estate.flows} == {None}
