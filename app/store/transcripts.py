"""What was said: segments as they are recognised, who spoke when, and the transcript's versions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.errors import RecordMissing, VaultDamaged
from app.domain.transcript import Segment, Speaker, SpeakerTurn, Transcript, Turn
from app.store import clock
from app.store.codec import pack, unpack
from app.store.connection import Cursor, Database


class TranscriptRepository:
    """Segments, speaker turns and transcripts of sessions; each stage is stored on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read = _Read()

    def save_segment(self, session_id: str, index: int, segment: Segment) -> None:
        """Store the segment at place `index`, counted from 0; one that is there is replaced. Raises RecordMissing."""
        data = pack(segment, Segment)
        with self._database.transaction() as cursor:
            _require_session(cursor, session_id)
            cursor.execute(
                "INSERT INTO segment (session_id, position, data) VALUES (?, ?, ?) "
                "ON CONFLICT (session_id, position) DO UPDATE SET data = excluded.data",
                (session_id, index, data),
            )

    def segments(self, session_id: str) -> list[Segment]:
        """The stored segments in order."""
        rows = self._database.query("SELECT data FROM segment WHERE session_id = ? ORDER BY position", (session_id,))
        return [unpack(row["data"], Segment) for row in rows]

    def clear_segments(self, session_id: str) -> None:
        """Forget the segments, before the session is transcribed anew."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM segment WHERE session_id = ?", (session_id,))

    def forget_work(self, session_id: str) -> None:
        """Forget segments and speakers: the sound they were made from is no longer all there is."""
        with self._database.transaction() as cursor:
            for table in ("segment", "speaker_window", "diarization"):
                cursor.execute(f"DELETE FROM {table} WHERE session_id = ?", (session_id,))  # noqa: S608

    def add_windows(self, session_id: str, windows: Sequence[bytes], hop: float) -> None:
        """Store what was found out in the next windows, `hop` seconds apart. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            _require_session(cursor, session_id)
            cursor.execute("SELECT count(*) FROM speaker_window WHERE session_id = ?", (session_id,))
            first = cursor.fetchall()[0][0]
            for number, window in enumerate(windows, start=first):
                cursor.execute(
                    "INSERT INTO speaker_window (session_id, hop, position, data) VALUES (?, ?, ?, ?)",
                    (session_id, hop, number, window),
                )

    def windows(self, session_id: str, hop: float) -> list[bytes]:
        """The stored windows in order; none where they are another distance apart."""
        rows = self._database.query(
            "SELECT data FROM speaker_window WHERE session_id = ? AND hop = ? ORDER BY position", (session_id, hop)
        )
        return [bytes(row["data"]) for row in rows]

    def clear_windows(self, session_id: str) -> None:
        """Forget the windows: they hold what voices are like, and are not needed any more."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM speaker_window WHERE session_id = ?", (session_id,))

    def save_diarization(self, session_id: str, turns: Sequence[SpeakerTurn]) -> None:
        """Store who spoke when, instead of what was stored before. Raises RecordMissing."""
        data = pack(list(turns), list[SpeakerTurn])
        with self._database.transaction() as cursor:
            _require_session(cursor, session_id)
            cursor.execute(
                "INSERT INTO diarization (session_id, saved_at, data) VALUES (?, ?, ?) "
                "ON CONFLICT (session_id) DO UPDATE SET saved_at = excluded.saved_at, data = excluded.data",
                (session_id, clock.to_text(clock.now()), data),
            )

    def diarization(self, session_id: str) -> list[SpeakerTurn] | None:
        """Who spoke when, or None where that is not known yet."""
        rows = self._database.query("SELECT data FROM diarization WHERE session_id = ?", (session_id,))
        return unpack(rows[0]["data"], list[SpeakerTurn]) if rows else None

    def save(self, session_id: str, transcript: Transcript) -> None:
        """Store a new version of the transcript; the older ones stay. Raises RecordMissing."""
        speakers = pack(transcript.speakers, tuple[Speaker, ...])
        turns = [pack(turn, Turn) for turn in transcript.turns]
        with self._database.transaction() as cursor:
            _require_session(cursor, session_id)
            numbers = [_turn_number(cursor, session_id, data) for data in turns]
            cursor.execute("SELECT coalesce(max(version), 0) FROM transcript WHERE session_id = ?", (session_id,))
            version = cursor.fetchall()[0][0] + 1
            cursor.execute(
                "INSERT INTO transcript (session_id, version, saved_at, duration, speakers, turns) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    session_id,
                    version,
                    clock.to_text(clock.now()),
                    transcript.duration,
                    speakers,
                    pack(numbers, list[int]),
                ),
            )

    def delete(self, session_id: str) -> None:
        """Delete every version, the turns, and what was recognised on the way to them."""
        with self._database.transaction() as cursor:
            for table in ("segment", "speaker_window", "diarization", "transcript", "turn"):
                cursor.execute(f"DELETE FROM {table} WHERE session_id = ?", (session_id,))  # noqa: S608
        self._read = _Read()

    def latest(self, session_id: str) -> Transcript | None:
        """The newest version, or None."""
        count = self.count_versions(session_id)
        return self.version(session_id, count) if count else None

    def count_versions(self, session_id: str) -> int:
        """How many versions are stored; they are numbered from 1."""
        rows = self._database.query(
            "SELECT coalesce(max(version), 0) FROM transcript WHERE session_id = ?", (session_id,)
        )
        return int(rows[0][0])

    def version(self, session_id: str, version: int) -> Transcript | None:
        """One version, or None. Raises VaultDamaged.

        What is read again is the same object as long as it is stored in the same bytes.
        """
        rows = self._database.query(
            "SELECT duration, speakers, turns FROM transcript WHERE session_id = ? AND version = ?",
            (session_id, version),
        )
        if not rows:
            return None
        stored = {
            int(row["id"]): bytes(row["data"])
            for row in self._database.query("SELECT id, data FROM turn WHERE session_id = ?", (session_id,))
        }
        try:
            data = [stored[number] for number in unpack(rows[0]["turns"], list[int])]
        except KeyError as error:
            raise VaultDamaged("a turn of a transcript is missing") from error
        self._read = read = self._read.again(data, bytes(rows[0]["speakers"]), float(rows[0]["duration"]))
        return read.transcript


@dataclass(frozen=True, slots=True)
class _Read:
    """The transcript that was read last, with the bytes that it was read from.

    Opening a session asks for its transcript several times, and each correction for all of it once more: a turn is
    decoded once as long as its bytes are the same. One session is remembered, and nothing once the vault is closed.
    """

    turns: Mapping[bytes, Turn] = field(default_factory=dict)
    order: Sequence[bytes] = ()
    rest: tuple[bytes, float] = (b"[]", 0.0)
    transcript: Transcript = field(default_factory=Transcript)

    def again(self, order: Sequence[bytes], speakers: bytes, duration: float) -> _Read:
        """What is to be remembered now; `transcript` is the one that is stored so. Raises VaultDamaged."""
        rest = speakers, duration
        if rest == self.rest and order == self.order:
            return self
        fresh = [each for each in dict.fromkeys(order) if each not in self.turns]
        turns = dict(zip(fresh, unpack(b"[" + b",".join(fresh) + b"]", tuple[Turn, ...]), strict=True))
        known = {each: turns.get(each) or self.turns[each] for each in order}
        said = tuple(known[each] for each in order)
        return _Read(known, order, rest, Transcript(said, unpack(speakers, tuple[Speaker, ...]), duration))


def _turn_number(cursor: Cursor, session_id: str, data: bytes) -> int:
    """The number under which this turn is stored, once, however many versions share it."""
    digest = hashlib.sha256(data).digest()
    cursor.execute("SELECT id FROM turn WHERE session_id = ? AND digest = ?", (session_id, digest))
    if (row := cursor.fetchone()) is not None:
        return int(row[0])
    cursor.execute("INSERT INTO turn (session_id, digest, data) VALUES (?, ?, ?)", (session_id, digest, data))
    return cursor.lastrowid


def _require_session(cursor: Cursor, session_id: str) -> None:
    cursor.execute("SELECT 1 FROM session WHERE id = ?", (session_id,))
    if cursor.fetchone() is None:
        raise RecordMissing("session")
