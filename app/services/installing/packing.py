"""Writing a `.sottopack`: installed models in one file, for the next computer. The format: models/PACKS.md."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from app.domain.errors import ModelChanged, ModelMissing
from app.domain.model_errors import PackNotWritten
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.pack import (
    FORMAT,
    LIST,
    NOTICES,
    SUFFIX,
    VERSION,
    PackFile,
    PackList,
    PackModel,
    plain_name,
)
from app.services.installing.pieces import BLOCK, Meter
from app.services.installing.progress import Halt, Report
from app.services.installing.staging import in_words
from app.store.files import sync_folder

_NAME_MOST = 100
"""Bytes of a name that fit into one header block."""
_SPARE = 1 << 20
_RULE = "-" * 72


@dataclass(frozen=True, slots=True)
class _Part:
    """A file that goes in once, for the first model that has it."""

    entry: ModelEntry
    file: ModelFile
    path: Path
    member: str


def write_pack(models: Sequence[tuple[ModelEntry, Path]], target: Path, report: Report, halt: Halt) -> Path:
    """Put installed models, each with the folder it lies in, into one pack; where that lies then.

    `target`: the file, or a folder, where it gets a name of its own. What is at `target` is replaced once the new
    pack is whole; a pack that fails leaves nothing behind. A file that several models share goes in once. Every byte is
    compared with the catalogue on its way; nothing in a pack says who made it, where or when.

    Raises ModelMissing, ModelChanged, PackNotWritten or Cancelled.
    """
    parts = _parts(models)
    path = _place(target)
    total = sum(part.file.bytes for part in parts)
    meter = Meter(total, report)
    draft = path.with_name(path.name + ".part")
    try:
        missing = total + _SPARE - shutil.disk_usage(path.parent).free
        if missing > 0:
            raise PackNotWritten(f"there is no room for it, {in_words(missing)} more are needed")
        draft.unlink(missing_ok=True)
        with draft.open("xb") as out:
            _put_bytes(out, LIST, msgspec.json.format(msgspec.json.encode(_listed(models, parts)), indent=1))
            _put_bytes(out, NOTICES, notices([entry for entry, _ in models]).encode())
            for part in parts:
                _put(out, part, meter, halt)
            out.write(bytes(tarfile.BLOCKSIZE * 2))
            out.write(bytes(-out.tell() % tarfile.RECORDSIZE))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError as error:
        raise PackNotWritten(_why(error)) from error
    finally:
        with contextlib.suppress(OSError):  # the stick is gone; what went wrong is raised already
            draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # some systems for sticks have no such call; the file itself is written
        sync_folder(path.parent)
    return path


def notices(entries: Sequence[ModelEntry]) -> str:
    """What the models' licences want to be handed on with them, as a text."""
    texts = ["The models in this pack, where they come from, and their licences."]
    for entry in entries:
        source = f"https://huggingface.co/{entry.repository}" if entry.repository else ""
        facts = "\n".join(filter(None, [entry.title, f"Licence: {entry.licence}", entry.attribution, source]))
        texts.append(f"{facts}\n\n{entry.notice}".strip())
    licences: dict[str, str] = {}
    for entry in entries:
        licences |= entry.licence_texts()
    texts += [text.strip() for _, text in sorted(licences.items())]
    return f"\n\n{_RULE}\n\n".join(texts) + "\n"


def _parts(models: Sequence[tuple[ModelEntry, Path]]) -> list[_Part]:
    parts: dict[str, _Part] = {}
    for entry, folder in models:
        for file in entry.files:
            path = folder / file.path
            if not path.is_file():
                raise ModelMissing(entry.title)
            member = f"models/{entry.id}/{file.path}"
            if len(member.encode()) > _NAME_MOST or not plain_name(member):
                member = f"files/{file.sha256}"
            parts.setdefault(file.sha256, _Part(entry, file, path, member))
    return list(parts.values())


def _listed(models: Sequence[tuple[ModelEntry, Path]], parts: Sequence[_Part]) -> PackList:
    members = {part.file.sha256: part.member for part in parts}
    listed = [
        PackModel(
            id=entry.id,
            title=entry.title,
            files=[PackFile(file.path, file.bytes, file.sha256, members[file.sha256]) for file in entry.files],
            task=entry.task,
            licence=entry.licence,
            attribution=entry.attribution,
            notice=entry.notice,
            repository=entry.repository,
            revision=entry.revision,
        )
        for entry, _ in models
    ]
    return PackList(FORMAT, VERSION, listed)


def _place(target: Path) -> Path:
    """The file to write: `target`, or one in it that is not there yet."""
    if not target.is_dir():
        return target
    names = (f"sotto-models{number}{SUFFIX}" for number in ("", *(f"-{i}" for i in range(2, 1000))))
    return next(path for name in names if not (path := target / name).exists())


def _put(out: BinaryIO, part: _Part, meter: Meter, halt: Halt) -> None:
    meter.begin(part.entry.id, part.file.path)
    digest, left = hashlib.sha256(), part.file.bytes
    out.write(_header(part.member, part.file.bytes))
    try:
        source = part.path.open("rb")
    except OSError as error:
        raise ModelMissing(part.entry.title) from error
    with source:
        while left:
            halt.check()
            block = source.read(min(BLOCK, left))
            if not block:
                break
            out.write(block)
            digest.update(block)
            left -= len(block)
            meter.add(len(block))
        if left or source.read(1) or digest.hexdigest() != part.file.sha256:
            raise ModelChanged(part.entry.title)
    out.write(_filling(part.file.bytes))


def _put_bytes(out: BinaryIO, name: str, data: bytes) -> None:
    out.write(_header(name, len(data)))
    out.write(data)
    out.write(_filling(len(data)))


def _header(name: str, size: int) -> bytes:
    """One block: every field that could say something of this computer or its user is empty."""
    head = tarfile.TarInfo(name)
    head.size = size
    head.mode = 0o644
    # The first of the two forms has no room for files from 8 GiB on.
    return head.tobuf(tarfile.USTAR_FORMAT if size < 8**11 else tarfile.GNU_FORMAT, "utf-8", "strict")


def _filling(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def _why(error: OSError) -> str:
    if error.errno == errno.EFBIG:
        return "the stick takes no files of this size; format it as exFAT, or put fewer models into a pack"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "there is no room for it"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "nothing may be written there"
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV):
        return "the folder is not there"
    return "the disk reported an error"
