"""Which serial numbers, UUIDs, MAC addresses and names identify a machine, and which are only filler."""

from __future__ import annotations

import re

# What firmware and exports hold where nobody filled the field in, compared in lower case without punctuation.
# Sources: the default strings of the SMBIOS tables that motherboard and hypervisor makers ship.
_NOT_HEX = re.compile(r"[^0-9a-f]")
_FILLER = re.compile(
    r"(tobefilled|default|invalid|empty|unknown|unspecified|test|todo|xxxx).*"
    r"|not?(ne|set|present|specified|applicable|available)|null|na|nil|oem"
    r"|(system|chassis|product)?(serialnumber|serial|uuid)|0?123456\d*|abcdefg?"
)
_JUNK_NAMES = re.compile(r"localhost|(localhost)?localdomain\d*|unknown|none|null|na|template|untitled")
_VENDORS = (
    ("hpe", ("hpe", "hp", "hewlett")),
    ("dell", ("dell", "emc", "dgc")),
    ("lenovo", ("lenovo", "ibm lenovo")),
    ("fujitsu", ("fujitsu", "fts")),
    ("cisco", ("cisco",)),
    ("netapp", ("netapp", "network appliance")),
    ("vmware", ("vmware",)),
)
# Placeholders that vendors ship in every machine of a series.
_FILLER_UUIDS = frozenset(
    {
        "03000200040005000006000700080009",
        "123456781234567890abcddeefaabbcc",
        "fefefefefefefefefefefefefefefefe",
    }
)
# Prefixes that belong to a protocol, not to a card: VRRP and HSRP, and multicast DNS. Then what Xen, VirtualBox and
# Docker give to the same interface on every host.
_SHARED_MACS = ("00005e0001", "00000c07ac", "01005e", "feffffffffff", "0a0027000000", "0242ac11")


def _letters(raw: str) -> str:
    return re.sub(r"[^0-9a-z]", "", raw.casefold())


def is_filler(raw: str) -> bool:
    """True for texts that stand where nobody filled in a serial number: "To be filled by O.E.M.", "None", zeros."""
    bare = _letters(raw)
    return len(bare) < 4 or _FILLER.fullmatch(bare) is not None or len(set(bare)) < 2


def serial_key(vendor: str | None, serial: str | None) -> str | None:
    """What two records of one machine share: vendor and serial number; None without both or on filler."""
    if not serial or not vendor or is_filler(serial):
        return None
    return f"{vendor_key(vendor)} {_letters(serial)}"


def vendor_key(vendor: str) -> str:
    """A vendor's name without its variants: "Hewlett-Packard", "HP" and "HPE" are one."""
    low = vendor.casefold().strip()
    for key, beginnings in _VENDORS:
        if low.startswith(beginnings):
            return key
    return _letters(low)


def uuid_key(raw: str | None) -> str | None:
    """A UUID in one form, or None on filler. Firmware swaps the bytes of its first three groups: both forms are one."""
    if not raw or len(raw) > 60:
        return None
    bare = _NOT_HEX.sub("", raw.casefold())
    if len(bare) != 32 or len(set(bare)) < 4:
        return None
    swapped = (
        bare[6:8] + bare[4:6] + bare[2:4] + bare[0:2] + bare[10:12] + bare[8:10] + bare[14:16] + bare[12:14] + bare[16:]
    )
    return None if bare in _FILLER_UUIDS or swapped in _FILLER_UUIDS else min(bare, swapped)


def mac_key(raw: str) -> str | None:
    """A MAC address as twelve hex digits, or None on filler and on addresses that several machines share."""
    bare = _letters(raw)
    if len(bare) != 12 or re.search(r"[^0-9a-f]", bare) or len(set(bare)) < 2 or bare.startswith(_SHARED_MACS):
        return None
    return bare


def names_nothing(name: str) -> bool:
    """True for names that many machines carry, such as localhost."""
    letters = _letters(name)
    return not letters or _JUNK_NAMES.fullmatch(letters) is not None


def is_domain_name(name: str) -> bool:
    """True for a full host name such as web1.county.gov.uk; not for addresses, versions and localhost."""
    labels = name.rstrip(".").split(".")
    full = len(labels) > 1 and " " not in name and len(labels[-1]) > 1 and labels[-1].isalpha()
    return full and not names_nothing(labels[0])
