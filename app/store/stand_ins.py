"""What a salvaged vault needs so that a record is in reach whose owner was lost."""

from __future__ import annotations

from typing import Any

from app.store import clock, engine


def add_stand_ins(into: Any) -> int:
    """A record whose owner is lost would be out of reach: it gets a stand-in. Other loose rows are left out.

    Answers with how many were made."""
    if not engine.run(into, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'session'"):
        return 0
    made = 0
    now = clock.to_text(clock.now())
    lost = "SELECT DISTINCT note_id FROM addendum WHERE note_id NOT IN (SELECT note_id FROM signature)"
    for row in engine.run(into, lost):
        # Its digest fits no text: the check of the vault says so.
        into.execute(
            "INSERT INTO signature (note_id, version, name, credentials, signed_at, meaning, digest) "
            "VALUES (?, 1, 'SALVAGED', '', ?, '', x'')",
            (row[0], now),
        ).close()
        made += 1
    lost = (
        "SELECT note_id, version FROM signature AS s WHERE NOT EXISTS "
        "(SELECT 1 FROM note_version AS v WHERE v.note_id = s.note_id AND v.version = s.version)"
    )
    for row in engine.run(into, lost):
        into.execute(
            "INSERT INTO note_version (note_id, version, saved_at, template_id, model, sentences) "
            "VALUES (?, ?, ?, 'dap', '', x'5b5d')",
            (row[0], row[1], now),
        ).close()
        made += 1
    for row in engine.run(into, "SELECT DISTINCT note_id FROM note_version WHERE note_id NOT IN (SELECT id FROM note)"):
        into.execute("INSERT INTO note (id, session_id, created_at) VALUES (?, ?, ?)", (row[0], row[0], now)).close()
        made += 1
    owners = "SELECT session_id FROM consent UNION SELECT session_id FROM transcript UNION SELECT session_id FROM note"
    lost = f"SELECT session_id FROM ({owners}) WHERE session_id NOT IN (SELECT id FROM session)"  # noqa: S608
    for row in engine.run(into, lost):
        into.execute(
            "INSERT INTO session (id, client_id, type, speakers, state, started_at, duration, template_id, summary, "
            "marks, gaps) VALUES (?, 'salvaged', 'individual', 2, 'drafted', ?, 0.0, 'dap', '', x'5b5d', x'5b5d')",
            (row[0], now),
        ).close()
        made += 1
    for row in engine.run(
        into, "SELECT DISTINCT client_id FROM session WHERE client_id NOT IN (SELECT id FROM client)"
    ):
        made += 1
        into.execute(
            "INSERT INTO client (id, code, name, created_at) VALUES (?, ?, '', ?)", (row[0], f"SALVAGED-{made}", now)
        ).close()
    while loose := engine.run(into, "PRAGMA foreign_key_check"):
        for row in loose:
            into.execute(f"DELETE FROM {row[0]} WHERE rowid = ?", (row[1],)).close()  # noqa: S608
    return made
