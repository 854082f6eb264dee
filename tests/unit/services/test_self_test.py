"""Which models are tried before their first use here, what is remembered of it, and what is said where they fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import BuiltElsewhere, Cancelled, ModelMissing
from app.domain.model_errors import SelfTestCrashed, SelfTestFailed, SelfTestIllegal, SelfTestKilled
from app.domain.placement import Device, FellBack, Placed
from app.services import self_test
from app.services.container import Services
from app.services.models import ModelService
from app.services.preferences import Preferences
from app.services.self_test import ERRORS, MOST, REMEMBERED, SelfTest
from app.workers import host
from app.workers.host import Never, WorkerHost
from app.workers.protocol import LoadModel
from app.workers.trial import Ending, TrialFailed
from tests.packs import lay_out, tiny_entry, use_catalogue, write_catalogue
from tests.unit.workers import ending_worker as ends

FILES = {"model.bin": b"weights", "config.json": b"{}", "tokenizer.json": b"{}"}
OTHER = {"model.bin": b"other weights", "config.json": b"{}", "tokenizer.json": b"{}"}
TINY, BIG = "whisper-tiny", "whisper-big"


class Tries:
    """In place of the real trial: gives what it is told to, and keeps what it was asked."""

    def __init__(self, found: Placed | Exception | None = None) -> None:
        self.found = found or Placed()
        self.asked: list[LoadModel] = []
        self.closed: Path | None = None

    def __call__(self, request: LoadModel, **named: Any) -> Placed:
        self.asked.append(request)
        self.closed = named["closed"]() if named["closed"] is not None else None
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelService:
    """Two models of a few bytes, installed."""
    folder = tmp_path / "models"
    entries = [tiny_entry(TINY, FILES), tiny_entry(BIG, OTHER)]
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "catalogue.toml", entries))
    for entry, files in zip(entries, (FILES, OTHER), strict=True):
        lay_out(folder / entry.path, files)
    return ModelService(folder, Preferences(tmp_path / "settings.toml"))


@pytest.fixture
def made(models: ModelService, tmp_path: Path) -> Callable[[Tries], SelfTest]:
    """As at each start of the program: the settings are read anew."""
    return lambda tries: SelfTest(models, tmp_path / "models", Preferences(tmp_path / "settings.toml"), try_out=tries)


def test_a_model_is_tried_once_and_it_is_remembered(models: ModelService, made: Callable[[Tries], SelfTest]) -> None:
    tries = Tries()
    first = made(tries)
    assert first.needed(TINY)
    request = models.request_for(TINY)
    assert first.before_loading(request, Never) is FellBack.NOT
    assert not first.needed(TINY) and first.needed(BIG)
    again = made(tries)
    assert not again.needed(TINY)
    assert again.before_loading(request, Never) is FellBack.NOT
    assert tries.asked == [request]


def test_it_can_be_asked_for_at_any_time(made: Callable[[Tries], SelfTest]) -> None:
    tries = Tries()
    test = made(tries)
    test.run(TINY)
    test.run(TINY)
    assert len(tries.asked) == 2 and not test.needed(TINY)
    with pytest.raises(ModelMissing):
        test.run("nothing")
    with pytest.raises(ModelMissing):
        test.needed("nothing")


@pytest.mark.parametrize("ending", list(Ending))
def test_each_way_to_fail_has_words_and_something_to_do(made: Callable[[Tries], SelfTest], ending: Ending) -> None:
    test = made(Tries(TrialFailed(ending)))
    with pytest.raises(SelfTestFailed) as failed:
        test.run(TINY)
    assert type(failed.value) is ERRORS[ending]
    words = failed.value.message()
    assert "Model whisper-tiny" in words and "Nothing was lost." in words and "!" not in words
    assert failed.value.next_step and not re.search(r"signal|SIG|segmentation|exit code|LLM|GGUF", words)
    assert test.needed(TINY), "a failure is not remembered: it is tried again when it is asked for again"


def test_no_two_failures_are_said_in_the_same_words() -> None:
    assert len({error.what for error in ERRORS.values()}) == len(ERRORS) == len(Ending)
    assert len({error.code for error in ERRORS.values()}) == len(ERRORS)


def test_what_worked_and_fails_now_is_forgotten(made: Callable[[Tries], SelfTest]) -> None:
    tries = Tries()
    test = made(tries)
    test.run(TINY)
    tries.found = TrialFailed(Ending.KILLED)
    with pytest.raises(SelfTestKilled):
        test.run(TINY)
    assert test.needed(TINY)


@pytest.mark.parametrize("error", [Cancelled(), BuiltElsewhere("AVX512")])
def test_what_is_no_finding_is_not_remembered(made: Callable[[Tries], SelfTest], error: Exception) -> None:
    test = made(Tries(error))
    with pytest.raises(type(error)):
        test.run(TINY)
    assert test.needed(TINY)


def test_a_crash_on_the_card_keeps_the_model_off_it_for_good(
    models: ModelService, made: Callable[[Tries], SelfTest]
) -> None:
    made(Tries(Placed(Device.PROCESSOR, FellBack.CRASHED))).run(TINY)
    assert made(Tries()).before_loading(models.request_for(TINY), Never) is FellBack.CRASHED


@pytest.mark.parametrize("why", [FellBack.MEMORY, FellBack.LIBRARY, FellBack.DRIVER, FellBack.BUILD])
def test_what_can_change_does_not(models: ModelService, made: Callable[[Tries], SelfTest], why: FellBack) -> None:
    made(Tries(Placed(Device.PROCESSOR, why))).run(TINY)
    assert made(Tries()).before_loading(models.request_for(TINY), Never) is FellBack.NOT


@pytest.mark.parametrize("changed", ["_version", "_processor", "_driver"])
def test_another_library_processor_or_driver_asks_for_another_trial(
    made: Callable[[Tries], SelfTest], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    made(Tries()).run(TINY)
    assert not made(Tries()).needed(TINY)
    monkeypatch.setattr(self_test, changed, lambda *_: "another")
    assert made(Tries()).needed(TINY)


def test_how_llama_cpp_was_built_is_part_of_it(
    made: Callable[[Tries], SelfTest], models: ModelService, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tiny_entry("note", FILES, like="smollm2-135m")
    test = made(Tries())
    before = test._digest(note)
    assert before == test._digest(note) and re.fullmatch(r"[0-9a-f]{32}", before)
    monkeypatch.setattr(self_test, "_built", lambda: ["libggml-cuda.so 1"])
    assert test._digest(note) != before
    speech = models.catalogue[TINY]
    with_cuda = test._digest(speech)
    monkeypatch.undo()
    assert test._digest(speech) == with_cuda


def test_other_files_or_settings_ask_for_another_trial(made: Callable[[Tries], SelfTest]) -> None:
    test = made(Tries())
    one = test._digest(tiny_entry(TINY, FILES))
    assert one != test._digest(tiny_entry(TINY, OTHER))
    assert one != test._digest(tiny_entry(TINY, FILES, settings={"device": "cuda"}))


def test_the_list_does_not_grow_for_ever(made: Callable[[Tries], SelfTest], tmp_path: Path) -> None:
    settings = Preferences(tmp_path / "settings.toml")
    settings.set(REMEMBERED, [f"{number:032x}:" for number in range(MOST + 5)])
    made(Tries()).run(TINY)
    kept = Preferences(tmp_path / "settings.toml").get(REMEMBERED)
    assert len(kept) == MOST and not made(Tries()).needed(TINY)


@pytest.mark.parametrize("line", ["", ":", "nonsense", "{digest}:no such reason", 7])
def test_a_list_that_was_tampered_with_is_no_harm(
    made: Callable[[Tries], SelfTest], models: ModelService, tmp_path: Path, line: object
) -> None:
    digest = made(Tries())._digest(models.catalogue[TINY])
    value = line.format(digest=digest) if isinstance(line, str) else line
    Preferences(tmp_path / "settings.toml").set(REMEMBERED, [value])
    assert made(Tries()).needed(TINY)


def test_nothing_but_digests_is_kept(made: Callable[[Tries], SelfTest], tmp_path: Path) -> None:
    made(Tries()).run(TINY)
    (kept,) = Preferences(tmp_path / "settings.toml").get(REMEMBERED)
    assert re.fullmatch(r"[0-9a-f]{32}:", kept)


def test_models_that_ship_with_the_program_start_without_a_trial(services: Services) -> None:
    assert not services.self_test.needed("whisper-demo") and not services.self_test.needed("minilm")
    request = services.models.load_request("speech")
    assert services.self_test.before_loading(request, Never) is FellBack.NOT


def test_the_process_that_tries_a_model_cannot_read_the_vault(models: ModelService, tmp_path: Path) -> None:
    tries, vault = Tries(), tmp_path / "models" / "vault"
    settings = Preferences(tmp_path / "settings.toml")
    SelfTest(models, tmp_path / "models", settings, closed=lambda: vault, try_out=tries).run(TINY)
    assert tries.closed == vault


def test_what_is_in_no_catalogue_is_left_alone(made: Callable[[Tries], SelfTest]) -> None:
    tries = Tries()
    assert made(tries).before_loading(LoadModel("speech", "/elsewhere", {}), Never) is FellBack.NOT
    assert tries.asked == []


def test_both_workers_ask_first(services: Services) -> None:
    asks = services.self_test.before_loading
    assert services.workers.speech.try_first == asks and services.workers.language.try_first == asks


def test_a_worker_does_not_load_what_does_not_run_here(models: ModelService, made: Callable[[Tries], SelfTest]) -> None:
    own = WorkerHost("speech worker", try_first=made(Tries(TrialFailed(Ending.ILLEGAL))).before_loading)
    with pytest.raises(SelfTestIllegal):
        own.load(models.request_for(TINY))
    assert own.pid is None, "no worker was started for it"


@pytest.mark.parametrize(
    ("kind", "error"),
    [(ends.Illegal, SelfTestIllegal), (ends.Segfault, SelfTestCrashed), (ends.Killed, SelfTestKilled)],
)
def test_a_real_process_that_ends_for_real(
    models: ModelService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[ends.Ending],
    error: type[Exception],
) -> None:
    """Nothing is made up but the model: the process is spawned, sandboxed, asked, and ended by the system."""
    monkeypatch.setattr(host, "serve", partial(ends.serve, kind))
    monkeypatch.setattr("app.workers.trial._hear", ends.ask)
    test = SelfTest(models, tmp_path / "models", Preferences(tmp_path / "settings.toml"))
    with pytest.raises(error):
        test.run(TINY)
