"""Reading inventories that other tools and people wrote: one file per format, in the order they are tried."""

from inventory.importers.applications import IMPORTER as APPLICATIONS
from inventory.importers.azure_dependencies import IMPORTER as AZURE_DEPENDENCIES
from inventory.importers.contracts import IMPORTER as CONTRACTS
from inventory.importers.deployments import IMPORTER as DEPLOYMENTS
from inventory.importers.imported import Importer
from inventory.importers.interfaces import IMPORTER as INTERFACES
from inventory.importers.licences import IMPORTER as LICENCES
from inventory.importers.rvtools import IMPORTER as RVTOOLS
from inventory.importers.things import IMPORTER as THINGS

IMPORTERS: tuple[Importer, ...] = (
    RVTOOLS,
    AZURE_DEPENDENCIES,
    THINGS,
    APPLICATIONS,
    DEPLOYMENTS,
    INTERFACES,
    CONTRACTS,
    LICENCES,
)
