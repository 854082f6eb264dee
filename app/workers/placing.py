"""What a host knows of where its models run, and which of them must keep off the graphics card."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from app.domain.placement import Device, FellBack, Placed
from app.workers import protocol as p

TryFirst = Callable[[p.LoadModel, Callable[[], bool]], FellBack]
"""Asked before a model is loaded: why it must not be loaded onto a graphics card, or NOT. Raises a ModelError where
it must not be loaded at all. The function that it gets says whether the work was cancelled."""


class Placements:
    """By task, where each model was when it was last loaded; by path, which failed on a card, and why."""

    def __init__(self) -> None:
        self._placed: dict[str, Placed] = {}
        self._off_card: dict[str, FellBack] = {}

    @property
    def by_task(self) -> dict[str, Placed]:
        """A copy; a model in it may have been unloaded since."""
        return dict(self._placed)

    def keep_off(self, path: str, why: FellBack) -> None:
        """From now on a model is not tried on a card. The first reason stands."""
        if why is not FellBack.NOT:
            self._off_card.setdefault(path, why)

    def as_sent(self, request: p.Request) -> p.Request:
        """A model that failed on a card is not tried there again while the program runs."""
        if isinstance(request, p.LoadModel) and request.path in self._off_card:
            return msgspec.structs.replace(request, processor=True)
        return request

    def note(self, request: p.LoadModel, loaded: p.Loaded) -> None:
        """A model was loaded. A process that was told to keep off the card does not know why; this side does."""
        why = loaded.fell_back
        if why is FellBack.CRASHED:
            why = self._off_card.get(request.path, why)
        self._placed[request.task] = Placed(loaded.device, why)

    def leave_card(self, in_hand: p.Request | None, loaded: Iterable[p.LoadModel], why: FellBack) -> None:
        """A process failed: what it had on the card, or was about to load there, keeps off it from now on."""
        if isinstance(in_hand, p.LoadModel):
            self.keep_off(in_hand.path, why)
        for request in loaded:
            if self._placed[request.task].device is not Device.PROCESSOR:
                self.keep_off(request.path, why)
