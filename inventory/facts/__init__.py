"""What a shell can tell of a machine, one file a fact: what to ask, and a pure parser. In the order they are asked."""

from inventory.facts.addresses import FACT as ADDRESSES
from inventory.facts.clock import FACT as CLOCK
from inventory.facts.disks import FACT as DISKS
from inventory.facts.file_systems import FACT as FILE_SYSTEMS
from inventory.facts.hardware import FACT as HARDWARE
from inventory.facts.kernel import FACT as KERNEL
from inventory.facts.memory import FACT as MEMORY
from inventory.facts.mounts import FACT as MOUNTS
from inventory.facts.names import FACT as NAMES
from inventory.facts.operating_system import FACT as OPERATING_SYSTEM
from inventory.facts.oracle import FACT as ORACLE
from inventory.facts.packages import FACT as PACKAGES
from inventory.facts.processes import FACT as PROCESSES
from inventory.facts.processors import FACT as PROCESSORS
from inventory.facts.services import FACT as SERVICES
from inventory.facts.shares import FACT as SHARES
from inventory.facts.sockets import FACT as SOCKETS
from inventory.facts.virtualisation import FACT as VIRTUALISATION
from inventory.model import Fact

# Some facts build on others: file systems on mounts, sockets on addresses, virtualisation on hardware.
FACTS: tuple[Fact, ...] = (
    OPERATING_SYSTEM,
    KERNEL,
    NAMES,
    CLOCK,
    PROCESSORS,
    MEMORY,
    HARDWARE,
    VIRTUALISATION,
    DISKS,
    MOUNTS,
    FILE_SYSTEMS,
    SHARES,
    ADDRESSES,
    SOCKETS,
    PROCESSES,
    SERVICES,
    PACKAGES,
    ORACLE,
)
