"""Fetching one model, file by file: it goes on where it broke off, tries again, and believes no byte."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.domain.model_errors import NoRoomForModel, ServerRefused, WrongBytes
from app.network import Gate
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.download import HubLine, Passing, open_line
from app.services.installing.pace import Pace
from app.services.installing.progress import Halt, InstallStage, Report
from app.services.installing.staging import BLOCK, Staging, disk_failures, in_words

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds before each new try that follows one which brought nothing; after the last the download is given up."""
LONGEST_WAIT = 300.0
"""Seconds; a server that asks for more patience is asked again another day."""
RANGES_FAIL = 2
"""Tries that brought nothing after which the file is asked for from its beginning: some servers fail at parts alone."""
TRIES_FOR_BYTES = 3
"""How often a file may arrive whole and be another one."""


class _Wrong(Exception):
    """What arrives is not the file of the catalogue. `keep`: what came at earlier times may still be right."""

    def __init__(self, *, keep: bool = False) -> None:
        self.keep = keep
        super().__init__()


class _Arriving:
    """One file while it comes in: how much is there, and the digest of that."""

    def __init__(self, file: ModelFile, path: Path) -> None:
        self.file = file
        self.path = path
        self.count = 0
        self._digest = hashlib.sha256()

    def take_in(self, halt: Halt, tell: Callable[[int], None]) -> None:
        """Read what is there from an earlier time."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as stream:
            while block := stream.read(BLOCK):
                halt.check()
                self._digest.update(block)
                self.count += len(block)
                tell(self.count)

    def write(self, stream: BinaryIO, block: bytes) -> None:
        """Add a block. Raises _Wrong where the file would be longer than it is."""
        if self.count + len(block) > self.file.bytes:
            raise _Wrong
        stream.write(block)
        self._digest.update(block)
        self.count += len(block)

    def start_over(self) -> None:
        """Forget all of it."""
        self.path.unlink(missing_ok=True)
        self.count = 0
        self._digest = hashlib.sha256()

    @property
    def whole(self) -> bool:
        """Whether all bytes are there, right or wrong."""
        return self.count == self.file.bytes

    @property
    def right(self) -> bool:
        """Whether it is the file of the catalogue."""
        return self.whole and self._digest.hexdigest() == self.file.sha256


class Fetching:
    """Brings one model in. `waits`: see WAITS. For one thread; `staging` must be entered."""

    def __init__(
        self,
        entry: ModelEntry,
        staging: Staging,
        base: str,
        gate: Gate,
        *,
        plain_to_localhost: bool = False,
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        self._entry = entry
        self._staging = staging
        self._base = base
        self._gate = gate
        self._plain = plain_to_localhost
        self._waits = waits
        self._there: dict[str, int] = {}

    def run(self, report: Report, halt: Halt) -> None:
        """Fetch what is missing, check it and move it into place. The network is open only for what is missing.

        Raises an InstallError, what `Staging.commit` raises, and Cancelled.
        """
        self._pace = Pace(self._entry.id, self._entry.size_bytes, report)
        self._halt = halt
        self._pace.tell(InstallStage.SPACE, sum(map(self._staging.have, self._entry.files)))
        self._staging.check_room()
        for last in (False, True):
            self._gather()
            try:
                self._staging.commit(report, halt)
            except WrongBytes:  # it changed on the disk after it had arrived: that file is gone, and comes again
                if last:
                    raise
            else:
                return

    def _gather(self) -> None:
        with disk_failures(self._staging.target.parent):
            waiting = [each for each in map(self._begun, self._entry.files) if not each.right]
        if not waiting:
            return
        with open_line(self._base, self._gate, plain_to_localhost=self._plain) as line:
            for each in waiting:
                self._fetch(line, each)

    def _begun(self, file: ModelFile) -> _Arriving:
        """A file with what is there of it: from a try that broke off, or from the model that lies in place."""
        arriving = _Arriving(file, self._staging.path_for(file))
        self._there[file.path] = 0
        arriving.take_in(self._halt, lambda count: self._tell(arriving, count, InstallStage.CHECK))
        if arriving.whole and not arriving.right:
            arriving.start_over()
        if not arriving.count:
            self._take_over(arriving)
        self._there[file.path] = arriving.count
        return arriving

    def _take_over(self, arriving: _Arriving) -> None:
        """A model that is repaired or renewed keeps the files of it that are right."""
        before = self._staging.target / arriving.file.path
        try:
            if not before.is_file() or before.stat().st_size != arriving.file.bytes:
                return
            with before.open("rb") as source, arriving.path.open("ab") as stream:
                while block := source.read(BLOCK):
                    self._halt.check()
                    arriving.write(stream, block)
                    self._tell(arriving, arriving.count, InstallStage.COPY)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise
            arriving.start_over()  # it cannot be read any more: that may be why the model is fetched
        if not arriving.right:
            arriving.start_over()

    def _fetch(self, line: HubLine, arriving: _Arriving) -> None:
        name = arriving.file.path
        attempt, fruitless, wrong = 1, 0, 0
        while not arriving.right:
            before, wait = arriving.count, 0.0
            try:
                self._try(line, arriving, attempt, from_the_start=fruitless >= RANGES_FAIL)
            except _Wrong as failure:
                wrong += 1
                if not failure.keep:
                    self._start_over(arriving)
                if wrong >= TRIES_FOR_BYTES:
                    raise WrongBytes(name) from None
                wait = self._waits[0]
            except Passing as failure:
                fruitless = 0 if arriving.count > before else fruitless + 1
                if fruitless > len(self._waits) or (failure.wait or 0.0) > LONGEST_WAIT:
                    raise failure.error from failure
                wait = max(self._waits[max(0, fruitless - 1)], failure.wait or 0.0)
            else:
                continue
            self._halt.check()
            attempt += 1
            self._tell(arriving, arriving.count, InstallStage.DOWNLOAD, attempt, wait)
            self._halt.wait(wait)

    def _try(self, line: HubLine, arriving: _Arriving, attempt: int, *, from_the_start: bool) -> None:
        """Ask once. Returns with the file right; raises _Wrong, Passing, and what `HubLine.get` raises.

        `from_the_start`: asks for all of it, and passes over what is there.
        """
        self._tell(arriving, arriving.count, InstallStage.DOWNLOAD, attempt)
        path = self._entry.url_path(arriving.file)
        with line.get(path, 0 if from_the_start else arriving.count, self._halt) as answer:
            skip = arriving.count - answer.start
            if answer.size not in {None, arriving.file.bytes}:
                raise _Wrong(keep=True)
            if answer.start < 0 or skip < 0:
                raise _Wrong
            with self._room(arriving), arriving.path.open("ab") as stream:
                for block in answer.blocks():
                    fresh = block[skip:] if skip < len(block) else b""  # a server that knows no ranges begins anew
                    skip = max(0, skip - len(block))
                    arriving.write(stream, fresh)
                    self._tell(arriving, arriving.count, InstallStage.DOWNLOAD, attempt)
                    self._halt.check()
                stream.flush()
                os.fsync(stream.fileno())
            self._halt.check()
        if not arriving.whole:
            raise Passing(ServerRefused(arriving.file.path))
        if not arriving.right:
            raise _Wrong

    def _start_over(self, arriving: _Arriving) -> None:
        with self._room(arriving):
            arriving.start_over()

    @contextlib.contextmanager
    def _room(self, arriving: _Arriving) -> Iterator[None]:
        """Says how much is missing where the disk is full. Bytes that did not reach the disk are not counted on."""
        try:
            with disk_failures(self._staging.target.parent):
                yield
        except NoRoomForModel as error:
            missing = self._staging.missing_room()
            if missing:
                raise NoRoomForModel(in_words(missing)) from error
            raise

    def _tell(
        self, arriving: _Arriving, count: int, stage: InstallStage, attempt: int = 1, waiting: float = 0.0
    ) -> None:
        self._there[arriving.file.path] = count
        self._pace.tell(stage, sum(self._there.values()), arriving.file.path, attempt, waiting)
