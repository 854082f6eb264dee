from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import DiskFull, ProgramFault, VaultDamaged, VaultExists, VaultTooNew
from app.domain.session import Gap, GapKind, Mark
from app.store.audio_store import FIRST_HASH, AudioReader, AudioWriter, chain
from app.store.connection import Database

KEY = bytes(range(1, 33))
SECOND = 32_000


def sound(number: int, length: int = SECOND) -> bytes:
    """Sound that is different in every chunk and at every sample."""
    return b"".join(hashlib.sha256(f"{number}:{i}".encode()).digest() for i in range(length // 32 + 1))[:length]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recording.db"


def record(path: Path, seconds: int, *, clean: bool = True) -> bytes:
    writer = AudioWriter.create(path, KEY, device="room", device_rate=48_000)
    for number in range(1, seconds + 1):
        assert writer.append(sound(number)) == number
    writer.close(clean)
    return b"".join(sound(number) for number in range(1, seconds + 1))


def tamper(path: Path, *statements: str) -> None:
    with Database.open(path, KEY) as database, database.transaction() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_sound_comes_back_to_the_sample(path: Path) -> None:
    pcm = record(path, 5)
    with AudioReader(path, KEY) as reader:
        assert (reader.device, reader.device_rate, reader.duration) == ("room", 48_000, 5.0)
        assert reader.read(0.0, 5.0) == pcm
        assert reader.read(0.5, 3.25) == pcm[16_000 : 3 * SECOND + 8_000]
        assert reader.read(4.5, 99.0) == pcm[4 * SECOND + 16_000 :]
        assert reader.read(1.0, 1.0 + 1 / 16_000) == pcm[SECOND : SECOND + 2]
        assert reader.read(7.0, 8.0) == reader.read(2.0, 1.0) == b""
        assert [number for number, _ in reader.chunks(2)] == [3, 4, 5]
        assert reader.chunks(3, limit=1) == [(4, sound(4))]
        assert reader.verify() == []
        assert reader.closed_cleanly
        assert reader.last_written_at is not None
        assert reader.last_written_at >= reader.started_at


def test_chunks_of_any_length(path: Path) -> None:
    writer = AudioWriter.create(path, KEY, device="", device_rate=16_000)
    lengths = (2, SECOND, 640, 100_000, 8)
    for number, length in enumerate(lengths, start=1):
        writer.append(sound(number, length))
    assert writer.duration == sum(lengths) / SECOND
    writer.close(True)
    whole = b"".join(sound(number, length) for number, length in enumerate(lengths, start=1))
    with AudioReader(path, KEY) as reader:
        assert reader.read(0, 100) == whole
        for start in (0, 1, 2, 16_000, 16_001, 16_321, 20_000, 66_321, 66_324):
            assert reader.read(start / 16_000, (start + 5) / 16_000) == whole[2 * start : 2 * start + 10]
        assert reader.verify() == []


@pytest.mark.parametrize("pcm", [b"", b"x", b"abc"])
def test_half_samples_are_refused(path: Path, pcm: bytes) -> None:
    writer = AudioWriter.create(path, KEY, device="", device_rate=16_000)
    with pytest.raises(ProgramFault):
        writer.append(pcm)
    writer.close(True)


def test_the_chain_is_as_documented(path: Path) -> None:
    record(path, 2)
    first = hashlib.sha256((1).to_bytes(8, "big") + sound(1) + FIRST_HASH).digest()
    with AudioReader(path, KEY) as reader:
        assert reader.head() == (2, chain(2, sound(2), first))


def test_gaps_and_marks(path: Path) -> None:
    writer = AudioWriter.create(path, KEY, device="room", device_rate=16_000)
    writer.append(sound(1))
    gaps = [Gap(GapKind.PAUSED, 1.0, 30.0), Gap(GapKind.OVERFLOW, 0.5, 0.1)]
    for gap in gaps:
        writer.add_gap(gap)
    writer.add_mark(Mark(0.75))
    writer.add_mark(Mark(0.25))
    with AudioReader(path, KEY) as reader:
        assert reader.gaps() == gaps
        assert reader.marks() == [Mark(0.25), Mark(0.75)]
        assert not reader.closed_cleanly
        writer.close(False)
        assert not reader.closed_cleanly


def test_nothing_is_recorded_over(path: Path) -> None:
    record(path, 1)
    with pytest.raises(VaultExists):
        AudioWriter.create(path, KEY, device="", device_rate=16_000)


def test_an_interrupted_recording_goes_on(path: Path) -> None:
    record(path, 2, clean=True)
    writer = AudioWriter.resume(path, KEY)
    assert writer.duration == 2.0
    with AudioReader(path, KEY) as reader:
        assert not reader.closed_cleanly
        assert writer.append(sound(3)) == 3
        writer.close(True)
        assert reader.verify() == []
        assert reader.read(2.0, 3.0) == sound(3)


def test_wrong_key_and_plain_file(path: Path, tmp_path: Path) -> None:
    record(path, 1)
    with pytest.raises(VaultDamaged):
        AudioReader(path, bytes(32))
    (tmp_path / "other").write_bytes(b"RIFF" * 3000)
    with pytest.raises(VaultDamaged):
        AudioReader(tmp_path / "other", KEY)


def test_a_newer_format_is_refused(path: Path) -> None:
    record(path, 1)
    tamper(path, "PRAGMA user_version = 2")
    with pytest.raises(VaultTooNew):
        AudioReader(path, KEY)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE chunk SET pcm = zeroblob(32000) WHERE number = 2", "Chunk 2 of the recording was changed."),
        ("UPDATE chunk SET first_sample = 16001 WHERE number = 2", "Chunk 2 of the recording was changed."),
        ("DELETE FROM chunk WHERE number IN (2, 3)", "Chunks 2 to 3 of the recording are missing."),
        ("DELETE FROM chunk WHERE number = 4", "The end of the recording is missing or was changed."),
    ],
)
def test_tampering_is_found(path: Path, statement: str, found: str) -> None:
    record(path, 4)
    tamper(path, statement)
    with AudioReader(path, KEY) as reader:
        assert found in reader.verify()


