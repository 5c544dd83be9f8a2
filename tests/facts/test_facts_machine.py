"""What the facts of the machine make of what commands write: processors, memory, disks, shares, firmware, clock."""

import re

import pytest
from host_output import DAY, host_from

from inventory.model import Disk, FileSystem, Host, Mount, SharedFolder


@pytest.mark.parametrize(
    ("title", "text", "count"),
    [
        ("lscpu", "CPU(s):              8\nOn-line CPU(s) list: 0-3,6", 5),
        ("/proc/cpuinfo", "processor\t: 0\n\nprocessor\t: 1\n", 2),
        ("/proc/cpuinfo", "# processors    : 64\nprocessor 0: version = FF\n", 64),
        ("/proc/cpuinfo", "ncpus probed\t: 24\nncpus active\t: 24\n", 24),
        ("/proc/cpuinfo", "Processor\t: XScale-80219 rev 0 (v5l)\n", 1),
        ("lscpu", "CPU(s): 99999999999", None),
    ],
)
def test_processors_are_counted(title: str, text: str, count: int | None) -> None:
    assert host_from("processors", (title, text)).cpus == count


def test_memory_is_what_the_machine_was_given() -> None:
    usable = ("/proc/meminfo", "MemTotal:       24684084 kB")
    block = ("/sys/devices/system/memory/block_size_bytes", "8000000")
    assert host_from("memory", usable, block, ("memory blocks online", "192")).memory_mib == 24_576
    assert host_from("memory", usable, block, ("memory blocks online", "9")).memory_mib == 24_106
    assert host_from("memory", usable).memory_mib == 24_106


def test_disks_are_read_in_every_form() -> None:
    listed = (
        '{"blockdevices": [{"name":"sda","type":"disk","size":21474836480,"rm":false},{"name":"sr0","type":"rom"}]}'
    )
    assert host_from("disks", ("lsblk -J", listed)).disks == (Disk(name="sda", size_gib=20),)
    pairs = 'NAME="vda" TYPE="disk" SIZE="1073741825" RM="0"\nNAME="sdb" TYPE="disk" SIZE="4096" RM="1"'
    assert host_from("disks", ("lsblk -P", pairs)).disks == (Disk(name="vda", size_gib=2),)
    table = "major minor  #blocks  name\n\n   8        0   20971520 sda\n   8        1   20970496 sda1\n"
    whole = ("/proc/partitions", table), ("/sys/block", "sda\nloop0")
    assert host_from("disks", *whole).disks == (Disk(name="sda", size_gib=20),)


def test_a_disk_with_two_paths_counts_once() -> None:
    row = '{{"name":"{}","type":"disk","size":1073741824,"wwn":"0x5000"}}'
    text = f'{{"blockdevices": [{row.format("sda")},{row.format("sdb")}]}}'
    assert [disk.name for disk in host_from("disks", ("lsblk -J", text)).disks] == ["sda"]


def test_a_container_has_no_disks_of_its_own() -> None:
    container = Host(target="h", seen_on=DAY, virtualisation="lxc")
    assert host_from("disks", ("lsblk -P", 'NAME="vda" TYPE="disk" SIZE="4096"'), host=container).disks == ()


def test_only_file_systems_with_data_count() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/loop0 /snap/core squashfs ro 0 0\nnas:/home /home nfs4 rw 0 0\n"
    host = host_from("mounts", ("/proc/mounts", mounts + "/dev/sdb1 /my\\040data xfs rw 0 0"))
    assert host.mounts[-1] == Mount(device="/dev/sdb1", path="/my data", kind="xfs")
    table = (
        "Filesystem 1024-blocks Used Available Capacity Mounted on\n"
        "/dev/sda1 1000 400 600 40% /\n/dev/loop0 99 99 0 100% /snap/core\nnas:/home 5000 100 4900 2% /home\n"
        "tmpfs 9 1 8 1% /run\n"
    )
    host = host_from("file_systems", ("df -P", table), host=host)
    assert host.file_systems == (FileSystem(device="/dev/sda1", path="/", size_kib=1000, used_kib=400),)


def test_shares_are_named_and_settings_are_not() -> None:
    smb = ("/etc/samba/smb.conf", "[global]\n[homes]\n[Public]\n   path = /srv/public\n[printers]")
    nfs = ("/etc/exports", '/export/home 10.0.0.0/8(rw)\n# comment\n"/with space" *(ro)')
    assert host_from("shares", nfs, smb).shares == (
        SharedFolder(name="/export/home", path="/export/home", protocol="nfs"),
        SharedFolder(name="/with space", path="/with space", protocol="nfs"),
        SharedFolder(name="Public", path="/srv/public", protocol="smb"),
    )


def test_filler_of_the_firmware_is_not_known() -> None:
    said = "/sys/class/dmi/id/sys_vendor:HP\n/sys/class/dmi/id/product_serial:To Be Filled By O.E.M.\n"
    host = host_from("hardware", ("/sys/class/dmi/id", said + "/sys/class/dmi/id/product_name:System Product Name"))
    assert (host.vendor, host.model, host.serial) == ("HP", None, None)


def test_what_only_root_may_read_is_said() -> None:
    host = host_from("hardware", ("/sys/class/dmi/id", "/sys/class/dmi/id/sys_vendor:Dell Inc."))
    assert host.not_seen == ("the serial number and UUID of the machine: only root may read them",)


@pytest.mark.parametrize(
    ("parts", "vendor", "physical", "kind"),
    [
        ((("systemd-detect-virt", "kvm"),), None, False, "kvm"),
        ((("systemd-detect-virt", "none"),), "Dell Inc.", True, None),
        ((("hypervisor", "cpu"),), "VMware, Inc.", False, "vmware"),
        ((("hypervisor", "container=lxc"),), None, False, "lxc"),
        ((), "Dell Inc.", None, None),
    ],
)
def test_physical_is_only_said_where_it_shows(
    parts: tuple[tuple[str, str], ...], vendor: str | None, physical: bool | None, kind: str | None
) -> None:
    host = host_from("virtualisation", *parts, host=Host(target="h", seen_on=DAY, vendor=vendor, model="x1"))
    assert (host.physical, host.virtualisation) == (physical, kind)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ("1795305600", None),
        ("1795219200", None),
        ("1479772800", r"3\d\d\d days behind"),
        ("2111011200", r"3\d\d\d days ahead"),
        ("0", "20779 days behind"),
        ("-5", "days behind"),
        ("99999999999999", "could not be read"),
        ("soon", "could not be read"),
    ],
)
def test_T_04_a_wrong_clock_is_a_fault(seconds: str, said: str | None) -> None:
    faults = host_from("clock", ("date -u +%s", seconds)).faults
    assert [bool(re.search(said or "", fault.message)) for fault in faults] == ([True] if said else [])


def test_T_04_an_uptime_that_cannot_be_is_a_fault() -> None:
    assert host_from("clock", ("/proc/uptime", "99999999999.00 1.00")).faults[0].reason == "clock-wrong"
    assert host_from("clock", ("/proc/uptime", "400000000.00 1.00")).faults[0].reason == "long-uptime"
    assert host_from("clock", ("/proc/uptime", "86400.00 1.00")).faults == ()
