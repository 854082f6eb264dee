"""One recording: a SQLCipher database of its own, with a key of its own.

Sound comes in chunks, usually of one second, each in a transaction of its own, numbered from 1 and
chained: `hash = SHA-256(number as 8 bytes big-endian + pcm + hash before)`, the first on
`FIRST_HASH`. Gaps and marks are chained likewise, in a chain of their own. What `append` has returned from
is on the disk. A reader in another process sees each chunk as soon as it is committed (write-ahead log).

Sound is mono signed 16-bit little-endian PCM at `SAMPLE_RATE`; times are seconds of captured sound.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.domain.errors import ProgramFault, VaultDamaged, VaultExists, VaultTooNew
from app.domain.findings import Said
from app.domain.session import Gap, GapKind, Mark
from app.domain.transcript import SAMPLE_RATE
from app.store import clock
from app.store.connection import Database, Row
from app.store.files import remove, rename_database
from app.store.head import Finding, in_words

FORMAT = 1
FIRST_HASH = bytes(32)
UNFINISHED = ".new"
"""What the name of a recording's file ends with while it is being made; nothing is in it."""
_SAMPLE_BYTES = 2
_MARK = "mark"

_SCHEMA = (
    """CREATE TABLE recording (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        device TEXT NOT NULL,
        device_rate INTEGER NOT NULL,
        sample_rate INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        closed_at TEXT,
        clean INTEGER,
        last_number INTEGER,
        last_hash BLOB
    ) STRICT""",
    """CREATE TABLE chunk (
        number INTEGER PRIMARY KEY,
        first_sample INTEGER NOT NULL UNIQUE,
        samples INTEGER NOT NULL,
        written_at TEXT NOT NULL,
        hash BLOB NOT NULL,
        pcm BLOB NOT NULL
    ) STRICT""",
    # Gaps, and marks, which are as long as nothing.
    """CREATE TABLE event (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        at REAL NOT NULL,
        length REAL NOT NULL,
        device TEXT NOT NULL,
        hash BLOB NOT NULL
    ) STRICT""",
    f"PRAGMA user_version = {FORMAT}",
)


def make_tables(database: Database) -> None:
    """The empty tables of a recording."""
    with database.transaction() as cursor:
        for statement in _SCHEMA:
            cursor.execute(statement)


def chain(number: int, pcm: bytes, previous: bytes) -> bytes:
    """The hash of chunk `number`, which follows a chunk with the hash `previous`."""
    return hashlib.sha256(number.to_bytes(8, "big") + pcm + previous).digest()


def chain_event(number: int, kind: str, at: float, length: float, device: str, previous: bytes) -> bytes:
    """The hash of event `number`, which follows an event with the hash `previous`."""
    return hashlib.sha256(json.dumps([number, kind, at, length, device]).encode() + previous).digest()


