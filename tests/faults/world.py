"""The practice that faults are tried on: one therapist, three clients, sessions in every state, over three days.

`build` makes it through the services, and copies the folder at the end of each day. What it acknowledges is what
must be there after every fault.
"""

from __future__ import annotations

import shutil
import time
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.note import Evidence, Note, NoteSentence, Origin, Verdict
from app.domain.session import RecordingState, Session, SessionState, SessionType
from app.domain.transcript import SAMPLE_RATE, Role, Speaker, Transcript, Turn
from app.services.container import Services, build_services
from app.services.paths import Places
from app.store.audio_store import AudioReader
from app.store.ballast import Ballast
from tests.demo import CHEAP, PASSPHRASE, read_demo
from tests.faults.zygote import Say

KEPT_BY_NOBODY = shutil.ignore_patterns("*-shm", "*.lock", "ballast")
"""What SQLite, the lock and the recorder make anew."""
BALLAST = 1 << 20
Ballast.__init__.__defaults__ = (BALLAST,)  # 64 MiB would be copied and looked at for every try


def services_at(home: str) -> Services:
    """The services of the vault in `home`; nothing is opened yet."""
    return build_services(Places.below(Path(home)), CHEAP)


def opened(home: str, passphrase: str = PASSPHRASE) -> Services:
    """The services with their vault open, and what was cut off before finished."""
    services = services_at(home)
    services.vault.unlock(passphrase)
    services.deletion.finish()
    return services


def sound_file(path: Path, start: float, seconds: float) -> Path:
    """A piece of the demo session as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(read_demo(start, start + seconds))
    return path


def transcript(seconds: float, first: int = 0) -> Transcript:
    """A made-up transcript: two people, a turn every two seconds."""
    turns = tuple(
        Turn(
            f"S{i % 2 + 1}",
            i * 2.0,
            i * 2.0 + 1.9,
            f"How was night {first + i}?" if i % 2 == 0 else f"I slept {first + i} hours.",
        )
        for i in range(int(seconds / 2))
    )
    return Transcript(turns, (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), seconds)


def draft(session_id: str, number: int) -> Note:
    """A note with two sentences that can be signed, whatever its session's words are: the clinician kept them."""
    evidence = (Evidence(1, 2.0, 3.9, "I slept 1 hours."),)
    return Note(
        f"note-{session_id[:8]}-{number}",
        session_id,
        "dap",
        (
            NoteSentence(
                "a",
                "data",
                f"Client slept {number} hours.",
                Origin.MODEL,
                Verdict.SUPPORTED,
                0.9,
                (),
                evidence,
                kept=True,
            ),
            NoteSentence("b", "plan", "Client will call the sister.", Origin.CLINICIAN, kept=True),
        ),
    )


def note_text(note: Note) -> str:
    """Its sentences as one text."""
    return " ".join(sentence.text for sentence in note.sentences)


class Practice:
    """Does things through the services, and says that they are done."""

    def __init__(self, services: Services, say: Say, files: Path) -> None:
        self.services = services
        self.say = say
        self.files = files

    def client(self, code: str) -> str:
        """A new client."""
        client = self.services.records.add_client(code, f"Name of {code}")
        self.say(ack="client", id=client.id, code=code)
        return client.id

    def session(self, client_id: str) -> Session:
        """A new session with its consent."""
        session = self.services.records.new_session(client_id, SessionType.INDIVIDUAL, 2, "dap")
        self.say(ack="session", id=session.id, client=client_id)
        self.services.records.give_consent(session.id, "Yes, as printed.")
        self.say(ack="consent", session=session.id)
        return session

    def record(self, session: Session, start: float, seconds: float) -> None:
        """Its sound, through the recorder."""
        path = sound_file(self.files / "sound.wav", start, seconds)
        self.services.recording.import_file(session.id, path)
        path.unlink()
        wait_until_stopped(self.services)
        done = self.services.recording.stop()
        self.say(ack="sound", session=session.id, seconds=done.duration, start=start)

    def transcribe(self, session: Session, seconds: float) -> None:
        """Its transcript, as the work stores it."""
        store, text = self.services.vault.store, transcript(seconds)
        with store.database.transaction():
            store.transcripts.save(session.id, text)
            store.sessions.save(replace(store.sessions.get(session.id), state=SessionState.TRANSCRIBED))
            store.audit.append("session.transcribed", session.id)
        self.say(ack="transcript", session=session.id, turns=len(text.turns))

    def draft(self, session: Session, number: int) -> Note:
        """Its note."""
        note = self.services.notes.save(draft(session.id, number))
        store = self.services.vault.store
        with store.database.transaction():
            store.sessions.save(replace(store.sessions.get(session.id), state=SessionState.DRAFTED))
        self.say(ack="note", session=session.id, text=note_text(note))
        return note

    def sign(self, session: Session) -> None:
        """Its signature and an addendum."""
        self.services.notes.sign(session.id, "Ruth Calder", "LCSW")
        self.say(ack="signed", session=session.id)
        self.services.notes.add_addendum(session.id, "Called the client.", "Ruth Calder", "LCSW")
        self.say(ack="addendum", session=session.id, text="Called the client.")


