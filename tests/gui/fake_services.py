"""Services without a vault, a microphone or a model, for tests of the window.

The same methods as `app.services.container.Services`; everything is kept in memory. The sound is
silence, the transcript is the demo's own script, and the check finds a sentence supported when one
of its longer words was said. `calls` notes what the window asked for.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.errors import (
    Cancelled,
    CodeTaken,
    KeychainUnavailable,
    LittleRoomForRecording,
    NoPlaybackDevice,
    NotAllowed,
    NoteSigned,
    RecorderLost,
    SottoError,
    UnhandledSentences,
    UnlockDelayed,
    UnlockFailed,
    VaultError,
)
from app.domain.note import (
    Addendum,
    CheckResult,
    Evidence,
    Note,
    NoteSentence,
    NoteTemplate,
    Origin,
    Section,
    Signature,
    Source,
    Verdict,
)
from app.domain.progress import Live, Progress, Report, Stage
from app.domain.session import (
    Alarm,
    Client,
    Mark,
    RecorderStatus,
    RecordingState,
    Session,
    SessionState,
    SessionType,
)
from app.domain.transcript import Role, Segment, Speaker, Stretch, Transcript, Turn, Word
from app.domain.work import ModelPlan, WorkPlan
from app.services.demo_session import Demo
from app.services.preflight import Combination, Machine, Preflight
from app.services.privacy import PrivacyReport, Proof, Protected, Stored, Tried, Use
from app.services.vocabulary import Modality
from tests.gui.fake_audit import FakeAudit
from tests.gui.fake_corrections import FakeCorrections
from tests.gui.fake_dictation import FakeDictation, FakeWritten
from tests.gui.fake_exporting import FakeExports, FakeLeaving
from tests.gui.fake_keeping import FakeBackup, FakeDeletion, FakeRetention
from tests.gui.fake_models import FakeInstaller, FakeMachine, FakeModels, FakeSelfTest, FakeWorkers
from tests.gui.fake_nudges import FakeGoals, FakeNudges
from tests.gui.fake_overview import FakeOverview
from tests.gui.fake_review import FakeReview
from tests.gui.fake_search import FakeSearch
from tests.gui.fake_templates import FakeTemplates
from tests.gui.fake_writing import FakeWriting

PASSPHRASE = "correct horse battery staple"
CODE = "K7QP-2MXA-9RTD-H4WB-6CZN-V8EJ-3YFG-5SKL"
ROOT = Path(__file__).parents[2]


def demo_transcript() -> Transcript:
    """The demo session's script with made-up even times."""
    truth = json.loads((ROOT / "resources/demo/script.json").read_text(encoding="utf-8"))
    turns, at = [], 0.0
    for number, (who, text) in enumerate(truth["turns"]):
        length = 0.32 * len(text.split())
        words = tuple(Word(w, at + i * 0.32, at + (i + 1) * 0.32) for i, w in enumerate(text.split()))
        turns.append(Turn("S1" if who == "therapist" else "S2", at, at + length, text, words, uncertain=number == 17))
        at += length + 0.6
    return Transcript(tuple(turns), (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), at)


@dataclass(frozen=True)
class FakeMicrophone:
    id: str
    name: str
    default: bool = False


@dataclass(frozen=True)
class FakeProfile:
    name: str = ""
    credentials: str = ""


