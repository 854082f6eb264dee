"""A note model onto the graphics card, where there is one that works; else onto the processor, with the reason why.

llama.cpp says in its log alone why a model could not be loaded. What it logs while a model is loaded holds nothing of
a session; it is looked through for the words that tell a full card from a broken one, and not kept.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np

from app.domain.placement import Device, FellBack, Placed
from app.engines.graphics import driver_answers, in_sight, meaning
from app.engines.language_context import FORK, ContextFault, NativeContext

TRIAL = "The client slept for six hours."
_ERROR = 3  # enum ggml_log_level


class _Listener:
    """Takes llama.cpp's log: keeps what the first error that means something means, and prints nothing."""

    def __init__(self) -> None:
        self.meant = FellBack.UNKNOWN

    def forget(self) -> None:
        """Before a model is loaded."""
        self.meant = FellBack.UNKNOWN

    def hear(self, level: int, text: bytes | None, _: Any) -> None:
        """One piece of the log."""
        if level == _ERROR and text and self.meant is FellBack.UNKNOWN:
            self.meant = meaning(text.decode("utf-8", "replace"))


_listener = _Listener()
_callback = llama_cpp.llama_log_callback(_listener.hear)  # the library keeps its address: it must outlive all models


def load(
    file: Path, *, tokens: int, threads: int, kv_type: str, gpu_layers: int, processor: bool
) -> tuple[NativeContext, Placed]:
    """The model's context, and where it is. Raises as `NativeContext`."""
    llama_cpp.llama_log_set(_callback, ctypes.c_void_p(0))
    why = against(gpu_layers, processor)
    if why is None:
        _listener.forget()
        try:
            context = NativeContext(file, tokens=tokens, threads=threads, kv_type=kv_type, gpu_layers=gpu_layers)
        except ValueError:
            why = _listener.meant
        else:
            if _answers(context):
                return context, Placed(in_sight())
            why = _listener.meant
            context.close()
    context = NativeContext(file, tokens=tokens, threads=threads, kv_type=kv_type, gpu_layers=0)
    return context, Placed(Device.PROCESSOR, why)


def against(gpu_layers: int, processor: bool) -> FellBack | None:
    """Why not to try the graphics card: None to try it, NOT where there is none or none is wanted."""
    card = in_sight()
    if gpu_layers == 0 or card is Device.PROCESSOR:
        return FellBack.NOT
    if processor:
        return FellBack.CRASHED
    if card is Device.CUDA and not driver_answers():
        return FellBack.DRIVER
    if llama_cpp.llama_supports_gpu_offload():
        return None
    # Built for cards, it says of itself with what, and sees none all the same: the driver is too old for it.
    built = llama_cpp.llama_print_system_info().decode("utf-8", "replace")
    return FellBack.DRIVER if f"{card.value.upper()} :" in built.upper() else FellBack.BUILD


def _answers(context: NativeContext) -> bool:
    """Whether it can evaluate: what is wrong with a card often shows here first. Leaves the context as it was."""
    try:
        context.evaluate(context.tokenise(TRIAL, special=False), FORK, logits=True)
        return bool(np.isfinite(context.scores()).all())
    except ContextFault:
        return False
    finally:
        context.drop_fork()
        context.evaluated = 0
