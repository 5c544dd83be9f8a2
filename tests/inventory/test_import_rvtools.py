"""RVTools: all versions of the headers, every tab that is read, bad rows told apart."""

from pathlib import Path

import pytest
from import_files import SEEN_ON, UUID, VINFO, facts, rvtools, things, vm, workbook

from inventory.importing import import_file
from safeio.csv_files import write_csv
from safeio.errors import InputError

DISK = ("VM", "VM UUID", "Disk", "Disk Path", "Capacity MiB")
PARTITION = ("VM", "VM UUID", "Disk", "Capacity MiB", "Consumed MiB")


def test_a_machine_becomes_claims_with_units(tmp_path: Path) -> None:
    imported = rvtools(tmp_path, vm("WEB 1", 1, DNS_Name="web1.county.local", Primary_IP_Address="10.0.0.1"))
    assert facts(imported, "server/web-1") == {
        "name": "WEB 1",
        "physical": False,
        "uuid": UUID.format(1),
        "power": "on",
        "cpus": 2,
        "memory_mib": 4096,
        "os_name": "Microsoft Windows Server 2016 (64-bit)",
        "dns_name": "web1.county.local",
        "parent_id": "hypervisor/esx1",
        "disk_gib": 100,
        "used_gib": 51,
        "addresses": ["10.0.0.1"],
        "site_id": "North",
    }
    assert things(imported) == ["cluster/gold", "hypervisor/esx1", "server/web-1"]
    assert imported.claims[0].source == "rvtools:county.xlsx"


@pytest.mark.parametrize("old", [{"MiB": "MB"}, {"In Use MiB": "In use MB"}, {"CPUs": " cpus "}, {"VM": "*VM"}])
def test_headers_of_all_versions_are_read(tmp_path: Path, old: dict[str, str]) -> None:
    header = list(VINFO)
    for new, former in old.items():
        header = [name.replace(new, former) if name == new or new == "MiB" else name for name in header]
    rows = [list(reversed(header)), list(reversed(vm("web1", 1)))]
    imported = import_file(workbook(tmp_path / "old.xlsx", {"VINFO": rows}), SEEN_ON)
    assert facts(imported, "server/web1")["used_gib"] == 51
    assert facts(imported, "server/web1")["cpus"] == 2


def test_templates_and_placeholders_are_left_out_and_counted(tmp_path: Path) -> None:
    imported = rvtools(tmp_path, vm("a", 1, Template="True"), vm("b", 2, SRM_Placeholder="TRUE"), vm("c", 3))
    assert [thing for thing in things(imported) if thing.startswith("server")] == ["server/c"]
    assert [warned.message for warned in imported.warnings] == [
        "1 SRM placeholder(s) left out",
        "1 template(s) left out",
    ]
    assert imported.rejected == ()


def test_a_machine_that_is_off_is_kept(tmp_path: Path) -> None:
    assert facts(rvtools(tmp_path, vm("a", 1, Powerstate="poweredOff")), "server/a")["power"] == "off"


@pytest.mark.parametrize(
    ("cells", "field", "wrong"),
    [
        ({"CPUs": "two"}, "CPUs", "not a number"),
        ({"Memory": -1}, "Memory", "not a number"),
        ({"Memory": "4.096"}, "Memory", "thousand or a fraction"),
        ({"Memory": 1e300}, "Memory", "not a number that can be"),
        ({"VM": ""}, "VM", "no name"),
        ({"VM UUID": UUID.format(9)}, "VM", "row 2 has the same"),
    ],
)
def test_a_bad_row_is_rejected_with_the_reason(
    tmp_path: Path, cells: dict[str, object], field: str, wrong: str
) -> None:
    imported = rvtools(tmp_path, vm("good", 9), vm("bad", 1, **cells))
    (bad,) = imported.rejected
    assert (bad.sheet, bad.row, bad.field) == ("vInfo", 3, field)
    assert wrong in bad.wrong
    assert imported.rows == 2


