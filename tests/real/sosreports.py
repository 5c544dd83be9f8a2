"""Trees of sosreport as hosts: each fact's section made of the files in which sosreport keeps the same commands."""

from pathlib import Path

from inventory.model import Section, Sections

# For each fact, the titles of its parts and where in the tree what they would say is kept.
KEPT = {
    "operating_system": {
        "/etc/lsb-release": "etc/lsb-release",
        "/etc/os-release": "etc/os-release",
        "/etc/redhat-release": "etc/redhat-release",
    },
    "kernel": {"uname -a": "sos_commands/kernel/uname_-a"},
    "names": {"/etc/hostname": "sos_commands/host/hostname", "hostname -f": "sos_commands/host/hostname_-f"},
    "processors": {"lscpu": "sos_commands/processor/lscpu", "/proc/cpuinfo": "proc/cpuinfo"},
    "memory": {"/proc/meminfo": "proc/meminfo", "free": "sos_commands/memory/free"},
    "hardware": {"dmidecode": "sos_commands/hardware/dmidecode"},
    "virtualisation": {"hostnamectl": "sos_commands/host/hostnamectl_status"},
    "disks": {"lsblk -O -P": "sos_commands/block/lsblk_-O_-P", "/proc/partitions": "proc/partitions"},
    "mounts": {"mount": "sos_commands/filesys/mount_-l"},
    "file_systems": {"df": "sos_commands/filesys/df_-al_-x_autofs"},
    "addresses": {"ip addr": "sos_commands/networking/ip_-d_address"},
    "sockets": {"netstat": "sos_commands/networking/netstat_-W_-neopa", "ss": "sos_commands/networking/ss_-peaonmi"},
    "processes": {"ps auxwwwm": "sos_commands/process/ps_auxwwwm"},
    "services": {"systemctl list-units": "sos_commands/systemd/systemctl_list-units"},
    "packages": {"dpkg -l": "sos_commands/dpkg/dpkg_-l"},
}


def trees(real_inputs: Path) -> list[Path]:
    """Every tree."""
    return sorted(path.parent.parent for path in (real_inputs / "sosreport").rglob("etc/hostname"))


def sections_of(tree: Path) -> Sections:
    """The tree as a host's answer."""
    found = []
    for name, files in KEPT.items():
        kept = {title: tree / path for title, path in files.items() if (tree / path).is_file()}
        texts = [f"\n==> {title} <==\n{path.read_text('utf-8', 'surrogateescape')}" for title, path in kept.items()]
        found.append(Section(name=name, status=0, output="\n".join(texts), complete=True))
    return Sections(sections=tuple(found), complete=True)
