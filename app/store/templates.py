"""The clinic's own note formats."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import RecordMissing, VaultDamaged
from app.domain.note import NoteTemplate
from app.store import clock
from app.store.codec import pack, unpack
from app.store.connection import Database


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A format as it is kept. One that is `retired` is not offered any more; notes that were written in it need it."""

    template: NoteTemplate
    retired: bool = False


class TemplateRepository:
    """Formats by id. A format holds no client's words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[StoredTemplate]:
        """Every format, also those that are retired, by id. Raises VaultDamaged."""
        rows = self._database.query("SELECT content FROM note_template ORDER BY id")
        return [unpack(row["content"], StoredTemplate) for row in rows]

    def readable(self) -> tuple[list[StoredTemplate], list[str]]:
        """As `all`, without those that are damaged, and the ids of these: one bad format may not hide the others."""
        found: list[StoredTemplate] = []
        damaged: list[str] = []
        for row in self._database.query("SELECT id, content FROM note_template ORDER BY id"):
            try:
                found.append(unpack(row["content"], StoredTemplate))
            except VaultDamaged:
                damaged.append(str(row["id"]))
        return found, damaged

    def get(self, template_id: str) -> StoredTemplate:
        """One format. Raises RecordMissing or VaultDamaged."""
        rows = self._database.query("SELECT content FROM note_template WHERE id = ?", (template_id,))
        if not rows:
            raise RecordMissing("note format")
        return unpack(rows[0]["content"], StoredTemplate)

    def save(self, template: NoteTemplate, *, retired: bool = False) -> None:
        """Keep a format under its id; one that is there with this id is replaced."""
        data = pack(StoredTemplate(template, retired), StoredTemplate)
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO note_template (content, id, changed_at) VALUES (?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at",
                (data, template.id, clock.to_text(clock.now())),
            )

    def delete(self, template_id: str) -> None:
        """Delete a format that nothing was written in. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM note_template WHERE id = ?", (template_id,))
            if cursor.rowcount != 1:
                raise RecordMissing("note format")

    def used(self, template_id: str) -> bool:
        """Whether a session or any version of a note is in this format, with or without fields of a modality.

        A session that is only planned does not count: it can go on in another one.
        """
        # instr, not LIKE: the underscore of an id stands for any letter there.
        mine = "(template_id = ?1 OR instr(template_id, ?1 || '+') = 1)"
        rows = self._database.query(
            f"SELECT 1 FROM session WHERE state <> 'planned' AND {mine} "  # noqa: S608
            f"UNION ALL SELECT 1 FROM note_version WHERE {mine} LIMIT 1",
            (template_id,),
        )
        return bool(rows)