def test_zero_is_not_known(tmp_path: Path) -> None:
    found = facts(rvtools(tmp_path, vm("a", 1, In_Use_MiB=0, CPUs=0)), "server/a")
    assert "used_gib" not in found
    assert "cpus" not in found


def test_disks_partitions_and_networks_find_their_machine_by_uuid(tmp_path: Path) -> None:
    imported = rvtools(
        tmp_path,
        vm("web", 1),
        vm("web", 2),
        vDisk=[DISK, ("web", UUID.format(2), "Hard disk 1", "[Gold 01] web/web.vmdk", 10241)],
        vPartition=[PARTITION, ("web", UUID.format(2), "C:\\", 9000, 2049)],
        vNetwork=[
            ("VM", "VM UUID", "Mac Address", "IPv4 Address"),
            ("web", UUID.format(2), "00:50:56:AA:BB:CC", "10.0.0.9"),
        ],
    )
    one, other = [thing for thing in things(imported) if thing.startswith("server/web-")]
    found = next(facts(imported, thing) for thing in (one, other) if facts(imported, thing)["uuid"] == UUID.format(2))
    assert (found["disk_gib"], found["used_gib"], found["mac_addresses"]) == (11, 3, ["00:50:56:aa:bb:cc"])
    volume = str(found["volume_ids"][0])  # type: ignore[index]
    assert found["disks"] == [f"Hard disk 1|11|{volume}"]
    assert facts(imported, volume)["name"] == "Gold 01"


def test_one_file_system_mounted_three_times_counts_once(tmp_path: Path) -> None:
    rows = [("a", UUID.format(1), mount, 4096, 2048) for mount in ("/var", "/usr", "/etc")]
    assert facts(rvtools(tmp_path, vm("a", 1), vPartition=[PARTITION, *rows]), "server/a")["used_gib"] == 2


def test_a_partition_that_does_not_say_what_it_holds_leaves_the_total_to_vinfo(tmp_path: Path) -> None:
    whole = facts(rvtools(tmp_path, vm("a", 1, In_Use_MiB=5 * 1024)), "server/a")["used_gib"]
    rows = [("a", UUID.format(1), "C:\\", 4096, 2048), ("a", UUID.format(1), "D:\\", 4096, "")]
    found = facts(rvtools(tmp_path, vm("a", 1, In_Use_MiB=5 * 1024), vPartition=[PARTITION, *rows]), "server/a")
    assert (whole, found["used_gib"]) == (5, 5)


def test_a_bad_disk_leaves_the_total_to_vinfo(tmp_path: Path) -> None:
    rows = [("a", UUID.format(1), "d1", "", 1024), ("a", UUID.format(1), "d2", "", "big")]
    imported = rvtools(tmp_path, vm("a", 1), vDisk=[DISK, *rows])
    assert facts(imported, "server/a")["disk_gib"] == 100
    assert [(bad.sheet, bad.row) for bad in imported.rejected] == [("vDisk", 3)]


def test_rows_of_unknown_machines_are_counted(tmp_path: Path) -> None:
    imported = rvtools(
        tmp_path, vm("a", 1), vm("t", 2, Template="True"), vDisk=[DISK, ("x", "", "d", "", 1), ("t", "", "d", "", 1)]
    )
    assert "1 row(s) of vDisk name no machine" in imported.warnings[-1].message


