"""Speaker models as the library's authors publish them: a config.yaml, checkpoints that are pickles, two .npz."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from app.domain.transcript import SAMPLE_RATE
from app.engines.speakers import PYANNET
from app.engines.torchaudio_parts import use_python_parts_of_torchaudio
from app.services.catalogue import ModelEntry, ModelFile, load_catalogue

DEMO_CONFIG = """
dependencies:
  pyannote.audio: 4.0.0
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    segmentation: $model/segmentation
    segmentation_batch_size: 32
    embedding: $model/embedding
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    plda: $model/plda
    clustering: AgglomerativeClustering
params:
  segmentation:
    threshold: 0.58
    min_duration_off: 0.1
  clustering:
    method: centroid
    min_cluster_size: 12
    threshold: 0.35
"""
COMMUNITY_CONFIG = """
dependencies:
  pyannote.audio: 4.0.0
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: VBxClustering
    segmentation: $model/segmentation
    segmentation_batch_size: 32
    embedding: $model/embedding
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    plda: $model/plda
params:
  clustering:
    threshold: 0.6
    Fa: 0.07
    Fb: 0.8
  segmentation:
    min_duration_off: 0.0
"""


def checkpoint_of(model: Any, **more: Any) -> bytes:
    """What Lightning and the library save of a model; `more` is put beside it."""
    about: dict[str, Any] = {
        "state_dict": model.state_dict(),
        "hyper_parameters": dict(model.hparams),
        "pytorch-lightning_version": "2.6.6",
        "epoch": 0,
        "global_step": 0,
        "pyannote.audio": {
            "versions": {"torch": torch.__version__, "pyannote.audio": "4.0.7"},
            "architecture": {"module": type(model).__module__, "class": type(model).__name__},
            "specifications": model.specifications,
        },
    }
    return saved({**about, **more})


def saved(what: Any) -> bytes:
    """torch.save into bytes."""
    stream = io.BytesIO()
    torch.save(what, stream)
    return stream.getvalue()


def publish(entry: ModelEntry, folder: Path, files: dict[str, bytes]) -> ModelEntry:
    """Write files into a folder, and an entry like `entry` that names them with their checksums."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    pinned = [ModelFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()]
    return replace(entry, where="models", path=folder.name, files=pinned)


def publish_demo(folder: Path, demo: Any) -> ModelEntry:
    """The demo's speaker model as it would be published; `demo` is its pipeline, loaded."""
    entry = load_catalogue()["pyannote-demo"]
    source = entry.folder(folder)
    assert source is not None
    files = {
        "config.yaml": DEMO_CONFIG.encode(),
        "segmentation/pytorch_model.bin": checkpoint_of(demo._segmentation.model),
        "embedding/pytorch_model.bin": checkpoint_of(demo._embedding.model_),
        **{f"plda/{name}.npz": (source / "plda" / f"{name}.npz").read_bytes() for name in ("plda", "xvec_transform")},
    }
    return publish(entry, folder, files)


def publish_community(folder: Path) -> ModelEntry:
    """A model of community-1's classes and sizes with random weights, and with what trainers leave in a checkpoint."""
    use_python_parts_of_torchaudio()
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding import WeSpeakerResNet34
    from pyannote.audio.models.segmentation import PyanNet

    torch.manual_seed(3)
    segmentation = PyanNet(**PYANNET, sample_rate=SAMPLE_RATE)
    segmentation.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION, resolution=Resolution.FRAME, duration=10.0,
        classes=["speaker#1", "speaker#2", "speaker#3"], powerset_max_classes=2, permutation_invariant=True,
    )  # fmt: skip
    segmentation.build()
    with torch.no_grad():  # so that it says now this, now that
        segmentation.classifier.weight *= 60.0
    embedding = WeSpeakerResNet34()
    embedding.specifications = Specifications(
        problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=5.0, permutation_invariant=False
    )
    chance = np.random.default_rng(4)
    plda, xvec = io.BytesIO(), io.BytesIO()
    np.savez(plda, mu=np.zeros(128), tr=np.linalg.qr(chance.normal(size=(128, 128)))[0], psi=np.linspace(9.0, 0.1, 128))
    np.savez(xvec, mean1=np.zeros(256), mean2=np.zeros(128), lda=chance.normal(size=(256, 128)))
    left_behind = {
        "optimizer_states": [{"state": {0: {"step": torch.tensor(1.0)}}}],
        "callbacks": {"ModelCheckpoint{'monitor': 'loss'}": {"best_model_path": Path("/somewhere/best.ckpt")}},
        "loops": {"fit_loop": {"state_dict": {}}},
        "torch": torch.torch_version.TorchVersion("2.8.0"),
    }
    files = {
        "config.yaml": COMMUNITY_CONFIG.encode(),
        "segmentation/pytorch_model.bin": checkpoint_of(segmentation, **left_behind),
        "embedding/pytorch_model.bin": checkpoint_of(embedding),
        "plda/plda.npz": plda.getvalue(),
        "plda/xvec_transform.npz": xvec.getvalue(),
    }
    return publish(load_catalogue()["pyannote-community-1"], folder, files)
