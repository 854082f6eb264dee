"""With a graphics card: every engine on it, in its worker, and the whole way of a session. Without one it is skipped.

    python -m pytest -rs tests/engines/test_gpu.py

What a part lacks (torch, CTranslate2 or llama.cpp built without cards) is said in the reason for skipping it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.engines import Question
from app.domain.placement import Device, FellBack, Placed
from app.domain.transcript import Segment
from app.engines.graphics import against_cuda, in_sight
from app.services import catalogue
from app.services.container import Services, build_services
from app.services.paths import Places
from app.workers import protocol as p
from app.workers.clients import LanguageClient
from app.workers.host import WorkerHost
from app.workers.streams import ListeningStream, SpeakerStream
from tests.demo import CHEAP, PASSPHRASE, load_request, read_demo, word_error_rate
from tests.engines.test_work import recorded
from tests.packs import lay_out, portable, use_catalogue, write_catalogue

CARD = in_sight()
SECONDS = 60.0
pytestmark = [
    pytest.mark.engines,
    pytest.mark.skipif(CARD is Device.PROCESSOR, reason="no graphics card here"),
]
cuda = pytest.mark.skipif(
    CARD is not Device.CUDA or against_cuda(processor=False) is not None,
    reason="no NVIDIA card here whose driver answers",
)
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"slept": {"enum": ["yes", "no"]}},
    "required": ["slept"],
}


def without_cards(task: str) -> str:
    """What the library of a task was built without, and how to have it; "" where it can use the card."""
    if task == "speech":
        import ctranslate2

        return "" if ctranslate2.get_cuda_device_count() else "CTranslate2 sees no card"
    if task == "note":
        import llama_cpp

        return "" if llama_cpp.llama_supports_gpu_offload() else "llama.cpp was built without (packaging/README.md)"
    import torch

    return "" if torch.cuda.is_available() else "this torch was built without CUDA"


def on_card(task: str) -> p.LoadModel:
    """The demo's model of a task, told to go where it runs fastest."""
    if missing := without_cards(task):
        pytest.skip(missing)
    request = load_request(task)
    settings = {**request.settings, "device": "auto", "compute_type": "auto"} if task == "speech" else request.settings
    return p.LoadModel(task, request.path, settings)


def off_card(task: str) -> p.LoadModel:
    request = load_request(task)
    return p.LoadModel(task, request.path, request.settings, processor=True)


@pytest.fixture
def host() -> Iterator[WorkerHost]:
    host = WorkerHost("speech worker")
    yield host
    host.stop()


def heard(host: WorkerHost) -> str:
    found: list[Segment] = []
    stream = ListeningStream(host, read_demo, start=0.0, hotwords=(), on_segments=found.extend)
    stream.feed(SECONDS, last=True)
    return " ".join(word.text for segment in found for word in segment.words)


def spoken(host: WorkerHost) -> p.Spoken:
    kept: list[bytes] = []
    stream = SpeakerStream(
        host, read_demo, windows=lambda: kept, on_windows=kept.extend, on_turns=lambda _: None, hop=2.0
    )
    return stream.end(SECONDS, 2)


@cuda
def test_words_are_written_down_on_the_card(host: WorkerHost) -> None:
    host.load(on_card("speech"))
    assert host.placements["speech"] == Placed(Device.CUDA)
    assert word_error_rate(heard(host), SECONDS - 1) < 0.05


@cuda
def test_speakers_are_the_same_as_on_the_processor(host: WorkerHost) -> None:
    host.load(on_card("speakers"))
    assert host.placements["speakers"] == Placed(Device.CUDA)
    on = spoken(host)
    host.stop()
    host.load(off_card("speakers"))
    off = spoken(host)
    assert [turn.label for turn in on.turns] == [turn.label for turn in off.turns]
    pairs = zip(on.turns, off.turns, strict=True)
    assert all(abs(a.start - b.start) < 0.1 and abs(a.end - b.end) < 0.1 for a, b in pairs)
    for label, vector in on.voices.items():
        assert math.fsum(a * b for a, b in zip(vector, off.voices[label], strict=True)) > 0.999


