"""All rows, in the order of the table."""

from tests.faults import kills
from tests.faults.table import REGISTRY

__all__ = ["REGISTRY", "kills"]
