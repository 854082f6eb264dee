"""A speech model on a card that is made up: CTranslate2 is told what it would say, and is real on the processor."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest

from app.domain.placement import Device, FellBack, Placed
from app.domain.transcript import SAMPLE_RATE
from app.engines import speech
from app.engines.speech import SpeechSettings, WhisperRecogniser
from tests.demo import load_request

CARD = {"float16", "int8_float16", "float32"}
FOLDER = Path(load_request("speech").path)
RealModel = speech.WhisperModel


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card whose driver answers, and which CTranslate2 sees."""
    usual = ctranslate2.get_supported_compute_types

    def supported(device: str) -> Collection[str]:
        return CARD if device == "cuda" else usual(device)

    monkeypatch.setattr(speech, "against_cuda", lambda processor: FellBack.CRASHED if processor else None)
    monkeypatch.setattr(speech, "has_cublas", lambda: True)
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", supported)


def fails_with(monkeypatch: pytest.MonkeyPatch, error: Exception, *, at_first_sound: bool = False) -> list[str]:
    """On the card the model cannot be loaded, or not be used; gives what was tried there."""
    tried: list[str] = []

    class Unlucky:
        """A model on the card that loads, and fails at the first sound."""

        feature_extractor = staticmethod(lambda sound: np.zeros((80, 101), np.float32))

        def encode(self, features: Any) -> Any:
            raise error

    def model(path: str, *, device: str, **more: Any) -> Any:
        if device != "cuda":
            return RealModel(path, device=device, **more)
        tried.append(more["compute_type"])
        if at_first_sound:
            return Unlucky()
        raise error

    monkeypatch.setattr(speech, "WhisperModel", model)
    return tried


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (RuntimeError("CUDA failed with error out of memory"), FellBack.MEMORY),
        (RuntimeError("Library libcudnn_ops.so.9 is not found or cannot be loaded"), FellBack.LIBRARY),
        (RuntimeError("CUDA failed with error CUDA driver version is insufficient"), FellBack.DRIVER),
        (ValueError("This CTranslate2 package was not compiled with CUDA support"), FellBack.BUILD),
        (RuntimeError("hm"), FellBack.UNKNOWN),
    ],
)
@pytest.mark.parametrize("at_first_sound", [False, True])
@pytest.mark.usefixtures("card")
def test_what_fails_on_the_card_runs_on_the_processor(
    monkeypatch: pytest.MonkeyPatch, error: Exception, why: FellBack, at_first_sound: bool
) -> None:
    tried = fails_with(monkeypatch, error, at_first_sound=at_first_sound)
    recogniser = WhisperRecogniser(FOLDER, SpeechSettings())
    assert tried == ["float16", "int8_float16"]
    assert recogniser.placed == Placed(Device.PROCESSOR, why)
    assert recogniser.placement.device == "cpu" and recogniser.placement.compute_type == "int8"
    assert recogniser.recognise([np.zeros(SAMPLE_RATE, np.float32)], ())[0][-1].end == 1.0


@pytest.mark.usefixtures("card")
def test_a_card_with_room_for_the_smaller_precision_keeps_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def model(path: str, *, device: str, compute_type: str, **more: Any) -> Any:
        if compute_type == "float16":
            raise RuntimeError("CUDA failed with error out of memory")
        return RealModel(path, device="cpu", compute_type="int8", **more)

    monkeypatch.setattr(speech, "WhisperModel", model)
    recogniser = WhisperRecogniser(FOLDER, SpeechSettings())
    assert recogniser.placed == Placed(Device.CUDA) and recogniser.placement.compute_type == "int8_float16"


@pytest.mark.usefixtures("card")
def test_a_library_that_is_missing_is_found_out_before_the_card_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = fails_with(monkeypatch, RuntimeError("never asked"))
    monkeypatch.setattr(speech, "has_cublas", lambda: False)
    assert WhisperRecogniser(FOLDER, SpeechSettings()).placed == Placed(Device.PROCESSOR, FellBack.LIBRARY)
    assert tried == []


@pytest.mark.usefixtures("card")
def test_after_a_failure_the_card_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = fails_with(monkeypatch, RuntimeError("never asked"))
    recogniser = WhisperRecogniser(FOLDER, SpeechSettings(), processor=True)
    assert recogniser.placed == Placed(Device.PROCESSOR, FellBack.CRASHED) and tried == []


@pytest.mark.usefixtures("card")
def test_a_model_that_belongs_on_the_processor_has_not_fallen_back(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = fails_with(monkeypatch, RuntimeError("never asked"))
    assert WhisperRecogniser(FOLDER, SpeechSettings(device="cpu")).placed == Placed() and tried == []


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("says", "why"),
    [
        ("This CTranslate2 package was not compiled with CUDA support", FellBack.BUILD),
        ("CUDA failed with error CUDA driver version is insufficient for CUDA runtime version", FellBack.DRIVER),
    ],
)
def test_a_build_that_sees_no_card_says_why(monkeypatch: pytest.MonkeyPatch, says: str, why: FellBack) -> None:
    usual = ctranslate2.get_supported_compute_types

    def supported(device: str) -> Collection[str]:
        if device == "cuda":
            raise RuntimeError(says)
        return usual(device)

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", supported)
    assert WhisperRecogniser(FOLDER, SpeechSettings()).placed == Placed(Device.PROCESSOR, why)


def test_a_folder_that_is_no_model_is_no_fault_of_the_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises((RuntimeError, ValueError, OSError)):
        WhisperRecogniser(tmp_path, SpeechSettings())


def test_without_a_card_nothing_has_fallen_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "against_cuda", lambda processor: FellBack.NOT)
    assert WhisperRecogniser(FOLDER, SpeechSettings()).placed == Placed()
