"""A torch model onto NVIDIA's card, where there is one that works; else it stays on the processor, with the reason."""

from __future__ import annotations

import warnings
from typing import Any, Protocol

import torch

from app.domain.placement import Device, FellBack, Placed
from app.engines.graphics import against_cuda, meaning


class Movable(Protocol):
    """A module, or a pipeline of several."""

    def to(self, device: torch.device, /) -> Any:
        """Move it."""
        ...


def to_card(model: Movable, *, processor: bool) -> Placed:
    """Move a model that is on the processor onto the card, if that can be. `processor`: no card is tried."""
    why = against(processor)
    if why is None:
        try:
            # Where a kernel rounds as coarsely as these allow, voices are told apart less well.
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
            _try_card()
            model.to(torch.device("cuda"))
        except RuntimeError as error:  # among them torch.cuda.OutOfMemoryError
            why = meaning(str(error))
            model.to(torch.device("cpu"))
        else:
            return Placed(Device.CUDA)
    return Placed(Device.PROCESSOR, why)


def against(processor: bool) -> FellBack | None:
    """Why not to try the card: None to try it, NOT where there is none."""
    why = against_cuda(processor)
    if why is not None:
        return why
    if torch.version.cuda is None:
        return FellBack.BUILD
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a driver that is too old; that is said in another way
        return None if torch.cuda.is_available() else FellBack.DRIVER


def _try_card() -> None:
    """A little of what the models do there: products and convolutions come from libraries of their own.

    Raises RuntimeError, where it has no code for this card too. What it takes of the card's memory is small.
    """
    device = torch.device("cuda")
    left = torch.ones(16, 16, device=device)
    sound = torch.ones(1, 1, 64, device=device)
    found = (left @ left).sum() + torch.nn.functional.conv1d(sound, torch.ones(1, 1, 8, device=device)).sum()
    if not bool(torch.isfinite(found).item()):
        raise RuntimeError("not finite")
