"""Exports of one note and of everything, in memory; part of `fake_services`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import RecordMissing, SottoError
from app.services.export.document import Document, Heading
from app.services.export.profiles import FieldText, Profile, ProfileLibrary, fields
from app.services.export.service import Format
from app.services.leaving.service import Left
from app.services.paths import RESOURCES

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeNotes, FakeState


class FakeExports:
    def __init__(self, state: FakeState, notes: FakeNotes) -> None:
        self._s = state
        self._notes = notes
        self._profiles = ProfileLibrary(RESOURCES / "profiles", Path("/nowhere"))
        self.members_of: list[tuple[str, str]] = []
        self.copies: list[str] = []

    def export(self, session_id: str, kind: Format, path: Path, member: str = "") -> None:
        self._s.calls.append(("export", session_id, kind.value, member))
        path.write_bytes(kind.value.encode())

    def members(self, session_id: str) -> list[tuple[str, str]]:
        return self.members_of

    def profiles(self) -> list[Profile]:
        return self._profiles.list()

    def fields(self, session_id: str, profile_id: str, member: str = "") -> list[FieldText]:
        note = self._s.notes.get(session_id)
        if note is None:
            raise RecordMissing("note")
        session = self._s.sessions[session_id]
        heading = Heading(self._s.clients[session.client_id], session, 1, "0" * 64)
        document = Document(note, self._notes.template(note.template_id), heading, member)
        return fields(self._profiles.get(profile_id), document)

    def copied(self, session_id: str) -> None:
        self.copies.append(session_id)


class FakeLeaving:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.is_empty = False
        self.errors: list[SottoError] = []
        self.left_out: tuple[str, ...] = ()

    def empty(self) -> bool:
        return self.is_empty

    def export_all(self, into: Path, *, even_if_synced: bool = False) -> Left:
        self._s.calls.append(("export_all", into, even_if_synced))
        if self.errors:
            raise self.errors.pop(0)
        return Left(into / "sotto-export-2026-11-23-0230", 3, 6, 3, 2, self.left_out)

    def import_all(self, folder: Path) -> Left:
        self._s.calls.append(("import_all", folder))
        if self.errors:
            raise self.errors.pop(0)
        self.is_empty = False
        return Left(folder, 3, 6, 3, 2)
