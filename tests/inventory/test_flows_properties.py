"""What holds of flows whatever they are: their order does not matter, noise adds nothing, circles are no trouble."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from flow_cases import application, called, calls, declared, merged, server
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.model import Claim, Estate
from safeio.json_files import canonical_json

NAMES = ("web", "app", "db", "hub")
PORTS = (443, 1433, 445, 22, 8080, 7777, 389)
NOISE = (53, 123, 161, 3389, 10050, 55000)
SERVERS = [claim for n, name in enumerate((*NAMES, "dc")) for claim in server(name, f"10.0.0.{n}")]
APPLICATIONS = [
    *(claim for name in NAMES for claim in application(f"on-{name}", name)),
    *application("second", "hub"),
    *declared("on-web", "on-db"),
]
# A controller is known by its Kerberos, which everybody speaks.
STANDING = [*SERVERS, *APPLICATIONS, *calls("@10.0.0.0", called("dc", 88))]

ends = st.sampled_from((*NAMES, "@10.0.0.2", "@10.9.9.9", "stranger"))
flows = st.tuples(ends, ends, st.sampled_from(PORTS), st.sampled_from(("", "nginx", "sqlservr.exe")))
noise = st.tuples(ends, st.sampled_from((*NAMES, "dc", "@10.9.9.9")), st.sampled_from(NOISE), st.just(""))


def traffic(found: list[tuple[str, str, int, str]]) -> list[Claim]:
    """The claims of an export that saw these flows: one record for each caller."""
    seen: dict[str, list[str]] = {}
    for caller, other, port, process in found:
        seen.setdefault(caller, []).append(called(other, port, process))
    return [claim for caller, texts in sorted(seen.items()) for claim in calls(caller, *sorted(texts))]


def estate(found: list[tuple[str, str, int, str]]) -> Estate:
    """The estate with these flows."""
    return merged(STANDING, traffic(found))


@settings(deadline=None)
@given(st.lists(flows, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_flows_changes_nothing(found: list[tuple[str, str, int, str]], random: Random) -> None:
    claims = [*STANDING, *traffic(found)]
    turned = [replace(one, value=one.value[::-1]) if isinstance(one.value, list) else one for one in claims]
    random.shuffle(turned)
    assert canonical_json(merged(turned)) == canonical_json(merged(claims))


@settings(deadline=None)
@given(st.lists(flows, max_size=10), st.lists(noise, max_size=10))
def test_noise_adds_no_interface_and_changes_none(
    found: list[tuple[str, str, int, str]], more: list[tuple[str, str, int, str]]
) -> None:
    before, after = estate(found), estate([*found, *more])
    assert after.interfaces == before.interfaces
    assert {flow for flow in after.flows if flow.noise is None} == {flow for flow in before.flows if flow.noise is None}


@settings(deadline=None)
@given(st.lists(flows, max_size=12))
def test_every_interface_rests_on_flows_or_on_people(found: list[tuple[str, str, int, str]]) -> None:
    seen = estate(found)
    applications = {one.id for one in seen.applications}
    for one in seen.interfaces:
        assert one.declared or (one.observed and one.seen_by and one.last_seen)
        assert {one.from_application, one.to_application} <= applications
        assert one.from_application != one.to_application
    assert len({one.id for one in seen.interfaces}) == len(seen.interfaces)


def test_a_circle_of_flows_is_taken_as_it_is() -> None:
    circle = [("web", "app", 443, ""), ("app", "db", 443, ""), ("db", "web", 443, "")]
    assert [(one.from_application, one.to_application) for one in estate(circle).interfaces if one.observed] == [
        ("on-web", "on-db"),
        ("on-app", "on-db"),
        ("on-web", "on-app"),
    ]
