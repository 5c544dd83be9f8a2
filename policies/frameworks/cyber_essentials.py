"""The requirements of Cyber Essentials 3.3, in its five themes."""

from __future__ import annotations

from policies.frameworks.controls import Framework, controls

FRAMEWORK = Framework(
    key="cyber-essentials",
    name="Cyber Essentials, requirements for IT infrastructure 3.3",
    source="Ids as in Prowler's file cyber_essentials_3.3.json (the NCSC numbers no requirements); themes of the NCSC, "
    "in force since 27 April 2026. The official wording was not at hand: have it compared",
    checked_on="2026-11-22",
    controls=controls(
        ("CE-FW-01", "A firewall in front of everything in scope"),
        ("CE-FW-02", "No default administrator's password on network devices", "devices"),
        ("CE-FW-03", "Administration is not open to the internet"),
        ("CE-FW-04", "Unauthenticated inbound connections are blocked by default"),
        ("CE-FW-05", "Inbound rules are approved and documented"),
        ("CE-FW-06", "Rules that are not needed are removed"),
        ("CE-FW-07", "A software firewall on devices in untrusted networks", "devices"),
        ("CE-SC-01", "Accounts that are not needed are removed", "directory"),
        ("CE-SC-02", "Default and guessable passwords are changed"),
        ("CE-SC-03", "Software and services that are not needed are removed"),
        ("CE-SC-04", "Auto-run is off", "devices"),
        ("CE-SC-05", "People are authenticated before they reach data and services"),
        ("CE-SC-06", "Devices lock, and withstand guessing", "devices"),
        ("CE-SUM-01", "Software is licensed and supported"),
        ("CE-SUM-02", "Unsupported software is removed or isolated"),
        ("CE-SUM-03", "Automatic updates are on where possible"),
        ("CE-SUM-04", "Critical and high-risk updates within 14 days"),
        ("CE-UAC-01", "Accounts are created and approved by a process", "people"),
        ("CE-UAC-02", "People log in with credentials of their own"),
        ("CE-UAC-03", "Accounts of leavers are removed", "people"),
        ("CE-UAC-04", "Multi-factor authentication for cloud services"),
        ("CE-UAC-05", "Separate accounts for administration"),
        ("CE-UAC-06", "Special privileges are taken away when they are not needed"),
        ("CE-UAC-07", "Passwords withstand guessing"),
        ("CE-UAC-08", "Technical controls over the quality of passwords", "directory"),
        ("CE-MP-01", "Malware protection is active everywhere in scope"),
        ("CE-MP-02", "Anti-malware software is kept up to date and blocks"),
        ("CE-MP-03", "Only approved applications run", "devices"),
    ),
)
