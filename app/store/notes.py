"""Notes in versions, their signatures and addenda. What was stored once is never changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from app.domain.errors import NotAllowed, NoteSigned, ProgramFault, RecordMissing, UnhandledSentences
from app.domain.findings import Said
from app.domain.note import Addendum, Note, NoteSentence, Signature, VersionKind
from app.store import clock
from app.store.codec import pack, unpack
from app.store.connection import Cursor, Database, Row

_VERSIONS = (
    "SELECT note.id AS note_id, session_id, version, saved_at, template_id, model, sentences, condensed, kind "
    "FROM note_version JOIN note ON note.id = note_version.note_id "
)

_Parts = tuple[tuple[float, float], ...]


class NoteRepository:
    """The notes of sessions. Every change of a note's text is a version of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, note: Note) -> Note:
        """Store the note's text as a new version, or nothing where the text did not change.

        Answers with the note as stored. Raises NoteSigned where this session's note is signed, or
        RecordMissing where there is no such session.
        """
        with self._database.transaction() as cursor:
            if note.signed or _session_signed(cursor, note.session_id):
                raise NoteSigned
            return self._store(cursor, note)

    def latest(self, session_id: str) -> Note | None:
        """The session's note as it stands, with signature and addenda, or None."""
        rows = self._database.query(
            f"{_VERSIONS} WHERE session_id = ? ORDER BY note_version.id DESC LIMIT 1",
            (session_id,),
        )
        return self._whole(rows[0]) if rows else None

    def versions(self, session_id: str) -> list[Note]:
        """Every stored version, oldest first; the signed one carries signature and addenda."""
        rows = self._database.query(f"{_VERSIONS} WHERE session_id = ? ORDER BY note_version.id", (session_id,))
        return [self._whole(row) for row in rows]

    def sign(self, note: Note, signature: Signature) -> Note:
        """Store the text and lock it under a signature, in one act.

        Raises NoteSigned, or UnhandledSentences while a sentence without support awaits a decision.
        """
        if note.to_review:
            raise UnhandledSentences(str(note.to_review))
        with self._database.transaction() as cursor:
            if note.signed or _session_signed(cursor, note.session_id):
                raise NoteSigned
            stored = self._store(cursor, note)
            cursor.execute(
                "INSERT INTO signature (note_id, version, name, credentials, signed_at, meaning, digest) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (stored.id, stored.version, *_signature_values(signature), _digest(_pack(stored))),
            )
        return replace(stored, signature=signature)

    def add_addendum(self, note_id: str, addendum: Addendum) -> Note:
        """Add a dated entry to a signed note. Raises RecordMissing, or NotAllowed while it is not signed."""
        with self._database.transaction() as cursor:
            cursor.execute("SELECT version FROM signature WHERE note_id = ?", (note_id,))
            signed = cursor.fetchone()
            if signed is None:
                cursor.execute("SELECT 1 FROM note WHERE id = ?", (note_id,))
                if cursor.fetchone() is None:
                    raise RecordMissing("note")
                raise NotAllowed("This note is not signed yet, so it can still be changed itself.")
            cursor.execute(
                "INSERT INTO addendum (id, note_id, position, text, name, credentials, signed_at, meaning) "
                "SELECT ?, ?, count(*) + 1, ?, ?, ?, ?, ? FROM addendum WHERE note_id = ?",
                (addendum.id, note_id, addendum.text, *_signature_values(addendum.signature), note_id),
            )
        rows = self._database.query(f"{_VERSIONS} WHERE note.id = ? AND version = ?", (note_id, signed["version"]))
        return self._whole(rows[0])

    def delete_version(self, session_id: str, version: int) -> None:
        """Delete one earlier version.

        Raises RecordMissing, or NotAllowed for the version that stands, for a signed one and for the one
        under it: what stood before a signature is part of what was signed.
        """
        with self._database.transaction() as cursor:
            cursor.execute(f"{_VERSIONS} WHERE session_id = ? ORDER BY note_version.id DESC LIMIT 1", (session_id,))
            last = cursor.fetchone()
            if last is None:
                raise RecordMissing("note")
            note_id = last["note_id"]
            cursor.execute("SELECT version FROM signature WHERE note_id = ?", (note_id,))
            signed = cursor.fetchone()
            if signed is not None and version in (signed["version"], _under(cursor, note_id, signed["version"])):
                raise NotAllowed("A signed version and the one under it stay as long as the session does.")
            if version == last["version"]:
                raise NotAllowed("This is the note as it stands; it can be changed, or deleted with its session.")
            cursor.execute("DELETE FROM note_version WHERE note_id = ? AND version = ?", (note_id, version))
            if cursor.rowcount != 1:
                raise RecordMissing("version")

    def delete(self, session_id: str) -> None:
        """Delete every note of a session, with versions, signatures and addenda."""
        notes = "(SELECT id FROM note WHERE session_id = ?)"
        with self._database.transaction() as cursor:
            for table in ("addendum", "signature", "note_version"):
                cursor.execute(f"DELETE FROM {table} WHERE note_id IN {notes}", (session_id,))  # noqa: S608
            cursor.execute("DELETE FROM note WHERE session_id = ?", (session_id,))

    def verify(self) -> list[str]:
        """Check that what was signed is what is stored; the problems found in plain words."""
        rows = self._database.query(
            "SELECT note_id, digest, sentences, signed_at FROM signature JOIN note_version USING (note_id, version)"
        )
        return [
            Said("The note signed at {time} was changed after the signature.", time=str(row["signed_at"]))
            for row in rows
            if _digest(bytes(row["sentences"])) != bytes(row["digest"])
        ]

    def _store(self, cursor: Cursor, note: Note) -> Note:
        data = _pack(note)
        cursor.execute(
            f"{_VERSIONS} WHERE note.id = ? ORDER BY version DESC LIMIT 1",
            (note.id,),
        )
        last = cursor.fetchone()
        if last is None:
            cursor.execute("SELECT 1 FROM session WHERE id = ?", (note.session_id,))
            if cursor.fetchone() is None:
                raise RecordMissing("session")
            cursor.execute(
                "INSERT INTO note (id, session_id, created_at) VALUES (?, ?, ?)",
                (note.id, note.session_id, clock.to_text(clock.now())),
            )
        elif last["session_id"] != note.session_id:
            raise ProgramFault("a note was to be moved to another session")
        elif (bytes(last["sentences"]), last["template_id"], last["model"]) == (data, note.template_id, note.model):
            return _plain(last)
        version, saved_at = (last["version"] if last else 0) + 1, clock.now()
        cursor.execute(
            "INSERT INTO note_version (note_id, version, saved_at, template_id, model, sentences, condensed, kind) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                note.id,
                version,
                clock.to_text(saved_at),
                note.template_id,
                note.model,
                data,
                pack(note.condensed, _Parts) if note.condensed else None,
                note.kind.value,
            ),
        )
        return replace(note, version=version, updated_at=saved_at, signature=None, addenda=())

    def _whole(self, row: Row) -> Note:
        note = _plain(row)
        signatures = self._database.query(
            "SELECT * FROM signature WHERE note_id = ? AND version = ?", (note.id, note.version)
        )
        if not signatures:
            return note
        addenda = self._database.query("SELECT * FROM addendum WHERE note_id = ? ORDER BY position", (note.id,))
        return replace(
            note,
            signature=_signature(signatures[0]),
            addenda=tuple(Addendum(entry["id"], entry["text"], _signature(entry)) for entry in addenda),
        )


