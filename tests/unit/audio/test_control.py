"""The recorder's ear: who knows the secret is answered, who does not is not, nobody blocks."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import tempfile
import threading
from collections.abc import Iterator
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from app.audio import control
from app.audio.control import ControlServer, new_address, sweep
from app.audio.protocol import (
    Act,
    FileSource,
    MicrophoneSource,
    NoAnswer,
    Orders,
    Ready,
    Request,
    ask,
    decode,
    encode,
    error_from_code,
    source_order,
)
from app.domain.errors import DiskFull, FolderNotWritable, MicrophoneRefused, SottoError, SoundFileDamaged
from app.domain.session import Gap, GapKind, RecorderStatus, RecordingState

SECRET = os.urandom(32)
STATUS = RecorderStatus(
    RecordingState.PAUSED, 12.5, 0.25, marks=(1.0, 2.5), gaps=(Gap(GapKind.OFF_RECORD, 3.0, 4.0),), device="é"
)


def answer(request: Request) -> RecorderStatus:
    if request.act is Act.MARK:
        raise DiskFull
    return STATUS


@pytest.fixture
def server() -> Iterator[ControlServer]:
    made = ControlServer(new_address(), SECRET, answer)
    yield made
    made.close()


def test_an_answer_comes_back_whole(server: ControlServer) -> None:
    got = ask(server.address, SECRET, Act.STATUS, 5)
    assert got.status == STATUS
    assert isinstance(got.status.gaps[0], Gap)


def test_an_error_comes_back_by_its_code(server: ControlServer) -> None:
    assert ask(server.address, SECRET, Act.MARK, 5).error == DiskFull.code


def test_a_wrong_secret_gets_nothing(server: ControlServer) -> None:
    with pytest.raises(NoAnswer):
        ask(server.address, os.urandom(32), Act.STATUS, 5)
    assert ask(server.address, SECRET, Act.STATUS, 5).status == STATUS


def test_silent_strangers_block_nobody(server: ControlServer) -> None:
    with Client(server.address), Client(server.address):
        assert ask(server.address, SECRET, Act.STATUS, 5).status == STATUS


def test_the_address_is_for_this_user_alone(server: ControlServer) -> None:
    assert stat.S_IMODE(Path(server.address).parent.stat().st_mode) == 0o700


def test_nothing_is_left_after_closing() -> None:
    made = ControlServer(new_address(), SECRET, answer)
    made.close()
    assert not Path(made.address).parent.exists()
    with pytest.raises(NoAnswer):
        ask(made.address, SECRET, Act.STATUS, 5)


def test_a_folder_that_is_there_already_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(FolderNotWritable):
        ControlServer(str(tmp_path / "there" / "control"), SECRET, answer)


def test_it_knows_whether_anybody_came(server: ControlServer) -> None:
    assert not server.met_somebody(0.01)
    with pytest.raises(NoAnswer):
        ask(server.address, os.urandom(32), Act.STATUS, 5)
    assert not server.met_somebody(0.01), "a stranger is nobody"
    ask(server.address, SECRET, Act.STATUS, 5)
    assert server.met_somebody(0.01)


def test_only_the_folders_of_dead_recorders_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: ControlServer
) -> None:
    monkeypatch.setattr(control, "_SETTLED", 0.0)
    dead, empty = (Path(new_address()).parent for _ in range(2))
    for folder in (dead, empty):
        folder.mkdir(mode=0o700)
    earlier = Path(tempfile.mkdtemp(prefix="sotto-"))
    unknown = Path(tempfile.mkdtemp(prefix="sotto-"))
    for folder in (dead, earlier):
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "control"))
    foreign = Path(new_address()).parent
    foreign.mkdir()
    (foreign / "control").write_text("a file of somebody's")
    other = dead.with_name("sotto-" + "z" * 32)
    other.mkdir()
    try:
        assert sweep() >= 3
        assert not dead.exists() and not empty.exists() and not earlier.exists()
        assert unknown.exists(), "empty, and its name says too little"
        assert (foreign / "control").exists() and other.exists()
        assert ask(server.address, SECRET, Act.STATUS, 5).status == STATUS
    finally:
        shutil.rmtree(foreign)
        other.rmdir()
        unknown.rmdir()


def test_a_folder_that_was_just_made_is_left_alone(server: ControlServer) -> None:
    young = Path(new_address()).parent
    young.mkdir(mode=0o700)
    sweep()
    assert young.exists()
    young.rmdir()


def test_the_wait_ends_when_stop_was_told(server: ControlServer) -> None:
    waiting = threading.Thread(target=server.wait_until_stop_was_told, args=(60.0,))
    waiting.start()
    ask(server.address, SECRET, Act.STATUS, 5)
    ask(server.address, SECRET, Act.STOP, 5)
    waiting.join(10)
    assert not waiting.is_alive()


def test_the_wait_ends_when_nobody_asks(server: ControlServer) -> None:
    server.wait_until_stop_was_told(0.01)
    server.dismiss()
    server.wait_until_stop_was_told(60.0)


@pytest.mark.parametrize("code", ["audio.microphone-refused", "disk.full", "audio.file-damaged"])
def test_errors_by_code(code: str) -> None:
    error = error_from_code(code, "1:23")
    assert error.code == code
    assert type(error) in {MicrophoneRefused, DiskFull, SoundFileDamaged}
    assert error.detail == "1:23"


def test_an_unknown_code_is_still_an_error() -> None:
    assert type(error_from_code("nothing.like.it")) is SottoError


@pytest.mark.parametrize("source", [MicrophoneSource("ALSA|x"), FileSource(Path("/a/b.flac"), 1.0)])
def test_orders_survive_the_wire(source: MicrophoneSource | FileSource) -> None:
    orders = Orders(
        "/vault/audio/1.db", "00" * 32, "11" * 32, source_order(source), "/tmp/x/control", "/vault", True, 5.0
    )
    assert decode(encode(orders), Orders) == orders


@pytest.mark.parametrize("line", [b"", b"nonsense", b"\xff\xfe", b"[]", b'{"error": 5}'])
def test_anything_else_is_no_answer(line: bytes) -> None:
    with pytest.raises(NoAnswer):
        decode(line, Ready)
