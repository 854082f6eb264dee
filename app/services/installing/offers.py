"""What a folder, a stick or a pack holds, what became of it, and how much room the models take."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.services.catalogue import Task


class OfferState(StrEnum):
    """What can be done with a model that was found."""

    WHOLE = "whole"  # every file of it is there; it can be installed
    INSTALLED = "installed"  # it is installed already, and as it should be; it is left alone
    INCOMPLETE = "incomplete"  # files are missing, or are others than those that were tested
    UNCONFIRMED = "unconfirmed"  # its checksums have not been confirmed: only listed


@dataclass(frozen=True, slots=True)
class Offered:
    """A model of the catalogue of which at least one telling file was found.

    `size_bytes`: of all its files; `found_bytes`: of those that were found. `missing`: the paths of the others.
    """

    model_id: str
    title: str
    task: Task
    state: OfferState
    size_bytes: int
    found_bytes: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found in a folder or pack, at a glance: large files are told by their size and by what a pack's list
    says of them; the checksums are compared when they are installed.

    `models`: in the catalogue's order. `unknown`: titles of models that a pack lists and the catalogue does not know.
    `cut`: a pack ends before its end, so it was copied only in part. `unreadable`: names of files that are called a
    pack and are none. `searched_all`: False where a folder was so large that the search was given up.
    """

    models: tuple[Offered, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False
    unreadable: tuple[str, ...] = ()
    searched_all: bool = True

    @property
    def installable(self) -> tuple[str, ...]:
        """The ids of the models that can be installed from there."""
        return tuple(model.model_id for model in self.models if model.state is OfferState.WHOLE)

    @property
    def size_bytes(self) -> int:
        """What the models that can be installed take together."""
        return sum(model.size_bytes for model in self.models if model.state is OfferState.WHOLE)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import, as ids of models; `unknown` as in `Offer`.

    `installed`: now, from there. `already`: they were there and as they should be. `incomplete`: not all of their
    files were found, so nothing was changed about them.
    """

    installed: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """Where the models lie and how much room they take, in bytes.

    `folder`: the clinician's own models folder, which need not be there yet. `free`: on its disk. `by_model`: what each
    installed model takes, also what ships with the program. `partial`: broken-off downloads and imports. `other`: what
    else lies in the folder.
    """

    folder: Path
    free: int
    by_model: dict[str, int] = field(default_factory=dict)
    partial: int = 0
    other: int = 0

    @property
    def used(self) -> int:
        """All bytes of installed models and of what was broken off."""
        return sum(self.by_model.values()) + self.partial
