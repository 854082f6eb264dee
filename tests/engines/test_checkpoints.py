"""Speaker models come as pickles: converted once, in a sandbox, without running them; and the result is the same."""

from __future__ import annotations

import io
import os
import pickle
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from app.domain.errors import ModelChanged
from app.domain.model_errors import CheckpointRefused
from app.domain.transcript import SAMPLE_RATE
from app.engines.checkpoints import CheckpointUnfit, to_safetensors
from app.engines.following import SpeakerFollower
from app.engines.sound import samples_from
from app.engines.speakers import PARTS, WEIGHTS, PyannoteDiarizer, SpeakerSettings
from app.services.catalogue import ModelEntry, load_catalogue
from app.services.catalogue_rules import CLUSTERINGS, SETTINGS, VOICE_MODELS
from app.services.installing import weights
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.ready import Ready
from app.services.installing.record import finish_install, read_record
from app.services.installing.weights import acceptable, convert
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests.demo import load_request, read_demo
from tests.engines.test_speakers_follow import real_speech
from tests.engines.voice_files import checkpoint_of, publish_community, publish_demo, saved

# The libraries warn while they load (no FFmpeg, empty mel bands of the demo model); in the worker nobody sees it.
pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore")]


def nobody(_: InstallProgress) -> None:
    """Nobody is told."""


def settings_of(model_id: str) -> SpeakerSettings:
    return msgspec.convert(load_catalogue()[model_id].settings, SpeakerSettings)


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """Two threads on processors that others use too wait for each other most of the time."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def demo_folder() -> Path:
    return Path(load_request("speakers").path)


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> PyannoteDiarizer:
    return PyannoteDiarizer(demo_folder, settings_of("pyannote-demo"))


@pytest.fixture(scope="module")
def published(demo: PyannoteDiarizer, tmp_path_factory: pytest.TempPathFactory) -> tuple[ModelEntry, Path]:
    """The demo's speaker model as it would be published, installed."""
    folder = tmp_path_factory.mktemp("models") / "pyannote-published"
    entry = publish_demo(folder, demo.pipeline)
    finish_install(entry, folder, nobody, Halt())
    return entry, folder


def result(pipeline: Any, pcm: bytes, speakers: int | None) -> tuple[list[Any], Any]:
    waveform = torch.from_numpy(samples_from(pcm))[None, :]
    output = pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}, num_speakers=speakers)
    return list(output.speaker_diarization.itertracks(yield_label=True)), output.speaker_embeddings


# ---- what comes out ------------------------------------------------------------------------------


def test_what_is_made_is_what_ships(published: tuple[ModelEntry, Path], demo_folder: Path) -> None:
    entry, folder = published
    for part in PARTS:
        assert (folder / part / WEIGHTS).read_bytes() == (demo_folder / part / WEIGHTS).read_bytes()
    record = read_record(folder)
    assert record is not None
    assert [each.path for each in record.made] == [f"{part}/{WEIGHTS}" for part in PARTS]
    assert [each.path for each in record.files] == [file.path for file in entry.files]


def test_results_are_those_of_the_library_s_own_loading(published: tuple[ModelEntry, Path]) -> None:
    from pyannote.audio import Pipeline

    entry, folder = published
    own = PyannoteDiarizer(folder, msgspec.convert(entry.settings, SpeakerSettings)).pipeline
    usual: Any = Pipeline.from_pretrained(str(folder))
    assert own.parameters(instantiated=True) == usual.parameters(instantiated=True)
    for pcm, speakers in ((read_demo(0.0, 12.0), 2), (real_speech(), None)):
        (turns, voices), (expected, wanted) = result(own, pcm, speakers), result(usual, pcm, speakers)
        assert turns == expected and turns
        assert np.array_equal(voices, wanted)
    assert own._segmentation.model.specifications == usual._segmentation.model.specifications
    assert not any(part.training for part in (own._segmentation.model, own._embedding.model_))


