"""Words that occur nowhere else, put into a vault, and the search of a whole disk for them."""

from __future__ import annotations

import base64
import gzip
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.session import SessionState, SessionType
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE
from tests.faults.world import draft, transcript

NOT_FILES = ("/proc", "/sys", "/dev")
CHUNK = 1 << 22


@dataclass(frozen=True)
class Practice:
    """A vault with a client's name and a sentence spoken that are canaries; `typed` is still to be typed."""

    name: str
    spoken: str
    typed: str
    session: str
    to_record: str
    key: bytes

    @property
    def words(self) -> tuple[str, str, str]:
        """All three canaries."""
        return self.name, self.spoken, self.typed


def practice(home: Path) -> Practice:
    """Make it in this process; the program opens it in its own."""
    name, spoken, typed = (f"{word}{secrets.token_hex(6)}" for word in ("Zerafine", "spoken", "typed"))
    services: Services = build_services(Places.below(home), CHEAP)
    services.vault.create(PASSPHRASE)
    services.vault.recovery_stored()
    store, records = services.vault.store, services.records
    client = records.add_client("K-17", name)
    session = records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    said = transcript(20.0)
    turns = (replace(said.turns[0], text=f"I told {spoken} about it."), *said.turns[1:])
    with store.database.transaction():
        store.transcripts.save(session.id, replace(said, turns=turns))
        store.notes.save(draft(session.id, 1))
        store.sessions.save(replace(store.sessions.get(session.id), state=SessionState.DRAFTED))
    to_record = records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    records.give_consent(to_record.id, "Yes.")
    made = Practice(name, spoken, typed, session.id, to_record.id, store.vault.key)
    services.close()
    return made


def forms(words: Iterable[str]) -> list[bytes]:
    """Each word as it may lie in a file: UTF-8, UTF-16 either way, hexadecimal, Base64 at each of three places."""
    found: list[bytes] = []
    for word in words:
        for data in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
            found += [data, data.hex().encode()]
            for before in range(3):
                # The first and the last group also hold bits of the neighbours: leave them out.
                whole = base64.b64encode(b"\0" * before + data)
                found.append(whole[4 : len(whole) - 4])
    return found


def changed_since(moment: float) -> Iterator[Path]:
    """Every file, folder and link of this computer whose contents, name or rights changed since then."""
    for folder, names, files in os.walk("/", followlinks=False):
        names[:] = [each for each in names if str(Path(folder, each)) not in NOT_FILES]
        for name in (*names, *files):
            path = Path(folder, name)
            try:
                if path.lstat().st_ctime >= moment:
                    yield path
            except OSError:
                continue  # gone since


def holding(paths: Iterable[Path], needles: list[bytes]) -> list[Path]:
    """Those whose name, target or contents hold one of the needles; compressed contents are looked into."""
    return [path for path in paths if _holds(path, needles)]


def _holds(path: Path, needles: list[bytes]) -> bool:
    if any(each in os.fsencode(path) for each in needles):
        return True
    try:
        if path.is_symlink():
            return any(each in os.fsencode(path.readlink()) for each in needles)
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head, overlap = file.read(4), max(map(len, needles))
            file.seek(0)
            if head[:2] == b"\x1f\x8b" or (len(head) > 1 and head[0] == 0x78 and head[1] in (0x01, 0x5E, 0x9C, 0xDA)):
                return _in(_unpacked(file.read()), needles)
            before = b""
            while data := file.read(CHUNK):
                if _in(before + data, needles):
                    return True
                before = data[-overlap:]
    except OSError:
        return False  # gone since, or not to be read by anybody
    return False


def _in(data: bytes, needles: list[bytes]) -> bool:
    return any(each in data for each in needles)


def _unpacked(data: bytes) -> bytes:
    try:
        return data + (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else zlib.decompress(data))
    except (OSError, EOFError, zlib.error):
        return data
