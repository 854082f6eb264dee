"""`keys.json` and its copy: one damaged byte must never cost the vault.

Both are written through the same code, the copy first. A rewrite that is cut off leaves an old and a
new file, each whole: whoever types the secret that fits either of them gets in, and what was typed
decides which of the two stays. The vault's database remembers the digests of the files that may be
there, so that a key file from an earlier day, put back, is told from the present one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from app.domain.errors import SottoError, UnlockFailed, VaultMemory, VaultTooNew
from app.domain.findings import Said
from app.store.files import file_failure, write_atomically
from app.vault import keyfile
from app.vault.keyfile import AuditHead, KeyFile

KEYS = "keys.json"
COPY = "keys-copy.json"


class State(StrEnum):
    """How one of the two files was found."""

    GOOD = "good"
    MISSING = "missing"
    DAMAGED = "damaged"
    EARLIER = "earlier"
    """Whole, written with this vault's key, but not one of those that the database remembers."""
    AHEAD = "ahead"
    """Whole, but the audit trail does not reach the head in it: the database is the older one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening found: the vault's key, the file whose wrap gave it, and both as they lay there."""

    vault_key: bytes
    file: KeyFile
    slot: str
    main: bytes | None
    copy: bytes | None


Unwrap = Callable[[KeyFile], bytes]