def test_a_model_of_community_1_s_kind_is_installed_and_gives_the_same(tmp_path: Path) -> None:
    """Its classes, its sizes, its settings from the catalogue, with what trainers leave in a checkpoint."""
    from pyannote.audio import Pipeline

    folder = tmp_path / "pyannote-made"
    entry = publish_community(folder)
    told: list[InstallProgress] = []
    finish_install(entry, folder, told.append, Halt())
    stages = [t.stage for t in told]
    assert set(stages) == {InstallStage.CHECK, InstallStage.CONVERT} and stages[-1] is InstallStage.CONVERT
    assert told[-1].done == told[-1].total
    own = PyannoteDiarizer(folder, msgspec.convert(entry.settings, SpeakerSettings)).pipeline
    usual: Any = Pipeline.from_pretrained(str(folder))
    assert own.parameters(instantiated=True) == usual.parameters(instantiated=True)
    assert own.klustering == usual.klustering == "VBxClustering"
    assert own.embedding_exclude_overlap == usual.embedding_exclude_overlap is True
    for mine, theirs in (
        (own._segmentation.model, usual._segmentation.model),
        (own._embedding.model_, usual._embedding.model_),
    ):
        assert type(mine) is type(theirs)
        assert dict(mine.hparams) == dict(theirs.hparams)
        assert mine.specifications == theirs.specifications
    (turns, _), (expected, _) = result(own, read_demo(0.0, 12.0), None), result(usual, read_demo(0.0, 12.0), None)
    assert turns == expected
    files = Ready(tmp_path).files(entry)[1]
    assert sum(path.endswith(WEIGHTS) for path in files) == 2, "what is loaded is looked at before and after"


def test_the_checkpoints_are_not_read_when_a_model_is_loaded(
    published: tuple[ModelEntry, Path], tmp_path: Path
) -> None:
    """The worker that loads it refuses every pickle; and here there is none to read."""
    entry, folder = published
    only = tmp_path / "pyannote-only"
    for name in (*(f"{part}/{WEIGHTS}" for part in PARTS), "plda/plda.npz", "plda/xvec_transform.npz"):
        (only / name).parent.mkdir(parents=True, exist_ok=True)
        (only / name).write_bytes((folder / name).read_bytes())
    diarizer = PyannoteDiarizer(only, msgspec.convert(entry.settings, SpeakerSettings))
    SpeakerFollower(diarizer).start()
    host = WorkerHost("speech worker", models=tmp_path)
    try:
        host.load(p.LoadModel("speakers", str(only), entry.settings))
        assert host.call(p.StartFollowing([]), p.Followed).wanted_from == 0.0
    finally:
        host.stop()


def test_the_catalogue_s_settings_are_the_engine_s() -> None:
    assert set(SETTINGS["speakers"]) == {each.name for each in fields(SpeakerSettings)}
    for entry in load_catalogue().values():
        if entry.task == "speakers":
            chosen = msgspec.convert(entry.settings, SpeakerSettings)
            assert chosen.clustering["name"] in CLUSTERINGS and chosen.embedding in VOICE_MODELS
    with pytest.raises(ValueError, match="clustering"):
        replace(settings_of("pyannote-demo"), clustering={"name": "OracleClustering"})


# ---- what must not happen ------------------------------------------------------------------------


class Call:
    """Unpickling it calls a function."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.function, self.arguments = function, arguments

    def __reduce__(self) -> Any:
        return self.function, self.arguments


def legacy(what: Any) -> bytes:
    """torch.save as it was before 1.6: pickles one after the other, no zip."""
    stream = io.BytesIO()
    torch.save(what, stream, _use_new_zipfile_serialization=False)
    return stream.getvalue()


def evil(way: str, sprung: Path, demo: Any) -> bytes:
    """A checkpoint that would make a file where it is unpickled, and is a model besides."""
    command = f"open({str(sprung)!r}, 'w').close()"
    model = demo._segmentation.model
    calls = {
        "os.system": Call(os.system, f"touch {sprung}"),
        "exec": Call(exec, command),
        "eval": Call(eval, f"__import__('os').mkdir({str(sprung)!r})"),
        "subprocess": Call(subprocess.Popen, ["touch", str(sprung)]),
        "getattr": Call(getattr, Path, "home"),
        "open": Call(open, str(sprung), "w"),
        "import": Call(__import__, "antigravity"),
        "torch.load": Call(torch.load, str(sprung)),
    }
    if way == "not a zip":
        return legacy({"state_dict": model.state_dict(), "x": calls["exec"]})
    if way == "a bare pickle":
        return pickle.dumps(calls["exec"])
    return checkpoint_of(model, callbacks=calls[way])


WAYS = ["os.system", "exec", "eval", "subprocess", "getattr", "open", "import", "not a zip", "a bare pickle"]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_a_malicious_checkpoint_is_run(demo: PyannoteDiarizer, tmp_path: Path, way: str) -> None:
    """Read here, in the test's own process, without any sandbox: it is the reader that runs nothing."""
    sprung = tmp_path / "sprung"
    with pytest.raises(CheckpointUnfit):
        to_safetensors(evil(way, sprung, demo.pipeline), "segmentation", settings_of("pyannote-demo"))
    assert not sprung.exists()


