"""What is loaded is what was checked: a file swapped before or while an engine reads it is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from app.domain.engines import Embedder
from app.domain.errors import ModelChanged
from app.domain.stamps import Stamp, stamp_of
from app.engines.fake import FakeEmbedder
from app.workers import protocol as p
from app.workers.child import Worker
from app.workers.host import WorkerHost
from app.workers.still import FilesChanged, held_still


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "weights"
    path.parent.mkdir()
    path.write_bytes(b"weights")
    return path


def of(path: Path) -> dict[str, Stamp]:
    return {str(path): stamp_of(path)}


def swap(path: Path) -> None:
    """Another file of the same size and time in its place."""
    before = path.stat()
    other = path.with_name("other")
    other.write_bytes(b"WEIGHTS")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


def write(path: Path) -> None:
    """Other bytes in the same file, its time put back."""
    before = path.stat()
    path.write_bytes(b"WEIGHTS")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES = [
    swap,
    pytest.param(write, marks=pytest.mark.skipif(os.name == "nt", reason="no time of change")),
    Path.unlink,
]


def test_what_holds_still_is_loaded(weights: Path) -> None:
    with held_still(of(weights)):
        data = weights.read_bytes()
    assert data == b"weights"


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_before_is_found_before_anything_is_read(weights: Path, change: object) -> None:
    files = of(weights)
    change(weights)  # type: ignore[operator]
    with pytest.raises(FilesChanged), held_still(files):
        pytest.fail("it was read")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_meanwhile_is_found_after(weights: Path, change: object) -> None:
    with pytest.raises(FilesChanged), held_still(of(weights)):
        change(weights)  # type: ignore[operator]


def test_what_was_loaded_from_a_swapped_file_is_let_go(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker()

    def load(request: p.LoadModel) -> p.Loaded:
        worker._embedder = cast(Embedder, FakeEmbedder())
        swap(weights)
        return p.Loaded()

    monkeypatch.setattr(worker, "_load", load)
    with pytest.raises(FilesChanged):
        worker.handle(p.LoadModel("embedding", str(weights), {}, files=of(weights)), lambda done, total: None)
    assert worker._embedder is None


@pytest.fixture
def host(weights: Path) -> Iterator[WorkerHost]:
    host = WorkerHost("speech worker", models=weights.parent)
    yield host
    host.stop()


def test_a_worker_does_not_load_another_file(host: WorkerHost, weights: Path) -> None:
    request = p.LoadModel("embedding", str(weights.parent), {}, files=of(weights))
    swap(weights)
    with pytest.raises(ModelChanged):
        host.load(request)
    assert not host.has("embedding")
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused", "it is there for others"
