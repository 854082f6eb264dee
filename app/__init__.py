"""Sotto: a desktop scribe for psychotherapists that never leaves the laptop."""

__version__ = "0.1.0"
