"""What holds of merging whatever the claims: order does not matter, nothing is lost, ids are unique."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.merge import merge
from inventory.model import Claim, Estate, Site
from safeio.json_files import canonical_json

SITES = (Site(id="north", name="North"), Site(id="south", name="South"))
NAMES = ("web1", "WEB 1", "db", "web1.north.gov", "localhost", "x y")
UUIDS = ("4201b3f2-7c1d-4a55-9b6e-0f1e2d3c4b5a", "5201b3f2-7c1d-4a55-9b6e-0f1e2d3c4b5b", "None", "0" * 32)
FACTS = {
    "id": ("one", "two"),
    "site_id": ("north", "south", "east"),
    "uuid": UUIDS,
    "vendor": ("HP", "HPE", "Dell"),
    "serial": ("CZ123456", "None", "ABC9999"),
    "cpus": (2, 4),
    "parent_id": ("web1", "hypervisor/one", "db"),
    "mac_addresses": (["00:50:56:00:00:01"], ["00:50:56:00:00:02"]),
}


@st.composite
def records(draw: st.DrawFn, sources: tuple[str, ...]) -> list[Claim]:
    """The claims of one source about one thing."""
    kind = draw(st.sampled_from(("server", "hypervisor", "database", "volume")))
    source, own = draw(st.sampled_from(sources)), draw(st.sampled_from(("a", "b", "c")))
    day = date(2026, 11, draw(st.integers(1, 3)))
    chosen = draw(st.fixed_dictionaries({}, optional={name: st.sampled_from(said) for name, said in FACTS.items()}))
    facts = {"name": draw(st.sampled_from(NAMES)), **chosen}
    return [
        Claim(thing_id=f"{kind}/{own}", field=name, value=said, source=source, seen_on=day)
        for name, said in facts.items()
    ]


def estates(sources: tuple[str, ...] = ("rvtools:a", "ssh:b", "register:c")) -> st.SearchStrategy[list[Claim]]:
    """The claims of several sources."""
    return st.lists(records(sources), max_size=8).map(lambda parts: [claim for part in parts for claim in part])


def merged(claims: list[Claim]) -> Estate:
    """The estate of these claims."""
    return merge(claims, SITES, (), ())


def things(estate: Estate) -> list[object]:
    """All things of an estate."""
    return [*estate.servers, *estate.hypervisors, *estate.databases, *estate.volumes]


@settings(deadline=None)
@given(estates(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert canonical_json(merged(shuffled)) == canonical_json(merged(claims))


@settings(deadline=None)
@given(estates())
def test_merging_the_same_claims_twice_over_changes_nothing(claims: list[Claim]) -> None:
    assert merged(claims + claims) == merged(claims)


@settings(deadline=None)
@given(estates(), estates(("excel:z",)))
def test_another_source_never_removes_a_thing(claims: list[Claim], more: list[Claim]) -> None:
    before, after = merged(claims), merged(claims + more)
    sources = {(claim.source, claim.thing_id) for claim in claims}
    assert len(things(before)) <= len(sources)
    known = {thing.name.casefold() for thing in things(after)}  # type: ignore[attr-defined]
    lost = {one.other.casefold() for one in after.conflicts if one.field == "name"}
    assert {thing.name.casefold() for thing in things(before)} <= known | lost  # type: ignore[attr-defined]


@settings(deadline=None)
@given(estates())
def test_ids_are_unique_over_all_kinds(claims: list[Claim]) -> None:
    ids = [thing.id for thing in things(merged(claims))]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids))
