"""The key files of an open vault: what may stand there, what was found, and rewriting them."""

from __future__ import annotations

import msgspec

from app.store.audit import AuditLog
from app.store.connection import Database
from app.store.settings import SettingsRepository
from app.vault import key_pair, keyfile
from app.vault.key_pair import KeyPair, Opened, State
from app.vault.keyfile import AuditHead, KeychainWrap, KeyFile, Wrap

DIGESTS = "keys.digests"
"""Setting: digests of the key files that may be there. None (or absent) accepts the one that is there."""
_ACTS = {State.DAMAGED: "keys.repaired", State.MISSING: "keys.repaired", State.EARLIER: "keys.put-back"}


class HeldKeys:
    """`keys.json` and its copy, seen by somebody who holds the vault's key and its database."""

    def __init__(self, pair: KeyPair, database: Database, seal_key: bytes) -> None:
        self._pair = pair
        self._settings = SettingsRepository(database)
        self._log = AuditLog(database)
        self._seal_key = seal_key
        self._found: list[str] = []  # mending hides damage, so it is remembered while the vault is open

    @property
    def file(self) -> KeyFile:
        """The file to build on: one that is whole if there is one. Raises UnlockFailed where neither can be read."""
        return self._pair.current(self._seal_key)

    @property
    def intact(self) -> bool:
        """True where `keys.json` is, byte for byte, what was written with this vault's key."""
        data = key_pair.read(self._pair.path)
        return data is not None and keyfile.intact(data, self._seal_key)

    @property
    def trusted(self) -> bool:
        """True where `keys.json` is the one that was last written, and the audit trail goes on from its head."""
        main, copy = self._pair.states(self._state)
        return main is State.GOOD and copy is not State.AHEAD and self._follows(self.file)

    def problems(self) -> list[str]:
        """What is wrong now, and what was and has been put right since the vault was opened, in plain words."""
        return [*self._found, *key_pair.problems(*self._pair.states(self._state))]

    def forget(self) -> None:
        """Somebody has taken note of what was found."""
        self._found = []

    def settle(self, opened: Opened) -> None:
        """Make both files the one that opened the vault; the audit trail tells what was wrong with them."""
        main, copy = self._state(opened.main), self._state(opened.copy)
        if self._digests() is None and copy is State.MISSING:
            copy = State.GOOD  # made before there were copies
        if State.AHEAD in (main, copy):
            return  # an older database: what knows of the newer one is not touched
        file = key_pair.settled(opened, self._seal_key, self._digests())
        if file is None:
            return  # neither is whole: a seal would vouch for what somebody else may have written
        data = keyfile.encode(keyfile.sealed(file, self._seal_key))
        # A file that was put back is taken over as well, once it has been told of: the audit trail has to go on.
        if (opened.main, opened.copy) != (data, data) or (main, copy) != (State.GOOD, State.GOOD):
            self._write(file)
        self._tell(main, copy)

    def rewrite(self, **changes: Wrap | AuditHead | KeychainWrap | msgspec.UnsetType) -> None:
        """Write both files with `changes`. What was wrong with them is told of, since it is gone afterwards.

        Raises DiskFull or FolderNotWritable; interrupted at any write, one of the old and the new file opens.
        """
        states = self._pair.states(self._state)
        file = self.file
        if State.AHEAD in states:  # the proof that the database is an older one goes into both
            file = msgspec.structs.replace(file, audit_head=self._pair.newest_head(self._seal_key))
        self._write(msgspec.structs.replace(file, **changes))
        self._tell(*(State.GOOD if state is State.AHEAD else state for state in states))

    def remember(self) -> None:
        """Note that the key file that lies there now is the right one, for a vault that was just made."""
        data = key_pair.read(self._pair.path)
        assert data is not None
        self._remember([keyfile.digest(data)])

    def _write(self, file: KeyFile) -> None:
        self._pair.write(file, self._seal_key, self._digests(), self._remember)

    def _tell(self, main: State, copy: State) -> None:
        self._found += key_pair.problems(main, copy, mended=True)
        for act in sorted({_ACTS[found] for found in (main, copy) if found in _ACTS}):
            self._log.append(act)

    def _digests(self) -> list[str] | None:
        found = self._settings.get(DIGESTS)
        return [str(digest) for digest in found] if isinstance(found, list) else None

    def _remember(self, digests: list[str]) -> None:
        self._settings.set(DIGESTS, digests)

    def _state(self, data: bytes | None) -> State:
        return key_pair.state(data, self._seal_key, self._digests(), self._follows)

    def _follows(self, file: KeyFile) -> bool:
        head = file.audit_head
        return head is not None and self._log.holds(head.sequence, head.hash)
