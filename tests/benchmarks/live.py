"""A whole session live, at the pace at which it is spoken: how long is the wait after Stop, and what does it cost?

    python -m tests.benchmarks.live --minutes 10,50 --models 4b

The demo session's sound, over and over (people speak in 72% of it), is played into a room and recorded by the real
recorder through the real microphone path; without an audio server it is read from a file at the same pace, and
capture gaps are then not measured. Words, speakers and reading ahead go on in the real workers with models of the
real size, then the draft. Nothing passes or fails here.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from app.offline import go_offline

go_offline()

from app.audio.decode import SoundFile  # noqa: E402 - the switches come first
from app.domain.errors import SottoError  # noqa: E402
from app.domain.note import Note  # noqa: E402
from app.domain.progress import Progress, Stage  # noqa: E402
from app.domain.session import RecordingState, SessionType  # noqa: E402
from app.domain.transcript import SAMPLE_RATE, Transcript  # noqa: E402
from app.services import models as model_service  # noqa: E402
from app.services.catalogue import Task, load_catalogue  # noqa: E402
from app.services.container import Services, build_services  # noqa: E402
from app.services.paths import DEMO_SOUND, Places  # noqa: E402
from app.vault.kdf import KdfCost  # noqa: E402
from app.workers import protocol as p  # noqa: E402
from app.workers.clients import LanguageClient  # noqa: E402
from tests.benchmarks import stand_ins  # noqa: E402
from tests.benchmarks.machine import spread  # noqa: E402
from tests.benchmarks.watch import ProcessWatch, Wire  # noqa: E402

PASSPHRASE = "bench only, not secret"
CHEAP = KdfCost(memory_kib=64 * 1024, time=1, parallelism=1)
TEMPLATE = "dap"
POLL_SECONDS = 0.25
TAIL_SECONDS = 1.0
"""How long after the last sound Stop is pressed."""
COMBINATIONS: dict[str, dict[Task, str]] = {
    "4b": {"speech": "whisper-small-stand-in", "speakers": "pyannote-stand-in", "note": "note-4b-stand-in"},
    "2b": {"speech": "whisper-base-stand-in", "speakers": "pyannote-stand-in", "note": "note-2b-stand-in"},
    "demo": {"speech": "whisper-demo", "speakers": "pyannote-demo", "note": "smollm2-135m"},
}


@dataclass(slots=True)
class LiveRun:
    """One session: what came of it, and everything that was seen on the way. Moments are monotonic."""

    services: Services
    session_id: str
    feed: str
    wire: Wire
    watch: ProcessWatch
    captured: list[tuple[float, float]] = field(default_factory=list)  # (moment, seconds captured)
    reached: dict[str, float] = field(default_factory=dict)  # "stop", "transcript", "first section", "draft"
    gaps: int = 0
    overflows: int = 0
    transcript: Transcript | None = None
    note: Note | None = None
    tokens: dict[str, dict[str, int]] = field(default_factory=dict)
    sections: int = 0

    def lags(self) -> list[float]:
        """Of each segment with words stored before Stop: seconds from its end in the recording to its storing."""
        moments = [moment for moment, _ in self.captured]
        seconds = [captured for _, captured in self.captured]
        return [
            stored.at - float(np.interp(stored.segment.end, seconds, moments))
            for stored in self.wire.segments
            if stored.segment.words and stored.at <= self.reached["stop"]
        ]

    def at_peak(self) -> dict[str, float]:
        """MB by process at the moment at which all together held the most."""
        names = {self.services.workers.speech.pid: "speech worker", self.services.workers.language.pid: "note worker"}
        peak = max(self.watch.samples, key=lambda sample: sum(sample.held.values()), default=None)
        found: dict[str, float] = {}
        for pid, held in peak.held.items() if peak is not None else ():
            name = names.get(pid, "recorder and others")
            found[name] = round(found.get(name, 0.0) + held / 1e6, 1)
        return found

    def figures(self) -> dict[str, Any]:
        """What goes into the report."""
        stop, note = self.reached["stop"], self.note
        assert self.transcript is not None and note is not None
        begin = self.captured[0][0]
        live = [s for s in self.wire.segments if s.at <= stop]
        heard = [e.ended - e.began for e in self.wire.exchanges if getattr(e.reply, "segments", None)]
        return {
            "seconds_of_sound": round(self.captured[-1][1], 1),
            "feed": self.feed,
            "live_s": round(self.reached["draft"] - stop, 2),
            "transcript_s": round(self.reached["transcript"] - stop, 2),
            "first_section_s": round(self.reached.get("first section", self.reached["draft"]) - stop, 2),
            "peak_workers_mb": round(self.watch.peak_bytes / 1e6, 1),
            "at_peak_mb": self.at_peak(),
            "questions": sum(isinstance(e.request, p.Ask | p.Complete) for e in self.wire.exchanges),
            "processor_share": spread(self.watch.shares(begin, stop), 3),
            "others_share": spread(self.watch.others(begin, self.reached["draft"]), 3),
            "capture_gaps": self.gaps if self.feed == "microphone" else None,
            "overflows": self.overflows,
            "live_text_lag_s": spread(self.lags()),
            "recognition_s": spread(heard),
            "segments": {"live": len(live), "after_stop": len(self.wire.segments) - len(live)},
            "tokens": self.tokens,
            "after_stop": self.wire.asked_from(stop),
            "turns": len(self.transcript.turns),
            "sentences": len(note.sentences),
        }


def session_sound(path: Path, seconds: float) -> Path:
    """The demo session's sound over and over, `seconds` long, as a WAV file."""
    with SoundFile(DEMO_SOUND) as file:
        once = b"".join(file.blocks())
    left = int(seconds * SAMPLE_RATE) * 2
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        while left > 0:
            out.writeframesraw(once[:left])
            left -= len(once)
    return path


