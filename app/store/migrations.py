"""The vault's schema, as named steps that are each taken whole or not at all.

A step is never changed once it has been released; a change is a new step at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import VaultTooNew
from app.store import clock
from app.store.connection import Database
from app.store.search_schema import DUE, INDEX


@dataclass(frozen=True, slots=True)
class Migration:
    """A named step: SQL statements, run in one transaction."""

    name: str
    statements: tuple[str, ...]


# Turns are stored once each and shared by the versions of a transcript, so that correcting a word in
# a session of 500 turns costs one turn. Times are UTC text; JSON is in BLOB columns.
_FIRST = (
    """CREATE TABLE client (
        id TEXT PRIMARY KEY,
        code TEXT NOT NULL UNIQUE COLLATE NOCASE,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE session (
        id TEXT PRIMARY KEY,
        client_id TEXT NOT NULL REFERENCES client (id),
        type TEXT NOT NULL,
        speakers INTEGER NOT NULL,
        state TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        duration REAL NOT NULL,
        recording_id TEXT,
        template_id TEXT NOT NULL,
        summary TEXT NOT NULL,
        audio_destroyed_at TEXT,
        marks BLOB NOT NULL,
        gaps BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX session_by_client ON session (client_id, started_at)",
    "CREATE INDEX session_by_state ON session (state)",
    """CREATE TABLE consent (
        id INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES session (id),
        given_at TEXT NOT NULL,
        wording TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX consent_by_session ON consent (session_id)",
    """CREATE TABLE recording (
        id TEXT PRIMARY KEY,
        key BLOB,
        created_at TEXT NOT NULL,
        destroyed_at TEXT,
        control_address TEXT,
        control_authkey BLOB
    ) STRICT""",
    """CREATE TABLE segment (
        session_id TEXT NOT NULL REFERENCES session (id),
        position INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (session_id, position)
    ) STRICT""",
    """CREATE TABLE diarization (
        session_id TEXT PRIMARY KEY REFERENCES session (id),
        saved_at TEXT NOT NULL,
        data BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE turn (
        id INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES session (id),
        digest BLOB NOT NULL,
        data BLOB NOT NULL,
        UNIQUE (session_id, digest)
    ) STRICT""",
    """CREATE TABLE transcript (
        session_id TEXT NOT NULL REFERENCES session (id),
        version INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        duration REAL NOT NULL,
        speakers BLOB NOT NULL,
        turns BLOB NOT NULL,
        PRIMARY KEY (session_id, version)
    ) STRICT""",
    """CREATE TABLE note (
        id TEXT PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES session (id),
        created_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX note_by_session ON note (session_id)",
    """CREATE TABLE note_version (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id TEXT NOT NULL REFERENCES note (id),
        version INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        template_id TEXT NOT NULL,
        model TEXT NOT NULL,
        sentences BLOB NOT NULL,
        UNIQUE (note_id, version)
    ) STRICT""",
    """CREATE TABLE signature (
        note_id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        credentials TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        meaning TEXT NOT NULL,
        digest BLOB NOT NULL,
        FOREIGN KEY (note_id, version) REFERENCES note_version (note_id, version)
    ) STRICT""",
    """CREATE TABLE addendum (
        id TEXT PRIMARY KEY,
        note_id TEXT NOT NULL REFERENCES signature (note_id),
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        name TEXT NOT NULL,
        credentials TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        meaning TEXT NOT NULL,
        UNIQUE (note_id, position)
    ) STRICT""",
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit'); END",
    "CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit'); END",
)

# Commits and digest of a recording's file once it is closed: an older one put back in its place is found.
_INTEGRITY = (
    "ALTER TABLE recording ADD COLUMN sealed_sequence INTEGER",
    "ALTER TABLE recording ADD COLUMN sealed_digest BLOB",
)

# What was found out about the speakers while they spoke, until it is known who spoke when; the names and
# medications that come up with a client, for the recogniser; the parts of a session that the note model read in short.
_LIVE = (
    """CREATE TABLE speaker_window (
        session_id TEXT NOT NULL REFERENCES session (id),
        hop REAL NOT NULL,
        position INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (session_id, position)
    ) STRICT""",
    "ALTER TABLE client ADD COLUMN terms TEXT",
    "ALTER TABLE note_version ADD COLUMN condensed BLOB",
)

# Note formats and ways of writing of the clinician's own, a client's goals and how the note calls them, and what the
# review of a note took.
_NOTES = (
    "CREATE TABLE note_template (content BLOB NOT NULL, id TEXT PRIMARY KEY NOT NULL, changed_at TEXT NOT NULL) STRICT",
    "CREATE TABLE writing_rule (data BLOB NOT NULL, id TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL) STRICT",
    """CREATE TABLE goal (
        id TEXT PRIMARY KEY,
        client_id TEXT NOT NULL REFERENCES client (id),
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        since TEXT NOT NULL,
        closed_at TEXT
    ) STRICT""",
    "CREATE INDEX goal_by_client ON goal (client_id, position)",
    """CREATE TABLE review (
        seconds REAL NOT NULL,
        session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
        decisions BLOB NOT NULL
    ) STRICT""",
    "ALTER TABLE client ADD COLUMN called TEXT",
    "ALTER TABLE client ADD COLUMN pronouns TEXT",
    "ALTER TABLE note_version ADD COLUMN kind TEXT",
)

# The search: what it is made from is read in afterwards, a session at a time.
_SEARCH = (*INDEX, *DUE)

MIGRATIONS: tuple[Migration, ...] = (
    Migration("0001-first", _FIRST),
    Migration("0002-integrity", _INTEGRITY),
    Migration("0003-live", _LIVE),
    Migration("0004-notes", _NOTES),
    Migration("0005-search", _SEARCH),
)
_COPY = "vault-before-"


def copy_before(folder: Path, step: str) -> Path:
    """Where a copy of the database lies that was made before the step of that name."""
    return folder / f"{_COPY}{step}.db"


def copies_before(folder: Path) -> list[Path]:
    """All such copies. They hold what was deleted since: whoever deletes for good deletes them too."""
    return sorted(folder.glob(f"{_COPY}*.db"))


def applied(database: Database) -> list[str]:
    """The names of the steps that this database has taken, in order."""
    if not database.query("SELECT 1 FROM sqlite_master WHERE name = 'migration'"):
        return []
    return [str(row["name"]) for row in database.query("SELECT name FROM migration ORDER BY position")]


def migrate(
    database: Database,
    migrations: tuple[Migration, ...] = MIGRATIONS,
    *,
    before: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Take the steps that are still missing; answers with their names.

    `before` is called with the name of the first of them, where the database holds something already: the place
    to keep a copy. Raises VaultTooNew where the database has taken a step that this program does not know.
    """
    done = applied(database)
    known = [migration.name for migration in migrations]
    if done != known[: len(done)]:
        raise VaultTooNew
    if done and len(done) < len(known):
        before(known[len(done)])
    for position, migration in enumerate(migrations[len(done) :], start=len(done)):
        with database.transaction() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS migration "
                "(position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at TEXT NOT NULL) STRICT"
            )
            for statement in migration.statements:
                cursor.execute(statement)
            cursor.execute(
                "INSERT INTO migration (position, name, applied_at) VALUES (?, ?, ?)",
                (position, migration.name, clock.to_text(clock.now())),
            )
    return known[len(done) :]
