"""How states, types, times and sizes are called on the screen."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.overview import SessionLine
from app.domain.progress import Stage
from app.domain.session import GapKind, RecordingState, Session, SessionState, SessionType
from app.domain.transcript import Role, Stretch, StretchKind, Transcript


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)


def folded(text: str) -> str:
    """Without case and accents, so that "zofie" finds Žofie."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each)).strip()


def state_words(session: Session | SessionLine) -> str:
    """A session's state in words."""
    if session.state is SessionState.PLANNED and session.written:
        return _tr("Written, no draft yet")
    return {
        SessionState.PLANNED: _tr("Nothing recorded"),
        SessionState.RECORDING: _tr("Recording"),
        SessionState.INTERRUPTED: _tr("Interrupted"),
        SessionState.RECORDED: _tr("Recorded"),
        SessionState.TRANSCRIBED: _tr("Transcript ready"),
        SessionState.DRAFTED: _tr("Draft ready"),
        SessionState.SIGNED: _tr("Signed"),
    }[session.state]


def state_tone(session: Session | SessionLine) -> str:
    """The tone of a session's state; the words say the same."""
    return {
        SessionState.RECORDING: "danger",
        SessionState.INTERRUPTED: "warning",
        SessionState.DRAFTED: "accent",
        SessionState.SIGNED: "success",
    }.get(session.state, "")


def type_words(kind: SessionType) -> str:
    """A session type in words."""
    return {
        SessionType.INDIVIDUAL: _tr("Individual"),
        SessionType.COUPLE: _tr("Couple"),
        SessionType.FAMILY: _tr("Family"),
        SessionType.GROUP: _tr("Group"),
    }[kind]


def recording_words(state: RecordingState) -> str:
    """What the recorder is doing, in words."""
    return {
        RecordingState.STARTING: _tr("Starting"),
        RecordingState.RECORDING: _tr("Recording"),
        RecordingState.PAUSED: _tr("Paused"),
        RecordingState.OFF_RECORD: _tr("Off the record"),
        RecordingState.STOPPED: _tr("Stopped"),
        RecordingState.FAILED: _tr("Not recording"),
    }[state]


def stage_words(stage: Stage) -> str:
    """A stage of the work in words."""
    return {
        Stage.CAPTURE: _tr("Reading the sound"),
        Stage.TRANSCRIBE: _tr("Writing down the words"),
        Stage.SPEAKERS: _tr("Working out who spoke"),
        Stage.DRAFT: _tr("Drafting the note"),
        Stage.CHECK: _tr("Checking each sentence against the session"),
    }[stage]


def role_words(role: Role, label: str) -> str:
    """A speaker's role in words; the label where it is not known."""
    return {Role.THERAPIST: _tr("Therapist"), Role.CLIENT: _tr("Client")}.get(role, label)


def clock(seconds: float) -> str:
    """Seconds as 0:19, 12:04 or 1:02:03."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


def stretch_words(stretch: Stretch) -> str:
    """A stretch without words and how long it is: "Pause, 0:45"."""
    kind = {
        StretchKind.PAUSE: _tr("Pause, {length}"),
        StretchKind.UNCLEAR: _tr("Unclear, {length}"),
        StretchKind.SKIPPED: _tr("Quiet sound, {length}"),
    }[stretch.kind]
    return kind.replace("{length}", clock(max(1, round(stretch.end - stretch.start))))


def length_words(seconds: float) -> str:
    """A length for reading: "48 min", "35 s", "" for nothing."""
    if seconds <= 0:
        return ""
    if seconds < 60:
        return _tr("{n} s").replace("{n}", str(max(1, round(seconds))))
    return _tr("{n} min").replace("{n}", str(round(seconds / 60)))


def local(moment: datetime) -> datetime:
    """A UTC moment in the time zone of this computer."""
    return moment.astimezone()


def time_words(moment: datetime) -> str:
    """The time of day, as 14:32."""
    return f"{local(moment):%H:%M}"


def day_words(day: date) -> str:
    """Today, Yesterday, or the day written out."""
    ago = (datetime.now(UTC).astimezone().date() - day).days
    if ago == 0:
        return _tr("Today")
    if ago == 1:
        return _tr("Yesterday")
    name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    return f"{name}, {date_words(day)}"


def date_words(day: date) -> str:
    """A date as 22 November 2026, in the order of the language."""
    month = QLocale().monthName(day.month, QLocale.FormatType.LongFormat)
    parts = {"{day}": str(day.day), "{month}": month, "{year}": str(day.year)}
    text = _tr("{day} {month} {year}")
    for place, value in parts.items():
        text = text.replace(place, value)
    return text


def moment_words(moment: datetime) -> str:
    """Date and time of a UTC moment, in local time."""
    here = local(moment)
    return f"{date_words(here.date())}, {here:%H:%M}"


def size_words(size: int) -> str:
    """Bytes as MB or GB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"


def gap_words(kind: GapKind) -> str:
    """Why there is no sound for a while, in words."""
    return {
        GapKind.PAUSED: _tr("paused before this"),
        GapKind.OFF_RECORD: _tr("off the record before this"),
        GapKind.OVERFLOW: _tr("sound missing before this"),
        GapKind.INTERRUPTED: _tr("interrupted before this"),
        GapKind.LOST: _tr("no sound from the microphone before this"),
        GapKind.ASLEEP: _tr("the computer slept before this"),
        GapKind.SWITCHED: _tr("another microphone from here"),
        GapKind.DISK_FULL: _tr("not stored before this, the disk was full"),
    }[kind]


def turn_tags(session: Session, transcript: Transcript) -> dict[int, str]:
    """What the marks and gaps of a session say of the turns: each stands at the turn that follows or holds it."""
    tags: dict[int, list[str]] = {}

    def add(at: float, text: str) -> None:
        row = next((i for i, turn in enumerate(transcript.turns) if turn.end > at), len(transcript.turns) - 1)
        if row >= 0:
            tags.setdefault(row, []).append(text)

    for gap in session.gaps:
        add(gap.at, f"{gap_words(gap.kind)}, {length_words(max(gap.length, 1.0))}")
    for mark in session.marks:
        add(mark.at, _tr("marked"))
    return {row: " · ".join(dict.fromkeys(texts)) for row, texts in tags.items()}
