"""A backup: one file that holds a vault, every byte of it encrypted or of no meaning.

It is a ZIP without compression: `keys.json` (wraps of the key alone), databases as SQLCipher wrote them with their
heads, and `manifest.json` with each member's size and SHA-256. What the manifest says of the vault's contents is
encrypted with AES-256-GCM; the whole manifest is authenticated with HMAC-SHA256, and so is the whole file, by its
last 32 bytes. The keys come from the vault's.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import BackupDamaged, BackupForeign, BackupMissing, BackupTooNew
from app.store import clock
from app.store.connection import Database
from app.store.files import PRIVATE_FILE, file_failure, sync_folder
from app.store.search_schema import derived

FORMAT, VERSION = "sotto-backup", 1
KEYS, DATABASE, MANIFEST = "keys.json", "vault.db", "manifest.json"
DRAFT, DRILL, LEAVING = "backup-draft", "backup-drill", "leaving"
"""Folders within the vault's for encrypted copies, while a backup is made or tried out, or everything is taken out."""
_MEMBER = re.compile(r"keys\.json|vault\.db(\.head)?|audio/[A-Za-z0-9_-]{1,64}\.db(\.head)?")
_TABLE = re.compile(r"[a-z_]+")
_BLOCK = 1 << 20
_LARGEST_MANIFEST = 16 << 20
_NONCE, _SEAL = 12, 32


class Member(msgspec.Struct, frozen=True):
    """One file in the backup."""

    name: str
    size: int
    sha256: str


class Contents(msgspec.Struct, frozen=True):
    """What only the holder of the vault's key may know.

    Rows by table, the audit trail's head, how many recordings are in it and how many were left out, and what had been
    found wrong with the database before, so that it is not taken for damage of the backup.
    """

    rows: dict[str, int]
    audit_sequence: int
    audit_hash: str
    recordings: int
    left_out: int
    findings: list[str] = []


class Manifest(msgspec.Struct, frozen=True):
    """The list of what is in a backup."""

    format: str
    version: int
    made_at: str
    members: list[Member]
    nonce: bytes
    contents: bytes
    mac: bytes = b""

    @property
    def at(self) -> datetime:
        """When it was made (UTC)."""
        return clock.from_text(self.made_at)

    @property
    def sound(self) -> bool:
        """Whether recordings are in it."""
        return any(member.name.startswith("audio/") for member in self.members)


class _Version(msgspec.Struct):
    format: str
    version: int


class Writer:
    """Writes a backup under a draft name; `finish` puts it in place."""

    def __init__(self, draft: Path) -> None:
        """Use `writing`."""
        descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_RDWR, PRIVATE_FILE)
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)
        self._members: list[Member] = []

    def add(self, name: str, source: Path | bytes, alive: Callable[[], None]) -> None:
        """Add a file or bytes; `alive` is called between blocks and may raise."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
            for block in _blocks(source):
                alive()
                target.write(block)
                digest.update(block)
                size += len(block)
        self._members.append(Member(name, size, digest.hexdigest()))

    def finish(self, contents: Contents, key: bytes, at: datetime) -> None:
        """Write the manifest and make everything last through a power cut."""
        nonce = secrets.token_bytes(_NONCE)
        hidden = AESGCM(_derived(key, b"contents")).encrypt(nonce, msgspec.json.encode(contents), None)
        bare = Manifest(FORMAT, VERSION, clock.to_text(at), self._members, nonce, hidden)
        sealed = msgspec.structs.replace(bare, mac=_mac(bare, key))
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), msgspec.json.encode(sealed))
        self._zip.comment = bytes(_SEAL)  # the end of the file: room for the seal over all that stands before it
        self._zip.close()
        self._file.flush()
        end = self._file.seek(0, os.SEEK_END) - _SEAL
        seal = _file_mac(self._file, end, key)
        self._file.seek(end)
        self._file.write(seal)
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._zip.fp = None  # one that is not finished must not write its end into a closed file
        self._file.close()


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Write the backup `target`: it is there whole at the end of the block, or, where that raises, not at all.

    Raises DiskFull or FolderNotWritable.
    """
    draft = target.with_name(target.name + ".part")
    try:
        writer = Writer(draft)
        try:
            yield writer
        finally:
            writer.close()
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise file_failure(error, target.parent) from error
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