@pytest.mark.parametrize("place", [0.3, 0.5, 0.9])
def test_a_flipped_bit_is_found(path: Path, place: float) -> None:
    record(path, 6)
    data = bytearray(path.read_bytes())
    data[int(len(data) * place)] ^= 4
    path.write_bytes(data)
    with AudioReader(path, KEY) as reader:
        assert reader.verify()


def test_after_a_full_disk_the_same_second_may_be_tried_again(path: Path) -> None:
    database = Database.open(path, KEY, create=True)
    database.close()
    path.unlink()
    writer = AudioWriter.create(path, KEY, device="", device_rate=16_000)
    writer.append(sound(1))
    shared = writer._database
    shared.query(f"PRAGMA max_page_count = {shared.query('PRAGMA page_count')[0][0]}")
    with pytest.raises(DiskFull):
        writer.append(sound(2))
    shared.query("PRAGMA max_page_count = 1000000")
    assert writer.append(sound(2)) == 2
    writer.close(True)
    with AudioReader(path, KEY) as reader:
        assert reader.verify() == []
        assert reader.read(0, 2) == sound(1) + sound(2)


WRITER = """
import sys
from pathlib import Path
from app.store.audio_store import AudioWriter
from tests.unit.store.test_audio_store import KEY, sound

path = Path(sys.argv[1])
if path.exists():
    writer = AudioWriter.resume(path, KEY)
else:
    writer = AudioWriter.create(path, KEY, device="room", device_rate=48000)
number = int(sys.argv[2])
while number < int(sys.argv[3]):
    number = writer.append(sound(number + 1))
    print(number, flush=True)
sys.stdin.read()
"""


def start_writer(path: Path, after: int, until: int = 1_000_000) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(after), str(until)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_kill_9_loses_no_acknowledged_second(path: Path) -> None:
    acknowledged = 0
    for more in (1, 7, 2, 23):  # each time it is killed at another place, in the midst of writing
        with start_writer(path, acknowledged) as process:
            assert process.stdout is not None
            for _ in range(more):
                acknowledged = int(process.stdout.readline())
            process.kill()
            # What it wrote to the pipe before it died was acknowledged too.
            acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
        with AudioReader(path, KEY) as reader:
            chunks = reader.chunks(0)
            assert len(chunks) >= acknowledged
            assert all(pcm == sound(number) for number, pcm in chunks)
            assert reader.verify() == []
            assert not reader.closed_cleanly
            acknowledged = len(chunks)


def test_reading_while_another_process_writes(path: Path) -> None:
    with start_writer(path, 0, until=40) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        seen = 0
        with AudioReader(path, KEY) as reader:
            for line in process.stdout:
                for number, pcm in reader.chunks(seen):
                    assert number == seen + 1
                    assert pcm == sound(number)
                    seen = number
                assert seen >= int(line)  # what was acknowledged is visible at once
                assert reader.duration >= seen
                if seen >= 40:
                    break
            assert reader.verify() == []
            assert reader.read(0.5, 1.5) == sound(1)[16_000:] + sound(2)[:16_000]
        process.kill()
    with AudioReader(path, KEY) as reader:
        assert reader.duration == 40.0


def test_one_whose_beginning_stayed_in_the_log_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk was full while it was closed: without its log the new recording could not be read."""

    def closed_on_a_full_disk(database: Database) -> None:
        log = database.path.with_name(database.path.name + "-wal")
        left = log.read_bytes()
        assert left
        close(database)
        log.write_bytes(left)

    close = Database.close
    path = tmp_path / "a.db"
    with monkeypatch.context() as patched:
        patched.setattr(Database, "close", closed_on_a_full_disk)
        with pytest.raises(DiskFull):
            AudioWriter.create(path, KEY, device="test", device_rate=48000)
    assert list(tmp_path.iterdir()) == []
