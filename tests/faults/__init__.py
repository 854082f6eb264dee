"""Faults on purpose: processes killed, bits flipped, disks filled, power cut; and a count of what was lost."""