class AudioWriter:
    """The one writer of a recording. Not thread-safe: one thread appends."""

    def __init__(self, database: Database) -> None:
        """Use `create` or `resume`."""
        self._database = database
        last = database.query("SELECT number, first_sample, samples, hash FROM chunk ORDER BY number DESC LIMIT 1")
        self._number = int(last[0]["number"]) if last else 0
        self._samples = int(last[0]["first_sample"]) + int(last[0]["samples"]) if last else 0
        self._hash = bytes(last[0]["hash"]) if last else FIRST_HASH

    @classmethod
    def create(
        cls, path: Path, key: bytes, *, device: str, device_rate: int, started_at: datetime | None = None
    ) -> AudioWriter:
        """Begin a new recording at `path`, from the microphone or file called `device`.

        `device_rate` is the rate in Hz at which the device delivered, before resampling; `started_at` is now, but for
        a recording that comes from another vault. It is made under another
        name and gets its own when it is whole: a power cut leaves no recording without a beginning. Raises
        VaultExists, FolderNotWritable or DiskFull.
        """
        if path.exists():
            raise VaultExists
        unfinished = path.with_name(path.name + UNFINISHED)
        remove(unfinished)
        try:
            with Database.open(unfinished, key, create=True) as database:
                make_tables(database)
                with database.transaction() as cursor:
                    cursor.execute(
                        "INSERT INTO recording (id, device, device_rate, sample_rate, started_at) "
                        "VALUES (1, ?, ?, ?, ?)",
                        (device, device_rate, SAMPLE_RATE, clock.to_text(started_at or clock.now())),
                    )
            rename_database(unfinished, path)
        except BaseException:
            remove(unfinished)
            raise
        return cls(open_recording(path, key, reading=False))

    @classmethod
    def resume(cls, path: Path, key: bytes) -> AudioWriter:
        """Go on with a recording, whether it was closed or not; the next chunk joins the chain.

        The caller adds the gap, whose length it knows from `AudioReader.last_written_at`. Raises
        VaultMissing, VaultDamaged or VaultTooNew.
        """
        database = open_recording(path, key, reading=False)
        try:
            with database.transaction() as cursor:
                cursor.execute(
                    "UPDATE recording SET closed_at = NULL, clean = NULL, last_number = NULL, last_hash = NULL"
                )
            return cls(database)
        except BaseException:
            database.close()
            raise

    @property
    def duration(self) -> float:
        """Seconds of sound stored so far."""
        return self._samples / SAMPLE_RATE

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not as it had been left when the recording was taken up again."""
        return self._database.findings

    def append(self, pcm: bytes) -> int:
        """Store a chunk and answer with its number; it is on the disk when this returns.

        Raises DiskFull, after which the same chunk may be tried again, or VaultDamaged.
        """
        if not pcm or len(pcm) % _SAMPLE_BYTES:
            raise ProgramFault(f"a chunk of sound of {len(pcm)} bytes")
        number, samples = self._number + 1, len(pcm) // _SAMPLE_BYTES
        digest = chain(number, pcm, self._hash)
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO chunk (number, first_sample, samples, written_at, hash, pcm) VALUES (?, ?, ?, ?, ?, ?)",
                (number, self._samples, samples, clock.to_text(clock.now()), digest, pcm),
            )
        # Only what is committed counts, so that a failed append leaves the chain as it was.
        self._number, self._samples, self._hash = number, self._samples + samples, digest
        return number

    def add_gap(self, gap: Gap) -> None:
        """Note that sound is missing at a place. Raises DiskFull."""
        self._add_event(gap.kind.value, gap.at, gap.length, gap.device)

    def add_mark(self, mark: Mark) -> None:
        """Note a moment that the clinician marked. Raises DiskFull."""
        self._add_event(_MARK, mark.at, 0.0, "")

    def close(self, clean: bool) -> None:
        """End the recording; `clean` says whether everything captured was also stored.

        The chain's end is noted, so that a missing end is found later. Raises DiskFull; the
        connection is closed in any case.
        """
        try:
            with self._database.transaction() as cursor:
                cursor.execute(
                    "UPDATE recording SET closed_at = ?, clean = ?, last_number = ?, last_hash = ?",
                    (clock.to_text(clock.now()), int(clean), self._number, self._hash),
                )
        finally:
            self._database.close()

    def _add_event(self, kind: str, at: float, length: float, device: str) -> None:
        at, length = float(at), float(length)
        with self._database.transaction() as cursor:
            cursor.execute("SELECT number, hash FROM event ORDER BY number DESC LIMIT 1")
            last = cursor.fetchone()
            number, previous = (last["number"] + 1, bytes(last["hash"])) if last else (1, FIRST_HASH)
            cursor.execute(
                "INSERT INTO event (number, kind, at, length, device, hash) VALUES (?, ?, ?, ?, ?, ?)",
                (number, kind, at, length, device, chain_event(number, kind, at, length, device, previous)),
            )


class AudioReader:
    """Reads a recording, also while a writer in another process goes on. Any thread may use it."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the recording. Raises VaultMissing, VaultDamaged (also a wrong key) or VaultTooNew."""
        self._database = open_recording(path, key, reading=True)
        try:
            about = self._about()
            self._device, self._device_rate = str(about["device"]), int(about["device_rate"])
            self._started_at = clock.from_text(about["started_at"])
        except BaseException:
            self._database.close()
            raise

    @property
    def device(self) -> str:
        """The microphone or file that the sound came from."""
        return self._device

    @property
    def device_rate(self) -> int:
        """The rate in Hz at which the device delivered."""
        return self._device_rate

    @property
    def started_at(self) -> datetime:
        """When the recording began (UTC)."""
        return self._started_at

    @property
    def duration(self) -> float:
        """Seconds of sound stored so far."""
        rows = self._database.query("SELECT first_sample + samples FROM chunk ORDER BY number DESC LIMIT 1")
        return rows[0][0] / SAMPLE_RATE if rows else 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not as it had been left, and nobody has taken note of yet."""
        return self._database.findings

    @property
    def sequence(self) -> int:
        """How many commits the recording has had: what is put back from an earlier moment has fewer."""
        return self._database.sequence

    @property
    def head_is_last(self) -> bool:
        """Whether the head beside the recording is the one that its closing left."""
        return self._database.head_is_last

    @property
    def closed_cleanly(self) -> bool:
        """True once the writer has said that everything captured is stored."""
        return bool(self._about()["clean"] == 1)

    @property
    def last_written_at(self) -> datetime | None:
        """When the newest chunk was committed (UTC); None before the first."""
        rows = self._database.query("SELECT written_at FROM chunk ORDER BY number DESC LIMIT 1")
        return clock.from_text(rows[0][0]) if rows else None

    def chunks(self, after: int, limit: int | None = None) -> list[tuple[int, bytes]]:
        """The chunks with numbers above `after` (0: all), in order: (number, pcm). At most `limit`."""
        rows = self._database.query(
            "SELECT number, pcm FROM chunk WHERE number > ? ORDER BY number LIMIT ?",
            (after, -1 if limit is None else limit),
        )
        return [(int(row["number"]), bytes(row["pcm"])) for row in rows]

    def read(self, start: float, end: float) -> bytes:
        """The sound from `start` to `end` seconds, to the sample; shorter where there is no more."""
        first, last = max(0, round(start * SAMPLE_RATE)), max(0, round(end * SAMPLE_RATE))
        if last <= first:
            return b""
        rows = self._database.query(
            "SELECT first_sample, pcm FROM chunk WHERE first_sample < ? AND first_sample >= "
            "(SELECT coalesce(max(first_sample), 0) FROM chunk WHERE first_sample <= ?) ORDER BY number",
            (last, first),
        )
        if not rows:
            return b""
        offset = int(rows[0]["first_sample"])
        pcm = b"".join(bytes(row["pcm"]) for row in rows)
        return pcm[(first - offset) * _SAMPLE_BYTES : (last - offset) * _SAMPLE_BYTES]

    def gaps(self) -> list[Gap]:
        """Where sound is missing, in the order in which it was noted."""
        rows = self._database.query(
            "SELECT kind, at, length, device FROM event WHERE kind <> ? ORDER BY number", (_MARK,)
        )
        return [Gap(GapKind(row["kind"]), float(row["at"]), float(row["length"]), row["device"]) for row in rows]

    def marks(self) -> list[Mark]:
        """The moments that the clinician marked, in order."""
        rows = self._database.query("SELECT at FROM event WHERE kind = ? ORDER BY at, number", (_MARK,))
        return [Mark(float(row["at"])) for row in rows]

    def head(self) -> tuple[int, bytes]:
        """Number and hash of the newest chunk; (0, `FIRST_HASH`) before the first."""
        rows = self._database.query("SELECT number, hash FROM chunk ORDER BY number DESC LIMIT 1")
        return (int(rows[0]["number"]), bytes(rows[0]["hash"])) if rows else (0, FIRST_HASH)

    def verify(self) -> list[str]:
        """Check pages and chain; the problems found in plain words, none if all is well.

        What is missing at the end is found only in a closed recording, whose end was noted.
        """
        number = 0
        try:
            problems = [*self._page_problems()]
            samples, previous = 0, FIRST_HASH
            for row in self._each_chunk():
                problems += _chunk_problems(row, number + 1, samples, previous)
                number = int(row["number"])
                samples, previous = int(row["first_sample"]) + int(row["samples"]), bytes(row["hash"])
            about = self._about()
            if about["closed_at"] is not None and (about["last_number"], about["last_hash"]) != (number, previous):
                problems.append(Said("The end of the recording is missing or was changed."))
            if self._events_changed():
                problems.append(Said("The gaps or marks of the recording were changed."))
        except VaultDamaged:
            problems = [Said("The recording cannot be read any further after chunk {n}.", n=number)]
        return problems

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def __enter__(self) -> AudioReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _about(self) -> Row:
        rows = self._database.query("SELECT * FROM recording")
        if not rows:
            raise VaultDamaged("a recording has no beginning")
        return rows[0]

    def _each_chunk(self) -> Iterator[Row]:
        number = 0
        while rows := self._database.query("SELECT * FROM chunk WHERE number > ? ORDER BY number LIMIT 60", (number,)):
            yield from rows
            number = int(rows[-1]["number"])

    def _events_changed(self) -> bool:
        previous = FIRST_HASH
        for expected, row in enumerate(self._database.query("SELECT * FROM event ORDER BY number"), 1):
            digest = chain_event(int(row["number"]), row["kind"], row["at"], row["length"], row["device"], previous)
            if int(row["number"]) != expected or digest != bytes(row["hash"]):
                return True
            previous = digest
        return False

    def _page_problems(self) -> Iterator[str]:
        yield from (in_words(finding, "The recording") for finding in self.findings)
        if not self._database.as_left():
            yield Said("The file of the recording is not the one that was written.")
        # Without an answer all pages are whole; it tells of the first broken pages otherwise.
        if self._database.query("PRAGMA cipher_integrity_check"):
            yield Said("The file of the recording is damaged: at least one page was changed from outside.")
        if self._database.query("PRAGMA integrity_check(1)")[0][0] != "ok":
            yield Said("The file of the recording is out of order inside.")


def _chunk_problems(row: Row, number: int, first_sample: int, previous: bytes) -> list[str]:
    pcm, found = bytes(row["pcm"]), int(row["number"])
    if found != number:
        return [Said("Chunks {first} to {last} of the recording are missing.", first=number, last=found - 1)]
    whole = (
        hmac.compare_digest(chain(number, pcm, previous), bytes(row["hash"]))
        and int(row["first_sample"]) == first_sample
        and int(row["samples"]) * _SAMPLE_BYTES == len(pcm)
    )
    return [] if whole else [Said("Chunk {n} of the recording was changed.", n=number)]


def open_recording(path: Path, key: bytes, *, reading: bool) -> Database:
    """The database of a recording. Raises VaultMissing, VaultDamaged or VaultTooNew."""
    database = Database.open(path, key, reading=reading, steady=False)
    try:
        version = int(database.query("PRAGMA user_version")[0][0])
        if version > FORMAT:
            raise VaultTooNew
        if version == 0:
            raise VaultDamaged("a recording has no beginning")
    except BaseException:
        database.close()
        raise
    return database
