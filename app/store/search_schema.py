"""The tables of the search. All of them can be made anew from what they are made from: no other table needs them."""

from __future__ import annotations

COLUMNS = ("therapist", "client", "other", "note", "written", "tag")
"""Of the index: what was said, by whom; note and addenda; what the clinician wrote; and what a session is found by."""
LONGEST_BEGINNING = 6
"""Letters: of a longer beginning the index looks for these, and the passages are looked at for the others."""

# The index keeps no text, only which words stand in which passage (contentless), and no places of them
# (detail=column): what was said is not stored twice in the clear. What is deleted FTS5 only marks as deleted, until
# the parts of the index are merged: every deletion for good merges them all (`SearchIndex.scrub`). Its `secure-delete`
# would take each word out at once, but reads the whole list of a word for that: 9 seconds of computing for one session
# among fifty, and more with each.
#
# Beginnings of words have lists of their own: to put together those of all words that begin so took 120 ms for "before"
# in 1,400 sessions. `pgsz`: with the usual 4050 each page would spill over into a second one of SQLCipher's.
INDEX = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({', '.join(COLUMNS)}, content='', detail=column, columnsize=0, "
    f"prefix='{' '.join(str(length) for length in range(2, LONGEST_BEGINNING + 1))}', tokenize='ascii')",
    "INSERT INTO search_words (search_words, rank) VALUES ('pgsz', 3900)",
    # Passages in compressed form. Their numbers are in the order of the sessions' beginnings, see `app.store.search`.
    "CREATE TABLE search_doc (items BLOB NOT NULL, id INTEGER PRIMARY KEY, tag TEXT NOT NULL) STRICT",
    # What a passage means, 384 bytes for each part of it, behind 16 random ones; NULL until it is worked out.
    "CREATE TABLE search_vector (vector BLOB, id INTEGER PRIMARY KEY) STRICT",
    "CREATE INDEX search_vectorless ON search_vector (id) WHERE vector IS NULL",
    "CREATE TABLE search_session (session_id TEXT NOT NULL UNIQUE, number INTEGER PRIMARY KEY) STRICT",
    # By which rules words and vectors were made: others need another index. How many passages were taken out since all
    # parts of the index were merged.
    """CREATE TABLE search_state (
        form TEXT NOT NULL,
        model TEXT NOT NULL,
        id INTEGER PRIMARY KEY CHECK (id = 1),
        removed INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO search_state (form, model, id, removed) VALUES ('', '', 1, 0)",
)
TABLES = ("search_words", "search_doc", "search_vector", "search_session", "search_state")

# Sessions of which something has changed, until they are read in. Written by triggers, in the transaction of the
# change itself: whoever stores something need not think of the search, and nothing is forgotten by a crash. A number is
# never given twice: by it, what was read before a deletion is known not to be what is due after it.
_DUE = "CREATE TABLE IF NOT EXISTS search_due (session_id TEXT NOT NULL, id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT"
_SESSION = "SELECT {row}.session_id"
_OF_NOTE = "SELECT session_id FROM note WHERE id = {row}.note_id"


def _trigger(name: str, event: str, table: str, session: str) -> str:
    row = "old" if event == "DELETE" else "new"
    return (
        f"CREATE TRIGGER IF NOT EXISTS search_{name} AFTER {event} ON {table} BEGIN "
        f"INSERT INTO search_due (session_id) {session.format(row=row)}; END"
    )


DUE = (
    _DUE,
    _trigger("transcript_in", "INSERT", "transcript", _SESSION),
    _trigger("transcript_out", "DELETE", "transcript", _SESSION),
    _trigger("note_in", "INSERT", "note_version", _OF_NOTE),
    _trigger("note_out", "DELETE", "note_version", _OF_NOTE),
    _trigger("signed", "INSERT", "signature", _OF_NOTE),
    _trigger("addendum_in", "INSERT", "addendum", _OF_NOTE),
    _trigger("addendum_out", "DELETE", "addendum", _OF_NOTE),
    _trigger("session_in", "INSERT", "session", "SELECT {row}.id"),
    _trigger("session_out", "DELETE", "session", "SELECT {row}.id"),
    """CREATE TRIGGER IF NOT EXISTS search_session_changed AFTER UPDATE ON session
    WHEN old.summary IS NOT new.summary OR (old.state = 'signed') <> (new.state = 'signed')
    OR old.client_id IS NOT new.client_id OR old.started_at IS NOT new.started_at
    BEGIN INSERT INTO search_due (session_id) SELECT new.id; END""",
)
PARTS = (
    *TABLES,
    "search_words_data",
    "search_words_idx",
    "search_words_config",
    *(statement.split()[5] for statement in DUE),
)
"""Tables and triggers that must be there."""
ALL_DUE = "INSERT INTO search_due (session_id) SELECT id FROM session ORDER BY started_at, rowid"
"""The last ones are read in first."""


def derived(table: str) -> bool:
    """Whether a table belongs to the search: it is no record, and is not counted, copied or exported as one."""
    return table.startswith("search_")
