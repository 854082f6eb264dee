"""Worker processes that end as native libraries end them: for real, in the real child, behind the real pipe.

The models that they "load" are no models.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import platform
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from app.domain.placement import Device, FellBack
from app.workers import child
from app.workers import protocol as p
from app.workers.host import WorkerHost


class Ending(child.Worker):
    """Loads anything; what is asked of it ends the process. Subclasses say how, and when."""

    on_card = False

    def handle(self, request: p.Request, advance: child.Advance) -> p.Reply:
        """See `Worker.handle`."""
        if isinstance(request, p.LoadModel):
            return self._loaded(request)
        if isinstance(request, p.Embed):
            return self._asked(request)
        return super().handle(request, advance)

    def _loaded(self, request: p.LoadModel) -> p.Loaded:
        self.on_card = not request.processor
        return p.Loaded()

    def _asked(self, request: p.Embed) -> p.Reply:
        self._end()
        return p.Vectors([])

    def _end(self) -> None:
        raise NotImplementedError


class Illegal(Ending):
    """An instruction that no processor has."""

    def _end(self) -> None:
        code = {"x86_64": b"\x0f\x0b", "AMD64": b"\x0f\x0b"}.get(platform.machine(), b"\x00\x00\x00\x00")  # UD2, UDF
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(code)
        ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()


class Segfault(Ending):
    """Memory that is not there."""

    def _end(self) -> None:
        ctypes.string_at(0)


class Abort(Ending):
    """What a failed assertion of a native library does."""

    def _end(self) -> None:
        os.abort()


class Killed(Ending):
    """What the system does where memory is short."""

    def _end(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Hanging(Ending):
    """No answer, ever."""

    def _end(self) -> None:
        threading.Event().wait()


class AtLoading(Segfault):
    """It does not get as far as being asked."""

    def _loaded(self, request: p.LoadModel) -> p.Loaded:
        self._end()
        return p.Loaded()


class Refusing(Ending):
    """The library says no."""

    def _loaded(self, request: p.LoadModel) -> p.Loaded:
        raise OSError("no model")


class Nonsense(Ending):
    """It answers, with no numbers."""

    def _asked(self, request: p.Embed) -> p.Reply:
        return p.Vectors([[float("nan"), 0.0]] * len(request.texts))


class Working(Ending):
    """Nothing is wrong with it."""

    def _asked(self, request: p.Embed) -> p.Reply:
        return p.Vectors([[1.0, 0.0], [0.0, 1.0]][: len(request.texts)])


class OnCard(Working):
    """A model on a graphics card, as long as none is kept from it."""

    def _loaded(self, request: p.LoadModel) -> p.Loaded:
        self.on_card = not request.processor
        return p.Loaded(Device.CUDA) if self.on_card else p.Loaded(Device.PROCESSOR, FellBack.CRASHED)


class CardCrashes(OnCard):
    """The driver ends the process in mid-work."""

    def _asked(self, request: p.Embed) -> p.Reply:
        if self.on_card:
            ctypes.string_at(0)
        return super()._asked(request)


class CardCrashesAtLoading(OnCard):
    """The driver ends the process while the model is put there."""

    def _loaded(self, request: p.LoadModel) -> p.Loaded:
        if not request.processor:
            ctypes.string_at(0)
        return super()._loaded(request)


class CardFull(OnCard):
    """The card's memory is full in mid-work."""

    def _loaded(self, request: p.LoadModel) -> p.Loaded:
        found = super()._loaded(request)
        self._placed["embedding"] = child.Placed(found.device, found.fell_back)
        return found

    def _asked(self, request: p.Embed) -> p.Reply:
        if self.on_card:
            raise RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return super()._asked(request)


class WrongRequest(CardFull):
    """What was asked cannot be answered anywhere."""

    def _asked(self, request: p.Embed) -> p.Reply:
        raise ValueError("texts")


def serve(worker: type[child.Worker], connection: Connection, *more: Any) -> None:
    """As `app.workers.child.serve`, with one of these. Entry point of the spawned process, with `functools.partial`."""
    child.Worker = worker  # type: ignore[misc]
    child.serve(connection, *more)


def ask(host: WorkerHost, over: Callable[[], bool]) -> bool:
    """What these workers understand, in place of a use of `app.workers.trial`."""
    return bool(host.call(p.Embed(["one"]), p.Vectors, cancelled=over).vectors)
