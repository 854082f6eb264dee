"""The same engines used the usual way: all of it after Stop, one after another, each on the whole session.

Run as a process of its own (`run`), as such a program would be: whole-file faster-whisper with its defaults and its
voice filter, whole-file pyannote with its default step, then a note model that gets the whole transcript as one cold
prompt and is asked for the same sections. Loading is told apart: the wait is given without it. Whisper's defaults
make no word times, which the rest would need: that is in its favour.

Nothing is left out that Sotto does, except what Sotto does beyond the engines (the check of each sentence).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import wave
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec
import psutil

from app.domain.engines import Question
from app.domain.transcript import SAMPLE_RATE
from app.services.models import ModelService
from app.workers import protocol as p
from tests.benchmarks.live import LiveRun


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that the process needs, as JSON on its standard input.

    `models`: path and settings by task. `most`: only so many seconds of the sound are listened to, and the figures
    scaled to all of it (0.0: all). `tokens_each`: Whisper's tokens for 30 s of voice.
    """

    sound: str
    models: dict[str, tuple[str, dict[str, Any]]]
    lines: list[str]
    questions: list[Question]
    speakers: int = 2
    most: float = 0.0
    tokens_each: int = 98


def task_of(run: LiveRun, sound: Path, models: ModelService, most: float = 0.0) -> Task:
    """The same sound, models, transcript and questions as in a live run."""
    assert run.transcript is not None
    requests = {task: models.load_request(task) for task in ("speech", "speakers", "note")}
    words = [s.segment for s in run.wire.segments if s.segment.words]
    voiced = sum(segment.end - segment.start for segment in words)
    fixed = int(requests["speech"].settings.get("fixed_tokens", 0))
    return Task(
        sound=str(sound),
        models={task: (request.path, request.settings) for task, request in requests.items()},
        lines=[f"{turn.speaker}: {turn.text}\n" for turn in run.transcript.turns],
        questions=_questions(run),
        most=most,
        tokens_each=round(30.0 * fixed * len(words) / voiced) if fixed and voiced else 0,
    )


def _questions(run: LiveRun) -> list[Question]:
    stop = run.reached["stop"]
    found: list[Question] = []
    for each in run.wire.exchanges:
        if each.began < stop:
            continue
        if isinstance(each.request, p.Ask):
            found.append(each.request.question)
        elif isinstance(each.request, p.Complete):
            found.append(Question(each.request.user, each.request.schema, each.request.max_tokens))
    return found


def run(task: Task, timeout: float | None = None) -> dict[str, Any]:
    """Do it in a process of its own, with nothing beside it; seconds by stage, and its peak memory in MB.

    Raises CalledProcessError, after what the process said was shown.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.usual"],
        input=json.dumps(asdict(task)),
        text=True,
        capture_output=True,
        check=False,
        timeout=timeout,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    if done.returncode != 0:
        print(done.stderr[-2000:], file=sys.stderr)
        done.check_returncode()
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _work(task: Task) -> dict[str, Any]:
    """The process's work."""
    with wave.open(task.sound, "rb") as file:
        whole = file.getnframes() / SAMPLE_RATE
        pcm = file.readframes(int(task.most * SAMPLE_RATE) if task.most else file.getnframes())
    scale = max(1.0, whole * SAMPLE_RATE * 2 / max(len(pcm), 1))
    listening, loading_words = _listen(task, pcm)
    telling, loading_voices = _tell_apart(task, pcm)
    note, loading_note = _write(task)
    return {
        "words_s": round(listening * scale, 2),
        "speakers_s": round(telling * scale, 2),
        "note_s": round(note["reading_s"] + note["asking_s"], 2),
        **note,
        "loading_s": round(loading_words + loading_voices + loading_note, 2),
        "after_stop_s": round((listening + telling) * scale + note["reading_s"] + note["asking_s"], 2),
        "scaled_from_s": round(len(pcm) / 2 / SAMPLE_RATE, 1) if scale > 1.0 else None,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    """The most memory that this process ever held, in MB."""
    try:
        import resource
    except ImportError:  # Windows
        return round(getattr(psutil.Process().memory_info(), "peak_wset", 0) / 1e6, 1)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)


def _listen(task: Task, pcm: bytes) -> tuple[float, float]:
    """Seconds for the words, and for loading."""
    from faster_whisper import WhisperModel

    from app.engines.sound import samples_from

    path, settings = task.models["speech"]
    began = time.monotonic()
    threads = psutil.cpu_count(logical=False) or 1
    model = WhisperModel(path, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    loaded = time.monotonic()
    segments, _ = model.transcribe(
        samples_from(pcm),
        vad_filter=True,
        language=settings.get("language", "en"),
        max_new_tokens=task.tokens_each or None,
    )
    for _ in segments:  # the work is done while they are asked for
        pass
    return time.monotonic() - loaded, loaded - began


def _tell_apart(task: Task, pcm: bytes) -> tuple[float, float]:
    """Seconds for the speakers, and for loading."""
    import torch

    from app.engines.sound import samples_from
    from app.engines.speakers import PyannoteDiarizer, SpeakerSettings

    path, settings = task.models["speakers"]
    began = time.monotonic()
    pipeline: Any = PyannoteDiarizer(Path(path), msgspec.convert(settings, SpeakerSettings)).pipeline
    loaded = time.monotonic()
    waveform = torch.from_numpy(samples_from(pcm))[None, :]
    pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}, num_speakers=task.speakers)
    return time.monotonic() - loaded, loaded - began


def _write(task: Task) -> tuple[dict[str, Any], float]:
    """Seconds and tokens of reading the whole transcript cold and of the answers; and seconds for loading."""
    from app.engines.language import LanguageSettings, LlamaModel

    path, settings = task.models["note"]
    # A first look at the words says how much context the whole of them needs.
    model = LlamaModel(Path(path), msgspec.convert({**settings, "context_tokens": 512}, LanguageSettings))
    tokens = model.count_tokens("".join(task.lines))
    longest = max((model.count_tokens(q.instructions) + q.max_tokens for q in task.questions), default=0)
    model.close()
    needed = tokens + longest + 600
    whole = LanguageSettings(**{**settings, "context_tokens": max(needed, int(settings["context_tokens"]))})
    began = time.monotonic()
    model = LlamaModel(Path(path), whole)
    loaded = time.monotonic()
    model.start("You write a therapist's session note, one section at a time.")
    model.read_on(task.lines, tokens + 600)
    read = time.monotonic()
    answers = [model.ask(question) for question in task.questions]
    done = time.monotonic()
    model.close()
    return {
        "reading_s": round(read - loaded, 2),
        "asking_s": round(done - read, 2),
        "prompt_tokens": tokens,
        "question_tokens": sum(answer.question for answer in answers),
        "answer_tokens": sum(answer.answer for answer in answers),
    }, loaded - began


def main() -> int:
    """Entry point of the process."""
    from app.offline import go_offline

    go_offline()
    print(json.dumps(_work(msgspec.json.decode(sys.stdin.read(), type=Task))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
