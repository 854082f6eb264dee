"""A pyannote pipeline of the true size: the architectures of speaker-diarization-community-1.

Segmentation has 10 s windows and powerset classes for three speakers, two at a time. Its inner weights are those of
the demo pack (a real model of the same architecture, MIT); the last layer is worked out from that model's three
independent yes-or-no answers. The embedding is a WeSpeaker ResNet34 with random weights; the statistics of its
layers are taken from the demo session, and its last layer is fitted to that session's two voices, so that turns
change as in a conversation: with one endless turn the rest of the program would have too little to do.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.models.embedding.wespeaker import WeSpeakerResNet34
from pyannote.audio.models.segmentation import PyanNet
from pyannote.audio.utils.powerset import Powerset
from safetensors.torch import load_file, save_file

from app.audio.decode import SoundFile
from app.domain.transcript import SAMPLE_RATE
from app.engines.speakers import PYANNET, WEIGHTS
from app.services.paths import DEMO_SOUND, PROGRAM, RESOURCES

DEMO = PROGRAM / "models" / "demo" / "pyannote-demo"
SPEAKERS, AT_A_TIME, WINDOW = 3, 2, 10.0
PLDA, EMBEDDING = 128, 256
RIDGE = 10.0


def make_pyannote(folder: Path, *, seed: int = 1) -> None:
    """Write a folder that `PyannoteDiarizer` loads; "pyannote" must be in its path."""
    for name in ("segmentation", "embedding", "plda"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _save(_segmentation(), folder / "segmentation")
    _save(_embedding(seed), folder / "embedding")
    # The identity, unused by agglomerative clustering; the loader wants one. Sizes are community-1's.
    unit, zeros = np.eye(PLDA), np.zeros(PLDA)
    np.savez(folder / "plda" / "plda.npz", mu=zeros, tr=unit, psi=np.ones(PLDA))
    lda = np.eye(EMBEDDING, PLDA, dtype=np.float32)
    np.savez(folder / "plda" / "xvec_transform.npz", mean1=np.zeros(EMBEDDING), mean2=zeros, lda=lda)
    shutil.copy(PROGRAM / "LICENSE", folder / "LICENSE")


def _save(model: Any, folder: Path) -> None:
    save_file({name: tensor.contiguous() for name, tensor in model.state_dict().items()}, folder / WEIGHTS)


def _segmentation() -> Any:
    """PyanNet with powerset classes: the logit of a set of speakers is the sum of its members' log-odds."""
    known = load_file(DEMO / "segmentation" / WEIGHTS)
    model = PyanNet(**PYANNET, sample_rate=SAMPLE_RATE)
    model.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=WINDOW,
        classes=[f"speaker#{n + 1}" for n in range(SPEAKERS)],
        powerset_max_classes=AT_A_TIME,
        permutation_invariant=True,
    )
    model.build()
    members = Powerset(SPEAKERS, AT_A_TIME).mapping
    weights = dict(known)
    for name in ("classifier.weight", "classifier.bias"):
        weights[name] = members @ weights[name]
    model.load_state_dict(weights)
    return model.eval()


def _embedding(seed: int) -> Any:
    """ResNet34 with random weights that tells the demo session's voices apart."""
    torch.manual_seed(seed)
    model = WeSpeakerResNet34()
    model.specifications = Specifications(
        problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=5.0, permutation_invariant=False
    )
    for layer in model.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 0.2
    sounds, voices = _sentences()
    pooled: list[torch.Tensor] = []
    model.resnet.seg_1.register_forward_hook(lambda _, given, __: pooled.append(given[0].detach()))
    with torch.no_grad():
        model.train()
        for sound in sounds[:12]:
            model(sound)
        model.eval()
        pooled.clear()
        for sound in sounds:
            model(sound)
        _fit(model.resnet.seg_1, torch.cat(pooled).double(), torch.tensor(voices).double())
    model.resnet.seg_1._forward_hooks.clear()
    return model


def _fit(last: Any, inputs: torch.Tensor, voices: torch.Tensor) -> None:
    """Ridge regression of `voices` (-1 or 1) on `inputs` (sentences x 5120), spread over all 256 outputs."""
    middle, spread = inputs.mean(0), inputs.std(0) + 1e-6
    normal = (inputs - middle) / spread
    gram = normal @ normal.T + RIDGE * len(normal) * torch.eye(len(normal), dtype=torch.float64)
    direction = normal.T @ torch.linalg.solve(gram, voices) / spread
    direction /= (inputs @ direction).std()
    outputs = torch.randn(EMBEDDING, dtype=torch.float64)
    last.weight.copy_(torch.outer(outputs, direction).float())
    last.bias.copy_((-outputs * (middle @ direction)).float())


def _sentences() -> tuple[list[torch.Tensor], list[float]]:
    """The demo session's sentences as batches of one, and who speaks: -1.0 or 1.0."""
    with SoundFile(DEMO_SOUND) as file:
        samples = np.frombuffer(b"".join(file.blocks()), dtype="<i2").astype(np.float32) / 32768.0
    rows = json.loads((RESOURCES / "demo" / "truth.json").read_text(encoding="utf-8"))
    pieces = [samples[int(row["start"] * SAMPLE_RATE) : int(row["end"] * SAMPLE_RATE)] for row in rows]
    return (
        [torch.from_numpy(piece)[None, None] for piece in pieces],
        [1.0 if row["role"] == "client" else -1.0 for row in rows],
    )
