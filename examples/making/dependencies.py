"""Who called whom, as Azure Migrate exports it: what nobody declared, what the register knows already, and noise."""

from __future__ import annotations

from datetime import date, timedelta

from making.tables import csv_text, rows

COLUMNS = (
    *("Date", "Source Appliance Name", "Source Machine ARM ID", "Source Server Name", "Source IP"),
    *("Source Application", "Source Process", "Destination Machine ARM ID", "Destination Server Name"),
    *("Destination IP", "Destination Application", "Destination Process", "Destination Port"),
    *("Connection Count", "Protocol"),
)
FIRST_DAY = date(2026, 11, 2)

# days are those of two weeks on which it was seen: "all", "working", or the number of the day. A destination that is
# an address is outside the county or of nobody known.
CALLS = """
source | process | destination | program | port | connections | days
dc-waste-app01 | roundplanner.exe | dc-eh-app01 | sqlservr.exe | 1433 | 2140 | working
dc-park-app01 | permits.exe | bf-fin-app01 | w3wp.exe | 443 | 96 | working
wm-tel01 | httpd | wm-inc-app01 | java | 8443 | 388 | all
hd-ben-app01 | w3wp.exe | hd-ctax-db01 | sqlservr.exe | 1433 | 5120 | working
wm-cfin-app01 | carepay.exe | wm-asc-db01 | sqlservr.exe | 1433 | 3310 | working
dc-let-app01 | java | hd-hou-db01 | sqlservr.exe | 1433 | 640 | working
wm-dw-app01 | dtexec.exe | wm-asc-db01 | sqlservr.exe | 1433 | 42 | all
wm-www01 | nginx | wm-inc-app02 | java | 8443 | 1450 | all
wm-intra-web01 | w3wp.exe | wm-dc01 | lsass.exe | 389 | 730 | working
wm-asc-app01 | w3wp.exe | wm-asc-db01 | sqlservr.exe | 1433 | 9020 | all
wm-inc-app01 | java | 198.51.100.24 | | 443 | 610 | all
wm-edm-app01 | w3wp.exe | wm-dc02 | lsass.exe | 88 | 300 | all
hd-hou-app01 | w3wp.exe | dc-dc01 | dns.exe | 53 | 4100 | all
wm-fin-app01 | w32time.exe | wm-dc01 | | 123 | 14 | all
wm-gis-web01 | zabbix_agentd | wm-libpc-mgmt01 | zabbix_server | 10051 | 1440 | all
wm-hwy01 | dsmc | wm-arch01 | dsmserv | 1500 | 6 | all
wm-libpc-mgmt02 | mstsc.exe | wm-com-app01 | svchost.exe | 3389 | 2 | 3
wm-lib-app01 | w3wp.exe | wm-plan-app01 | w3wp.exe | 80 | 1 | 9
"""


def dependencies_csv(addresses: dict[str, str]) -> str:
    """The export of two weeks. `addresses` gives the address of each machine that has one."""
    lines = []
    for row in rows(CALLS):
        source, outside = row["source"], row["destination"][0].isdigit()
        for day in _days(row["days"]):
            lines.append(
                {"Date": day.isoformat(), "Source Appliance Name": "appliance-1", "Protocol": "TCP"}
                | {"Source Server Name": source, "Source IP": addresses.get(source, "")}
                | {"Source Process": row["process"], "Destination Process": row["program"]}
                | {"Destination Server Name": "" if outside else row["destination"]}
                | {"Destination IP": row["destination"] if outside else addresses.get(row["destination"], "")}
                | {"Destination Port": row["port"], "Connection Count": row["connections"]}
            )
    return csv_text(COLUMNS, sorted(lines, key=lambda line: line["Date"]))


def _days(said: str) -> list[date]:
    fortnight = [FIRST_DAY + timedelta(days=n) for n in range(14)]
    if said.isdigit():
        return [fortnight[int(said) - 1]]
    return [day for day in fortnight if said == "all" or day.weekday() < 5]
