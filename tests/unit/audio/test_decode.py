"""Sound files: every kind gives the same sound, every bad one its own clear error."""

from __future__ import annotations

import random
import socket
import threading
from pathlib import Path

import av
import numpy as np
import pytest

from app.audio.decode import SoundFile, promised_wav_length
from app.audio.resample import SECOND
from app.domain.errors import (
    NoSoundTrack,
    SottoError,
    SoundFileDamaged,
    SoundFileEmpty,
    SoundFileMissing,
    SoundFileUnreadable,
)
from tests.unit.audio.sounds import (
    DEMO,
    loudness,
    main_frequency,
    samples_of,
    tone,
    write_sound,
    write_video_without_sound,
)


def decoded(path: Path) -> bytes:
    with SoundFile(path) as sound:
        return b"".join(sound.blocks())


@pytest.mark.parametrize(
    ("name", "codec", "rate", "channels"),
    [
        ("plain.wav", "pcm_s16le", 16_000, 1),
        ("telephone.wav", "pcm_s16le", 8_000, 1),
        ("studio.wav", "pcm_s24le", 192_000, 2),
        ("float.wav", "pcm_f32le", 48_000, 2),
        ("small.flac", "flac", 44_100, 2),
        ("music.mp3", "libmp3lame", 44_100, 2),
        ("telephone.m4a", "aac", 44_100, 2),
        ("speech.ogg", "libopus", 48_000, 1),
    ],
)
def test_every_kind_gives_the_same_tone(tmp_path: Path, name: str, codec: str, rate: int, channels: int) -> None:
    path = write_sound(tmp_path / name, tone(3.0, rate), rate, codec=codec, channels=channels)

    pcm = decoded(path)

    assert len(pcm) / SECOND == pytest.approx(3.0, abs=0.1)
    assert main_frequency(pcm) == pytest.approx(440.0, abs=2.0)
    assert loudness(pcm[SECOND : 2 * SECOND]) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)


def test_the_length_and_rate_are_known_before_decoding(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.wav", tone(2.5, 8_000), 8_000, codec="pcm_s16le")
    with SoundFile(path) as sound:
        assert sound.duration == pytest.approx(2.5)
        assert sound.rate == 8_000


def test_blocks_are_a_second_long_and_add_up_to_the_whole() -> None:
    with SoundFile(DEMO) as sound:
        sizes = [len(block) for block in sound.blocks()]
        assert set(sizes[:-1]) == {SECOND}
        assert 0 < sizes[-1] <= SECOND
        assert sum(sizes) / SECOND == pytest.approx(sound.duration, abs=1e-6)


def test_the_demo_as_stereo_mp3_sounds_the_same(tmp_path: Path) -> None:
    original = decoded(DEMO)[: 30 * SECOND]
    samples = np.frombuffer(original, dtype="<i2")
    path = write_sound(tmp_path / "demo.mp3", samples, 16_000, codec="libmp3lame", channels=2)

    copy = samples_of(decoded(path))

    # Encoders shift by some milliseconds: compare at the best place.
    wanted = samples_of(original)
    size = min(copy.size, wanted.size)
    spectrum = np.fft.rfft(copy[:size], 2 * size) * np.conj(np.fft.rfft(wanted[:size], 2 * size))
    best = np.fft.irfft(spectrum).max() / np.sqrt(np.sum(copy[:size] ** 2) * np.sum(wanted[:size] ** 2))
    assert best > 0.98


def test_video_with_sound_gives_its_sound(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as output:
        pictures = output.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        voice = output.add_stream("aac", rate=48_000, layout="mono")
        for number in range(20):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number, dtype=np.uint8), format="rgb24")
            output.mux(pictures.encode(frame))
        sound = av.AudioFrame.from_ndarray(tone(2.0, 48_000).reshape(1, -1), format="s16", layout="mono")
        sound.sample_rate, sound.pts = 48_000, 0
        converter = av.AudioResampler(format="fltp", layout="mono", rate=48_000, frame_size=1024)
        for ready in [*converter.resample(sound), *converter.resample(None)]:
            output.mux(voice.encode(ready))
        output.mux(voice.encode(None))
        output.mux(pictures.encode(None))
    assert main_frequency(decoded(path)) == pytest.approx(440.0, abs=2.0)


