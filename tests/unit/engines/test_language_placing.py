"""A note model on a card that is made up: llama.cpp is told what it would do there, and is real on the processor."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

llama_cpp = pytest.importorskip("llama_cpp")

from app.domain.placement import Device, FellBack, Placed  # noqa: E402 - skipped where the library is not
from app.engines import language_context, language_placing  # noqa: E402
from app.engines.language import LanguageSettings, LlamaModel  # noqa: E402
from tests.demo import load_request  # noqa: E402
from tests.unit.engines.tiny_models import write_tiny  # noqa: E402

pytestmark = pytest.mark.engines
ERROR, INFO = 3, 1
SETTINGS = LanguageSettings(context_tokens=512)
real_load = llama_cpp.llama_model_load_from_file
real_decode = llama_cpp.llama_decode
real_context = llama_cpp.llama_init_from_model


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tiny") / "qwen3.gguf"
    write_tiny(path, "qwen3", Path(load_request("note").path))
    return path


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card whose driver answers, and a llama.cpp that was built for it."""
    monkeypatch.setattr(language_placing, "in_sight", lambda: Device.CUDA)
    monkeypatch.setattr(language_placing, "driver_answers", lambda: True)
    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", lambda: True)


@pytest.fixture
def layers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many layers the card was to take, at each loading."""
    asked: list[int] = []

    def load(path: bytes, params: Any) -> Any:
        asked.append(params.n_gpu_layers)
        return real_load(path, params)

    monkeypatch.setattr(llama_cpp, "llama_model_load_from_file", load)
    return asked


def on_the_card(monkeypatch: pytest.MonkeyPatch, lines: list[tuple[int, str]]) -> None:
    """Whatever goes onto the card is refused, with these lines in the log."""

    def load(path: bytes, params: Any) -> Any:
        if params.n_gpu_layers == 0:
            return real_load(path, params)
        for level, text in lines:
            language_placing._callback(level, text.encode(), None)
        return None

    monkeypatch.setattr(llama_cpp, "llama_model_load_from_file", load)


@pytest.fixture
def loaded(file: Path) -> Iterator[Callable[..., LlamaModel]]:
    """Loads the model; everything that was loaded is given back."""
    models: list[LlamaModel] = []

    def load(settings: LanguageSettings = SETTINGS, **named: Any) -> LlamaModel:
        models.append(LlamaModel(file, settings, **named))
        return models[-1]

    yield load
    for model in models:
        model.close()


def writes(model: LlamaModel) -> bool:
    schema: dict[str, object] = {"enum": ["yes", "no"]}
    return model.complete("JSON.", "Slept?", schema=schema, max_tokens=8) in ('"yes"', '"no"')


@pytest.mark.usefixtures("card")
def test_a_card_that_works_takes_every_layer(layers: list[int], loaded: Callable[..., LlamaModel]) -> None:
    model = loaded()
    assert layers == [-1] and model.placed == Placed(Device.CUDA)
    assert model.context.evaluated == 0 and not any(model.context.length), "the trial left nothing behind"
    assert writes(model)


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ggml_backend_cuda_buffer_type_alloc_buffer: allocating 2368.31 MiB on device 0: cudaMalloc failed: out of "
         "memory\n", FellBack.MEMORY),
        ("llama_model_load: error loading model: unable to allocate CUDA0 buffer\n", FellBack.MEMORY),
        ("ggml_cuda_init: failed to initialize CUDA: CUDA driver version is insufficient for CUDA runtime version\n",
         FellBack.DRIVER),
        ("CUDA error: no kernel image is available for execution on the device\n", FellBack.BUILD),
        ("llama_model_load: something went wrong\n", FellBack.UNKNOWN),
    ],
)  # fmt: skip
def test_what_does_not_go_onto_the_card_goes_onto_the_processor(
    monkeypatch: pytest.MonkeyPatch, loaded: Callable[..., LlamaModel], line: str, why: FellBack
) -> None:
    on_the_card(monkeypatch, [(INFO, "llama_model_loader: a driver is among the metadata\n"), (ERROR, line)])
    model = loaded()
    assert model.placed == Placed(Device.PROCESSOR, why)
    assert writes(model)


@pytest.mark.usefixtures("card")
def test_a_context_that_does_not_fit_beside_the_model(
    monkeypatch: pytest.MonkeyPatch, layers: list[int], loaded: Callable[..., LlamaModel]
) -> None:
    def make(model: Any, params: Any) -> Any:
        if layers[-1] == 0:
            return real_context(model, params)
        language_placing._callback(ERROR, b"failed to allocate buffer for kv cache\n", None)
        return None

    monkeypatch.setattr(llama_cpp, "llama_init_from_model", make)
    model = loaded()
    assert layers == [-1, 0] and model.placed == Placed(Device.PROCESSOR, FellBack.MEMORY)
    assert writes(model)


@pytest.mark.usefixtures("card")
def test_a_card_that_cannot_calculate_is_found_out_before_the_session(
    monkeypatch: pytest.MonkeyPatch, layers: list[int], loaded: Callable[..., LlamaModel]
) -> None:
    monkeypatch.setattr(llama_cpp, "llama_decode", lambda c, b: real_decode(c, b) if layers[-1] == 0 else -3)
    model = loaded()
    assert layers == [-1, 0] and model.placed == Placed(Device.PROCESSOR, FellBack.UNKNOWN)
    assert writes(model)


@pytest.mark.usefixtures("card")
def test_a_card_that_gives_no_numbers_is_found_out_too(
    monkeypatch: pytest.MonkeyPatch, layers: list[int], loaded: Callable[..., LlamaModel]
) -> None:
    usual = language_context.NativeContext.scores
    monkeypatch.setattr(
        language_context.NativeContext, "scores", lambda self: usual(self) * (1.0 if layers[-1] == 0 else float("nan"))
    )
    assert loaded().placed == Placed(Device.PROCESSOR, FellBack.UNKNOWN) and layers == [-1, 0]


@pytest.mark.usefixtures("card")
def test_after_a_failure_the_card_is_left_alone(layers: list[int], loaded: Callable[..., LlamaModel]) -> None:
    assert loaded(processor=True).placed == Placed(Device.PROCESSOR, FellBack.CRASHED)
    assert layers == [0]


@pytest.mark.usefixtures("card")
def test_a_model_that_belongs_on_the_processor_has_not_fallen_back(
    layers: list[int], loaded: Callable[..., LlamaModel]
) -> None:
    assert loaded(LanguageSettings(context_tokens=512, gpu_layers=0)).placed == Placed() and layers == [0]


@pytest.mark.usefixtures("card")
def test_a_driver_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, layers: list[int], loaded: Callable[..., LlamaModel]
) -> None:
    monkeypatch.setattr(language_placing, "driver_answers", lambda: False)
    assert loaded().placed == Placed(Device.PROCESSOR, FellBack.DRIVER) and layers == [0]


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("built", "why"),
    [(b"CPU : AVX2 = 1 | ", FellBack.BUILD), (b"CUDA : ARCHS = 890 | CPU : AVX2 = 1 | ", FellBack.DRIVER)],
)
def test_a_library_that_was_built_for_no_card_is_told_from_one_that_sees_none(
    monkeypatch: pytest.MonkeyPatch, built: bytes, why: FellBack
) -> None:
    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", lambda: False)
    monkeypatch.setattr(llama_cpp, "llama_print_system_info", lambda: built)
    assert language_placing.against(-1, processor=False) is why


def test_on_an_apple_the_card_is_metals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_placing, "in_sight", lambda: Device.METAL)
    monkeypatch.setattr(llama_cpp, "llama_supports_gpu_offload", lambda: True)
    assert language_placing.against(-1, processor=False) is None
    assert language_placing.against(-1, processor=True) is FellBack.CRASHED


@pytest.mark.usefixtures("card")
def test_a_file_that_is_no_model_is_no_fault_of_the_card(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"no model")
    with pytest.raises(ValueError):
        LlamaModel(tmp_path / "no.gguf", SETTINGS)


def test_the_log_is_neither_printed_nor_kept(
    file: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        model = LlamaModel(file, SETTINGS)
        assert writes(model)
        model.close()
    assert capfd.readouterr() == ("", "") and not caplog.records
    assert set(vars(language_placing._listener)) == {"meant"}, "a code, no words"


def test_without_a_card_nothing_has_fallen_back(
    monkeypatch: pytest.MonkeyPatch, layers: list[int], loaded: Callable[..., LlamaModel]
) -> None:
    monkeypatch.setattr(language_placing, "in_sight", lambda: Device.PROCESSOR)
    assert loaded().placed == Placed() and layers == [0]