@contextmanager
def prepared(folder: Path, combination: str) -> Iterator[Services]:
    """An open vault in `folder` and services that use the models of a combination; those are made if need be."""
    wanted = COMBINATIONS[combination]
    made = [name for name in wanted.values() if name in stand_ins.STAND_INS]
    models = stand_ins.ensure_apart(made) if made else folder / "models"
    places = Places(folder / "vault", models, folder / "settings.toml")
    if made:
        named = load_catalogue(models / "catalogue.toml")
        with patch.object(model_service, "load_catalogue", lambda: named):
            services = build_services(places, CHEAP)
    else:
        services = build_services(places, CHEAP)
    try:
        services.vault.create(PASSPHRASE)
        for task, model in wanted.items():
            services.models.choose(task, model)
        yield services
    finally:
        services.close()


def run_live(services: Services, sound: Path, *, feed: str, speed: float = 1.0) -> LiveRun:
    """Record `sound`, follow it, press Stop, wait for the draft. `feed`: "microphone" or "file".

    Raises what the work raises.
    """
    client = services.records.add_client(f"BENCH-{len(services.records.clients()) + 1}")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, TEMPLATE)
    services.records.give_consent(session.id, "Invented session.")
    wire, watch = Wire(), ProcessWatch()
    run = LiveRun(services, session.id, feed, wire, watch)
    failed: list[BaseException] = []
    with watch, wire.tapped(services.workers.speech, services.workers.language), _playing(run, sound, speed) as over:
        worker = threading.Thread(target=_work, args=(run, failed), name="work")
        worker.start()
        try:
            while not over() and not failed:
                _look(run)
                time.sleep(POLL_SECONDS)
            run.reached["stop"] = time.monotonic()
            _look(run)
            services.recording.stop()
        finally:
            worker.join()
    if failed:
        raise failed[0]
    count = LanguageClient(services.workers.language).count_tokens
    run.tokens = {"after_stop": wire.tokens(run.reached["stop"], count), "in_all": wire.tokens(0.0, count)}
    return run


def _work(run: LiveRun, failed: list[BaseException]) -> None:
    """What the window's queue of work does for a live session."""
    services = run.services

    def report(progress: Progress) -> None:
        # The first unit of a draft is looking for its moments; each further one is a section.
        if progress.stage is Stage.DRAFT and progress.done >= 2.0:
            run.reached.setdefault("first section", time.monotonic())
            run.sections = max(run.sections, int(progress.total) - 1)

    def going_on() -> bool:
        return services.recording.active == run.session_id

    try:
        run.transcript = services.work.process(run.session_id, report, going_on=going_on)
        run.reached["transcript"] = time.monotonic()
        run.note = services.work.draft(run.session_id, TEMPLATE, report)
        run.reached["draft"] = time.monotonic()
    except BaseException as error:  # noqa: BLE001 - it is raised in the thread that waits
        failed.append(error)


@contextmanager
def _playing(run: LiveRun, sound: Path, speed: float) -> Iterator[Callable[[], bool]]:
    """Start recording, begin to play; yields what says whether the last sound was heard."""
    recording = run.services.recording
    if run.feed == "file":
        recording.import_file(run.session_id, sound, speed)
        yield lambda: recording.status().state is not RecordingState.RECORDING and bool(run.captured)
        return
    from tests.audio_server import AudioServer

    with AudioServer() as room:
        recording.start(run.session_id)
        player = room.play(sound, wait=False)
        ended: list[float] = []

        def over() -> bool:
            if player.poll() is None:
                return False
            ended.append(time.monotonic())
            return time.monotonic() - ended[0] >= TAIL_SECONDS

        yield over


def _look(run: LiveRun) -> None:
    status = run.services.recording.status()
    run.gaps, run.overflows = len(status.gaps), status.overflows
    if not run.captured or status.captured > run.captured[-1][1]:
        run.captured.append((time.monotonic(), status.captured))


def best_feed() -> str:
    """ "microphone" where an audio server can be started, else "file"."""
    return "microphone" if shutil.which("pulseaudio") and shutil.which("paplay") else "file"


def main() -> int:
    """One live run for each length, printed as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", default="10", help="lengths, separated by commas")
    parser.add_argument("--models", choices=sorted(COMBINATIONS), default="4b")
    parser.add_argument("--feed", choices=["microphone", "file"], default=best_feed())
    parser.add_argument("--accelerated", type=float, default=1.0, metavar="SPEED", help="only with --feed file")
    wanted = parser.parse_args()
    if wanted.accelerated != 1.0 and wanted.feed != "file":
        parser.error("sound through a microphone cannot be accelerated")
    for minutes in wanted.minutes.split(","):
        with tempfile.TemporaryDirectory(prefix="sotto-bench-") as name:
            sound = session_sound(Path(name) / "session.wav", float(minutes) * 60)
            try:
                with prepared(Path(name), wanted.models) as services:
                    found = run_live(services, sound, feed=wanted.feed, speed=wanted.accelerated)
                    print(json.dumps({"minutes": float(minutes), **found.figures()}, indent=1), flush=True)
            except SottoError as error:
                print(f"{minutes} minutes: {error.happened}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
