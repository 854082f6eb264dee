"""A checkpoint of pyannote.audio, a pickle, becomes safetensors: names and numbers, and nothing that can be run.

This happens once, at install, in a process without network, disk or anything of the clinician's (`app.workers.child`),
which is ended afterwards. Nothing of the pickle is run there either: torch's own reader for weights takes
numbers alone, and everything else that a checkpoint names (what it was trained with, and how) becomes a `StandIn`
that does nothing. Should that reader have a hole, the process is what holds.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import load, save

from app.domain.transcript import SAMPLE_RATE
from app.engines.speakers import SpeakerSettings, build

KNOWN = frozenset(
    {"pyannote", "torch", "lightning", "pytorch_lightning", "lightning_fabric", "lightning_utilities", "torchmetrics",
     "torch_audiomentations", "asteroid_filterbanks", "omegaconf", "collections", "typing", "numpy", "pathlib",
     "einops", "argparse", "copyreg", "builtins"}
)  # fmt: skip
"""Whose names a checkpoint may hold: what such models are trained with."""
HARMLESS = frozenset(
    f"builtins.{name}" for name in ("list", "dict", "set", "frozenset", "tuple", "int", "float", "bool", "str", "bytes",
                                    "bytearray", "complex", "slice", "range", "object", "type")
)  # fmt: skip
"""Of Python itself the types of plain values only: a checkpoint that names more is no model that anybody trained."""


class CheckpointUnfit(ValueError):
    """The bytes are not a checkpoint of such a model, or of another one than the catalogue says."""


class StandIn:
    """Takes the place of whatever a checkpoint names; keeps what it was given, does nothing with it."""

    def __new__(cls, *args: Any, **_: Any) -> StandIn:
        """Keep the arguments."""
        made = object.__new__(cls)
        made.given = args
        made.state = None
        return made

    given: tuple[Any, ...]
    state: Any

    def __init__(self, *_: Any, **__: Any) -> None:
        """Nothing else."""

    def __setstate__(self, state: Any) -> None:
        self.state = state


def to_safetensors(checkpoint: bytes, part: str, settings: SpeakerSettings) -> bytes:
    """The weights of one part (`app.engines.speakers.PARTS`) of a speaker model as a safetensors file.

    The same bytes give the same file. The weights were put into the model as it will be built, once.
    Raises CheckpointUnfit.
    """
    held = _read(checkpoint)
    weights = held.get("state_dict")
    if not isinstance(weights, Mapping) or not weights:
        raise CheckpointUnfit("weights")
    plain = {}
    for name, tensor in weights.items():
        if type(name) is not str or not isinstance(tensor, torch.Tensor) or tensor.is_sparse or tensor.is_quantized:
            raise CheckpointUnfit("weights")
        plain[name] = tensor.detach().to("cpu").contiguous().clone()
    data = save(plain)
    try:
        model = build(part, load(data), settings)
    except (RuntimeError, ValueError) as error:
        raise CheckpointUnfit("shape") from error
    _compare(held, model)
    return data


def _read(checkpoint: bytes) -> dict[str, Any]:
    """What the checkpoint holds, without running any of it. Raises CheckpointUnfit."""
    try:
        names = torch.serialization.get_unsafe_globals_in_checkpoint(io.BytesIO(checkpoint))
        if unknown := [name for name in names if not _may_stand(name)]:
            raise CheckpointUnfit(unknown[0])
        stand_ins: list[Any] = [(type("StandIn", (StandIn,), {}), name) for name in names]
        with torch.serialization.safe_globals(stand_ins):
            held = torch.load(io.BytesIO(checkpoint), map_location="cpu", weights_only=True)
    except CheckpointUnfit:
        raise
    except Exception as error:
        # Bytes that anybody may have made: the reader raises what it likes, IndexError and KeyError included.
        raise CheckpointUnfit("unreadable") from error
    if not isinstance(held, dict):
        raise CheckpointUnfit("unreadable")
    return held


def _may_stand(name: str) -> bool:
    package = name.split(".", 1)[0]
    return package in KNOWN and (package != "builtins" or name in HARMLESS)


def _compare(held: Mapping[str, Any], model: Any) -> None:
    """What the checkpoint says of itself, where it says it plainly, is what was built. Raises CheckpointUnfit.

    What decides what the weights mean and does not show in their shapes.
    """
    about = held.get("pyannote.audio")
    about = about if isinstance(about, Mapping) else {}
    said, built = _plain(held.get("hyper_parameters")), model.hparams
    claims = {
        "class": (_plain(about.get("architecture")).get("class"), type(model).__name__),
        "rate": (said.get("sample_rate"), SAMPLE_RATE),
        "channels": (said.get("num_channels"), 1),
        "stride": (_plain(said.get("sincnet")).get("stride"), _plain(built.get("sincnet")).get("stride")),
        **{
            name: (said.get(name), built.get(name))
            for name in ("num_mel_bins", "frame_length", "frame_shift", "window_type")
        },
    }
    specified, ours = _plain(about.get("specifications")), model.specifications
    classes = specified.get("classes")
    claims["window"] = (specified.get("duration") if ours.classes else None, ours.duration)
    claims["at once"] = (specified.get("powerset_max_classes"), ours.powerset_max_classes)
    claims["voices"] = (len(classes) if isinstance(classes, list) and ours.classes else None, len(ours.classes or ()))
    for what, (claimed, meant) in claims.items():
        if isinstance(claimed, str | int | float) and claimed != meant:
            raise CheckpointUnfit(what)


def _plain(value: Any) -> Mapping[str, Any]:
    """A mapping, or what a stand-in was given as its state; empty for anything else."""
    if isinstance(value, StandIn):
        value = value.state
    return value if isinstance(value, Mapping) else {}
