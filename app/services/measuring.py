"""How fast this computer is with the installed models: the real workers on the demo session, for half a minute."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle

from app.audio.decode import SoundFile
from app.domain.engines import Question
from app.domain.errors import Cancelled, ModelError, WorkerCrashed, WorkerFailure, WorkerKilled, WorkerReported
from app.domain.transcript import SAMPLE_RATE
from app.services.catalogue import Task
from app.services.installing.progress import Halt
from app.services.models import ModelService
from app.services.paths import DEMO_SOUND
from app.workers import protocol as p
from app.workers.host import R, WorkerDied, WorkerHost

DEMO_SCRIPT = DEMO_SOUND.with_name("script.json")


@dataclass(frozen=True, slots=True)
class MeasureProgress:
    """One report: the task whose model is tried just now ("" at the end), and how much of all is done, 0.0 to 1.0."""

    task: Task | None
    done: float


MeasureReport = Callable[[MeasureProgress], None]


@dataclass(frozen=True, slots=True)
class SpeechSpeed:
    """`factor`: seconds of work for a second of session, its pauses included; below 1 it is faster than speech.
    `load_seconds`: how long loading took."""

    model_id: str
    factor: float
    load_seconds: float


@dataclass(frozen=True, slots=True)
class SpeakersSpeed:
    """`factor`: seconds of work for a second of sound. `hop`: seconds between the windows that were looked at."""

    model_id: str
    factor: float
    hop: float
    load_seconds: float


@dataclass(frozen=True, slots=True)
class NoteSpeed:
    """Tokens a second: `reads` of text that is taken in, `writes` of text that is made."""

    model_id: str
    reads: float
    writes: float
    load_seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured on this computer, by model id; the newest figure of each.

    `failed`: models that could not be tried, by id, with the code of the error. `on_battery`: whether the last
    measurement was taken on battery.
    """

    speech: dict[str, SpeechSpeed] = field(default_factory=dict)
    speakers: dict[str, SpeakersSpeed] = field(default_factory=dict)
    note: dict[str, NoteSpeed] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    on_battery: bool = False
    taken: str = ""
    """When: ISO 8601, UTC; "" where nothing was measured yet."""


BUDGET: dict[Task, float] = {"speech": 12.0, "speakers": 8.0, "note": 10.0}
"""Seconds of work for each, without loading; what was begun is finished."""
PIECE_SECONDS = 2.0
WARM_TOKENS = 32
"""What is read first does not count: libraries find their footing with it."""
ANSWER_TOKENS = 24
NUMBERS: dict[str, object] = {"type": "array", "items": {"type": "integer"}, "minItems": 60, "maxItems": 60}
"""What the note model is made to write: long enough that every model goes on until it is stopped."""
TRIED: tuple[Task, ...] = ("speech", "speakers", "note")


