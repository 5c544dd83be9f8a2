"""The operating systems of the composed hosts: release files, kernels and packages."""

from __future__ import annotations

from dataclasses import dataclass

RHEL_8 = 'NAME="Red Hat Enterprise Linux"\nVERSION="8.10 (Ootpa)"\nID="rhel"\nVERSION_ID="8.10"\n'
RHEL_7 = 'NAME="Red Hat Enterprise Linux Server"\nVERSION="7.9 (Maipo)"\nID="rhel"\nVERSION_ID="7.9"\n'
SLES_11 = "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n"


@dataclass(frozen=True, kw_only=True)
class System:
    """A release. One with systemd is asked for its services by systemctl and for its connections by ss."""

    files: dict[str, str]
    kernel: str
    systemd: bool
    packages: str


# Few of the some 400 packages of a real machine: those that its kind always has.
SYSTEMS = {
    "rhel-8": System(
        files={"/etc/os-release": RHEL_8, "/etc/redhat-release": "Red Hat Enterprise Linux release 8.10 (Ootpa)\n"},
        kernel="4.18.0-553.16.1.el8_10.x86_64",
        systemd=True,
        packages="""
            bash 4.4.20-5.el8
            chrony 4.5-1.el8
            glibc 2.28-251.el8_10.4
            kernel 4.18.0-553.16.1.el8_10
            openssh-server 8.0p1-25.el8_10
            openssl 1.1.1k-12.el8_9
            redhat-release 8.10-0.3.el8
            rpm 4.14.3-31.el8
            systemd 239-82.el8
        """,
    ),
    "rhel-7": System(
        files={
            "/etc/os-release": RHEL_7,
            "/etc/redhat-release": "Red Hat Enterprise Linux Server release 7.9 (Maipo)\n",
        },
        kernel="3.10.0-1160.119.1.el7.x86_64",
        systemd=True,
        packages="""
            bash 4.2.46-35.el7_9
            chrony 3.4-1.el7
            glibc 2.17-326.el7_9.3
            kernel 3.10.0-1160.119.1.el7
            openssh-server 7.4p1-23.el7_9
            openssl 1.0.2k-26.el7_9
            redhat-release-server 7.9-8.el7_9
            rpm 4.11.3-48.el7_9
            systemd 219-78.el7_9.9
        """,
    ),
    "rhel-6": System(
        files={"/etc/redhat-release": "Red Hat Enterprise Linux Server release 6.10 (Santiago)\n"},
        kernel="2.6.32-754.35.1.el6.x86_64",
        systemd=False,
        packages="""
            bash 4.1.2-48.el6
            glibc 2.12-1.212.el6_10.3
            kernel 2.6.32-754.35.1.el6
            ntp 4.2.6p5-15.el6_10
            openssh-server 5.3p1-124.el6_10
            openssl 1.0.1e-58.el6_10
            redhat-release-server 6Server-6.10.0.1.el6
            rpm 4.8.0-59.el6
        """,
    ),
    "sles-11": System(
        files={"/etc/SuSE-release": SLES_11},
        kernel="3.0.101-108.129-default",
        systemd=False,
        packages="""
            bash 3.2-147.35.1
            glibc 2.11.3-17.110.24.2
            kernel-default 3.0.101-108.129.1
            ntp 4.2.8p15-64.16.1
            openssh 6.6p1-36.24.1
            openssl 0.9.8j-0.106.31.1
            rpm 4.4.2.3-37.64.7
            sles-release 11.4-1.11
        """,
    ),
}