@pytest.mark.parametrize("way", ["os.system", "exec", "eval", "open", "not a zip"])
def test_the_same_checkpoints_bite_where_they_are_unpickled(demo: PyannoteDiarizer, tmp_path: Path, way: str) -> None:
    """Without this the test above would prove nothing."""
    sprung = tmp_path / "sprung"
    torch.load(io.BytesIO(evil(way, sprung, demo.pipeline)), weights_only=False)
    assert sprung.exists()


def test_what_is_named_and_not_run_does_nothing(demo: PyannoteDiarizer, tmp_path: Path) -> None:
    """A name of the trainer's own library passes; a stand-in takes its place, and the weights come out."""
    data = evil("torch.load", tmp_path / "sprung", demo.pipeline)
    made = load(to_safetensors(data, "segmentation", settings_of("pyannote-demo")))
    for name, tensor in demo.pipeline._segmentation.model.state_dict().items():
        assert torch.equal(made[name], tensor)


@pytest.fixture
def pinned_evil(demo: PyannoteDiarizer, tmp_path: Path) -> tuple[ModelEntry, Path, Path]:
    """A malicious checkpoint that the catalogue pins, as if its authors had been broken into."""
    from tests.engines.voice_files import publish

    sprung = tmp_path / "sprung"
    files = {"segmentation/pytorch_model.bin": evil("exec", sprung, demo.pipeline)}
    folder = tmp_path / "models" / "pyannote-evil"
    return publish(load_catalogue()["pyannote-demo"], folder, files), folder, sprung


def test_a_malicious_checkpoint_is_not_installed(pinned_evil: tuple[ModelEntry, Path, Path]) -> None:
    entry, folder, sprung = pinned_evil
    with pytest.raises(CheckpointRefused) as caught:
        finish_install(entry, folder, nobody, Halt())
    assert entry.title in caught.value.message()
    assert not sprung.exists()
    assert read_record(folder) is None
    assert sorted(path.name for path in folder.rglob("*")) == ["pytorch_model.bin", "segmentation"], "nothing was made"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the packaged program's own settings hold")