class Measuring:
    """One measurement. `run` may be cut off; `found` then holds what there was until then."""

    def __init__(
        self,
        models: ModelService,
        speech: WorkerHost,
        language: WorkerHost,
        report: MeasureReport,
        halt: Halt,
        wanted: Callable[[], bool] = lambda: False,
    ) -> None:
        """`wanted`: whether somebody needs the workers for a session; the measurement gives way then."""
        self._models = models
        self._speech = speech
        self._language = language
        self._report = report
        self._halt = halt
        self._wanted = wanted
        self._sound = b""
        self._done = 0.0
        self._new = Measured()

    def found(self, before: Measured, *, on_battery: bool) -> Measured:
        """What was found, together with what was known `before`; the newer figure of a model counts."""
        new = self._new
        tried = {*new.speech, *new.speakers, *new.note, *new.failed}
        if not tried:
            return before
        return Measured(
            speech={**before.speech, **new.speech},
            speakers={**before.speakers, **new.speakers},
            note={**before.note, **new.note},
            failed={**{i: code for i, code in before.failed.items() if i not in tried}, **new.failed},
            on_battery=on_battery,
            taken=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def run(self, models: Mapping[Task, str]) -> None:
        """Try the models (ids by task) one after the other; each is unloaded before the next, so that two of them are
        never in memory for this. Raises Cancelled once it was asked to stop, or the workers are
        wanted."""
        wanted = [(task, models[task]) for task in TRIED if models.get(task)]
        whole = sum(BUDGET[task] for task, _ in wanted) or 1.0
        done = 0.0
        for task, model_id in wanted:
            began, share = done / whole, BUDGET[task] / whole

            def advance(part: float, task: Task = task, began: float = began, share: float = share) -> None:
                self._check()
                self._done = max(self._done, min(began + share * min(part, 1.0), 1.0))
                self._report(MeasureProgress(task, self._done))

            advance(0.0)
            self._try(task, model_id, advance)
            done += BUDGET[task]
        self._report(MeasureProgress(None, 1.0))

    def _check(self) -> None:
        self._halt.check()
        if self._wanted():
            raise Cancelled

    def _try(self, task: Task, model_id: str, advance: Callable[[float], None]) -> None:
        host = self._language if task == "note" else self._speech
        self._speech.unload("speech", "speakers")
        self._language.unload("note")
        try:
            request = self._models.request_for(model_id)
            began = time.monotonic()
            host.load(request, cancelled=lambda: self._halt.asked)
            loading = time.monotonic() - began
            if task == "speech":
                self._new.speech[model_id] = SpeechSpeed(model_id, self._words(host, advance), loading)
            elif task == "speakers":
                factor, hop = self._speakers(host, advance)
                self._new.speakers[model_id] = SpeakersSpeed(model_id, factor, hop, loading)
            else:
                reads, writes = self._tokens(host, advance)
                self._new.note[model_id] = NoteSpeed(model_id, reads, writes, loading)
        except (ModelError, WorkerFailure) as error:
            self._new.failed[model_id] = error.code
        finally:
            if not self._wanted():  # a session that began meanwhile may have found its model loaded
                host.unload(task)

    # ---- words -------------------------------------------------------------------------------------

    def _words(self, host: WorkerHost, advance: Callable[[float], None]) -> float:
        """Seconds of work for a second of session. Counted from the end of one stretch to the end of another: what
        still waits to be recognised at either of them is the same."""
        self._call(host, p.StartListening(0.0, []), p.Done)
        began = time.monotonic()
        heard: list[tuple[float, float]] = []  # seconds of sound that are done with, and of work until then
        for _, piece in self._pieces():
            reply = self._call(host, p.Listen(piece), p.Heard)
            spent = time.monotonic() - began
            if any(segment.words for segment in reply.segments):
                heard.append((max(segment.end for segment in reply.segments), spent))
            advance(spent / BUDGET["speech"])
            if heard and ((spent > BUDGET["speech"] and len(heard) > 1) or spent > 3 * BUDGET["speech"]):
                break
        if not heard:
            raise WorkerReported("speech model heard nothing in the demo session")
        if len(heard) == 1:  # so slow that one stretch took it all
            return heard[0][1] / heard[0][0]
        (first, before), (last, after) = heard[0], heard[-1]
        return (after - before) / (last - first)

    # ---- speakers ----------------------------------------------------------------------------------

    def _speakers(self, host: WorkerHost, advance: Callable[[float], None]) -> tuple[float, float]:
        """Seconds of work for a second of sound, and seconds between windows. The first window does not count."""
        self._call(host, p.StartFollowing([]), p.Followed)
        began = time.monotonic()
        seen: list[tuple[float, float, int]] = []  # seconds of sound, seconds of work, windows until then
        windows = 0
        for at, piece in self._pieces():
            windows += len(self._call(host, p.Follow(piece), p.Followed).windows)
            spent = time.monotonic() - began
            if windows and (not seen or windows > seen[-1][2]):
                seen.append((at, spent, windows))
            advance(spent / BUDGET["speakers"])
            if spent > BUDGET["speakers"] and len(seen) > 1:
                break
        self._call(host, p.StartFollowing([]), p.Followed)  # it forgets the sound
        if len(seen) < 2:
            raise WorkerReported("speaker model found nothing in the demo session")
        (first, before, few), (last, after, many) = seen[0], seen[-1]
        return (after - before) / (last - first), (last - first) / (many - few)

    # ---- notes -------------------------------------------------------------------------------------

    def _tokens(self, host: WorkerHost, advance: Callable[[float], None]) -> tuple[float, float]:
        """Tokens a second, read and written."""
        reading = secrets.token_hex(8)
        self._call(host, p.StartReading(reading, "You read a conversation."), p.ReadTo)
        began, budget = time.monotonic(), BUDGET["note"]
        read: list[tuple[int, float]] = []
        for line in _lines():
            so_far = self._call(host, p.ReadOn(reading, [line], 1 << 20), p.ReadTo).so_far
            if so_far is None:
                raise WorkerReported("note worker lost what it had read")
            if so_far.evaluated >= WARM_TOKENS:
                read.append((so_far.evaluated, time.monotonic() - began))
            advance(0.6 * (time.monotonic() - began) / (0.6 * budget))
            enough = len(read) > 1 and time.monotonic() - began > 0.6 * budget
            if enough or so_far.room < 4 * WARM_TOKENS:
                break
        if len(read) < 2:
            raise WorkerReported("note model has no room for the demo session")
        (few, before), (many, after) = read[0], read[-1]
        reads = (many - few) / max(after - before, 1e-6)
        began = time.monotonic()
        request = p.Ask(reading, Question("\nWrite sixty numbers.", NUMBERS, ANSWER_TOKENS))
        asked = self._call(host, request, p.AnsweredFromReading).asked
        spent = time.monotonic() - began
        self._call(host, p.StopReading(), p.Done)
        if asked is None or not asked.answer:
            raise WorkerReported("note model wrote nothing")
        writing = spent - (asked.read + asked.question) / reads
        return reads, asked.answer / max(writing, 0.1 * spent)

    # ---- what is given to them ---------------------------------------------------------------------

    def _call(self, host: WorkerHost, request: p.Request, expect: type[R]) -> R:
        """One request; a worker that dies of it is not tried again. Raises Cancelled, WorkerFailure."""
        try:
            return host.call(request, expect, cancelled=lambda: self._halt.asked, retry=False)
        except WorkerDied as died:
            raise (WorkerKilled if died.death.killed else WorkerCrashed)("model that was tried") from None

    def _pieces(self) -> Iterator[tuple[float, bytes]]:
        """The demo session's sound piece by piece, with the second at which each ends."""
        if not self._sound:
            with SoundFile(DEMO_SOUND) as file:
                self._sound = b"".join(file.blocks())
        size = int(PIECE_SECONDS * SAMPLE_RATE) * 2
        for first in range(0, len(self._sound), size):
            piece = self._sound[first : first + size]
            yield (first + len(piece)) / 2 / SAMPLE_RATE, piece


def _lines() -> Iterator[str]:
    """The demo session's words, turn by turn, again and again."""
    turns = json.loads(DEMO_SCRIPT.read_text(encoding="utf-8"))["turns"]
    for number, (who, text) in enumerate(cycle(turns)):
        yield f"{number + 1} {who}: {text}\n"
