"""A torch model and a card that is made up."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from app.domain.placement import Device, FellBack, Placed
from app.engines import torch_placing
from app.engines.torch_placing import to_card


class Model:
    """Remembers where it was moved to; moving to the card may fail."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.moves: list[str] = []

    def to(self, device: torch.device, /) -> Model:
        self.moves.append(device.type)
        if device.type == "cuda" and self.error is not None:
            raise self.error
        return self


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card that torch sees; nothing is calculated on it."""
    monkeypatch.setattr(torch_placing, "against_cuda", lambda processor: FellBack.CRASHED if processor else None)
    monkeypatch.setattr(torch.version, "cuda", "12.8")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch_placing, "_try_card", lambda: None)


@pytest.mark.usefixtures("card")
def test_a_card_that_works_takes_the_model() -> None:
    model = Model()
    assert to_card(model, processor=False) == Placed(Device.CUDA)
    assert model.moves == ["cuda"]
    assert not torch.backends.cudnn.allow_tf32


@pytest.mark.usefixtures("card")
def test_a_card_that_is_full_gives_it_back() -> None:
    model = Model(torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB"))
    assert to_card(model, processor=False) == Placed(Device.PROCESSOR, FellBack.MEMORY)
    assert model.moves == ["cuda", "cpu"]


@pytest.mark.usefixtures("card")
def test_a_card_that_cannot_calculate_is_not_given_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("CUDA error: no kernel image is available for execution on the device")

    monkeypatch.setattr(torch_placing, "_try_card", fails)
    model = Model()
    assert to_card(model, processor=False) == Placed(Device.PROCESSOR, FellBack.BUILD)
    assert "cuda" not in model.moves


@pytest.mark.usefixtures("card")
def test_after_a_failure_the_card_is_left_alone() -> None:
    model = Model()
    assert to_card(model, processor=True) == Placed(Device.PROCESSOR, FellBack.CRASHED)
    assert model.moves == []


@pytest.mark.usefixtures("card")
def test_a_torch_that_was_built_without_cards_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.version, "cuda", None)
    assert to_card(Model(), processor=False) == Placed(Device.PROCESSOR, FellBack.BUILD)


@pytest.mark.usefixtures("card")
def test_a_driver_that_is_too_old_for_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable() -> bool:
        import warnings

        warnings.warn("CUDA initialization: The NVIDIA driver on your system is too old", stacklevel=2)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", unavailable)
    assert to_card(Model(), processor=False) == Placed(Device.PROCESSOR, FellBack.DRIVER)


def test_without_a_card_nothing_is_moved_and_nothing_has_fallen_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_placing, "against_cuda", lambda processor: FellBack.NOT)
    model = Model()
    assert to_card(model, processor=False) == Placed() and model.moves == []


def test_the_trial_fails_where_there_is_no_card() -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a graphics card here")
    expected: Any = (RuntimeError, AssertionError)  # a build without CUDA asserts
    with pytest.raises(expected):
        torch_placing._try_card()
