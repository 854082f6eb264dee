"""Speakers followed while they speak, against pyannote's batch pipeline over the same windows."""

from __future__ import annotations

import itertools
import pickle
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
import torch

from app.domain.transcript import SAMPLE_RATE, SpeakerTurn
from app.engines import following
from app.engines.following import SpeakerFollower
from app.engines.following_labels import joined
from app.engines.following_windows import HEADER, RefusedWindows
from app.engines.sound import samples_from
from app.engines.speakers import PyannoteDiarizer, SpeakerSettings
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests.demo import demo_pcm, demo_truth, load_request, read_demo

# The libraries warn while they load (no FFmpeg, empty mel bands of the demo model); in the worker nobody sees it.
pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore")]
SECOND = 2 * SAMPLE_RATE
HOP = 2.0


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """Two threads on processors that others use too wait for each other most of the time."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def diarizer() -> PyannoteDiarizer:
    request = load_request("speakers")
    return PyannoteDiarizer(Path(request.path), msgspec.convert(request.settings, SpeakerSettings))


@pytest.fixture
def follower(diarizer: PyannoteDiarizer) -> SpeakerFollower:
    return SpeakerFollower(diarizer)


@dataclass
class Result:
    """Turns, and what was found in each window."""

    turns: list[SpeakerTurn]
    scores: Any
    embeddings: Any
    voices: dict[str, list[float]]


def batch(pipeline: Any, pcm: bytes, speakers: int | None = 2, hop: float = HOP) -> Result:
    """pyannote's pipeline as it is, with `hop` seconds between windows."""
    steps: dict[str, Any] = {}

    def hook(step: str, artifact: Any, **_: Any) -> None:
        if artifact is not None:
            steps[step] = artifact

    pipeline._segmentation.step = hop
    waveform = torch.from_numpy(samples_from(pcm))[None, :]
    output = pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}, num_speakers=speakers, hook=hook)
    turns = [SpeakerTurn(s.start, s.end, str(n)) for s, _, n in output.speaker_diarization.itertracks(yield_label=True)]
    voices = dict(zip(output.speaker_diarization.labels(), output.speaker_embeddings, strict=True))
    return Result(turns, steps["segmentation"].data, steps.get("embeddings"), voices)


def follow(
    follower: SpeakerFollower,
    pcm: bytes,
    speakers: int | None = 2,
    piece: float = 5.0,
    hop: float = HOP,
) -> tuple[Result, list[bytes], list[SpeakerTurn]]:
    """The same through the follower, `piece` seconds at a time: the result, the windows, the provisional turns."""
    follower.start(hop=hop)
    windows, provisional = feed(follower, pcm, piece)
    return finish(follower, windows, speakers), windows, provisional


def feed(follower: SpeakerFollower, pcm: bytes, piece: float) -> tuple[list[bytes], list[SpeakerTurn]]:
    windows: list[bytes] = []
    provisional: list[SpeakerTurn] = []
    step = int(piece * SAMPLE_RATE) * 2
    for first in range(0, len(pcm), step):
        found, turns = follower.follow(pcm[first : first + step])
        windows += found
        provisional += turns
    return windows, provisional


def finish(follower: SpeakerFollower, windows: list[bytes], speakers: int | None) -> Result:
    held = [follower._layout.unpack(i, data) for i, data in enumerate(windows)]
    turns, voices = follower.end(speakers)
    return Result(turns, [w.scores for w in held], [w.embeddings for w in held], voices)


def assert_same(found: Result, expected: Result) -> None:
    """Turns to the sample, speakers one to one, vectors of complete windows within 1e-4."""
    assert [(t.start, t.end) for t in found.turns] == [(t.start, t.end) for t in expected.turns]
    pairs = {(a.label, b.label) for a, b in zip(found.turns, expected.turns, strict=True)}
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
    count = len(found.scores)
    assert len(expected.scores) - count in (0, 1), "all windows but the last, filled up one"
    if count:
        assert np.abs(np.array(found.scores) - expected.scores[:count]).max() <= 1e-4
    if count and expected.embeddings is not None:
        assert np.abs(np.array(found.embeddings) - expected.embeddings[:count]).max() <= 1e-4
    for label, name in pairs:
        vector = np.array(expected.voices[name])
        if np.isnan(vector).any():  # too little speech for the library to have a centre
            assert label not in found.voices
            continue
        assert np.abs(np.array(found.voices[label]) - vector / np.linalg.norm(vector)).max() <= 1e-4


