"""The claims that a host comes to, and the estate they merge into."""

from host_output import DAY, framed
from hypothesis import given
from hypothesis import strategies as st

from inventory import collector
from inventory.host_claims import host_claims
from inventory.merge import merge
from inventory.model import Claim, Connection, Disk, FileSystem, Host, Mount, Package, SharedFolder
from inventory.products import load_products
from safeio.text import clean

WEB = Host(
    target="web1.county.gov.uk",
    seen_on=DAY,
    name="web1",
    os_name="Ubuntu 20.04.3 LTS",
    cpus=4,
    memory_mib=8192,
    disks=(Disk(name="sda", size_gib=40), Disk(name="sdb", size_gib=100)),
    file_systems=(FileSystem(device="/dev/sdb1", path="/srv", size_kib=100 * 2**20, used_kib=30 * 2**20 + 1),),
    mounts=(Mount(device="nas1:/export/home", path="/home", kind="nfs4"),),
    shares=(SharedFolder(name="public", path="/srv", protocol="smb"),),
    addresses=("10.0.0.5",),
    uuid="4c4c4544-0052-4a10-8046-b2c04f313533",
    connections=(
        Connection(direction="out", protocol="tcp", peer="10.0.0.7", port=5432, process="java"),
        Connection(direction="in", protocol="tcp", peer="10.9.9.9", port=443, process="nginx"),
    ),
    packages=(Package(name="nginx", version="1:1.18.0-0ubuntu1"),),
    processes=("nginx",),
)
DATABASE = Host(
    target="10.0.0.7",
    seen_on=DAY,
    name="db1",
    addresses=("10.0.0.7",),
    connections=(Connection(direction="in", protocol="tcp", peer="10.0.0.5", port=5432, process="postgres"),),
    packages=(Package(name="postgresql-12", version="12.9-1"),),
    processes=("postgres",),
)


def fields(claims: tuple[Claim, ...], thing: str) -> dict[str, object]:
    """What is claimed of one thing."""
    return {claim.field: claim.value for claim in claims if claim.thing_id == thing}


def test_a_server_is_claimed_with_what_it_holds() -> None:
    said = fields(host_claims(WEB), "server/web1")
    assert (said["disk_gib"], said["used_gib"], said["disks"]) == (140, 31, ["sda|40|", "sdb|100|"])
    assert (said["cpus"], said["memory_mib"], said["power"]) == (4, 8192, "on")
    assert {claim.source for claim in host_claims(WEB)} == {"ssh:web1.county.gov.uk"}


def test_what_is_not_known_is_not_claimed() -> None:
    said = fields(host_claims(Host(target="10.0.0.9", seen_on=DAY)), "server/10-0-0-9")
    assert said == {"name": "10.0.0.9", "power": "on"}


def test_a_host_called_localhost_goes_by_its_target() -> None:
    assert host_claims(Host(target="app7", seen_on=DAY, name="localhost"))[0].thing_id == "server/app7"


def test_a_disk_without_a_size_leaves_the_total_open() -> None:
    host = Host(target="h", seen_on=DAY, disks=(Disk(name="a", size_gib=1), Disk(name="b")))
    assert "disk_gib" not in fields(host_claims(host), "server/h")


def test_an_answer_without_sections_claims_nothing() -> None:
    assert collector.claims(collector.sections(b"motd"), "h", DAY).claims == ()


def test_a_section_that_was_cut_is_told_and_used() -> None:
    answer = framed(("kernel", "==> uname -a <==\nLinux web1 5.4.0 #1 SMP x86_64 GNU/Linux\n"))
    found = collector.claims(collector.sections(answer.replace(b"#status 0", b"#stat")), "h", DAY)
    assert [error.reason for error in found.errors] == ["truncated"]
    assert fields(found.claims, "server/web1")["kernel"] == "Linux 5.4.0"


def test_hosts_merge_with_an_export_by_uuid_and_flows_find_both_ends() -> None:
    export = [
        Claim(thing_id="server/vm-7", field=field, value=value, source="rvtools:r.xlsx", seen_on=DAY)
        for field, value in {"name": "WEB-PROD-1", "uuid": "44454C4C-5200-104A-8046-B2C04F313533"}.items()
    ]
    estate = merge((*export, *host_claims(WEB), *host_claims(DATABASE)), (), (), load_products())
    assert [server.cpus for server in estate.servers if server.os_name] == [4]
    assert len(estate.servers) == 2
    (flow,) = [flow for flow in estate.flows if flow.to_id]
    web = next(server.id for server in estate.servers if server.os_name)
    assert (flow.from_id, flow.to_id, flow.port, flow.last_seen) == (web, "db1", 5432, DAY)
    assert [(flow.address, flow.port) for flow in estate.flows if not flow.to_id] == [("nas1", 2049)]


def test_databases_software_and_shares_belong_to_their_server() -> None:
    estate = merge((*host_claims(WEB), *host_claims(DATABASE)), (), (), load_products())
    (database,), (software,), (share,) = estate.databases, estate.software, estate.shares
    assert (database.parent_id, database.product, database.cycle) == ("db1", "postgresql", "12")
    assert (software.parent_id, software.product, software.cycle) == ("web1", "nginx", "1.18")
    assert (share.name, share.parent_id, share.size_gib, share.used_gib) == (r"\\web1\public", "web1", 100, 31)


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_text_that_is_claimed_is_clean(name: str, process: str) -> None:
    host = Host(
        target="h",
        seen_on=DAY,
        name=name,
        os_name=name,
        vendor=name,
        shares=(SharedFolder(name=name, path="/x", protocol="nfs"),),
        connections=(Connection(direction="out", protocol="tcp", peer="10.0.0.1", port=1, process=process),),
        oracle_databases={name: name},
    )
    for claim in host_claims(host):
        texts = claim.value if isinstance(claim.value, list) else [str(claim.value)]
        assert all(text == clean(text, 1000) for text in texts)
