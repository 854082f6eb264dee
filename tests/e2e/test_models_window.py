"""A computer without any model, in the real window: models from a pack, then the whole way to a signed note."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytestqt.exceptions as qt_exceptions

from app.domain.session import SessionState
from app.domain.transcript import SAMPLE_RATE
from app.services.catalogue import load_catalogue
from app.services.installing.pack import read_pack
from app.ui import files
from tests import packs
from tests.audio_server import AudioServer
from tests.demo import PASSPHRASE, plain, read_demo, sentences_with_wrong_speaker, word_error_rate
from tests.e2e.conftest import LONG, Clinician
from tests.window_blocks import long_blocks

pytestmark = [pytest.mark.engines, pytest.mark.timeout(1800)]
TRIED, DRAFTED = 600_000, 480_000
"""Milliseconds until four models were tried, each with its libraries; until a session is drafted, on a busy machine."""
SPOKEN_SECONDS = 47.0
"""The demo's first eight turns; the sentence after them begins at 47.6 s."""


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A catalogue whose models all lie in the clinician's own folder, where none is yet."""
    packs.use_catalogue(monkeypatch, packs.write_catalogue(tmp_path / "catalogue.toml", packs.portable()))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """What a colleague brought on a stick."""
    return packs.demo_pack(tmp_path / "stick")


@pytest.fixture
def from_pack(clinician: Clinician, pack: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Presses a button that asks for a pack, and takes all that is in it."""

    def take(pressed: str) -> None:
        monkeypatch.setattr(files, "ask_open", lambda *_: pack)
        clinician.click(pressed)
        for model_id in packs.DEMO:
            assert clinician.find(f"offer.{model_id}").isChecked()
        clinician.click("offer.ok")
        clinician.wait(lambda: len(clinician.services.models.installed()) == len(packs.DEMO), LONG)
        # What was installed is tried at once, each model in a process of its own.
        clinician.wait(lambda: clinician.window.ops.pending == 0, TRIED)
        assert all(not clinician.services.self_test.needed(model_id) for model_id in packs.DEMO)
        assert clinician.window.errands.all == []

    return take


@pytest.fixture
def room() -> Iterator[AudioServer]:
    with AudioServer() as server:
        yield server


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """The demo's first turns as a sound file that the audio server can play."""
    path = tmp_path / "speech.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(read_demo(0.0, SPOKEN_SECONDS) + bytes(2 * SAMPLE_RATE * 2))
    return path


def until_drafted(clinician: Clinician) -> None:
    """Until the session that was worked on is open; a failure is told with its words."""
    work = clinician.window.working_page

    def over() -> bool:
        return clinician.window.page() is clinician.window.workspace_page or work.failure.isVisible()

    try:
        clinician.wait(over, DRAFTED)
    except qt_exceptions.TimeoutError:
        how = [(job.step, job.progress, job.error) for job in work.queue._jobs]
        pytest.fail(f"not drafted in time, on the page {clinician.window.page().objectName()}: {how}")
    assert not work.failure.isVisible(), f"{work.happened.text()} {work.after.text()}"
    clinician.wait_page("workspace")


@pytest.mark.pulse
def test_from_nothing_to_a_signed_note_by_a_pack_and_the_microphone(
    room: AudioServer, speech: Path, clinician: Clinician, from_pack: Callable[[str], None]
) -> None:
    def get_models() -> None:
        assert clinician.services.models.installed() == ()
        assert "cannot write down the words" in clinician.find("firstRun.demo.text").text()
        from_pack("firstRun.fromPack")
        clinician.wait(lambda: "Installed:" in clinician.find("firstRun.models.text").text())

    clinician.first_run(PASSPHRASE, get_models)
    assert set(clinician.services.models.chosen().values()) == set(packs.DEMO)
    assert not clinician.window.demo.no_speech
    clinician.services.preferences.set("alarm_sound", False)  # it would be recorded with the words
    clinician.new_session("K-17")
    clinician.click("newSession.record")
    clinician.wait(lambda: clinician.window.page().objectName() == "recording")
    clinician.wait(lambda: clinician.find("recording.state").text() == "Recording")
    playing = room.play(speech, wait=False)
    clinician.wait(lambda: playing.poll() is not None, LONG)
    assert playing.returncode == 0
    clinician.click("recording.stop")
    until_drafted(clinician)

    session_id = clinician.window.workspace_page.session_id
    transcript = clinician.services.records.transcript(session_id)
    assert transcript is not None
    heard = " ".join(turn.text for turn in transcript.turns)
    assert word_error_rate(heard, SPOKEN_SECONDS) < 0.05, plain(heard)
    assert sentences_with_wrong_speaker(transcript, SPOKEN_SECONDS) == []
    clinician.settle_and_sign()
    assert clinician.services.records.session(session_id).state is SessionState.SIGNED
    assert clinician.services.privacy.last_use() is None, "nothing of it used a network"
    assert long_blocks(clinician.window.blocks) == []


def test_the_first_run_can_do_without_and_the_models_come_later_and_go_again(
    clinician: Clinician, from_pack: Callable[[str], None], saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinician.first_run(PASSPHRASE)
    assert "No speech model is installed yet" in clinician.find("demo.text").text()
    clinician.click("demo.action")
    clinician.wait_page("models", LONG)
    clinician.find("models.speech.none")
    from_pack("models.fromPack")
    clinician.wait(lambda: "Installed:" in clinician.find("models.result.text").text())
    clinician.wait(lambda: not clinician.window.demo.no_speech)
    for task, model_id in clinician.services.models.chosen().items():
        assert clinician.find(f"models.{task}.{model_id}.state").text() == "In use"

    clinician.click("models.makePack")
    clinician.click("pack.ok")
    made = saved / "saved.sottopack"
    clinician.wait(lambda: "is written" in clinician.find("models.result.text").text(), LONG)
    assert {each.id for each in read_pack(made).models} == set(packs.DEMO)

    model = clinician.services.models.catalogue["whisper-demo"]
    folder = model.folder(clinician.services.installer.space().folder)
    assert folder is not None and folder.is_dir()
    clinician.window.models_page._remove(next(m for m in clinician.services.models.list() if m.id == model.id))
    clinician.wait(lambda: clinician.window.demo.no_speech, LONG)
    assert not folder.exists()
    clinician.find("models.speech.none")


def test_a_stick_that_is_pulled_out_leaves_nothing_half_done_and_can_be_tried_again(
    clinician: Clinician, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    real = load_catalogue()
    for model_id in packs.DEMO:
        source = real[model_id].folder(tmp_path)
        assert source is not None
        for number, file in enumerate(real[model_id].files):
            (stick / "odd names").mkdir(parents=True, exist_ok=True)
            shutil.copy(source / file.path, stick / "odd names" / f"{model_id} {number}.dat")
    clinician.first_run(PASSPHRASE)
    clinician.click("nav.models")
    clinician.wait_page("models", LONG)
    monkeypatch.setattr(files, "ask_folder", lambda *_: stick)
    clinician.click("models.fromFolder")
    clinician.find("offer.whisper-demo", LONG)
    (stick / "odd names").rename(tmp_path / "pulled out")
    clinician.click("offer.ok")
    clinician.wait(lambda: clinician.window.errands.running is None, LONG)
    assert clinician.services.models.installed() == ()
    (tmp_path / "pulled out").rename(stick / "odd names")
    clinician.click("models.fromFolder")
    clinician.find("offer.whisper-demo", LONG)
    clinician.click("offer.ok")
    clinician.wait(lambda: len(clinician.services.models.installed()) == len(packs.DEMO), LONG)
