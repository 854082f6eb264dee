"""The ballast of the vault's folder, for those who may have to free some room: `app.store.ballast`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.domain.errors import DiskFull
from app.store.ballast import Ballast

__all__ = ["Ballast", "with_ballast"]

T = TypeVar("T")


def with_ballast(folder: Path, act: Callable[[], T]) -> T:
    """`act`; where the disk is full, once more with the ballast in `folder` given up.

    `act` must leave nothing half done where it raises DiskFull. Raises what `act` does: DiskFull where there was no
    ballast, or where its room was not enough.
    """
    try:
        return act()
    except DiskFull:
        if not Ballast(folder).give_up():
            raise
    return act()
