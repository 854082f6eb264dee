"""Clients, sessions, consents and recordings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SessionType(StrEnum):
    """What kind of session; gives the usual number of people who speak, the therapist included."""

    INDIVIDUAL = "individual"
    COUPLE = "couple"
    FAMILY = "family"
    GROUP = "group"

    @property
    def usual_speakers(self) -> int:
        """How many people usually speak, counting the therapist."""
        return {"individual": 2, "couple": 3, "family": 4, "group": 6}[self.value]


class SessionState(StrEnum):
    """Where a session stands. The values are stored; what the screen says is the window's matter."""

    PLANNED = "planned"  # nothing recorded yet
    RECORDING = "recording"
    INTERRUPTED = "interrupted"  # the recorder or the machine died; what was said is stored
    RECORDED = "recorded"  # waiting for transcription
    TRANSCRIBED = "transcribed"  # transcript complete, no draft yet
    DRAFTED = "drafted"  # a draft is there, to review
    SIGNED = "signed"


class RecordingState(StrEnum):
    """What the recorder is doing right now."""

    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    OFF_RECORD = "off_record"
    STOPPED = "stopped"
    FAILED = "failed"


class GapKind(StrEnum):
    """Why sound is missing at a place of a recording."""

    PAUSED = "paused"
    OFF_RECORD = "off_record"
    OVERFLOW = "overflow"
    INTERRUPTED = "interrupted"  # the recorder or the machine died
    LOST = "lost"  # the microphone was away or gave nothing
    ASLEEP = "asleep"  # the computer slept
    SWITCHED = "switched"  # the clinician chose another microphone
    DISK_FULL = "disk_full"  # neither the disk nor the memory could take any more


class Alarm(StrEnum):
    """What a clinician who records must know at once. The recording goes on."""

    NONE = "none"
    SILENT = "silent"  # the microphone has given exact zeros for two seconds
    NO_SOUND = "no_sound"  # it has given nothing at all for two seconds
    LOST = "lost"  # it is gone, and looked for
    DISK_LOW = "disk_low"  # little room is left
    DISK_FULL = "disk_full"  # what is said waits in memory for room on the disk


@dataclass(frozen=True, slots=True)
class Client:
    """A client. A code is enough; the name is optional.

    `terms`: names and medications that come up in the sessions, one a line, for the recogniser. `called`: how notes
    call the client ("K.", "Dana", "the client"), "" for the clinician's usual way; `pronouns`: "she/her", "they/them"
    or others, "" where the note shall do without.
    """

    id: str
    code: str
    name: str = ""
    created_at: datetime | None = None
    terms: str = ""
    called: str = ""
    pronouns: str = ""

    @property
    def label(self) -> str:
        """How the client is called on the screen: the code, and the name if there is one."""
        return f"{self.code} · {self.name}" if self.name else self.code


@dataclass(frozen=True, slots=True)
class Consent:
    """That the client agreed to be recorded: when, and to which wording, word for word."""

    session_id: str
    given_at: datetime
    wording: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without sound, at `at` seconds of the recording, `length` seconds long by the clock.

    `device` is the microphone that the recording went on with, where it is another one.
    """

    kind: GapKind
    at: float
    length: float
    device: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that the clinician marked, in seconds from the start of the recording."""

    at: float


@dataclass(frozen=True, slots=True)
class Session:
    """One session with one client (or one couple, family, group).

    `speakers` is how many people speak, the therapist included; 0 where that is not known.
    `started_at` and `ended_at` are UTC. `duration` is seconds of captured sound, 0.0 without any.
    `recording_id` is empty for a session without a recording; `audio_destroyed_at` is set once the
    recording's key is gone.
    """

    id: str
    client_id: str
    type: SessionType
    speakers: int
    state: SessionState
    started_at: datetime
    ended_at: datetime | None = None
    duration: float = 0.0
    recording_id: str = ""
    template_id: str = "dap"
    summary: str = ""  # what the clinician typed instead of a recording
    audio_destroyed_at: datetime | None = None
    marks: tuple[Mark, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def written(self) -> bool:
        """Whether the clinician typed what happened."""
        return bool(self.summary)


@dataclass(frozen=True, slots=True)
class RecorderStatus:
    """What the recorder says of itself a few times a second.

    `captured` is seconds of sound stored so far; `level` is the peak of the last moments from 0.0
    to 1.0; `silent_for` is how many seconds the microphone has given exact zeros. `alarm_since` is
    when the alarm's reason began (UTC). `waiting` is seconds of sound that wait in memory for room on
    the disk, `lost` those of which it is certain that they could not be stored. `room` is seconds of
    sound for which the disk has room, None where that is not known. `drift` is by how much the device's
    clock is slower than the computer's, in millionths. `kept_awake`: the system keeps the computer from
    going to sleep. `sandboxed`: the recorder can open no network socket. `confined`: nor can it see more of the disk
    than its recordings and the sound system.
    """

    state: RecordingState
    captured: float = 0.0
    level: float = 0.0
    silent_for: float = 0.0
    overflows: int = 0
    device: str = ""
    total: float = 0.0  # length of the source in seconds where it is known (a file), else 0.0
    error_code: str = ""  # code of the error that ended it, if one did
    error_detail: str = ""
    marks: tuple[float, ...] = ()
    gaps: tuple[Gap, ...] = field(default=())
    alarm: Alarm = Alarm.NONE
    alarm_since: datetime | None = None
    waiting: float = 0.0
    lost: float = 0.0
    room: float | None = None
    drift: float = 0.0
    kept_awake: bool = False
    sandboxed: bool = False
    confined: bool = False
