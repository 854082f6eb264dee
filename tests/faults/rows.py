"""All rows, in the order of the table."""

from tests.faults import detection, doors, keeping, kills, outside, power, space
from tests.faults.table import REGISTRY

__all__ = ["REGISTRY", "detection", "doors", "keeping", "kills", "outside", "power", "space"]
