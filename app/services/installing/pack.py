"""Reading a `.sottopack`: models in one file, for a stick or a practice's own shelf. The format: models/PACKS.md.

A pack may come from anywhere, so nothing in it is believed. It is a tar of the plainest kind: its list first, then
regular files, nothing compressed, nothing linked, no extended headers. Only single header blocks are handed to
`tarfile`, whose reading of whole archives follows links, extended headers and sparse maps that a pack has no use for.
No name in a pack ever becomes a path: where a file goes is the catalogue's to say, and whether it is the right one is
its checksum's.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, BinaryIO

import msgspec

from app.domain.model_errors import PackUnreadable, SourceLost
from app.services.installing.pieces import Piece

SUFFIX = ".sottopack"
FORMAT = "sottopack"
VERSION = 1
LIST = "manifest.json"
NOTICES = "NOTICES.txt"
LIST_MOST = 4 << 20
"""Bytes of a list, at the most: it is the only part that is read into memory."""
MEMBERS_MOST = 10_000
CUT_SHORT = "it ends too early, so it was copied only in part"
NO_PACK = "it is something else"
_BLOCK = tarfile.BLOCKSIZE
_REGULAR = (tarfile.REGTYPE, tarfile.AREGTYPE)
_PRINTED = 80

Digits = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, msgspec.Meta(gt=0, lt=1 << 50)]
Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]


class PackFile(msgspec.Struct, frozen=True):
    """One file of a model: its path there, size and SHA-256, and the part of the tar that holds its bytes."""

    path: Name
    bytes: Size
    sha256: Digits
    member: Name


class PackModel(msgspec.Struct, frozen=True):
    """What a pack says of one of its models."""

    id: Name
    title: Text
    files: Annotated[list[PackFile], msgspec.Meta(min_length=1, max_length=1000)]
    task: Text = ""
    licence: Text = ""
    attribution: Text = ""
    notice: Text = ""
    repository: Text = ""
    revision: Text = ""


class PackList(msgspec.Struct, frozen=True):
    """The first part of a pack."""

    format: str
    version: int
    models: Annotated[list[PackModel], msgspec.Meta(min_length=1, max_length=1000)]


class _Head(msgspec.Struct):
    format: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack says that it holds, and where its parts lie. `cut`: not all of them are there."""

    path: Path
    models: tuple[PackModel, ...]
    pieces: tuple[Piece, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    offset: int
    bytes: int


def is_pack(path: Path) -> bool:
    """Whether a file starts as a pack does. Raises SourceLost."""
    try:
        with path.open("rb") as file:
            head = _header(file.read(_BLOCK))
    except OSError as error:
        raise SourceLost from error
    except PackUnreadable:
        return False
    return head is not None and head.name == LIST


def read_pack(path: Path) -> Pack:
    """The list of a pack and where its parts are; their bytes are not read. Quick.

    Raises PackUnreadable that says what is wrong with it, or SourceLost.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _read(path, file, size)
    except OSError as error:
        raise SourceLost from error


def _read(path: Path, file: BinaryIO, size: int) -> Pack:
    members = _members(file, size)
    first = next(members, None)
    if first is None:
        raise PackUnreadable(CUT_SHORT if size < _BLOCK or is_pack(path) else NO_PACK)
    if first.name != LIST:
        raise PackUnreadable("its list of models is not its first part")
    if first.bytes > LIST_MOST:
        raise PackUnreadable("its list of models is too long")
    file.seek(first.offset)
    listed = _list(file.read(first.bytes))
    wanted = _wanted(listed)
    pieces: list[Piece] = []
    seen = {LIST}
    for member in members:
        if member.name.casefold() in seen:
            raise PackUnreadable("one of its parts is there twice")
        seen.add(member.name.casefold())
        known = wanted.get(member.name)
        if known is None and member.name != NOTICES:
            raise PackUnreadable("it has parts that its list does not name")
        if known is not None:
            if known.bytes != member.bytes:
                raise PackUnreadable("its list does not fit its parts")
            pieces.append(Piece(path, member.offset, member.bytes, known.sha256))
    return Pack(path, tuple(listed.models), tuple(pieces), cut=len(pieces) < len(wanted))


def _members(file: BinaryIO, size: int) -> Iterator[_Member]:
    """Every part that is there to its last byte, in order; each is passed over, not read. Raises PackUnreadable."""
    offset = 0
    for _ in range(MEMBERS_MOST):
        file.seek(offset)
        head = _header(file.read(_BLOCK))
        if head is None:
            return
        start = offset + _BLOCK
        if start + head.size > size:
            return  # what the list names and is not here is missed by whoever compares the two
        yield _Member(head.name, start, head.size)
        offset = start + -(-head.size // _BLOCK) * _BLOCK
    raise PackUnreadable("it has too many parts")


def _header(block: bytes) -> tarfile.TarInfo | None:
    """The header that stands at the start of a part; None at the end, or where the file ends too early."""
    if len(block) < _BLOCK or not any(block):
        return None
    try:
        head = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.TarError, ValueError) as error:
        raise PackUnreadable(NO_PACK) from error
    if head.type not in _REGULAR or head.size < 0:
        raise PackUnreadable("it has links, folders or other parts that a pack never has")
    if not plain_name(head.name):
        raise PackUnreadable("a name in it leads out of it")
    return head


def plain_name(name: str) -> bool:
    """Whether a name would stay in its folder on any system, for those who take a pack apart by hand."""
    parts = name.split("/")
    odd = "\\" in name or ":" in name or not name.isprintable()
    return not odd and not PurePosixPath(name).is_absolute() and not {"", ".", ".."} & set(parts)


def _list(data: bytes) -> PackList:
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format != FORMAT:
            raise PackUnreadable(NO_PACK)
        if head.version != VERSION:
            raise PackUnreadable("it was made by a newer version of Sotto")
        return msgspec.json.decode(data, type=PackList)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise PackUnreadable("its list of models cannot be read") from error


def _wanted(listed: PackList) -> dict[str, PackFile]:
    """The parts that the list names. Files of the same content may share one. Raises PackUnreadable."""
    wanted: dict[str, PackFile] = {}
    for file in (file for model in listed.models for file in model.files):
        before = wanted.setdefault(file.member, file)
        if (before.sha256, before.bytes) != (file.sha256, file.bytes) or file.member in (LIST, NOTICES):
            raise PackUnreadable("its list of models contradicts itself")
    return wanted


def printable(text: str) -> str:
    """A title from a pack as a screen can show it: one line, no signs that change others, not endless."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= _PRINTED else plain[: _PRINTED - 1] + "…"
