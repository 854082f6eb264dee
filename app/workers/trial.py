"""Trying a model out: a process of its own loads it and does a little of each thing that it is for.

Native libraries end their process where a processor lacks an instruction, or shows one that it cannot carry out
(llama.cpp with AMX on some virtual machines, at the first words that it reads). Here that costs nobody a session.
"""

from __future__ import annotations

import json
import math
import random
import struct
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from app.domain.engines import Question
from app.domain.errors import Cancelled, ModelNotLoaded, WorkerCrashed, WorkerKilled, WorkerReported
from app.domain.placement import Placed
from app.domain.transcript import SAMPLE_RATE
from app.workers import protocol as p
from app.workers.host import Death, Never, WorkerHost

LEAST_SECONDS = 300.0
"""How long a trial may take. Old laptops and cold disks are slow; a library that hangs does so for ever."""
BYTES_PER_SECOND = 10_000_000
"""What a slow stick or disk reads: large models get more time."""
SOUND_SECONDS = 12.0
"""As long as pyannote's window and a little more."""
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"slept": {"enum": ["yes", "no"]}},
    "required": ["slept"],
}
TEXT = "Client: I slept six hours last night, and I went for a walk in the morning. "


class Ending(StrEnum):
    """What came of a trial that failed."""

    ILLEGAL = "illegal"  # an instruction that this processor does not have
    CRASHED = "crashed"
    KILLED = "killed"  # by the system, most likely for memory
    HUNG = "hung"
    REFUSED = "refused"  # the library said no
    UNUSABLE = "unusable"  # it answered, and the answer is none


class TrialFailed(Exception):
    """The model does not run here; `ending` says how that showed."""

    def __init__(self, ending: Ending) -> None:
        self.ending = ending
        super().__init__(ending.value)


def try_out(
    request: p.LoadModel,
    *,
    models: Path | None = None,
    closed: Callable[[], Path] | None = None,
    size: int = 0,
    cancelled: Callable[[], bool] = Never,
    host: WorkerHost | None = None,
) -> Placed:
    """Load a model in a new process, use it, end the process; where it ran.

    A model that fails on a graphics card is tried once more without, as in a session. `models`, `closed`: what the
    process may read, and what not, as in `WorkerHost`. `size`: bytes of its files. `host`: the worker to do it in; it
    is ended. Raises TrialFailed, Cancelled, ProcessorTooOld, BuiltElsewhere, SandboxRefused.
    """
    own = host or WorkerHost("test", models=models, closed=closed)
    until = time.monotonic() + LEAST_SECONDS + size / BYTES_PER_SECOND

    def over() -> bool:
        return cancelled() or time.monotonic() > until

    try:
        own.load(request, cancelled=over)
        _use(own, request.task, over)
        return own.placements[request.task]
    except Cancelled:
        if cancelled():
            raise
        raise TrialFailed(Ending.HUNG) from None
    except (WorkerCrashed, WorkerKilled):
        raise TrialFailed(ending_of(own.last_death)) from None
    except (ModelNotLoaded, WorkerReported):
        raise TrialFailed(Ending.REFUSED) from None
    finally:
        own.stop()


def ending_of(death: Death | None) -> Ending:
    """What a process died of."""
    if death is not None and death.killed:
        return Ending.KILLED
    return Ending.ILLEGAL if death is not None and death.illegal else Ending.CRASHED


def _use(host: WorkerHost, task: str, over: Callable[[], bool]) -> None:
    """A little of everything that the model is for; each answer must be one. Raises TrialFailed(UNUSABLE)."""
    uses = {"speech": _hear, "speakers": _tell_apart, "embedding": _embed, "entailment": _entail, "note": _write}
    if not uses[task](host, over):
        raise TrialFailed(Ending.UNUSABLE)


def _hear(host: WorkerHost, over: Callable[[], bool]) -> bool:
    heard = host.call(p.Recognise(_sound(4.0), 0.0, [], wanted=True), p.Heard, cancelled=over)
    words = [word for segment in heard.segments for word in segment.words]
    return all(math.isfinite(w.start) and math.isfinite(w.end) and math.isfinite(w.probability) for w in words)


def _tell_apart(host: WorkerHost, over: Callable[[], bool]) -> bool:
    sound = _sound(SOUND_SECONDS)

    def follow() -> bool:
        host.call(p.StartFollowing([]), p.Followed, cancelled=over, retry=False)
        followed = host.call(p.Follow(sound), p.Followed, cancelled=over, retry=False)
        host.call(p.EndFollowing(None), p.Spoken, cancelled=over, retry=False)
        return bool(followed.windows)

    windows = host.attempt(follow)
    voices = host.call(p.EmbedVoices([sound]), p.Vectors, cancelled=over).vectors
    return windows and all(_is_unit(vector) for vector in voices)


def _embed(host: WorkerHost, over: Callable[[], bool]) -> bool:
    vectors = host.call(p.Embed([TEXT, "The tax office wrote to me."]), p.Vectors, cancelled=over).vectors
    return len(vectors) == 2 and all(_is_unit(vector) for vector in vectors) and vectors[0] != vectors[1]


def _entail(host: WorkerHost, over: Callable[[], bool]) -> bool:
    answers = host.call(p.Entail([(TEXT, "The client slept."), (TEXT, "It rained.")]), p.Entails, cancelled=over)
    return all(abs(a.entailment + a.neutral + a.contradiction - 1.0) < 1e-3 for a in answers.answers)


def _write(host: WorkerHost, over: Callable[[], bool]) -> bool:
    """Counted, answered, and read along with a question put to it: the three ways in which notes are written."""
    counted = host.call(p.CountTokens(TEXT), p.Counted, cancelled=over).tokens
    question = p.Complete("Answer in JSON.", TEXT + "Did the client sleep?", SCHEMA, 24)
    answered = host.call(question, p.Answered, cancelled=over).text

    def read() -> str:
        host.call(p.StartReading("trial", "Answer in JSON."), p.ReadTo, cancelled=over, retry=False)
        host.call(p.ReadOn("trial", [TEXT * 8], 256), p.ReadTo, cancelled=over, retry=False)
        ask = p.Ask("trial", Question("Did the client sleep?", SCHEMA, 24))
        asked = host.call(ask, p.AnsweredFromReading, cancelled=over, retry=False).asked
        return asked.text if asked is not None else ""

    return counted > 0 and all(_is_answer(text) for text in (answered, host.attempt(read)))


def _is_answer(text: str) -> bool:
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("slept") in ("yes", "no")


def _is_unit(vector: list[float]) -> bool:
    return abs(math.fsum(x * x for x in vector) - 1.0) < 1e-3


def _sound(seconds: float) -> bytes:
    """Something like a voice, the same each time: a hum with overtones that swells at the pace of syllables, in a
    little noise. Mono s16le PCM, 16 kHz."""
    chance = random.Random(17)  # noqa: S311 - noise, no secret
    values = []
    for number in range(round(seconds * SAMPLE_RATE)):
        at = number / SAMPLE_RATE
        hum = sum(math.sin(2 * math.pi * 140 * k * at) / k for k in (1, 2, 3, 5, 8))
        swell = 0.5 + 0.5 * math.sin(2 * math.pi * 4 * at)
        values.append(max(-32767, min(32767, round(9000 * swell * hum / 2 + chance.gauss(0, 120)))))
    return struct.pack(f"<{len(values)}h", *values)