class Archive:
    """A backup that is read. Use it as a context."""

    def __init__(self, path: Path) -> None:
        """Read the manifest. Raises BackupMissing, BackupDamaged or BackupTooNew."""
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise BackupMissing from error
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise BackupDamaged("its list of contents cannot be read") from error
        try:
            self.path, self.manifest = path, self._read_manifest()
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def contents(self, key: bytes) -> Contents:
        """What the vault held. Raises BackupForeign where the manifest was not written with this key, as it stands."""
        if not hmac.compare_digest(_mac(self.manifest, key), self.manifest.mac):
            raise BackupForeign
        try:
            plain = AESGCM(_derived(key, b"contents")).decrypt(self.manifest.nonce, self.manifest.contents, None)
            return msgspec.json.decode(plain, type=Contents)
        except (InvalidTag, ValueError, msgspec.MsgspecError) as error:
            raise BackupDamaged("what it says of itself") from error

    def sealed(self, key: bytes) -> bool:
        """Whether the whole file is, bit for bit, what was written with this key; also what a vault has no use for."""
        with self.path.open("rb") as file:
            end = file.seek(0, os.SEEK_END) - _SEAL
            expected = _file_mac(file, end, key)
            return hmac.compare_digest(file.read(_SEAL), expected)

    def damaged(self, alive: Callable[[], None] = lambda: None) -> list[str]:
        """The names of the members that are not, byte for byte, what was put in; reads all of it."""
        bad = [member.name for member in self.manifest.members if not self._whole(member, alive)]
        extra = set(self._zip.namelist()) - {member.name for member in self.manifest.members} - {MANIFEST}
        return bad + sorted(MANIFEST for _ in list(extra)[:1])

    def read(self, name: str) -> bytes:
        """A small member whole. Raises BackupDamaged."""
        return b"".join(self._member(name))

    def extract(self, name: str, target: Path, alive: Callable[[], None] = lambda: None) -> None:
        """Write a member to `target`, readable by the owner alone, on the disk when this returns.

        Raises BackupDamaged, DiskFull or FolderNotWritable.
        """
        try:
            descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
            with os.fdopen(descriptor, "wb") as file:
                for block in self._member(name):
                    alive()
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise file_failure(error, target.parent) from error

    def names(self, prefix: str = "") -> list[str]:
        """The members' names that begin so."""
        return [member.name for member in self.manifest.members if member.name.startswith(prefix)]

    def _read_manifest(self) -> Manifest:
        try:
            about = self._zip.getinfo(MANIFEST)
            if about.file_size > _LARGEST_MANIFEST or about.compress_type != zipfile.ZIP_STORED:
                raise BackupDamaged("its list of contents cannot be read")
            data = self._zip.read(MANIFEST)
            version = msgspec.json.decode(data, type=_Version)
            if version.format == FORMAT and version.version > VERSION:
                raise BackupTooNew
            manifest = msgspec.json.decode(data, type=Manifest)
        except (KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error, msgspec.MsgspecError, ValueError) as error:
            raise BackupDamaged("its list of contents cannot be read") from error
        names = [member.name for member in manifest.members]
        right = manifest.format == FORMAT and all(_MEMBER.fullmatch(name) for name in names)
        if not right or len(set(names)) != len(names) or not {KEYS, DATABASE} <= set(names):
            raise BackupDamaged("its list of contents is not one of Sotto")
        return manifest

    def _whole(self, member: Member, alive: Callable[[], None]) -> bool:
        digest, size = hashlib.sha256(), 0
        try:
            for block in self._member(member.name):
                alive()
                digest.update(block)
                size += len(block)
        except BackupDamaged:
            return False
        return size == member.size and hmac.compare_digest(digest.hexdigest(), member.sha256)

    def _member(self, name: str) -> Iterator[bytes]:
        """A member in blocks. One that is compressed is not ours, and could be made to swell without end."""
        try:
            about = self._zip.getinfo(name)
            if about.compress_type != zipfile.ZIP_STORED:
                raise BackupDamaged(words_of(name))
            with self._zip.open(about) as file:
                yield from _stream(file)
        except (KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError) as error:
            raise BackupDamaged(words_of(name)) from error


def row_counts(database: Database) -> dict[str, int]:
    """How many rows each table has; those of the search say nothing of what is kept."""
    names = [str(row[0]) for row in database.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    records = (name for name in names if _TABLE.fullmatch(name) and not name.startswith("sqlite_"))
    tables = sorted(name for name in records if not derived(name))
    return {name: int(database.query(f"SELECT count(*) FROM {name}")[0][0]) for name in tables}  # noqa: S608


def words_of(name: str) -> str:
    """A member, for a message to the clinician."""
    if name.startswith("audio/"):
        return "a recording in it is damaged"
    if name == KEYS:
        return "the keys in it are damaged"
    return "its list of contents is damaged" if name == MANIFEST else "the database in it is damaged"


def _blocks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        yield from _stream(file)


def _stream(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _file_mac(file: IO[bytes], end: int, key: bytes) -> bytes:
    """An HMAC over the first `end` bytes; the file stands after them then."""
    made = hmac.new(_derived(key, b"file"), digestmod="sha256")
    file.seek(0)
    while end > 0 and (block := file.read(min(_BLOCK, end))):
        made.update(block)
        end -= len(block)
    return made.digest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"sotto backup " + purpose).derive(key)


def _mac(manifest: Manifest, key: bytes) -> bytes:
    bare = msgspec.json.encode(msgspec.structs.replace(manifest, mac=b""))
    return hmac.digest(_derived(key, b"manifest"), bare, "sha256")
