"""The keys of recordings, and how to reach a recorder that is still running."""

from __future__ import annotations

import secrets

from app.domain.errors import ProgramFault, RecordMissing
from app.store import clock
from app.store.connection import KEY_BYTES, Database


class RecordingRepository:
    """Each recording's own key: the only way to its sound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, recording_id: str, key: bytes) -> None:
        """Store the key of a new recording."""
        if len(key) != KEY_BYTES:
            raise ProgramFault(f"a recording's key has {len(key)} bytes")
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO recording (id, key, created_at) VALUES (?, ?, ?)",
                (recording_id, key, clock.to_text(clock.now())),
            )

    def key(self, recording_id: str) -> bytes | None:
        """The recording's key; None once it is destroyed, or where there is no such recording."""
        rows = self._database.query("SELECT key FROM recording WHERE id = ?", (recording_id,))
        return bytes(rows[0]["key"]) if rows and rows[0]["key"] is not None else None

    def ids(self) -> list[str]:
        """All recordings, the destroyed ones too, oldest first."""
        return [str(row["id"]) for row in self._database.query("SELECT id FROM recording ORDER BY created_at, rowid")]

    def set_control(self, recording_id: str, address: str, authkey: bytes) -> None:
        """Remember how to reach the running recorder. Raises RecordMissing."""
        self._set_control(recording_id, address, authkey)

    def clear_control(self, recording_id: str) -> None:
        """Forget the recorder once it has ended. Raises RecordMissing."""
        self._set_control(recording_id, None, None)

    def control(self, recording_id: str) -> tuple[str, bytes] | None:
        """Address and authkey of the recorder, or None."""
        rows = self._database.query(
            "SELECT control_address, control_authkey FROM recording WHERE id = ?", (recording_id,)
        )
        if not rows or rows[0]["control_address"] is None:
            return None
        return str(rows[0]["control_address"]), bytes(rows[0]["control_authkey"])

    def seal(self, recording_id: str, sequence: int, digest: bytes | None) -> None:
        """Remember how a closed recording stands (see `app.store.audio_upkeep.standing`). Raises RecordMissing."""
        self._seal(recording_id, sequence, digest)

    def unseal(self, recording_id: str) -> None:
        """The recording is gone on with: forget how its file stood. Raises RecordMissing."""
        self._seal(recording_id, None, None)

    def sealed(self, recording_id: str) -> tuple[int, bytes | None] | None:
        """Commits and digest of the closed recording's file; None for one that is open, or from before seals."""
        rows = self._database.query(
            "SELECT sealed_sequence, sealed_digest FROM recording WHERE id = ?", (recording_id,)
        )
        if not rows or rows[0]["sealed_sequence"] is None:
            return None
        digest = rows[0]["sealed_digest"]
        return int(rows[0]["sealed_sequence"]), None if digest is None else bytes(digest)

    def _seal(self, recording_id: str, sequence: int | None, digest: bytes | None) -> None:
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE recording SET sealed_sequence = ?, sealed_digest = ? WHERE id = ?",
                (sequence, digest, recording_id),
            )
            if cursor.rowcount != 1:
                raise RecordMissing("recording")

    def destroy(self, recording_id: str) -> None:
        """Destroy the key, and with it the recording. May be called again after a failure.

        The key is overwritten, then deleted, then the write-ahead log is emptied: until then the old
        page would still lie in the log. Raises RecordMissing, DiskFull, or VaultInUse where the log
        could not be emptied.
        """
        # Two transactions: within one, only the last value would ever reach the page.
        for statement, parameters in (
            ("UPDATE recording SET key = ? WHERE id = ? AND key IS NOT NULL", (secrets.token_bytes(KEY_BYTES),)),
            (
                "UPDATE recording SET key = NULL, control_address = NULL, control_authkey = NULL, "
                "destroyed_at = coalesce(destroyed_at, ?) WHERE id = ?",
                (clock.to_text(clock.now()),),
            ),
        ):
            with self._database.transaction() as cursor:
                cursor.execute(statement, (*parameters, recording_id))
                changed = cursor.rowcount
        if changed != 1:
            raise RecordMissing("recording")
        self._database.checkpoint()

    def _set_control(self, recording_id: str, address: str | None, authkey: bytes | None) -> None:
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE recording SET control_address = ?, control_authkey = ? WHERE id = ?",
                (address, authkey, recording_id),
            )
            if cursor.rowcount != 1:
                raise RecordMissing("recording")
