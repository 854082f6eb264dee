"""Where a model runs on this computer, and why not where it would run fastest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Device(StrEnum):
    """What calculates."""

    PROCESSOR = "cpu"
    CUDA = "cuda"  # an NVIDIA graphics card
    METAL = "metal"  # the graphics part of an Apple computer


class FellBack(StrEnum):
    """Why a model runs on the processor although there is a graphics card. The screen has words for each."""

    NOT = ""  # it runs where it should, or there is no such card
    DRIVER = "driver"  # the card is there, its driver does not answer, or is too old
    LIBRARY = "library"  # the card answers, and a library that the model's engine needs for it is missing
    BUILD = "build"  # the engine was built without support for the card
    MEMORY = "memory"  # the card's memory is too small for the model, or taken by other programs
    CRASHED = "crashed"  # the engine died or gave up on the card, and was started again without it
    UNKNOWN = "unknown"  # it did not work on the card, and said nothing that is known here


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a model was loaded; `fell_back` is only ever set with the processor."""

    device: Device = Device.PROCESSOR
    fell_back: FellBack = FellBack.NOT