def real_speech() -> bytes:
    """Half a minute of a meeting that comes with pyannote.audio."""
    import pyannote.audio

    with wave.open(str(Path(pyannote.audio.__path__[0]) / "sample" / "sample.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SAMPLE_RATE, 1, 2)
        return file.readframes(file.getnframes())


def noisy(pcm: bytes, level: float = 300.0) -> bytes:
    samples = np.frombuffer(pcm, "<i2").astype(float)
    samples += np.random.default_rng(5).normal(0.0, level, len(samples))
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes()


@pytest.fixture(scope="module")
def whole(diarizer: PyannoteDiarizer) -> tuple[Result, list[bytes], list[SpeakerTurn], SpeakerFollower]:
    """The demo session, followed once."""
    follower = SpeakerFollower(diarizer)
    return (*follow(follower, demo_pcm()), follower)


def test_the_demo_session_gives_what_the_batch_pipeline_gives(diarizer: PyannoteDiarizer, whole: Any) -> None:
    found, windows, _, follower = whole
    assert_same(found, batch(diarizer.pipeline, demo_pcm()))
    assert follower._pipeline.pools, "each window is heard once for all of its voices"
    assert len(windows) == (len(demo_pcm()) // 2 - follower._layout.length) // follower._layout.hop + 1


def test_labels_of_the_demo_session_never_change(whole: Any) -> None:
    found, _, provisional, _ = whole
    for turns in (provisional, found.turns):
        labels: dict[str, list[str]] = {"therapist": [], "client": []}
        for row in demo_truth():
            middle = (float(str(row["start"])) + float(str(row["end"]))) / 2
            labels[str(row["role"])] += [t.label for t in turns if t.start <= middle < t.end]
        changes = sum(a != b for said in labels.values() for a, b in itertools.pairwise(said))
        assert changes == 0
        assert [set(said) for said in labels.values()] == [{"S1"}, {"S2"}]
        assert sum(len(said) for said in labels.values()) >= 0.9 * len(demo_truth())
    assert {t.label for t in provisional} == {"S1", "S2"}, "nobody was invented on the way"


@pytest.mark.parametrize("speakers", [2, None])
@pytest.mark.parametrize("hop", [2.0, 1.0])
def test_real_speech_gives_what_the_batch_pipeline_gives(
    diarizer: PyannoteDiarizer, follower: SpeakerFollower, speakers: int | None, hop: float
) -> None:
    found, _, _ = follow(follower, real_speech(), speakers, hop=hop)
    assert found.turns
    assert_same(found, batch(diarizer.pipeline, real_speech(), speakers, hop=hop))


SOUNDS = {
    "noise": lambda: noisy(read_demo(40.0, 61.3)),
    "the other way round": lambda: read_demo(75.0, 90.0) + read_demo(60.0, 75.0) + read_demo(45.0, 60.0),
    "a long pause": lambda: read_demo(0.0, 13.0) + bytes(40 * SECOND) + read_demo(13.0, 21.7),
    "one whole window": lambda: read_demo(8.0, 13.0),
    "windows that end with the sound": lambda: read_demo(8.0, 21.0),
    "a sample more": lambda: read_demo(8.0, 21.0) + b"\1\0",
    "shorter than a window": lambda: read_demo(1.0, 4.3),
    "a tenth of a second": lambda: read_demo(2.5, 2.6),
    "silence": lambda: bytes(23 * SECOND),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_any_sound_gives_what_the_batch_pipeline_gives(
    diarizer: PyannoteDiarizer, follower: SpeakerFollower, name: str
) -> None:
    pcm = SOUNDS[name]()
    found, _, _ = follow(follower, pcm)
    assert_same(found, batch(diarizer.pipeline, pcm))
    assert bool(found.turns) == (name != "silence")


def test_no_sound_at_all_is_nobody(follower: SpeakerFollower) -> None:
    follower.start()
    assert follower.wanted_from == 0.0
    assert follower.follow(b"") == ([], [])
    assert follower.end(2) == ([], {})


def test_how_the_sound_is_cut_makes_no_difference(follower: SpeakerFollower) -> None:
    pcm = read_demo(0.0, 37.3)
    results = [follow(follower, pcm, piece=piece) for piece in (0.37, 1.0, 17.0, 60.0)]
    for result, windows, provisional in results[1:]:
        assert windows == results[0][1]
        assert provisional == results[0][2]
        assert (result.turns, result.voices) == (results[0][0].turns, results[0][0].voices)


def test_a_piece_may_end_within_a_sample(follower: SpeakerFollower) -> None:
    pcm = read_demo(0.0, 9.0)
    follower.start(hop=HOP)
    windows = [w for first in range(0, len(pcm), 33_333) for w in follower.follow(pcm[first : first + 33_333])[0]]
    assert windows == follow(follower, pcm)[1]


def test_it_goes_on_from_stored_windows(follower: SpeakerFollower, diarizer: PyannoteDiarizer) -> None:
    pcm = read_demo(0.0, 41.7)
    expected, windows, provisional = follow(follower, pcm)
    again = SpeakerFollower(diarizer)
    for kept in (1, 7, len(windows)):
        again.start(windows[:kept])
        assert again.wanted_from == kept * HOP
        more, turns = feed(again, pcm[int(again.wanted_from * SECOND) :], 3.0)
        assert windows[:kept] + more == windows, "nothing twice, nothing left out"
        assert turns == [t for t in provisional if t in turns], "the labels that were there before"
        assert again.end(2) == (expected.turns, expected.voices)


def test_only_the_sound_of_coming_windows_is_held(follower: SpeakerFollower) -> None:
    follower.start(hop=HOP)
    pcm = read_demo(0.0, 40.0)
    for first in range(0, len(pcm), SECOND):
        follower.follow(pcm[first : first + SECOND])
        assert follower.held < 2 * follower._layout.length
        assert follower.wanted_from == first // SECOND + 1
    follower.end(2)
    assert follower.held == follower.windows == 0


def test_progress_is_told_while_it_ends(follower: SpeakerFollower) -> None:
    told: list[float] = []
    follower.start(hop=HOP)
    follower.follow(read_demo(0.0, 20.0))
    follower.end(2, lambda done, total: told.append(done / total))
    assert told == sorted(told)
    assert len(told) >= 3
    assert 0.0 < told[0] <= told[-1] <= 1.0


def test_a_session_of_three_hours_is_clustered_within_limits(
    follower: SpeakerFollower, whole: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.engines.following_pipeline import MOST_CLUSTERED

    result, windows, _, _ = whole
    follower.start(hop=HOP)
    layout, chance = follower._layout, np.random.default_rng(3)
    rounds = round(3 * 3600 / HOP) // len(windows) + 1
    once = [layout.unpack(i, data) for i, data in enumerate(windows)]
    scale = float(np.mean([np.linalg.norm(w.embeddings, axis=1).mean() for w in once]))
    centres = np.array(list(result.voices.values()))
    stored = []
    for index in range(rounds * len(once)):
        # Each voice its own vector and noise: a window that took two for one would come fifty times here.
        window = once[index % len(once)]
        vectors = centres[np.argmax(window.embeddings @ centres.T, axis=1)]
        vectors = scale * (vectors + chance.normal(0.0, 0.02, vectors.shape))
        stored.append(layout.pack(following.Window(index, window.scores, vectors.astype(np.float32))))
    clustered: list[int] = []
    cluster = follower._pipeline.clustering.cluster

    def counting(embeddings: Any, **more: Any) -> Any:
        clustered.append(len(embeddings))
        return cluster(embeddings, **more)

    monkeypatch.setattr(follower._pipeline.clustering, "cluster", counting)
    follower.start(stored)
    turns, voices = follower.end(2)
    assert clustered == [MOST_CLUSTERED] == [follower.clustered]
    assert set(voices) == {"S1", "S2"}
    for label, vector in voices.items():
        assert float(np.dot(vector, result.voices[label])) > 0.99
    period = len(once) * HOP
    for lap in range(rounds):  # each voice has its label in every hour
        for turn in result.turns:
            if turn.end - turn.start > 2.0 and turn.end < period - 5.0 and turn.start > 5.0:
                at = lap * period + (turn.start + turn.end) / 2
                assert [t.label for t in turns if t.start <= at < t.end] == [turn.label]


SPRUNG: list[str] = []


class Trap:
    """Unpickling it would leave a trace."""

    def __reduce__(self) -> Any:
        return spring, ()


def spring() -> None:
    SPRUNG.append("unpickled")


def test_windows_that_were_not_made_here_are_refused(follower: SpeakerFollower, whole: Any) -> None:
    windows = whole[1][:3]
    follower.start(windows)
    layout, head = follower._layout, HEADER.size
    other = bytearray(windows[0])
    other[head - 1] ^= 1
    spoiled = {
        "nothing": [b""],
        "a pickle": [pickle.dumps(Trap())],
        "a pickle behind a header": [windows[0][:head] + pickle.dumps(Trap())],
        "cut off": [windows[0][:-1]],
        "too long": [windows[0] + b"\0"],
        "other models": [bytes(other)],
        "out of order": [windows[1], windows[0]],
        "a gap": [windows[0], windows[2]],
        "twice": [windows[0], windows[0]],
        "chance": [np.random.default_rng(1).bytes(len(windows[0]))],
        "infinite scores": [windows[0][:head] + b"\0\0\x80\x7f" + windows[0][head + 4 :]],
        "no number": [windows[0][:head] + b"\0\0\xc0\x7f" + windows[0][head + 4 :]],
        "an infinite voice": [windows[0][:-4] + b"\0\0\x80\x7f"],
        "half a voice": [windows[0][:-4] + b"\0\0\xc0\x7f"],
        "another distance": [windows[0], replaced(windows[1], 7, layout.hop + 1)],
        "no distance": [replaced(windows[0], 7, 0)],
        "an endless distance": [replaced(windows[0], 7, 0xFFFFFFFF)],
        "huge": [replaced(windows[0], 3, 0xFFFF)],
        "another version": [replaced(windows[0], 1, 2)],
    }
    for name, stored in spoiled.items():
        with pytest.raises(RefusedWindows):
            follower.start(stored)
            pytest.fail(name)
    assert SPRUNG == []
    with pytest.raises(RefusedWindows):
        follower.start(windows, hop=1.0)


def replaced(window: bytes, field: int, value: int) -> bytes:
    fields = list(HEADER.unpack_from(window))
    fields[field] = value
    return HEADER.pack(*fields) + window[HEADER.size :]


@pytest.mark.parametrize("hop", [-1.0, 0.3, 5.125, 1e9, float("nan")])
def test_a_distance_of_windows_that_cannot_be_is_refused(follower: SpeakerFollower, hop: float) -> None:
    with pytest.raises(ValueError, match="hop"):
        follower.start(hop=hop)


def test_voices_of_pieces_are_comparable(follower: SpeakerFollower, whole: Any) -> None:
    voices = {label: np.array(vector) for label, vector in whole[0].voices.items()}
    turns = sorted(joined(whole[0].turns), key=lambda t: t.start - t.end)[:6]
    vectors = follower.embed([read_demo(t.start, t.end) for t in turns])
    for turn, vector in zip(turns, vectors, strict=True):
        assert abs(float(np.linalg.norm(vector)) - 1.0) < 1e-6
        nearest = max(voices, key=lambda label: float(voices[label] @ np.array(vector)))
        assert nearest == turn.label
    assert follower.embed([b"", bytes(100), read_demo(1.2, 1.25)]) == [[], [], []], "too short for a voice"
    long = follower.embed([demo_pcm()[: 61 * SECOND]])
    assert abs(float(np.linalg.norm(long[0])) - 1.0) < 1e-6


def real_sizes(diarizer: PyannoteDiarizer, clustering: str) -> Any:
    """A pipeline of the architectures that real use has (powerset, ResNet34), with random weights."""
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding.wespeaker import WeSpeakerResNet34
    from pyannote.audio.models.segmentation import PyanNet
    from pyannote.audio.pipelines import SpeakerDiarization

    torch.manual_seed(11)
    segmentation = PyanNet(sincnet={"stride": 10})
    segmentation.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=10.0,
        classes=["a", "b", "c"],
        powerset_max_classes=2,
        permutation_invariant=True,
    )
    segmentation.build()
    with torch.no_grad():  # so that it says now this, now that
        segmentation.eval().classifier.weight *= 60.0
        said = segmentation(torch.from_numpy(samples_from(read_demo(0.0, 10.0)))[None, None])
        segmentation.classifier.bias -= said.mean(dim=(0, 1))
        segmentation.classifier.bias[1:4] += 0.5 * said.std(dim=1).mean()  # and mostly one voice at a time
    pipeline = SpeakerDiarization(
        segmentation=segmentation.eval(),
        embedding=WeSpeakerResNet34().eval(),
        embedding_exclude_overlap=True,
        plda=diarizer.pipeline._plda,
        clustering=clustering,
    )
    pipeline.instantiate(
        {
            "segmentation": {"min_duration_off": 0.0},
            "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": 0.05},
        }
    )
    return pipeline


def test_architectures_of_real_use_give_what_the_batch_pipeline_gives(diarizer: PyannoteDiarizer) -> None:
    pipeline = real_sizes(diarizer, "AgglomerativeClustering")
    follower = SpeakerFollower(SimpleNamespace(pipeline=pipeline))  # type: ignore[arg-type]
    pcm = read_demo(0.0, 16.6)
    found, windows, _ = follow(follower, pcm)
    expected = batch(pipeline, pcm)
    assert len(found.turns) > 10
    assert found.voices
    assert_same(found, expected)
    assert follower._pipeline.pools
    assert follower._pipeline.bits
    frames, voices, length = np.array(found.scores).shape[1], 3, 256
    assert len(windows[0]) == HEADER.size + (frames * voices + 7) // 8 + 4 * voices * length


def test_the_clustering_of_community_1_gives_what_the_batch_pipeline_gives(diarizer: PyannoteDiarizer) -> None:
    from pyannote.audio.pipelines import SpeakerDiarization

    usual = diarizer.pipeline
    pipeline = SpeakerDiarization(
        segmentation=usual._segmentation.model,
        embedding=usual._embedding.model_,
        embedding_exclude_overlap=True,
        plda=usual._plda,
        clustering="VBxClustering",
    )
    pipeline.instantiate(
        {
            "segmentation": {"threshold": 0.58, "min_duration_off": 0.0},
            "clustering": {"threshold": 0.6, "Fa": 0.07, "Fb": 0.8},
        }
    )
    follower = SpeakerFollower(SimpleNamespace(pipeline=pipeline))  # type: ignore[arg-type]
    for speakers in (2, None):
        found, _, _ = follow(follower, read_demo(0.0, 33.0), speakers)
        assert_same(found, batch(pipeline, read_demo(0.0, 33.0), speakers))


def test_the_worker_follows(speech: WorkerHost, follower: SpeakerFollower) -> None:
    pcm = read_demo(0.0, 21.0)
    expected, windows, _ = follow(follower, pcm)
    assert speech.call(p.StartFollowing([], HOP), p.Followed) == p.Followed([], [], 0.0)
    half = speech.call(p.Follow(pcm[: 12 * SECOND]), p.Followed)
    assert half.wanted_from == 12.0
    assert len(half.windows) == 4
    assert len(half.turns) > 1
    again = speech.call(p.StartFollowing(half.windows), p.Followed)
    assert again == p.Followed([], joined(half.turns), 8.0), "who spoke in what is there already"
    rest = speech.call(p.Follow(pcm[8 * SECOND :]), p.Followed)
    assert len(half.windows + rest.windows) == len(windows)
    told: list[float] = []
    spoken = speech.call(p.EndFollowing(2), p.Spoken, on_advance=lambda done, total: told.append(done / total))
    assert spoken.turns == expected.turns
    assert spoken.voices.keys() == expected.voices.keys()
    assert told == sorted(told)
    assert told
    vectors = speech.call(p.EmbedVoices([pcm[2 * SECOND : 7 * SECOND], b""]), p.Vectors).vectors
    assert float(np.dot(vectors[0], spoken.voices["S1"])) > 0.9
    assert vectors[1] == []
