"""All rows, in the order of the table."""

from tests.faults import detection, kills, power, space
from tests.faults.table import REGISTRY

__all__ = ["REGISTRY", "detection", "kills", "power", "space"]
