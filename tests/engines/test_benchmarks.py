"""The benches' bookkeeping, faster than real time and with small models: what is counted, not how fast it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.engines import Question
from app.domain.transcript import SAMPLE_RATE
from app.services.catalogue import check_files, load_catalogue
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests.benchmarks import __main__ as bench
from tests.benchmarks import live, usual
from tests.demo import ROOT, read_demo

pytestmark = pytest.mark.engines

SECONDS, SPEED = 24.0, 3.0


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[live.LiveRun]:
    """24 seconds of the demo session, live, at three times its pace."""
    folder = tmp_path_factory.mktemp("live")
    sound = live.session_sound(folder / "session.wav", SECONDS)
    with live.prepared(folder, "demo") as services:
        yield live.run_live(services, sound, feed="file", speed=SPEED)


def test_everything_between_stop_and_the_draft_is_accounted_for(run: live.LiveRun) -> None:
    reached, figures = run.reached, run.figures()
    assert reached["stop"] <= reached["transcript"] <= reached["first section"] <= reached["draft"]
    assert figures["live_s"] >= figures["first_section_s"] >= figures["transcript_s"] >= 0.0
    assert figures["seconds_of_sound"] == pytest.approx(SECONDS, abs=0.2)
    assert run.services.notes.latest(run.session_id) is not None
    asked = figures["after_stop"]
    assert "EndFollowing" in [each["request"] for each in asked], "who spoke is only known then"
    assert [each["at"] for each in asked] == sorted(each["at"] for each in asked)
    assert sum(each["times"] for each in asked) == sum(e.ended >= reached["stop"] for e in run.wire.exchanges)


def test_each_segment_is_seen_once_when_it_is_stored_and_not_before_it_was_spoken(run: live.LiveRun) -> None:
    stored = [each.segment for each in run.wire.segments]
    assert stored == run.services.records.segments(run.session_id) and stored
    counted = run.figures()["segments"]
    assert counted["live"] + counted["after_stop"] == len(stored)
    spoken = [each for each in run.wire.segments if each.at <= run.reached["stop"] and each.segment.words]
    assert len(run.lags()) == len(spoken)
    assert all(lag > -1.0 for lag in run.lags()), "the recorder is asked four times a second"


def test_memory_is_that_of_all_processes_and_shares_are_of_the_session(run: live.LiveRun) -> None:
    at_once = max(len(sample.held) for sample in run.watch.samples)
    assert at_once >= 2, "recorder, words and speakers, note model: at least two at one time"
    assert run.watch.peak_bytes > 100e6
    by_process = run.figures()["at_peak_mb"]
    assert sum(by_process.values()) == pytest.approx(run.watch.peak_bytes / 1e6, abs=1.0)
    assert {"speech worker", "note worker"} <= set(by_process)
    begin, stop = run.captured[0][0], run.reached["stop"]
    shares = run.watch.shares(begin, stop)
    assert shares and len(shares) <= stop - begin + 1
    assert all(0.0 <= share <= 1.1 for share in shares)


def test_a_file_says_nothing_about_capture_gaps(run: live.LiveRun) -> None:
    assert run.figures()["capture_gaps"] is None
    run.feed = "microphone"
    try:
        assert run.figures()["capture_gaps"] == 0
    finally:
        run.feed = "file"


def test_the_usual_way_gets_the_same_words_and_questions(run: live.LiveRun, tmp_path: Path) -> None:
    task = usual.task_of(run, tmp_path / "x.wav", run.services.models, 10.0)
    assert run.transcript is not None
    assert [line.partition(": ")[2] for line in task.lines] == [f"{turn.text}\n" for turn in run.transcript.turns]
    assert task.questions and run.tokens["after_stop"]["questions"] > 0
    asked = [e for e in run.wire.exchanges if isinstance(e.request, p.Ask | p.Complete)]
    assert len(task.questions) == len(asked), "all questions come after Stop"
    assert Path(task.models["note"][0]).suffix == ".gguf"


def test_only_real_models_at_real_pace_stand_at_the_top_of_the_report(run: live.LiveRun, tmp_path: Path) -> None:
    one = {**run.figures(), "peak_memory_mb": 900.0, "window_mb": 100.0, "capture_gaps": 0}
    row: dict[str, Any] = {"machine": {"crowded": True}, "live": one, "counts": False}
    report: dict[str, Any] = {"machine": {}}
    bench.add(report, 0.4, "demo", row)
    assert "stop_to_draft" not in report and report["sessions"]["demo"]["0.4"] is row
    measured = {**row, "counts": True, "usual": {"after_stop_s": 1000.0}, "floor": {"floor_s": 2.0}}
    for minutes in (50.0, 10.0):
        bench.add(report, minutes, "4b", measured)
    assert list(report["stop_to_draft"]) == ["10", "50"]
    assert report["stop_to_draft"]["50"] == {"live_s": one["live_s"], "after_stop_s": 1000.0, "floor_s": 2.0}
    assert (report["peak_memory_mb"], report["capture_gaps"]) == (900.0, 0)
    bench.write(tmp_path, report)
    assert bench.read(tmp_path) == json.loads(json.dumps(report))
    assert "crowded" in bench.line("50", measured)


def test_tokens_are_counted_once_however_they_were_evaluated(run: live.LiveRun) -> None:
    from app.domain.engines import Asked, ReadSoFar
    from tests.benchmarks.watch import Exchange, Wire

    read = p.ReadOn("x", [], 0)
    wire = Wire()
    for moment, so_far in ((1.0, 40), (2.0, 90), (3.0, 30)):  # condensed: it began anew
        wire.exchanges.append(Exchange(read, p.ReadTo(ReadSoFar(so_far, 0, 0)), moment, moment))
    asked = p.AnsweredFromReading(Asked("", read=5, question=20, answer=7))
    wire.exchanges.append(Exchange(p.Ask("x", Question("", {}, 1)), asked, 4.0, 4.0))
    complete = Exchange(p.Complete("a b", "c", {}, 1), p.Answered("d e f g"), 5.0, 5.0)
    wire.exchanges.append(complete)
    wire.exchanges.append(Exchange(read, p.ReadTo(ReadSoFar(35, 0, 0)), 6.0, 6.0))
    assert wire.tokens(0.0, lambda text: len(text.split())) == {"session": 125, "questions": 23, "answers": 11}
    assert wire.tokens(2.5, lambda text: len(text.split())) == {"session": 35, "questions": 23, "answers": 11}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest stand-ins, made as on a fresh machine."""
    home = tmp_path_factory.mktemp("cache")
    names = ["whisper-tiny-stand-in", "note-smallest-stand-in"]
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.stand_ins", *names],
        cwd=ROOT, check=True, capture_output=True, env={**os.environ, "XDG_CACHE_HOME": str(home)},
    )  # fmt: skip
    return home / "sotto-bench"