def error_of(path: Path) -> SottoError:
    with pytest.raises(SottoError) as caught:
        decoded(path)
    return caught.value


def test_a_missing_file(tmp_path: Path) -> None:
    assert type(error_of(tmp_path / "nothing.wav")) is SoundFileMissing


def test_a_folder_is_no_sound_file(tmp_path: Path) -> None:
    assert type(error_of(tmp_path)) is SoundFileMissing


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.touch()
    assert type(error_of(path)) is SoundFileEmpty


def test_a_header_without_sound(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "header.wav", tone(1.0, 16_000), 16_000, codec="pcm_s16le")
    path.write_bytes(path.read_bytes()[:78])
    assert type(error_of(path)) in {SoundFileEmpty, SoundFileUnreadable}


@pytest.mark.parametrize("name", ["text.wav", "text.mp3", "text.flac", "text.ogg", "text.m4a", "text"])
def test_text_that_calls_itself_sound(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Dear colleague, thank you for the referral.\n" * 2000)
    assert type(error_of(path)) is SoundFileUnreadable


@pytest.mark.parametrize("name", ["noise.wav", "noise.mp3", "noise.ogg"])
def test_random_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(random.Random(7).randbytes(50_000))
    assert type(error_of(path)) is SoundFileUnreadable


def test_video_without_sound(tmp_path: Path) -> None:
    assert type(error_of(write_video_without_sound(tmp_path / "silent.mp4"))) is NoSoundTrack


def test_a_truncated_m4a_has_no_index(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "cut.m4a", tone(5.0, 44_100), 44_100, codec="aac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert type(error_of(path)) is SoundFileUnreadable


@pytest.mark.parametrize(("name", "codec"), [("cut.flac", "flac"), ("cut.wav", "pcm_s16le")])
def test_a_truncated_file_gives_its_beginning_and_says_where_it_breaks_off(
    tmp_path: Path, name: str, codec: str
) -> None:
    noise = np.random.default_rng(3).integers(-9000, 9000, 16_000 * 10, dtype=np.int16)
    path = write_sound(tmp_path / name, noise, 16_000, codec=codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    got = bytearray()
    with SoundFile(path) as sound, pytest.raises(SoundFileDamaged) as caught:
        for block in sound.blocks():
            got += block
    assert len(got) / SECOND == pytest.approx(5.0, abs=0.5)
    assert caught.value.detail in {"0:04", "0:05"}


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_wav_header_that_was_never_finished_promises_nothing(tmp_path: Path, size: int) -> None:
    path = write_sound(tmp_path / "stream.wav", tone(3.0, 16_000), 16_000, codec="pcm_s16le")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)
    assert promised_wav_length(path) == 0.0
    assert len(decoded(path)) / SECOND == pytest.approx(3.0, abs=0.01)


def test_a_short_burst_of_damage_is_passed_over(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "hurt.mp3", tone(10.0, 44_100), 44_100, codec="libmp3lame")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 600] = bytes(600)
    path.write_bytes(data)
    assert len(decoded(path)) / SECOND == pytest.approx(10.0, abs=0.5)


def test_a_playlist_opens_no_connection(tmp_path: Path) -> None:
    connections: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]

        def accept() -> None:
            try:
                connections.append(server.accept())
            except TimeoutError:
                return

        listening = threading.Thread(target=accept)
        listening.start()
        path = tmp_path / "list.m4a"
        path.write_text(
            "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n"
            f"http://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n"
        )
        error = error_of(path)
        listening.join()
    assert type(error) is SoundFileUnreadable
    assert connections == []


def test_a_name_that_looks_like_an_address_is_only_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_sound(tmp_path / "inner.wav", tone(1.0, 16_000), 16_000, codec="pcm_s16le")
    assert type(error_of(Path("concat:inner.wav|inner.wav"))) is SoundFileMissing
