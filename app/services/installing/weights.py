"""A speaker model's checkpoints, which are pickles, are put into a form that can run nothing: once, at install.

Each is read in a process of its own that has no network, no disk to write to, nothing of the vault and nothing of a
session, and that ends afterwards (`app.engines.checkpoints` says what happens in it). It is handed the very bytes
whose checksum was compared, not a file name; what it answers is taken for bytes that anybody may have made.
The checkpoints stay where they are, so that they can be compared with the catalogue and handed on, and are not
read by anything else.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path, PurePosixPath
from typing import Any

from app.domain.errors import ModelChanged, WorkerCrashed, WorkerReported
from app.domain.model_errors import CheckpointRefused
from app.domain.stamps import stamp_of
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.pace import Pace
from app.services.installing.progress import Halt, InstallStage, Report
from app.services.installing.record import Recorded
from app.workers import protocol as p
from app.workers.host import WorkerHost

CHECKPOINT = "pytorch_model.bin"
WEIGHTS = "model.safetensors"
MARGIN = 1 << 20
"""Bytes that the names in a safetensors file may take beyond the numbers."""
NAME = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
NUMBERS = frozenset({"F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"})


def checkpoints(entry: ModelEntry) -> list[ModelFile]:
    """The files of a model that are pickles, in the catalogue's order."""
    return [f for f in entry.files if entry.task == "speakers" and PurePosixPath(f.path).name == CHECKPOINT]


def made_of(file: ModelFile) -> str:
    """Where the weights of a checkpoint are put, inside the model's folder."""
    return str(PurePosixPath(file.path).with_name(WEIGHTS))


def convert(entry: ModelEntry, folder: Path, report: Report, halt: Halt) -> list[Recorded]:
    """Write the weights of each checkpoint of a model beside it; nothing for a model without any.

    Raises ModelChanged where a checkpoint is not the catalogue's, CheckpointRefused, WorkerKilled (memory),
    SandboxRefused, Cancelled, OSError.
    """
    files = checkpoints(entry)
    pace, done = Pace(entry.id, sum(file.bytes for file in files), report), 0
    made = []
    for file in files:
        pace.tell(InstallStage.CONVERT, done, file.path)
        data = weights_of(entry, file, folder, halt)
        target = folder / made_of(file)
        _write(target, data)
        stamp = stamp_of(target)
        made.append(Recorded(made_of(file), hashlib.sha256(data).hexdigest(), stamp))
        done += file.bytes
        pace.tell(InstallStage.CONVERT, done, file.path)
    return made


def weights_of(entry: ModelEntry, file: ModelFile, folder: Path, halt: Halt) -> bytes:
    """The weights of one checkpoint as a safetensors file; the same checkpoint gives the same bytes.

    Raises as `convert` does.
    """
    halt.check()
    checkpoint = (folder / file.path).read_bytes()
    if hashlib.sha256(checkpoint).hexdigest() != file.sha256:
        raise ModelChanged(entry.title)
    part = PurePosixPath(file.path).parent.name
    host = WorkerHost("converter")
    try:
        request = p.Convert(checkpoint, part, entry.settings)
        data = host.call(request, p.Converted, cancelled=lambda: halt.asked).weights
    except (WorkerReported, WorkerCrashed) as error:
        raise CheckpointRefused(entry.title) from error
    finally:
        host.stop()
    if not acceptable(data, len(checkpoint) + MARGIN):
        raise CheckpointRefused(entry.title)
    return data


def acceptable(data: bytes, most: int) -> bool:
    """Whether bytes of unknown origin are a safetensors file of at most `most` bytes with plain names and numbers."""
    if len(data) > most:
        return False
    import safetensors  # noqa: PLC0415 - only where a model is installed

    read: Any = safetensors.deserialize  # it has no types
    try:
        tensors = read(data)
    except safetensors.SafetensorError:
        return False
    return bool(tensors) and all(NAME.fullmatch(name) and about["dtype"] in NUMBERS for name, about in tensors)


def _write(target: Path, data: bytes) -> None:
    draft = target.with_name(f"{target.name}.new")
    draft.unlink(missing_ok=True)  # whatever lies there, a link included, is not written through
    with draft.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(target)
