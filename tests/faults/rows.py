"""All rows, in the order of the table."""

from tests.faults import detection, doors, kills, outside, power, space
from tests.faults.table import REGISTRY

__all__ = ["REGISTRY", "detection", "doors", "kills", "outside", "power", "space"]
