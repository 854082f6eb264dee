"""Removing models, and how much room they take."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from app.domain.errors import FolderNotWritable, ModelMissing
from app.domain.model_errors import DiskUnreliable, InstallRunning, ModelInUse, ModelNotRemovable, NoRoomForModel
from app.services.catalogue import ModelEntry
from app.services.installing.folder import free_bytes
from app.services.installing.offers import Space
from app.services.installing.staging import OLD, PARTIAL, Staging, bytes_in, disk_failures, remove
from app.services.models import ModelService
from app.store.files import sync_folder

_GOING = ".removed"


class Holder(Protocol):
    """A worker process, as far as removal is concerned: `app.workers.host.WorkerHost`."""

    @property
    def busy(self) -> bool:
        """Whether it answers somebody just now."""
        ...

    def held_in(self, folder: Path) -> tuple[str, ...]:
        """The tasks whose model lies in a folder, of those that it has in memory or would load again."""
        ...

    def unload(self, *tasks: str) -> None:
        """Give that memory back."""
        ...


class Removal:
    """Takes models away and says what room they take.

    `holders`: the processes that may have a model in memory. `at_work`: whether a session is recorded, transcribed,
    drafted or dictated just now, so that models may be needed at any moment.
    """

    def __init__(
        self,
        models: ModelService,
        folder: Path,
        holders: Sequence[Holder] = (),
        at_work: Callable[[], bool] | None = None,
    ) -> None:
        self._models = models
        self._folder = folder
        self._holders = holders
        self._at_work = at_work or (lambda: False)

    def remove(self, model_id: str) -> int:
        """Take an installed model away; the bytes that this freed. What is in memory of it is given back first.

        It is there whole until it is gone for good: cut off in between, the rest goes the next time. Where its folder
        is a link to another disk, the link alone is removed.

        Raises ModelMissing, ModelNotRemovable, ModelInUse, InstallRunning, FolderNotWritable or DiskUnreliable.
        """
        entry = self._models.catalogue.get(model_id)
        if entry is None:
            raise ModelMissing(model_id)
        if entry.where != "models":
            raise ModelNotRemovable(entry.title)
        place = self._folder / entry.path
        with disk_failures(self._folder):
            if not place.is_symlink() and not place.exists():
                raise ModelMissing(entry.title)
        self._release(entry)
        going = self._folder / PARTIAL / f"{entry.id}{_GOING}"
        with Staging(entry, self._folder), disk_failures(self._folder):
            remove(going)
            freed = 0 if place.is_symlink() else bytes_in(place)
            try:
                place.rename(going)
            except PermissionError as error:
                if os.access(self._folder, os.W_OK):
                    raise ModelInUse(entry.title) from error  # Windows: another process has a file of it open
                raise FolderNotWritable(str(self._folder)) from error
            sync_folder(self._folder)
            remove(going)
        return freed

    def space(self) -> Space:
        """Where the models lie and what they take. Quick. Raises FolderNotWritable or DiskUnreliable."""
        entries = self._models.installed()
        by_model = {e.id: bytes_in(self._folder / e.path) if e.where == "models" else e.size_bytes for e in entries}
        partial = bytes_in(self._folder / PARTIAL)
        known = partial + sum(by_model[e.id] for e in entries if e.where == "models")
        with disk_failures(self._folder):
            free = free_bytes(self._folder)
        return Space(self._folder, free, by_model, partial, max(0, bytes_in(self._folder) - known))

    def _release(self, entry: ModelEntry) -> None:
        """Raises ModelInUse."""
        holding = {holder: tasks for holder in self._holders if (tasks := holder.held_in(self._folder / entry.path))}
        used = self._models.entry(entry.task)
        needed = bool(holding) or (used is not None and used.id == entry.id)
        if (needed and self._at_work()) or any(holder.busy for holder in holding):
            raise ModelInUse(entry.title)
        for holder, tasks in holding.items():
            holder.unload(*tasks)


def tidy(entries: Mapping[str, ModelEntry], folder: Path) -> None:
    """Put right what was cut off in the one moment in which a model is neither old nor new, or half removed.

    For the start of the program; nothing is done, and no folder made, where there is nothing of the kind. What is being
    installed by another process, and a folder that cannot be written, is left as it is: whoever installs or removes
    something next hears of it.
    """
    with suppress(OSError):  # the models' disk was pulled, or does not answer: the program starts all the same
        _put_right(entries, folder)
        _forget_dropped(entries, folder / PARTIAL)


def _put_right(entries: Mapping[str, ModelEntry], folder: Path) -> None:
    for path in sorted(path for ending in (OLD, _GOING) for path in (folder / PARTIAL).glob(f"*{ending}")):
        entry = entries.get(path.stem)
        with suppress(InstallRunning, NoRoomForModel, FolderNotWritable, DiskUnreliable), ExitStack() as held:
            if entry is not None:
                held.enter_context(Staging(entry, folder))  # puts an older model back, or removes it
            held.enter_context(disk_failures(folder))
            remove(path)


def _forget_dropped(entries: Mapping[str, ModelEntry], partial: Path) -> None:
    """What came of models that the catalogue no longer has goes: nothing would go on with it, and no page names it."""
    known = {f"{model_id}{ending}" for model_id in entries for ending in ("", OLD, _GOING)}
    for path in sorted(partial.glob("*")):
        if path.name in known or not path.is_dir() or path.is_symlink():
            continue
        with suppress(Timeout, OSError), FileLock(partial / f"{path.name}.lock", blocking=False):
            remove(path)
            remove(partial / f"{path.name}.pins")