def wait_until_stopped(services: Services, seconds: float = 60.0) -> None:
    """Until the recorder has read its file to the end."""
    deadline = time.monotonic() + seconds
    while services.recording.status().state is not RecordingState.STOPPED:
        if time.monotonic() > deadline:
            raise TimeoutError("the recorder does not come to its end")
        time.sleep(0.02)


def build(arguments: dict[str, Any], say: Say) -> None:
    """Act: make the practice in `home`; copies of its days go to `days`, unclosed ones to `unclosed`."""
    home, days = Path(arguments["home"]), Path(arguments["days"])
    services = services_at(str(home))
    services.vault.create(PASSPHRASE)
    say(ack="passphrase", value=PASSPHRASE)
    practice = Practice(services, say, days)
    signed = practice.session(practice.client("A-1"))
    practice.record(signed, 5.0, 4.0)
    practice.transcribe(signed, 4.0)
    practice.draft(signed, 1)
    practice.sign(signed)
    close_day(services, home, days / "1")

    services.vault.unlock(PASSPHRASE)
    drafted = practice.session(practice.client("B-2"))
    practice.record(drafted, 20.0, 3.0)
    practice.transcribe(drafted, 6.0)
    practice.draft(drafted, 2)
    close_day(services, home, days / "2")

    services.vault.unlock(PASSPHRASE)
    recorded = practice.session(practice.client("C-3"))
    practice.record(recorded, 40.0, 10.0)
    planned = practice.session(recorded.client_id)
    say(made={"signed": signed.id, "drafted": drafted.id, "recorded": recorded.id, "planned": planned.id})
    close_day(services, home, days / "3")

    services.vault.unlock(PASSPHRASE)
    _leave_unclosed(services, practice, home, Path(arguments["unclosed"]))
    close_day(services, home, days / "4")
    services.close()


def close_day(services: Services, home: Path, target: Path) -> None:
    """Lock the vault and keep a copy of everything."""
    services.vault.lock()
    shutil.copytree(home, target)


def _leave_unclosed(services: Services, practice: Practice, home: Path, target: Path) -> None:
    """Copies as a killed program leaves them, an earlier one too: the logs still hold what was committed."""
    records = services.records
    for i in range(3):
        records.set_summary(practice.session(practice.client(f"D-{i}")).id, f"Summary {i}. " * 20)
        if i == 1:
            shutil.copytree(home, target.with_name(f"{target.name}-earlier"), ignore=KEPT_BY_NOBODY)
    path, key = target.parent / "sound.wav", b""
    session = practice.session(records.clients()[0].id)
    services.recording.import_file(session.id, sound_file(path, 60.0, 30.0), 1.0)
    while services.recording.status().captured < 2.0:
        time.sleep(0.02)
    store = services.vault.store
    recording = store.sessions.get(session.id).recording_id
    key = store.recordings.key(recording) or b""
    shutil.copytree(home, target, ignore=KEPT_BY_NOBODY)
    with AudioReader(store.vault.recording_path(recording), key) as reader:
        assert reader.duration >= 2.0
    services.recording.stop()
    path.unlink()