def test_hosts_datastores_and_arrays(tmp_path: Path) -> None:
    imported = rvtools(
        tmp_path,
        vm("a", 1, Path="[gold] a/a.vmx"),
        vHost=[
            ("Host", "Datacenter", "Cluster", "# Cores", "# Memory", "ESX Version", "Vendor", "Model", "Serial number"),
            ("esx1", "North", "Gold", 32, 262109, "VMware ESXi 6.0.0 build-4192238", "HP", "DL380", "CZ1"),
        ],
        vDatastore=[("Name", "Capacity MiB", "In Use MiB", "URL"), ("gold", 1048577, 1024, "ds:///vmfs/volumes/5f-1/")],
        vMultiPath=[
            ("Host", "Datastore", "Display name", "Vendor", "Model", "Serial #"),
            ("esx1", "gold", "NETAPP Fibre Channel Disk", "NETAPP", "FAS8200", "2119"),
            ("esx1", "local", "Local ATA Disk", "ATA", "SSD", "77"),
        ],
    )
    host = facts(imported, "hypervisor/esx1")
    assert (host["cpus"], host["serial"], host["parent_id"]) == (32, "CZ1", "cluster/gold")
    volume = facts(imported, "volume/gold")
    assert (volume["size_gib"], volume["used_gib"], volume["uuid"]) == (1025, 1, "5f-1")
    assert facts(imported, str(volume["parent_id"]))["serial"] == "2119"
    assert len([thing for thing in things(imported) if thing.startswith("storage-array")]) == 1


def test_a_licence_key_is_never_kept(tmp_path: Path) -> None:
    header = ("Name", "Key", "Cost Unit", "Total", "Used", "Expiration Date")
    rows = [("vSphere", "AAAAA-BBBBB", "CPU", 20, 4, "Never"), ("vSphere", "CCCCC-DDDDD", "CPU", "many", 4, "")]
    imported = rvtools(tmp_path, vm("a", 1), vLicense=[header, *rows])
    assert "BBBBB" not in repr(imported)
    assert "DDDDD" not in repr(imported)
    (licence,) = [thing for thing in things(imported) if thing.startswith("licence")]
    assert facts(imported, licence) | {"id": ""} == {
        "id": "",
        "product": "vSphere",
        "metric": "CPU",
        "entitled": 20,
        "used": 4,
    }


def test_a_workbook_without_vinfo_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="vInfo"):
        import_file(workbook(tmp_path / "x.xlsx", {"vHost": [("Host", "Vendor"), ("a", "b")]}), SEEN_ON)


def test_a_vinfo_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="VM"):
        import_file(workbook(tmp_path / "x.xlsx", {"vInfo": [("VMs", "CPUs"), ("a", 1)]}), SEEN_ON)


def test_the_folder_of_csv_files_says_the_same_as_the_workbook(tmp_path: Path) -> None:
    disk = [DISK, ("a", UUID.format(1), "Hard disk 1", "[gold] a.vmdk", 2048)]
    book = rvtools(tmp_path, vm("a", 1), vDisk=disk)
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "RVTools_tabvInfo.csv").write_text(write_csv(VINFO, [vm("a", 1)]))
    (folder / "RVTools_tabvDisk.csv").write_text(write_csv(DISK, disk[1:]))
    read = import_file(folder, SEEN_ON)
    assert read.source == "rvtools:export"
    assert {(one.thing_id, one.field, str(one.value)) for one in read.claims} == {
        (one.thing_id, one.field, str(one.value)) for one in book.claims
    }


def test_vinfo_alone_may_be_csv(tmp_path: Path) -> None:
    path = tmp_path / "machines.csv"
    path.write_text(write_csv(VINFO, [vm("a", 1)]).replace(",", ";"), encoding="utf-8-sig")
    assert facts(import_file(path, SEEN_ON), "server/a")["cpus"] == 2


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    imported = rvtools(tmp_path, vm("=cmd|'/c calc'!A1", 1), vm("<script>\x1b[2Ja\u202e", 2))
    names = {one.value for one in imported.claims if one.field == "name" and one.thing_id.startswith("server/")}
    assert names == {"=cmd|'/c calc'!A1", "<script>[2Ja"}


def test_filler_is_no_identity(tmp_path: Path) -> None:
    imported = rvtools(tmp_path, vm("a", 1, VM_UUID="00000000-0000-0000-0000-000000000000"))
    assert "uuid" not in facts(imported, "server/a")