def test_stand_ins_load_in_the_workers_and_work_as_long_as_they_are_told_to(made: Path) -> None:
    entries = load_catalogue(made / "catalogue.toml")
    loads = {}
    for name in ("whisper-tiny-stand-in", "note-smallest-stand-in"):
        entry = replace(entries[name], path=name)
        folder = check_files(entry, entry.folder(made))
        loads[entry.task] = p.LoadModel(entry.task, str(entry.load_path(folder)), entry.settings)
    host = WorkerHost("speech worker", models=made)
    try:
        host.load(loads["speech"])
        host.call(p.StartListening(0.0, ["Lithium"]), p.Done)
        heard = host.call(p.Listen(read_demo(0.0, 14.0), last=True), p.Heard)
        tokens = loads["speech"].settings["fixed_tokens"]
        said = [segment for segment in heard.segments if segment.words]
        assert said and not any(segment.doubt and segment.words for segment in heard.segments)
        assert all(0.5 * tokens <= len(segment.words) <= tokens for segment in said), "punctuation hangs on words"
        host.load(loads["note"])
        schema: dict[str, Any] = {"type": "array", "minItems": 1, "maxItems": 1, "items": {"type": "string"}}
        answer = host.call(p.Complete("Write.", "Client slept.", schema, 40), p.Answered).text
        assert answer.lstrip().startswith("[")
    finally:
        host.stop()


def test_a_stand_in_is_made_once(made: Path) -> None:
    from tests.benchmarks import gguf_file
    from tests.benchmarks.stand_ins import STAND_INS, _make

    file = made / "note-smallest-stand-in" / "model-Q4_0.gguf"
    before = file.stat().st_mtime_ns
    assert not _make(STAND_INS["note-smallest-stand-in"], made)
    assert file.stat().st_mtime_ns == before
    assert gguf_file.read_metadata(file)["qwen3.block_count"] == gguf_file.SMALLEST.layers


def test_session_sound_is_as_long_as_it_is_asked_to_be(tmp_path: Path) -> None:
    path = live.session_sound(tmp_path / "x.wav", 300.0)
    assert path.stat().st_size == 44 + 300 * SAMPLE_RATE * 2, "longer than the demo session, which begins again"