class KeyPair:
    """The two files in a vault's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path, self.copy = folder / KEYS, folder / COPY

    def open(self, slot: str, unwrap: Unwrap) -> Opened:
        """Try the key file, then, where that fails and the copy differs, the copy.

        Raises UnlockFailed, VaultTooNew (one of them says so, and its check value fits) or VaultMemory.
        """
        main, copy = read(self.path), read(self.copy)
        files = [keyfile.decode(data) for data in dict.fromkeys((main, copy)) if data is not None and _readable(data)]
        failure: SottoError = UnlockFailed()
        tried: list[object] = []
        for file in files:
            held = file.keychain if slot == keyfile.KEYCHAIN else file.slot(slot)
            if (file.vault_id, held) in tried:
                continue  # the same wrap gives the same answer, and a second is a long time
            tried.append((file.vault_id, held))
            try:
                return Opened(unwrap(file), file, slot, main, copy)
            except (UnlockFailed, VaultMemory) as error:
                # A flipped bit in the cost may ask for more memory than there is: that says nothing of the other.
                failure = failure if isinstance(failure, VaultMemory) else error
        raise failure

    def write(
        self,
        file: KeyFile,
        seal_key: bytes,
        allowed: Collection[str] | None,
        remember: Callable[[list[str]], None],
    ) -> None:
        """Seal `file` and write it to both places; `remember` is told which digests are allowed meanwhile.

        Raises DiskFull or FolderNotWritable; what was there before then still opens the vault.
        """
        data = keyfile.encode(keyfile.sealed(file, seal_key))
        present = [old for old in (read(self.path), read(self.copy)) if old is not None]
        before = {keyfile.digest(old) for old in present if keyfile.intact(old, seal_key)}
        if allowed is not None:
            before &= set(allowed)  # one that was put back does not become a good one on the way
        remember(sorted(before | {keyfile.digest(data)}))
        for path in (self.copy, self.path):
            _make_room(path)
            write_atomically(path, data)
        remember([keyfile.digest(data)])

    def current(self, seal_key: bytes) -> KeyFile:
        """The file to build on: the one of the two that is whole, else what can be read of either.

        Raises UnlockFailed where nothing can be read.
        """
        found = [data for data in (read(self.path), read(self.copy)) if data is not None and _readable(data)]
        for data in found:
            if keyfile.intact(data, seal_key):
                return keyfile.decode(data)
        for data in found:
            # A seal over a head that someone else wrote would make it ours.
            return msgspec.structs.replace(keyfile.decode(data), audit_head=None)
        raise UnlockFailed

    def newest_head(self, seal_key: bytes) -> AuditHead | None:
        """The newest head of the audit trail that either of the files, being whole, remembers."""
        found = [data for data in (read(self.path), read(self.copy)) if data is not None]
        heads = [keyfile.decode(data).audit_head for data in found if keyfile.intact(data, seal_key)]
        return max((head for head in heads if head is not None), key=lambda head: head.sequence, default=None)

    def states(self, look: Callable[[bytes | None], State]) -> tuple[State, State]:
        """How the key file and its copy lie there now."""
        return look(read(self.path)), look(read(self.copy))


def settled(opened: Opened, seal_key: bytes, allowed: Collection[str] | None) -> KeyFile | None:
    """What both files are to hold after an opening; None where neither is whole and nothing may be sealed.

    The wrap that opened the vault stays: its secret is the one that the clinician knows. Everything
    else comes from the file that is whole and remembered, if there is one.
    """
    candidates = [keyfile.encode(opened.file), opened.main, opened.copy]
    whole = [data for data in candidates if data is not None and keyfile.intact(data, seal_key)]
    known = [data for data in whole if allowed is None or keyfile.digest(data) in allowed]
    for data in (*known, *whole):
        base = keyfile.decode(data)
        if opened.slot == keyfile.KEYCHAIN:
            return base
        return msgspec.structs.replace(base, **{opened.slot: opened.file.slot(opened.slot)})
    return None


def state(
    data: bytes | None, seal_key: bytes, allowed: Collection[str] | None, follows: Callable[[KeyFile], bool]
) -> State:
    """What is to be said of one of the files.

    `allowed` is None where nothing is remembered yet. `follows` says whether the audit trail goes on
    from the head in a file: where it does not, the database is the older one, and the file is not.
    """
    if data is None:
        return State.MISSING
    if not keyfile.intact(data, seal_key):
        return State.DAMAGED
    if allowed is None or keyfile.digest(data) in allowed:
        return State.GOOD
    return State.EARLIER if follows(keyfile.decode(data)) else State.AHEAD


def read(path: Path) -> bytes | None:
    """The bytes of one of the files; None where it is missing, unreadable or not a file at all."""
    try:
        return keyfile.read_bytes(path)
    except UnlockFailed:
        return None


def problems(main: State, copy: State, *, mended: bool = False) -> list[str]:
    """The states in plain words; `mended` says that both were put right at once."""
    words = {
        State.MISSING: Said("{file} is missing or cannot be read."),
        State.DAMAGED: Said("{file} was changed or damaged."),
        State.EARLIER: Said("{file} is from an earlier time: an old one was put back."),
        State.AHEAD: Said("{file} knows of more than the database holds: an older database was put back."),
    }
    if (main, copy) == (State.AHEAD, State.AHEAD):
        return []  # nothing is wrong with them: the audit trail says that the database is
    found: list[str] = [
        Said(words[state].template, file=name)
        for name, state in ((Said("The key file"), main), (Said("The copy of the key file"), copy))
        if state is not State.GOOD
    ]
    if mended:
        return [Said("{problem} It was put right when this was found.", problem=text) for text in found]
    if len(found) == 2 and not {State.EARLIER, State.AHEAD} & {main, copy}:
        found.append(Said("The vault opens, but another way in may be lost: make a new recovery kit."))
    return found


def vault_id(folder: Path) -> str | None:
    """The id of the vault in `folder`; None where no key file can be read. Needs no key, and proves nothing."""
    file = _first_readable(folder)
    return file.vault_id if file is not None else None


def keychain_vault(folder: Path) -> str | None:
    """The id of the vault whose key file has a wrap for a keychain; None if there is none. Needs no key."""
    file = _first_readable(folder)
    return file.vault_id if file is not None and file.keychain is not msgspec.UNSET else None


def _first_readable(folder: Path) -> KeyFile | None:
    for name in (KEYS, COPY):
        try:
            return keyfile.decode(keyfile.read_bytes(folder / name))
        except (UnlockFailed, VaultTooNew):
            continue  # what is wrong is said when it is opened
    return None


def _readable(data: bytes) -> bool:
    """False for damage; raises VaultTooNew."""
    try:
        keyfile.decode(data)
    except UnlockFailed:
        return False
    return True


def _make_room(path: Path) -> None:
    """A folder that lies in the place of a file cannot be replaced by one; it is set aside."""
    if path.is_dir() and not path.is_symlink():
        number = 1
        while (aside := path.with_name(f"{path.name}.aside-{number}")).exists():
            number += 1
        try:
            path.rename(aside)
        except OSError as error:
            raise file_failure(error, path.parent) from error