@pytest.mark.parametrize("held", [True, False], ids=["in the sandbox", "without"])
def test_code_that_runs_in_the_sandbox_does_not_get_out(tmp_path: Path, held: bool) -> None:
    """Should the reader have a hole: a pickle that is unpickled whole, in the sandbox that the converter has."""
    from app.sandbox import landlock

    sprung, secret = tmp_path / "sprung", tmp_path / "secret"
    secret.write_text("of the clinician", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        trap = tmp_path / "trap"
        attempts = (
            f"import os, socket\n"
            f"def way(name, act):\n"
            f"    try: act(); print(name)\n"
            f"    except OSError: pass\n"
            f"way('disk', lambda: open({str(sprung)!r}, 'w').close())\n"
            f"way('secret', lambda: open({str(secret)!r}).read())\n"
            f"way('network', lambda: socket.create_connection(('127.0.0.1', {port}), 5).close())\n"
            f"child = os.fork()\n"
            f"if child == 0:\n"
            f"    try: os.execv('/bin/sh', ['sh', '-c', 'echo program'])\n"
            f"    finally: os._exit(1)\n"
            f"os.waitpid(child, 0)\n"
        )
        trap.write_bytes(pickle.dumps(Call(exec, attempts)))
        code = (
            "import pickle, sys; from pathlib import Path\n"
            "data = Path(sys.argv[1]).read_bytes()\n"
            "from app import sandbox; from app.workers import sight\n"
            "if sys.argv[2] == 'held':\n"
            "    sandbox.enter(sight.readable(None, None), devices=[sight.NULL], local_sockets=False)\n"
            "pickle.loads(data)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(trap), "held" if held else "open"],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    got = set(done.stdout.split())
    if not held:
        assert got == {"disk", "secret", "network", "program"} and sprung.exists(), "the attempts are real ones"
    else:
        assert got <= (set() if landlock.version() else {"disk", "secret", "program"})
        assert "network" not in got
        assert sprung.exists() is ("disk" in got)


# ---- what is not a model -------------------------------------------------------------------------


def test_what_is_no_checkpoint_of_the_model_is_refused(demo: PyannoteDiarizer, demo_folder: Path) -> None:
    settings, model = settings_of("pyannote-demo"), demo.pipeline._segmentation.model
    good = checkpoint_of(model)
    torn = io.BytesIO()
    with zipfile.ZipFile(torn, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}q\x00.")
    lacking = dict(model.state_dict())
    lacking.pop("classifier.bias")
    wrong: dict[str, bytes] = {
        "nothing": b"",
        "noise": os.urandom(1000),
        "cut off": good[: len(good) // 2],
        "safetensors": (demo_folder / "segmentation" / WEIGHTS).read_bytes(),
        "an empty zip": torn.getvalue(),
        "a list": saved([1, 2]),
        "no weights": saved({"state_dict": {}}),
        "weights that are none": saved({"state_dict": {"a": "b"}}),
        "a weight less": checkpoint_of(model, state_dict=lacking),
        "another part": checkpoint_of(demo.pipeline._embedding.model_),
        "another class": checkpoint_of(model, **{"pyannote.audio": {"architecture": {"class": "SSeRiouSS"}}}),
        "another rate": checkpoint_of(model, hyper_parameters={"sample_rate": 8000}),
        "another stride": checkpoint_of(model, hyper_parameters={"sincnet": {"stride": 5}}),
    }
    for name, data in wrong.items():
        with pytest.raises(CheckpointUnfit):
            to_safetensors(data, "segmentation", settings)
            pytest.fail(name)
    with pytest.raises(CheckpointUnfit, match="window"):
        to_safetensors(good, "segmentation", replace(settings, window=10.0))
    with pytest.raises(CheckpointUnfit, match="shape"):
        to_safetensors(good, "segmentation", replace(settings, voices=4))
    assert to_safetensors(good, "segmentation", settings) == (demo_folder / "segmentation" / WEIGHTS).read_bytes()


def test_what_the_converter_answers_is_not_believed(demo_folder: Path) -> None:
    good = (demo_folder / "segmentation" / WEIGHTS).read_bytes()
    assert acceptable(good, len(good))
    head = int.from_bytes(good[:8], "little")
    refused = {
        "larger than what it was made of": (good, len(good) - 1),
        "nothing": (b"", 100),
        "a pickle": (pickle.dumps([1]), 100),
        "cut off": (good[:-1], len(good)),
        "longer than it says": (good + b"\0", len(good) + 1),
        "a header without an end": ((1 << 60).to_bytes(8, "little") + good[8:], len(good)),
        "a header that is none": (good[:8] + b"\xff" * head + good[8 + head :], len(good)),
        "no weights": (save({}), 1000),
        "a name that is a path": (save({"../../vault": torch.zeros(1)}), 1000),
    }
    for name, (data, most) in refused.items():
        assert not acceptable(data, most), name


def test_an_answer_that_is_no_weights_is_not_installed(
    published: tuple[ModelEntry, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, folder = published
    before = (folder / "segmentation" / WEIGHTS).read_bytes()
    monkeypatch.setattr(WorkerHost, "call", lambda *_, **__: p.Converted(pickle.dumps(Call(exec, ""))))
    with pytest.raises(CheckpointRefused):
        convert(entry, folder, nobody, Halt())
    assert (folder / "segmentation" / WEIGHTS).read_bytes() == before


def test_a_checkpoint_that_is_not_the_pinned_one_never_reaches_the_converter(
    pinned_evil: tuple[ModelEntry, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, folder, _ = pinned_evil
    other = replace(entry, files=[replace(entry.files[0], sha256="0" * 64)])
    monkeypatch.setattr(weights, "WorkerHost", lambda *_: pytest.fail("a process was started"))
    with pytest.raises(ModelChanged):
        convert(other, folder, nobody, Halt())


def test_a_full_check_makes_the_weights_anew(published: tuple[ModelEntry, Path]) -> None:
    """Weights that somebody exchanged together with the record are found, and the right ones made again."""
    entry, folder = published
    ready = Ready(folder.parent)
    path = folder / "segmentation" / WEIGHTS
    good = path.read_bytes()
    changed = dict(load(good))
    changed["classifier.bias"] = changed["classifier.bias"] + 1.0
    path.write_bytes(save(changed))
    with pytest.raises(ModelChanged):
        ready.verify(entry, nobody, Halt())
    ready.files(entry)
    assert path.read_bytes() == good, "it is made again before the next load"
    ready.verify(entry, nobody, Halt())


def test_statistics_of_voices_that_are_pickles_are_refused(published: tuple[ModelEntry, Path], tmp_path: Path) -> None:
    """numpy would unpickle an array of objects if it were asked to."""
    entry, folder = published
    sprung = tmp_path / "sprung"
    array = np.array([Call(os.mkdir, str(sprung))], dtype=object)
    other = tmp_path / "pyannote-other"
    for name in (*(f"{part}/{WEIGHTS}" for part in PARTS), "plda/plda.npz"):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes((folder / name).read_bytes())
    np.savez(other / "plda" / "xvec_transform.npz", mean1=array, mean2=array, lda=array)
    with pytest.raises(ValueError, match="allow_pickle"):
        PyannoteDiarizer(other, msgspec.convert(entry.settings, SpeakerSettings))
    assert not sprung.exists()