def _under(cursor: Cursor, note_id: str, version: int) -> int | None:
    """The version that stood before `version`."""
    cursor.execute("SELECT max(version) FROM note_version WHERE note_id = ? AND version < ?", (note_id, version))
    row = cursor.fetchone()
    return None if row is None else row[0]


def _session_signed(cursor: Cursor, session_id: str) -> bool:
    """One note a session: a second draft must not come to lie over a signed one."""
    cursor.execute("SELECT 1 FROM signature JOIN note ON note.id = note_id WHERE session_id = ?", (session_id,))
    return cursor.fetchone() is not None


def _pack(note: Note) -> bytes:
    return pack(note.sentences, tuple[NoteSentence, ...])


def _plain(row: Row) -> Note:
    return Note(
        id=row["note_id"],
        session_id=row["session_id"],
        template_id=row["template_id"],
        sentences=unpack(row["sentences"], tuple[NoteSentence, ...]),
        condensed=unpack(row["condensed"], _Parts) if row["condensed"] else (),
        version=row["version"],
        updated_at=clock.from_text(row["saved_at"]),
        model=row["model"],
        kind=VersionKind(row["kind"] or VersionKind.EDIT),
    )


def _digest(sentences: bytes) -> bytes:
    return hashlib.sha256(sentences).digest()


def _signature_values(signature: Signature) -> tuple[str, str, str, str]:
    return signature.name, signature.credentials, clock.to_text(signature.signed_at), signature.meaning


def _signature(row: Row) -> Signature:
    return Signature(row["name"], row["credentials"], clock.from_text(row["signed_at"]), row["meaning"])