class FakeMeter:
    """A microphone that hears a steady voice."""

    level = 0.4

    def __enter__(self) -> FakeMeter:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class FakePlayer:
    """Plays nothing, but remembers what it was asked to play."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls
        self.position = 0.0
        self.playing = False
        self.speed = 1.0
        self.on_end: Callable[[], None] | None = None

    def play(self, start: float, end: float | None = None) -> None:
        self._calls.append(("play", start, end))
        self.position, self.playing = start, True

    def stop(self) -> None:
        self.playing = False


class FakeVault:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.folder = Path("/home/clinician/Sotto")
        self.is_open = False
        self.passphrase = PASSPHRASE if state.vault_there else ""
        self.problems: list[str] = []
        self.code = CODE
        self.pending = False
        self.void = False
        self.wait = 0
        self.folder_wrong: VaultError | None = None
        self.keychain: set[str] = {"available"}

    def exists(self) -> bool:
        return bool(self.passphrase)

    def folder_problem(self) -> VaultError | None:
        return self.folder_wrong

    def accept_folder(self) -> None:
        self.folder_wrong = None
        self._s.calls.append(("accept_folder",))

    def use_folder(self, chosen: Path) -> None:
        self.folder, self.folder_wrong = chosen, None

    def seconds_to_wait(self) -> int:
        return self.wait

    def create(self, passphrase: str) -> str:
        self.passphrase, self.is_open, self.pending = passphrase, True, True
        return CODE

    def unlock(self, passphrase: str) -> None:
        self.check_passphrase(passphrase)
        self.is_open = True

    def check_passphrase(self, passphrase: str) -> None:
        if self.wait:
            raise UnlockDelayed(str(self.wait))
        if passphrase != self.passphrase:
            raise UnlockFailed

    def change_passphrase(self, old: str, new: str) -> None:
        self.check_passphrase(old)
        self.passphrase = new

    def recover(self, code: str, new_passphrase: str) -> None:
        if code.replace("-", "") != self.code.replace("-", ""):
            raise UnlockFailed
        self.passphrase, self.is_open, self.pending = new_passphrase, True, True

    def recovery_pending(self) -> bool:
        return self.pending

    def propose_recovery_code(self) -> str:
        self._s.calls.append(("propose",))
        self.void = True
        return f"{sum(call == ('propose',) for call in self._s.calls):04}" + CODE[::-1][4:]

    def confirm_recovery_code(self, code: str) -> None:
        self.code, self.pending, self.void = code, False, False

    def recovery_void(self) -> bool:
        return self.void

    def recovery_put_off(self) -> None:
        self.void = False

    def recovery_stored(self) -> None:
        self.pending = False

    def keychain_available(self) -> bool:
        return "available" in self.keychain

    def keychain_offered(self) -> bool:
        return "on" in self.keychain

    def keychain_is_on(self) -> bool:
        return "on" in self.keychain

    def keychain_on(self, passphrase: str) -> None:
        self.check_passphrase(passphrase)
        if "available" not in self.keychain:
            raise KeychainUnavailable
        self.keychain.add("on")

    def keychain_off(self) -> bool:
        self.keychain.discard("on")
        return "available" in self.keychain

    def unlock_with_keychain(self) -> None:
        if not {"on", "available"} <= self.keychain:
            raise KeychainUnavailable
        self.is_open = True

    def make_way(self) -> None:
        self._s.calls.append(("make_way",))

    def lock(self) -> None:
        self._s.calls.append(("lock",))
        self.is_open = False

    def strength(self, passphrase: str) -> str:
        if len(passphrase) < 12:
            return "too_short"
        return "strong" if len(passphrase) > 20 else "fair"

    def save_recovery_kit(self, code: str, path: Path) -> None:
        path.write_bytes(b"%PDF-1.4 kit")
        self._s.calls.append(("kit", code))

    def verify(self, printed: str = "") -> list[str]:
        self._s.calls.append(("verify", printed))
        return self.problems


class FakeRecords:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.error: SottoError | None = None

    def opened(self, session_id: str) -> None:
        self._s.calls.append(("opened", session_id))

    def clients(self) -> list[Client]:
        return list(self._s.clients.values())

    def add_client(self, code: str, name: str = "", terms: str = "") -> Client:
        if self.error is not None:
            raise self.error
        if any(code.casefold() == each.code.casefold() for each in self._s.clients.values()):
            raise CodeTaken
        made = Client(f"c{len(self._s.clients)}", code, name, datetime.now(UTC), terms)
        self._s.clients[made.id] = made
        return made

    def client(self, client_id: str) -> Client:
        return self._s.clients[client_id]

    def rename_client(self, client_id: str, code: str, name: str) -> Client:
        if self.error is not None:
            raise self.error
        if any(code.casefold() == c.code.casefold() and c.id != client_id for c in self._s.clients.values()):
            raise CodeTaken
        self._s.clients[client_id] = replace(self._s.clients[client_id], code=code, name=name)
        self._s.calls.append(("rename_client", client_id))
        return self._s.clients[client_id]

    def set_client_terms(self, client_id: str, terms: str) -> Client:
        if self.error is not None:
            raise self.error
        self._s.clients[client_id] = replace(self._s.clients[client_id], terms=terms)
        return self._s.clients[client_id]

    def sessions(self, client_id: str | None = None) -> list[Session]:
        found = [s for s in self._s.sessions.values() if client_id in (None, s.client_id)]
        return sorted(found, key=lambda s: s.started_at, reverse=True)

    def session(self, session_id: str) -> Session:
        return self._s.sessions[session_id]

    def new_session(self, client_id: str, kind: SessionType, speakers: int, template_id: str) -> Session:
        made = Session(
            f"s{len(self._s.sessions)}", client_id, kind, speakers, SessionState.PLANNED, datetime.now(UTC),
            template_id=template_id,
        )  # fmt: skip
        self._s.sessions[made.id] = made
        self._s.calls.append(("new_session", made.id))
        return made

    def give_consent(self, session_id: str, wording: str) -> None:
        self._s.calls.append(("consent", session_id, wording))

    def set_summary(self, session_id: str, text: str) -> None:
        self._s.change(session_id, summary=text)

    def set_template(self, session_id: str, template_id: str) -> None:
        self._s.change(session_id, template_id=template_id)

    def transcript(self, session_id: str) -> Transcript | None:
        return self._s.transcripts.get(session_id)

    def segments(self, session_id: str) -> list[Segment]:
        return list(self._s.segments)

    def stretches(self, session_id: str, transcript: Transcript | None = None) -> list[Stretch]:
        return list(self._s.stretches)

    def sound(self, session_id: str, start: float, end: float) -> bytes:
        return bytes(round((end - start) * 16_000) * 2)

    def profile(self) -> FakeProfile:
        return self._s.profile

    def save_profile(self, profile: FakeProfile) -> None:
        self._s.profile = profile


class FakeAside:
    """A recording as the lock screen reaches it."""

    handle = "0" * 64 + "@nowhere"

    def __init__(self, recording: FakeRecording) -> None:
        self._of = recording

    def status(self) -> RecorderStatus:
        return self._of.status()

    def _to(self, state: RecordingState) -> RecorderStatus:
        self._of._to(state)
        return self._of.now

    def pause(self) -> RecorderStatus:
        return self._to(RecordingState.PAUSED)

    def resume(self) -> RecorderStatus:
        return self._to(RecordingState.RECORDING)

    def off_record(self) -> RecorderStatus:
        return self._to(RecordingState.OFF_RECORD)

    def mark(self) -> RecorderStatus:
        self._of.mark()
        return self._of.now

    def end(self) -> RecorderStatus:
        self._of.ended = True
        return self._to(RecordingState.STOPPED)


class FakeRecording:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.active: str | None = None
        self.starting = self.left_running = self.ended = False
        self.behind: FakeAside | None = None
        self.ended_by: SottoError | None = None
        self.imported: set[str] = set()
        self.read_slowly = False
        self.found_cut: list[str] = []
        self.no_loudspeaker = False
        self.minutes_of_room = 10_000
        self.now = RecorderStatus(RecordingState.RECORDING, level=0.4, device="Built-in microphone")
        self.sample = FakeSample()
        self.list_of_microphones = [
            FakeMicrophone("m1", "Built-in microphone", True), FakeMicrophone("m2", "Yeti Stereo Microphone"),
        ]  # fmt: skip

    def microphones(self, rescan: bool = False) -> list[FakeMicrophone]:
        return self.list_of_microphones

    def level_meter(self, microphone_id: str) -> FakeMeter:
        return FakeMeter()

    def voice_sample(self, seconds: float, microphone_id: str = "") -> FakeSample:
        self.sample.seconds, self.sample.failure, self.sample.closed = 0.0, None, False
        return self.sample

    def use(self, microphone_id: str) -> None:
        self._check()
        chosen = next(m for m in self.list_of_microphones if m.id == microphone_id)
        self.now = replace(self.now, device=chosen.name, alarm=Alarm.NONE, alarm_since=None)
        self._s.calls.append(("use", microphone_id))

    def sound_alarm(self) -> None:
        self._s.calls.append(("alarm",))
        if self.no_loudspeaker:
            raise NoPlaybackDevice

    def start(self, session_id: str, microphone_id: str, *, shorter: bool = False) -> None:
        if self.minutes_of_room < 180 and not shorter:
            raise LittleRoomForRecording(f"{self.minutes_of_room} minutes fit")
        self.active = session_id
        self._s.change(session_id, state=SessionState.RECORDING, recording_id="r")
        self.now = RecorderStatus(RecordingState.RECORDING, level=0.4, device="Built-in microphone")
        self._s.calls.append(("record", session_id, microphone_id))

    def import_file(self, session_id: str, path: Path) -> None:
        self.active = session_id
        self.imported.add(session_id)
        self._s.change(session_id, state=SessionState.RECORDING, recording_id="r")
        self.now = RecorderStatus(
            RecordingState.RECORDING if self.read_slowly else RecordingState.STOPPED, captured=221.0, total=221.0
        )
        self._s.calls.append(("import", session_id, path))

    def problem(self, status: RecorderStatus) -> SottoError | None:
        return self.ended_by if status.state is RecordingState.FAILED else None

    def was_imported(self, session_id: str) -> bool:
        return session_id in self.imported

    def _check(self) -> None:
        """As a recorder that was killed: it is let go, and its session is interrupted."""
        error = self._s.status_error
        if error is None:
            return
        if isinstance(error, RecorderLost) and self.active is not None:
            self._s.change(self.active, state=SessionState.INTERRUPTED, duration=self.now.captured, recording_id="r")
            self.active = None
        raise error

    def status(self) -> RecorderStatus:
        self._check()
        if self.now.state is RecordingState.RECORDING:
            self.now = replace(self.now, captured=self.now.captured + 0.2)
        return self.now

    def _to(self, state: RecordingState) -> None:
        self._check()
        self.now = replace(self.now, state=state)
        self._s.calls.append((state.value,))

    def pause(self) -> None:
        self._to(RecordingState.PAUSED)

    def resume(self) -> None:
        self._to(RecordingState.RECORDING)

    def off_record(self) -> None:
        self._to(RecordingState.OFF_RECORD)

    def mark(self) -> None:
        self._check()
        self.now = replace(self.now, marks=(*self.now.marks, self.now.captured))

    def take_behind(self, handle: str) -> None:
        self._s.calls.append(("behind", bool(handle)))

    def stop(self) -> Session:
        assert self.active is not None
        done = self._s.change(
            self.active, state=SessionState.RECORDED, duration=221.0, recording_id="r",
            marks=tuple(Mark(m) for m in self.now.marks), ended_at=datetime.now(UTC),
        )  # fmt: skip
        self.active = None
        self._s.calls.append(("stop",))
        if self.now.state is RecordingState.FAILED and self.ended_by is not None:
            raise self.ended_by
        return done

    def recover(self) -> list[Session]:
        cut = [self._s.sessions[each] for each in self.found_cut]
        return [*cut, self._s.sessions[self.active]] if self.active else cut

    def player(self, session_id: str) -> FakePlayer:
        return FakePlayer(self._s.calls)


class FakeWork:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.error: SottoError | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.restart = False
        self.live = Live(60.0, 58.0, 54.0, 40.0, 0)
        self.live_error: SottoError | None = None
        self.sections_before: tuple[str, ...] = ()  # which sections of a draft are complete before `hold`
        self.worked_with: list[ModelPlan | None] = []

    def warm(self, models: ModelPlan | None = None) -> None:
        self._s.calls.append(("warm", models))

    def _wait(self, cancelled: Callable[[], bool]) -> None:
        while not self.hold.wait(0.01):
            if cancelled():
                raise Cancelled
        if cancelled():
            raise Cancelled
        if self.error is not None:
            error, self.error = self.error, None
            raise error

    def process(
        self,
        session_id: str,
        report: Report,
        cancelled: Callable[[], bool],
        *,
        going_on: Callable[[], bool] | None = None,
        tell: Callable[[Live], None] = lambda _: None,
        models: ModelPlan | None = None,
    ) -> Transcript:
        self.worked_with.append(models)
        while going_on is not None and going_on():
            tell(self.live)
            time.sleep(0.01)
            if cancelled():
                raise Cancelled
            if self.live_error is not None:
                raise self.live_error
        if going_on is not None and self._s.sessions[session_id].state is not SessionState.RECORDED:
            raise Cancelled  # it was cut off, and may go on
        report(
            Progress(Stage.TRANSCRIBE, 110.0, 221.0, restarted=self.restart, reason="crashed" if self.restart else "")
        )
        self._wait(cancelled)
        report(Progress(Stage.TRANSCRIBE, 221.0, 221.0))
        report(Progress(Stage.SPEAKERS, 221.0, 221.0))
        self._s.transcripts[session_id] = demo_transcript()
        self._s.change(session_id, state=SessionState.TRANSCRIBED)
        return self._s.transcripts[session_id]

    def draft(
        self,
        session_id: str,
        template_id: str,
        report: Report,
        cancelled: Callable[[], bool],
        on_section: Callable[[str, Sequence[NoteSentence]], None] = lambda _id, _sentences: None,
        *,
        models: ModelPlan | None = None,
    ) -> Note:
        self.worked_with.append(models)
        before = self._s.notes.get(session_id)
        report(Progress(Stage.DRAFT, 1, 3))
        drafted = demo_note(session_id, self._s.transcripts.get(session_id, Transcript()))
        for section in ("data", "assessment", "plan"):
            if section in self.sections_before:
                on_section(section, [s for s in drafted.sentences if s.section == section])
        self._wait(cancelled)
        if self._s.notes.get(session_id) is not before:
            raise NotAllowed("You changed the note while the draft was being made.")
        report(Progress(Stage.DRAFT, 3, 3))
        report(Progress(Stage.CHECK, 9, 9))
        note = demo_note(session_id, self._s.transcripts.get(session_id, Transcript()))
        note = replace(note, version=before.version + 1 if before else 1)
        self._s.notes[session_id] = note
        self._s.change(session_id, state=SessionState.DRAFTED)
        return note

    def at_work(self, session_id: str) -> bool:
        return False

    def redo_section(self, session_id: str, section_id: str, report: Report, cancelled: Callable[[], bool]) -> Note:
        self._wait(cancelled)
        note = self._s.notes[session_id]
        fresh = NoteSentence(f"again-{section_id}", section_id, "Written once more.", Origin.MODEL,
                             Verdict.SUPPORTED, 0.9)  # fmt: skip
        kept = tuple(s for s in note.sentences if s.section != section_id)
        self._s.notes[session_id] = replace(note, sentences=(*kept, fresh), version=note.version + 1)
        self._s.calls.append(("redo_section", section_id))
        return self._s.notes[session_id]


DAP = NoteTemplate(
    "dap", "DAP", "Data, assessment, plan", (
        Section("data", "Data", "What was said and done in the session."),
        Section("assessment", "Assessment", "Your view of where the client stands."),
        Section("plan", "Plan", "What was agreed, and what comes next."),
    ),
)  # fmt: skip
SOAP = NoteTemplate(
    "soap", "SOAP", "Subjective, objective, assessment, plan",
    tuple(Section(t.lower(), t, "") for t in ("Subjective", "Objective", "Assessment", "Plan")),
)  # fmt: skip

DRAFT: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("data", "The client reported sleeping better, about six hours a night, up from four.", (3, 6)),
    ("data", "The client kept the phone out of the bedroom and did the breathing exercise most nights.", (5,)),
    ("data", "On Friday the client’s manager asked for a meeting; the client’s heart was racing and their hands "
             "went cold.", (9,)),
    ("data", "The client denied thoughts of hurting themselves.", (25,)),
    ("assessment", "Client: “That if I make one mistake, everything falls apart.”", (11,)),
    ("assessment", "The client shows clear signs of an anxiety disorder.", ()),
    ("plan", "The client will call their sister on Sunday.", (33,)),
)  # fmt: skip


def demo_note(session_id: str, transcript: Transcript) -> Note:
    """A draft with evidence where the script has it, and one sentence without."""
    sentences = []
    for number, (section, text, turns) in enumerate(DRAFT):
        evidence = tuple(
            Evidence(t, transcript.turns[t].start, transcript.turns[t].end, transcript.turns[t].text)
            for t in turns
            if t < len(transcript.turns)
        )
        found = bool(evidence)
        sentences.append(
            NoteSentence(
                f"n{number}",
                section,
                text,
                Origin.QUOTATION if "“" in text else Origin.MODEL,
                Verdict.SUPPORTED if found else Verdict.UNSUPPORTED,
                0.9 if found else 0.1,
                () if found else ("A diagnosis is yours to make; nobody said it in the session.",),
                evidence,
            )
        )
    return Note("note-" + session_id, session_id, "dap", tuple(sentences), model="SmolLM2 135M",
                updated_at=datetime.now(UTC))  # fmt: skip


class FakeNotes:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.quotations: list[NoteSentence] = []

    def templates(self) -> list[NoteTemplate]:
        return [DAP, SOAP]

    def template(self, template_id: str) -> NoteTemplate:
        return next(t for t in self.templates() if t.id == template_id.partition("+")[0])

    def format_for(self, session_id: str, template_id: str) -> NoteTemplate:
        return self.template(template_id)

    def latest(self, session_id: str) -> Note | None:
        return self._s.notes.get(session_id)

    def save(self, note: Note) -> Note:
        if self._s.notes[note.session_id].signed:
            raise NoteSigned
        saved = replace(note, version=note.version + 1, updated_at=datetime.now(UTC))
        self._s.notes[note.session_id] = saved
        self._s.calls.append(("save", note.session_id))
        return saved

    def check(self, session_id: str, text: str) -> CheckResult:
        self._s.calls.append(("check", text))
        transcript = self._s.transcripts.get(session_id, Transcript())
        wanted = {w.strip(".,;").lower() for w in text.split() if len(w) > 6}
        for number, turn in enumerate(transcript.turns):
            if wanted & {w.strip(".,;?").lower() for w in turn.text.split()}:
                return CheckResult(Verdict.SUPPORTED, 0.8, (), (Evidence(number, turn.start, turn.end, turn.text),))
        return CheckResult(Verdict.UNSUPPORTED, 0.1, ("Nothing like this was said.",))

    def quotation(self, session_id: str, sentence: NoteSentence) -> NoteSentence | None:
        found = self.check(session_id, sentence.text).evidence
        if not found:
            return None
        return replace(sentence, text=f"Client: “{found[0].quote}”", origin=Origin.QUOTATION, kept=False, reasons=(),
                       source=Source.SESSION, verdict=Verdict.SUPPORTED, score=1.0, evidence=found)  # fmt: skip

    def said(self, session_id: str, section_id: str) -> list[NoteSentence]:
        return [each for each in self.quotations if each.section == section_id]

    def sign(self, session_id: str, name: str, credentials: str, meaning: str, *, version: int | None = None) -> Note:
        note = self._s.notes[session_id]
        if version not in (None, note.version):
            raise NotAllowed("The note changed meanwhile. Read it again, then sign.")
        if note.to_review:
            raise UnhandledSentences(str(note.to_review))
        signed = replace(note, signature=Signature(name, credentials, datetime.now(UTC), meaning))
        self._s.notes[session_id] = signed
        self._s.change(session_id, state=SessionState.SIGNED)
        return signed

    def add_addendum(self, session_id: str, text: str, name: str, credentials: str) -> Note:
        note = self._s.notes[session_id]
        entry = Addendum(f"a{len(note.addenda)}", text, Signature(name, credentials, datetime.now(UTC), "Addendum"))
        self._s.notes[session_id] = replace(note, addenda=(*note.addenda, entry))
        self._s.unsent.pop(session_id, None)
        return self._s.notes[session_id]

    def unsent(self, place: str) -> str:
        return self._s.unsent.get(place, "")

    def keep_unsent(self, place: str, text: str) -> None:
        self._s.unsent[place] = text


class FakePending:
    def __init__(self, state: FakeState) -> None:
        self._s = state

    def keep(self, plans: Sequence[WorkPlan]) -> None:
        self._s.pending = list(plans)

    def plans(self) -> list[WorkPlan]:
        return list(self._s.pending)


class FakePreferences:
    def __init__(self) -> None:
        self.values: dict[str, Any] = {
            "idle_minutes": 10,
            "theme": "light",
            "template": "dap",
            "microphone": "",
            "hide_from_capture": True,
            "alarm_sound": True,
            "live_text": False,
            "quiet": False,
            "strip": False,  # a window of its own over every test would be one too many
            "notices": True,
            "global_keys": False,
            "strip_place": "",
            "work.usual": [],
        }

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def set(self, name: str, value: Any) -> None:
        self.values[name] = value


@dataclass
class FakeState:
    vault_there: bool = True
    clients: dict[str, Client] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    segments: list[Segment] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    profile: FakeProfile = field(default_factory=lambda: FakeProfile("Ruth Calder", "LCSW"))
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    status_error: SottoError | None = None
    unsent: dict[str, str] = field(default_factory=dict)
    pending: list[WorkPlan] = field(default_factory=list)

    def change(self, session_id: str, **changes: Any) -> Session:
        self.sessions[session_id] = replace(self.sessions[session_id], **changes)
        return self.sessions[session_id]


class FakeIntegrity:
    def __init__(self, vault: FakeVault) -> None:
        self._vault = vault
        self.found: list[str] = []

    def head(self) -> str:
        return "128 · 3f9a 71c2 8d0e"

    def found_at_opening(self) -> list[str]:
        return self.found

    def accept(self) -> None:
        self.found, self._vault.problems = [], []


class FakePrivacy:
    """Everything refused, but what a test lets through by putting its word into `through`."""

    def __init__(self) -> None:
        self.through: set[str] = set()
        self.busy = False
        self.error: Exception | None = None
        self.open = False
        self.last: Use | None = None

    def report(self) -> PrivacyReport:
        home = Path("/home/ruth/.local/share/Sotto")
        return PrivacyReport(
            self.open,
            self.last,
            (
                Stored("vault", home / "vault", 3_400_000),
                Stored("recordings", home / "vault" / "audio", 812_000_000),
                Stored("models", home / "models", 1_900_000_000),
                Stored("settings", Path("/home/ruth/.config/Sotto/settings.toml"), 400),
                Stored("logs", Path("/home/ruth/.config/Sotto"), 0),
            ),
            "Recordings are kept until you destroy them. There is 1 recording in the vault now.",
            (
                Protected("window", True, True),
                Protected("recorder", False),
                Protected("speech", True, True, True),
                Protected("language", True, True, False),
            ),
            "128 · 3f9a 71c2 8d0e",
        )

    def prove(self) -> tuple[Proof, ...]:
        if self.error is not None:
            raise self.error
        native = ("inet", "inet6", "netlink", "packet", "io_uring", "vault")
        ways = [(what, "python") for what in ("inet", "inet6", "vault", "write", "memory", "program", "programs")]
        ways += [*((what, "native") for what in native), ("reports", "environment")]
        tried = tuple(Tried(what, way, "open" if what in self.through else "refused") for what, way in ways)
        return (Proof("speech", tried), Proof("language", () if self.busy else tried))


class FakePreflight:
    """Everything fits, unless a test puts something else into `found`."""

    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.found = Preflight(Combination(), Combination(), Machine(12_000, 16_000, 1e6))
        self.plans: dict[str, ModelPlan] = {}

    def check(self) -> Preflight:
        return self.found

    def settle(self, session_id: str, models: ModelPlan) -> None:
        self.plans[session_id] = models

    def settled(self, session_id: str) -> ModelPlan | None:
        return self.plans.get(session_id)


class FakeVocabulary:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.terms: list[str] = ["EMDR", "Haus am See"]
        self.methods: list[str] = ["emdr"]
        self.error: SottoError | None = None

    def clinic_terms(self) -> list[str]:
        return list(self.terms)

    def set_clinic_terms(self, terms: Sequence[str]) -> None:
        if self.error is not None:
            raise self.error
        self.terms = list(terms)
        self._s.calls.append(("set_clinic_terms",))

    def modalities(self) -> list[Modality]:
        return [
            Modality("cbt", "Cognitive behavioral therapy (CBT)", ("thought record",)),
            Modality("emdr", "Eye movement desensitization and reprocessing (EMDR)", ("SUDs", "VOC")),
        ]

    def chosen_modalities(self) -> list[str]:
        return list(self.methods)

    def set_modalities(self, ids: Sequence[str]) -> None:
        if self.error is not None:
            raise self.error
        self.methods = list(ids)


class FakeSample:
    """A microphone that reads half a minute aloud in no time, unless it is held."""

    def __init__(self) -> None:
        self.seconds, self.level, self.loudest = 0.0, 0.4, 0.6
        self.failure: SottoError | None = None
        self.error: SottoError | None = None
        self.closed = False
        self.hold = False

    def __enter__(self) -> FakeSample:
        if self.error is not None:
            raise self.error
        if not self.hold:
            self.seconds = 30.0
        return self

    @property
    def full(self) -> bool:
        return self.seconds >= 30.0

    @property
    def pcm(self) -> bytes:
        return bytes(30 * 32_000)

    def close(self) -> None:
        self.closed = True


class FakeVoices:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.since: datetime | None = None
        self.error: SottoError | None = None

    def enrolled(self) -> datetime | None:
        return self.since

    def enrol(self, pcm: bytes) -> None:
        if self.error is not None:
            raise self.error
        self._s.calls.append(("enrol", len(pcm)))
        self.since = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)

    def forget(self) -> None:
        self._s.calls.append(("forget_voice",))
        self.since = None


class FakeDemo:
    """The demo session: there already where the state holds one of that name, else read in anew."""

    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.error: SottoError | None = None

    def begin(self) -> Demo:
        if self.error is not None:
            raise self.error
        self._s.calls.append(("demo",))
        if "demo" in self._s.notes:
            return Demo("demo", None)
        now = datetime.now(UTC)
        self._s.clients["demo"] = Client("demo", "DEMO", "", now)
        self._s.sessions["demo"] = Session(
            "demo", "demo", SessionType.INDIVIDUAL, 2, SessionState.RECORDED, now, now, 221.0, template_id="dap",
            recording_id="r",
        )  # fmt: skip
        return Demo("demo", WorkPlan("demo", template_id="dap"))


class FakeServices:
    """The container, as the window sees it."""

    def __init__(self, *, vault_there: bool = True) -> None:
        self.state = FakeState(vault_there)
        if not vault_there:
            self.state.profile = FakeProfile()
        self.vault = FakeVault(self.state)
        self.records = FakeRecords(self.state)
        self.corrections = FakeCorrections(self.state)
        self.recording = FakeRecording(self.state)
        self.demo = FakeDemo(self.state)
        self.dictation = FakeDictation(self.state)
        self.written = FakeWritten(self.state)
        self.writing = FakeWriting(self.state)
        self.work = FakeWork(self.state)
        self.pending = FakePending(self.state)
        self.notes = FakeNotes(self.state)
        self.goals = FakeGoals(self.state)
        self.overview = FakeOverview(self.state, self.goals)
        self.nudges = FakeNudges(self.state, self.notes, self.goals)
        self.templates = FakeTemplates(self.state)
        self.models = FakeModels()
        self.installer = FakeInstaller(self.models, self.state.calls)
        self.machine = FakeMachine(self.models, self.state.calls)
        self.self_test = FakeSelfTest(self.state.calls)
        self.workers = FakeWorkers()
        self.vocabulary = FakeVocabulary(self.state)
        self.voices = FakeVoices(self.state)
        self.preflight = FakePreflight(self.state)
        self.preferences = FakePreferences()
        self.deletion = FakeDeletion(self.state)
        self.review = FakeReview(self.state, self.deletion)
        self.backup = FakeBackup(self.state)
        self.exports = FakeExports(self.state, self.notes)
        self.leaving = FakeLeaving(self.state)
        self.retention = FakeRetention(self.state)
        self.integrity = FakeIntegrity(self.vault)
        self.privacy = FakePrivacy()
        self.audit = FakeAudit(self.state)
        self.search = FakeSearch(self.state)

    @property
    def calls(self) -> list[tuple[Any, ...]]:
        return self.state.calls


def with_sessions(services: FakeServices) -> FakeServices:
    """Add clients and sessions in every state; "demo" is drafted, "signed" is signed."""
    s = services.state
    for number, (code, name) in enumerate(
        [("DEMO", "Demo session"), ("A-104", ""), ("K. M.", "Katharina Mittermaier")]
    ):
        s.clients[f"c{number}"] = Client(f"c{number}", code, name, datetime.now(UTC))
    noon = datetime.now(UTC).replace(hour=11, minute=30, second=0, microsecond=0)
    rows = [
        ("demo", "c0", SessionType.INDIVIDUAL, SessionState.DRAFTED, timedelta(0), 221.0),
        ("rec", "c1", SessionType.COUPLE, SessionState.RECORDED, timedelta(hours=2), 3010.0),
        ("cut", "c2", SessionType.INDIVIDUAL, SessionState.INTERRUPTED, timedelta(days=1), 1290.0),
        ("signed", "c0", SessionType.INDIVIDUAL, SessionState.SIGNED, timedelta(days=1, hours=3), 2940.0),
        ("plan", "c2", SessionType.FAMILY, SessionState.PLANNED, timedelta(days=4), 0.0),
        ("old", "c1", SessionType.COUPLE, SessionState.SIGNED, timedelta(days=4, hours=1), 3125.0),
    ]
    for sid, client, kind, state, ago, length in rows:
        s.sessions[sid] = Session(sid, client, kind, kind.usual_speakers, state, noon - ago, noon - ago, length,
                                  recording_id="r" if length else "")  # fmt: skip
    for sid in ("demo", "signed", "old"):
        s.transcripts[sid] = demo_transcript()
        s.notes[sid] = demo_note(sid, s.transcripts[sid])
    for sid in ("signed", "old"):
        note = s.notes[sid]
        kept = tuple(replace(x, kept=True, origin=Origin.CLINICIAN) if x.needs_review else x for x in note.sentences)
        meaning = "I have reviewed this note and it is my record of the session."
        s.notes[sid] = replace(note, sentences=kept, signature=Signature("Ruth Calder", "LCSW", noon, meaning),
                               addenda=(Addendum("a0", "The client called on Monday to confirm the next appointment.",
                                                 Signature("Ruth Calder", "LCSW", noon, "Addendum")),))  # fmt: skip
    services.vault.is_open = True
    return services


def wait_until(check: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait for a condition without Qt; True if it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.005)
    return False