@cuda
def test_sentence_vectors_are_the_same_as_on_the_processor(host: WorkerHost) -> None:
    texts = ["I slept six hours.", "The tax office wrote to me."]
    host.load(on_card("embedding"))
    assert host.placements["embedding"] == Placed(Device.CUDA)
    on = LanguageClient(host).embed(texts)
    host.stop()
    host.load(off_card("embedding"))
    for one, other in zip(on, LanguageClient(host).embed(texts), strict=True):
        assert math.fsum(a * b for a, b in zip(one, other, strict=True)) > 0.9999


def test_the_note_model_answers_and_reads_along_on_the_card(host: WorkerHost) -> None:
    host.load(on_card("note"))
    assert host.placements["note"] == Placed(CARD)
    answer = LanguageClient(host).complete("Answer in JSON.", "I slept. Did I sleep?", schema=SCHEMA, max_tokens=24)
    assert json.loads(answer)["slept"] in ("yes", "no")
    host.call(p.StartReading("r", "Answer in JSON."), p.ReadTo)
    so_far = host.call(p.ReadOn("r", ["I slept six hours. "] * 40, 512), p.ReadTo).so_far
    assert so_far is not None and so_far.evaluated > 0
    for _ in range(2):  # the second question finds what was read as the first did
        asked = host.call(p.Ask("r", Question("Did they sleep?", SCHEMA, 24)), p.AnsweredFromReading).asked
        assert asked is not None and json.loads(asked.text)["slept"] in ("yes", "no")


@cuda
@pytest.mark.parametrize("task", ["speech", "speakers", "note"])
def test_a_full_card_leaves_the_model_on_the_processor(host: WorkerHost, task: str) -> None:
    """Another program, this one, holds all of the card's memory."""
    request = on_card(task)
    if without_cards("speakers"):
        pytest.skip("there is no torch here to fill the card with")
    import torch

    held: list[Any] = []
    try:
        for size in (1 << 30, 1 << 26, 1 << 22):
            while True:
                try:
                    held.append(torch.empty(size, dtype=torch.uint8, device="cuda"))
                except torch.cuda.OutOfMemoryError:
                    break
        host.load(request)
        found = host.placements[task]
        assert found.device is Device.PROCESSOR
        assert found.fell_back in (FellBack.MEMORY, FellBack.CRASHED, FellBack.UNKNOWN)
    finally:
        held.clear()
        torch.cuda.empty_cache()


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The demo's models as if installed, told to go onto the card; so each is also tried before its first use."""
    entries = portable()
    entries = [
        replace(e, settings={**e.settings, "device": "auto", "compute_type": "auto"}) if e.task == "speech" else e
        for e in entries
    ]
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "catalogue.toml", entries))
    places = Places.below(tmp_path / "home")
    for entry in entries:
        real = catalogue.load_catalogue()[entry.id].folder(tmp_path)
        assert real is not None
        lay_out(places.models / entry.path, {file.path: (real / file.path).read_bytes() for file in entry.files})
    services = build_services(places, CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


@cuda
def test_a_session_from_sound_to_draft(services: Services, tmp_path: Path) -> None:
    session = recorded(services, tmp_path, read_demo(0.0, SECONDS))
    transcript = services.work.process(session.id)
    assert word_error_rate(" ".join(turn.text for turn in transcript.turns), SECONDS - 1) < 0.05
    note = services.work.draft(session.id, "dap")
    assert note.sentences
    placed = services.workers.placements()
    usable = [task for task in ("speech", "speakers", "embedding", "note") if not without_cards(task)]
    assert usable and {task: placed[task] for task in usable} == {task: Placed(Device.CUDA) for task in usable}
    for task in set(placed) - set(usable):
        assert placed[task].fell_back in (FellBack.BUILD, FellBack.LIBRARY, FellBack.DRIVER, FellBack.NOT)
