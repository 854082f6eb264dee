"""Stretches of files that may be a model's file, whatever they are called, and copying them while they are checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.model_errors import SourceLost
from app.services.installing.pace import Pace
from app.services.installing.progress import Halt, InstallStage, Report
from app.services.installing.staging import disk_failures

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """`size` bytes of the file `path` from `offset` on: a whole file, or a part of a pack.

    `claimed`: the SHA-256 that a pack's list gives; "" where nothing is known. It is a hint, and never believed.
    """

    path: Path
    offset: int
    size: int
    claimed: str = ""

    def blocks(self, halt: Halt | None = None) -> Iterator[bytes]:
        """All bytes, in blocks of at most 1 MiB. Raises SourceLost where they end early, Cancelled when asked."""
        left = self.size
        try:
            with self.path.open("rb") as file:
                file.seek(self.offset)
                while left:
                    if halt is not None:
                        halt.check()
                    block = file.read(min(BLOCK, left))
                    if not block:
                        raise SourceLost
                    left -= len(block)
                    yield block
        except OSError as error:
            raise SourceLost from error

    def sha256(self, halt: Halt | None = None) -> str:
        """The checksum of its bytes, in hexadecimal. Raises as `blocks`."""
        digest = hashlib.sha256()
        for block in self.blocks(halt):
            digest.update(block)
        return digest.hexdigest()


class Meter:
    """Counts bytes over a whole import or export, and says which model and file they belong to."""

    def __init__(self, total: int, report: Report) -> None:
        self._done = 0
        self._model_id = self._file = ""
        self._pace = Pace("", total, lambda progress: report(replace(progress, model_id=self._model_id)))

    @property
    def done(self) -> int:
        """Bytes so far."""
        return self._done

    def begin(self, model_id: str, file: str = "") -> None:
        """What comes now is this file of this model."""
        self._model_id, self._file = model_id, file
        self._tell()

    def add(self, count: int) -> None:
        """So many bytes more; a negative number where some were not what was wanted."""
        self._done += count
        self._tell()

    def _tell(self) -> None:
        self._pace.tell(InstallStage.COPY, self._done, self._file)


def copy_checked(piece: Piece, target: Path, sha256: str, meter: Meter, halt: Halt) -> bool:
    """Copy a piece to `target` if its bytes have this checksum; they are read once and hashed on the way.

    False, and `target` is as it was, where they have another. Raises SourceLost, Cancelled, NoRoomForModel,
    FolderNotWritable or DiskUnreliable; `target` is as it was then too.
    """
    draft = target.with_name(target.name + ".copy")
    digest, began = hashlib.sha256(), meter.done
    with disk_failures(target.parent):
        draft.unlink(missing_ok=True)
        try:
            with draft.open("xb") as file:
                for block in piece.blocks(halt):
                    file.write(block)
                    digest.update(block)
                    meter.add(len(block))
                file.flush()
                os.fsync(file.fileno())
            if digest.hexdigest() == sha256:
                draft.replace(target)
                return True
            meter.add(began - meter.done)
            return False
        finally:
            draft.unlink(missing_ok=True)
