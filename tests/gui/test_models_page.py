"""Models: what suits, what is installed, the ways in and out, and that nothing is lost by leaving or locking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.domain.errors import Cancelled
from app.domain.model_errors import (
    MirrorRefused,
    ModelInUse,
    ModelsTooLarge,
    NetworkUnreachable,
    PackUnreadable,
    SelfTestFailed,
)
from app.services.choosing import Basis, Pace
from app.services.hardware import Graphics
from app.services.installing.offers import Imported, Offer, OfferState
from app.services.installing.progress import InstallStage
from app.ui import files
from app.ui.errand import Kind, State
from app.ui.errands import QUEUE
from tests.gui.fake_models import offered
from tests.gui.fake_services import FakeServices, with_sessions


@pytest.fixture
def page(start):
    """The Models page, with everything shown that it shows."""
    at = start()
    at.wait_page("today")
    return to_models(at)


def to_models(at):
    at.click("nav.models")
    at.wait_page("models")
    at.wait(lambda: at.seen("models.speech.whisper-demo") and at.seen("models.advice.text"))
    return at


def menu(at, task: str, model_id: str, what: str) -> None:
    """Choose from the menu beside a model."""
    at.click(f"models.{task}.{model_id}.more")
    shown = next(m for m in at.window.findChildren(QMenu) if m.objectName() == f"models.{task}.{model_id}.menu")
    at.wait(shown.isVisible)
    action = next(a for a in shown.actions() if a.objectName() == f"models.{task}.{model_id}.{what}")
    shown.close()
    action.trigger()


def entries(at, task: str, model_id: str) -> set[str]:
    """What the menu beside a model offers."""
    shown = next(m for m in at.window.findChildren(QMenu) if m.objectName() == f"models.{task}.{model_id}.menu")
    return {a.objectName().rpartition(".")[2] for a in shown.actions()}


def show_all(at) -> None:
    at.click("models.showAll")
    at.wait(lambda: at.seen("models.speech.whisper-small"))


def running(at):
    """The errand that runs and has told something."""
    at.wait(lambda: at.window.errands.running is not None and at.window.errands.running.progress is not None)
    return at.window.errands.running


def told(at, text: str) -> None:
    """Wait until the line at the top of the page says just this."""
    at.wait(lambda: at.seen("models.result") and at.find("models.result.text").text() == text)


# ---- what suits -----------------------------------------------------------------------------------


def test_a_plain_recommendation_and_one_button_that_takes_it(page):
    assert page.find("models.advice.text").plain == (
        "This laptop keeps up with Whisper small while it records. The note takes about a minute."
    )
    assert "Not measured yet" in page.find("models.advice.facts").text()
    assert page.find("models.advice.take").text() == "Install and use them (3.0 GB)"
    page.click("models.advice.take")
    page.wait(lambda: page.services.models.of("qwen3-4b").installed)
    page.wait(lambda: page.seen("models.advice.inUse") and not page.seen("models.advice.take"))
    calls = page.services.calls
    assert [c for c in calls if c[0] == "download"] == [
        ("download", "whisper-small"), ("download", "community-1"), ("download", "qwen3-4b")]  # fmt: skip
    assert page.services.models.chosen()["note"] == "qwen3-4b"
    page.wait(lambda: not page.seen("demo"))


def test_what_is_installed_already_is_only_chosen(start):
    services = with_sessions(FakeServices())
    for model_id in ("whisper-small", "community-1", "qwen3-4b"):
        services.models.put(model_id, installed=True)
    at = start(services)
    at.wait_page("today")
    to_models(at)
    assert at.find("models.advice.take").text() == "Use these"
    at.click("models.advice.take")
    at.wait(lambda: at.services.models.chosen()["speech"] == "whisper-small")
    assert not any(call[0] == "download" for call in at.services.calls)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pace": Pace.WORDS_AND_SPEAKERS}, "the note model reads after the session"),
        ({"pace": Pace.WORDS, "quiet": True}, "“Quiet while recording” is switched on with it"),
        ({"pace": Pace.AFTERWARDS, "words_seconds": 1500.0}, "the transcript takes about 25 minutes more"),
        ({"in_turn": True}, "the note model waits for its turn"),
        ({"note_seconds": 20.0}, "The note takes less than a minute."),
        ({"note_seconds": 700.0}, "The note takes about 12 minutes."),
    ],
)
def test_each_kind_of_recommendation_has_its_sentence(start, change, said):
    services = with_sessions(FakeServices())
    services.machine.change = lambda advice: replace(advice, **change)
    at = start(services)
    at.wait_page("today")
    to_models(at)
    assert said in at.find("models.advice.text").plain


def test_without_a_note_model_the_draft_is_said_to_be_made_of_quotations(start):
    services = with_sessions(FakeServices())
    services.machine.wanted = ("whisper-small", "community-1", "minilm")
    at = start(services)
    at.wait_page("today")
    to_models(at)
    assert "the draft is made of quotations" in at.find("models.advice.text").plain


def test_a_processor_that_is_too_old_is_said_to_be_so_and_nothing_is_offered(start):
    services = with_sessions(FakeServices())
    services.machine.facts = replace(services.machine.facts, missing=("AVX2", "FMA"), battery_percent=None)
    at = start(services)
    at.wait_page("today")
    to_models(at)
    assert "has no AVX2, FMA" in at.find("models.advice.text").plain
    assert not at.seen("models.advice.take")


def test_the_graphics_card_is_named_with_its_memory(start):
    services = with_sessions(FakeServices())
    services.machine.facts = replace(services.machine.facts, graphics=(Graphics("cuda", "RTX 4060", 8_600, 8_000),))
    at = start(services)
    at.wait_page("today")
    to_models(at)
    assert "RTX 4060 (8.6 GB)" in at.find("models.advice.facts").text()


def test_a_measurement_shows_how_far_it_is_and_changes_what_the_recommendation_rests_on(page):
    page.services.machine.hold.clear()
    page.click("models.advice.measure")
    running(page)
    page.wait(lambda: page.find("models.job.measure.standing").text() == "Trying the speech model")
    assert not page.find("models.advice.measure").isEnabled()
    page.services.machine.hold.set()
    page.wait(lambda: "Measured on this computer." in page.find("models.advice.facts").text())
    page.wait(lambda: page.find("models.result.text").text().startswith("Measured."))
    assert page.services.machine.basis is Basis.MEASURED
    page.wait(lambda: page.find("models.advice.measure").isEnabled())


def test_nothing_is_measured_while_a_session_is_recorded(start):
    services = with_sessions(FakeServices())
    at = start(services)
    at.wait_page("today")
    services.recording.active = "rec"
    to_models(at)
    assert not at.find("models.advice.measure").isEnabled()
    assert "A session is being recorded" in at.find("models.advice.facts").text()


# ---- the table ------------------------------------------------------------------------------------


def test_the_table_is_for_those_who_want_it(page):
    assert not page.seen("models.speech.whisper-small")
    assert page.find("models.showAll").text() == "Show all models (5 more)"
    show_all(page)
    facts = page.find("models.speech.whisper-small.facts").text()
    assert facts == "484 MB on the disk · 968 MB of memory · medium speed · many languages · MIT"
    assert page.find("models.note.qwen3-4b.facts").text().endswith("4 languages · Apache-2.0")
    assert "Suits this computer · 2.5 times as fast as speech" in page.find("models.speech.whisper-small.hint").text()
    assert page.find("models.speech.whisper-odd.state").text() == "Not confirmed"
    page.click("models.showAll")
    page.wait(lambda: not page.seen("models.speech.whisper-small"))


def test_what_is_not_installed_cannot_be_chosen_and_the_second_reader_waits_for_nobody(page):
    show_all(page)
    choice = page.find("models.entailment.nli-xsmall")
    assert not choice.isEnabled() and not choice.isChecked()
    assert choice.accessibleDescription().startswith("Optional")
    assert page.find("models.embedding.minilm").isChecked()


def test_an_installed_second_reader_can_be_chosen(start):
    services = with_sessions(FakeServices())
    services.models.put("nli-xsmall", installed=True)
    at = start(services)
    at.wait_page("today")
    to_models(at)
    at.find("models.entailment.nli-xsmall").click()
    at.wait(lambda: services.models.chosen().get("entailment") == "nli-xsmall")
    at.wait(lambda: at.find("models.entailment.nli-xsmall").isChecked())


def test_models_that_do_not_fit_together_are_refused_with_the_reason(start):
    services = with_sessions(FakeServices())
    services.models.put("qwen3-4b", installed=True)
    services.machine.too_large = ModelsTooLarge("9.1 GB are needed, 8.0 GB are there")
    at = start(services)
    at.wait_page("today")
    to_models(at)
    at.find("models.note.qwen3-4b").click()
    at.wait(lambda: at.seen("models.result") and "9.1 GB are needed" in at.find("models.result.text").text())
    assert services.models.chosen()["note"] == "smollm2"
    at.wait(lambda: at.find("models.note.smollm2").isChecked() and not at.find("models.note.qwen3-4b").isChecked())


def test_one_that_is_installed_takes_the_place_of_a_demo_model_and_not_of_a_real_one(page):
    show_all(page)
    page.click("models.speech.whisper-small.install")
    page.wait(lambda: page.services.models.chosen()["speech"] == "whisper-small")
    page.wait(lambda: page.find("models.result.text").text() == "Whisper small is installed.")
    page.services.models.put("nli-xsmall", installed=False)
    page.services.models.choose("speech", "whisper-small")
    page.click("models.note.qwen3-4b.install")
    page.wait(lambda: page.services.models.chosen()["note"] == "qwen3-4b")
    assert page.services.models.chosen()["speech"] == "whisper-small"


# ---- installing -----------------------------------------------------------------------------------


def test_the_keyboard_stays_where_it_was_when_the_table_is_made_anew(page):
    page.services.installer.hold.clear()
    show_all(page)
    button = page.find("models.note.qwen3-4b.install")
    button.setFocus()
    page.bot.keyClick(button, Qt.Key.Key_Space)
    page.wait(lambda: page.seen("models.note.qwen3-4b.state"))
    page.wait(lambda: page.find("models.note.qwen3-4b.more").hasFocus())
    page.services.installer.hold.set()
    page.wait(lambda: page.find("models.note.qwen3-4b").isChecked())
    page.wait(lambda: page.find("models.note.qwen3-4b.more").hasFocus())


def test_a_download_shows_how_far_it_is_can_be_paused_and_goes_on(page):
    page.services.installer.hold.clear()
    show_all(page)
    page.click("models.speech.whisper-small.install")
    running(page)
    name = "models.job.download.whisper-small"
    page.wait(lambda: page.find(f"{name}.standing").text()
              == "242 MB of 484 MB · 12.3 MB a second · about a minute left")  # fmt: skip
    assert page.find(f"{name}.bar").value() == 500
    assert page.find(f"{name}.pause").accessibleName() == "Pause: Fetching Whisper small"
    assert page.find("models.speech.whisper-small.state").text() == "On its way"
    page.click(f"{name}.pause")
    page.wait(lambda: page.find(f"{name}.standing").text() == "Paused · 242 MB of 484 MB")
    page.services.installer.hold.set()
    page.click(f"{name}.goOn")
    page.wait(lambda: page.services.models.of("whisper-small").installed)
    page.wait(lambda: not page.seen("models.jobs"))
    assert page.services.preferences.get(QUEUE) == []


def test_what_is_given_up_is_thrown_away(page):
    page.services.installer.hold.clear()
    show_all(page)
    page.click("models.speech.whisper-small.install")
    running(page)
    page.click("models.job.download.whisper-small.pause")
    page.click("models.job.download.whisper-small.drop")
    page.wait(lambda: ("discard", "whisper-small") in page.services.calls and not page.seen("models.jobs"))
    page.wait(lambda: page.seen("models.speech.whisper-small.install"))
    assert page.services.preferences.get(QUEUE) == [] and page.services.installer.left == {}


def test_what_broke_off_long_ago_can_be_gone_on_with_or_thrown_away(start):
    services = with_sessions(FakeServices())
    services.installer.left = {"whisper-small": 240_000_000, "qwen3-4b": 1_000_000_000}
    at = start(services)
    at.wait_page("today")
    to_models(at)
    assert "1.2 GB of it belong to installations that broke off" in at.find("models.room").text()
    show_all(at)
    assert at.find("models.speech.whisper-small.install").text() == "Go on"
    at.click("models.speech.whisper-small.install")
    at.wait(lambda: services.models.of("whisper-small").installed)
    at.click("models.tidy")
    at.wait(lambda: services.installer.left == {} and not at.seen("models.tidy"))
    at.wait(lambda: at.find("models.note.qwen3-4b.install").text() == "Install")


def test_an_import_that_is_given_up_leaves_nothing(page):
    page.services.installer.hold.clear()
    page.window.errands.take_in(Path("/media/stick"), ["qwen3-4b"])
    running(page)
    page.click("models.job.import.qwen3-4b.pause")
    page.click("models.job.import.qwen3-4b.drop")
    page.wait(lambda: ("discard", "qwen3-4b") in page.services.calls and page.services.installer.left == {})


def test_a_network_that_fails_is_told_of_in_place_and_can_be_tried_again(page):
    page.services.installer.errors["whisper-small"] = [NetworkUnreachable("huggingface.co")]
    show_all(page)
    page.click("models.speech.whisper-small.install")
    error = "models.job.download.whisper-small.error.text"
    page.wait(lambda: page.seen(error))
    assert page.find(error).text() == (
        "The computer at 'huggingface.co' could not be reached. What has been fetched so far is kept. "
        "Check the network and go on, or install the models from a folder or a pack file."
    )
    assert not page.seen("error.dialog")
    assert page.find("models.job.download.whisper-small.goOn").text() == "Try again"
    page.click("models.job.download.whisper-small.goOn")
    page.wait(lambda: page.services.models.of("whisper-small").installed)


def test_a_wait_before_the_next_try_is_told_of(page):
    installer = page.services.installer
    installer.told = lambda told: replace(told, attempt=3, waiting=7.6)
    installer.hold.clear()
    show_all(page)
    page.click("models.speech.whisper-small.install")
    running(page)
    page.wait(lambda: page.find("models.job.download.whisper-small.standing").text()
              == "The connection broke off. Trying again in 8 s (try 3)")  # fmt: skip
    installer.hold.set()


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (InstallStage.SPACE, "Looking for room on the disk"),
        (InstallStage.CHECK, "Comparing every byte with what was tested"),
        (InstallStage.CONVERT, "Putting the weights into a form that can run nothing"),
    ],
)
def test_each_stage_has_its_words(page, stage, said):
    installer = page.services.installer
    installer.told = lambda told: replace(told, stage=stage)
    installer.hold.clear()
    show_all(page)
    page.click("models.speech.whisper-small.install")
    running(page)
    page.wait(lambda: page.find("models.job.download.whisper-small.standing").text() == said)
    installer.hold.set()


def test_leaving_the_page_stops_nothing(page):
    page.services.installer.hold.clear()
    page.click("models.advice.take")
    running(page)
    page.click("nav.today")
    page.wait(lambda: page.page() == "today")
    assert page.window.errands.running is not None
    page.services.installer.hold.set()
    page.wait(lambda: page.services.models.of("qwen3-4b").installed)
    page.wait(lambda: not page.seen("demo")), "the strip about the demo models goes without the page"


def test_a_lock_that_stays_in_the_process_stops_nothing(page):
    page.services.installer.hold.clear()
    page.click("models.advice.take")
    running(page)
    page.click("nav.lock")
    page.wait(lambda: page.page() == "unlock")
    page.services.installer.hold.set()
    page.wait(lambda: page.services.models.of("qwen3-4b").installed)


def test_what_an_earlier_run_began_is_there_and_touches_no_network_until_it_is_asked_to(start):
    services = with_sessions(FakeServices())
    services.preferences.values[QUEUE] = [
        "download\t\t+whisper-small",
        "import\t/media/stick\tqwen3-4b",
        "download\t\tgone",
        "nonsense",
        "export\t\t",
    ]
    at = start(services)
    at.wait_page("today")
    to_models(at)
    found = [(each.kind, each.ids, each.state) for each in at.window.errands.all]
    assert found == [
        (Kind.DOWNLOAD, ("whisper-small",), State.PAUSED), (Kind.IMPORT, ("qwen3-4b",), State.PAUSED)]  # fmt: skip
    assert not any(call[0] in ("download", "import") for call in services.calls)
    at.click("models.job.download.whisper-small.goOn")
    at.wait(lambda: services.models.chosen()["speech"] == "whisper-small")


# ---- checking, trying, removing -------------------------------------------------------------------


def test_what_can_be_done_with_a_model_depends_on_what_it_is(page):
    show_all(page)
    assert entries(page, "speech", "whisper-demo") == {"check", "test", "about"}
    assert entries(page, "speech", "whisper-small") == {"about"}
    page.services.models.put("whisper-small", installed=True)
    page.click("nav.today")
    page.wait_page("today")
    to_models(page)
    assert entries(page, "speech", "whisper-small") == {"check", "test", "remove", "about"}


def test_a_model_is_checked_and_what_is_wrong_is_said(page):
    menu(page, "speech", "whisper-demo", "check")
    told(page, "Demo speech model: every part is as it was tested.")
    page.services.models.changed.add("minilm")
    menu(page, "embedding", "minilm", "check")
    page.wait(lambda: page.seen("models.job.check.minilm.error"))
    page.click("models.job.check.minilm.drop")
    page.wait(lambda: not page.seen("models.jobs"))
    assert not any(call[0] == "discard" for call in page.services.calls)


def test_a_model_is_tried_on_this_computer(page):
    page.services.self_test.error = SelfTestFailed("SmolLM2 135M")
    menu(page, "note", "smollm2", "test")
    page.wait(lambda: page.seen("models.job.test.smollm2.error"))
    assert "does not run here" in page.find("models.job.test.smollm2.error.text").text()
    page.services.self_test.error = None
    page.click("models.job.test.smollm2.goOn")
    told(page, "SmolLM2 135M runs on this computer.")


def test_what_was_just_installed_is_tried_so_that_the_first_session_does_not_wait_for_it(page):
    services = page.services
    services.self_test.untried = {"whisper-small", "qwen3-4b"}
    services.self_test.error = SelfTestFailed("Whisper small")
    show_all(page)
    page.click("models.speech.whisper-small.install")
    page.wait(lambda: page.seen("models.job.test.whisper-small.error"))
    told(page, "Whisper small is installed.")
    services.self_test.error = None
    page.click("models.note.qwen3-4b.install")
    page.wait(lambda: ("self_test", "qwen3-4b") in services.calls and page.window.errands.running is None)
    told(page, "Qwen3 4B Instruct is installed.")


def test_nothing_is_tried_while_a_session_is_recorded(page):
    services = page.services
    services.self_test.untried = {"whisper-small"}
    services.recording.active = "rec"
    show_all(page)
    page.click("models.speech.whisper-small.install")
    told(page, "Whisper small is installed.")
    page.wait(lambda: page.window.errands.running is None)
    assert ("self_test", "whisper-small") not in services.calls


def test_what_waits_to_be_tried_gives_way_to_a_session_that_begins(page):
    services = page.services
    services.self_test.untried = {"whisper-small"}
    services.installer.hold.clear()
    show_all(page)
    page.click("models.speech.whisper-small.install")
    page.click("models.note.qwen3-4b.install")
    running(page)
    services.recording.active = "rec"
    services.installer.hold.set()
    page.wait(lambda: services.models.of("qwen3-4b").installed and not page.window.errands.all)
    assert not any(call[0] == "self_test" for call in services.calls)


def test_a_model_is_removed_after_one_question(start):
    services = with_sessions(FakeServices())
    services.models.put("whisper-small", installed=True)
    at = start(services)
    at.wait_page("today")
    to_models(at)
    menu(at, "speech", "whisper-small", "remove")
    at.click("removeModel.cancel")
    assert services.models.of("whisper-small").installed
    services.installer.errors["whisper-small"] = [ModelInUse("Whisper small")]
    menu(at, "speech", "whisper-small", "remove")
    at.click("removeModel.remove")
    at.wait(lambda: at.seen("models.result") and "is at work just now" in at.find("models.result.text").text())
    menu(at, "speech", "whisper-small", "remove")
    at.click("removeModel.remove")
    at.wait(lambda: at.seen("models.result") and "484 MB are free again" in at.find("models.result.text").text())
    at.wait(lambda: not at.seen("models.speech.whisper-small"))


def test_licence_and_notice_can_be_read(page):
    show_all(page)
    menu(page, "speech", "whisper-small", "about")
    assert page.find("about.Licence").text() == "MIT"
    assert "OpenAI" in page.find("about.Notice").text()
    page.click("about.ok")
    page.wait(lambda: not page.seen("about"))


# ---- without a network ----------------------------------------------------------------------------


def test_a_pack_is_looked_into_and_what_is_ticked_is_installed(page, monkeypatch):
    models = page.services.models
    page.services.installer.offer = Offer(
        (
            offered(models, "whisper-small"), offered(models, "qwen3-4b"),
            offered(models, "minilm", OfferState.INSTALLED), offered(models, "community-1", OfferState.INCOMPLETE),
        ),
        unknown=("Another model",),
    )  # fmt: skip
    pack = Path("/media/stick/clinic.sottopack")
    monkeypatch.setattr(files, "ask_open", lambda *_: pack)
    page.click("models.fromPack")
    assert page.find("offer.whisper-small").isChecked() and page.find("offer.sum").text() == "Together 3.0 GB"
    assert not page.find("offer.minilm").isEnabled() and not page.find("offer.community-1").isEnabled()
    assert "Another model" in page.find("offer.doubt.text").text()
    page.find("offer.qwen3-4b").click()
    page.click("offer.ok")
    page.wait(lambda: ("import", pack, ("whisper-small",)) in page.services.calls)
    page.wait(lambda: models.chosen()["speech"] == "whisper-small")
    page.wait(lambda: page.find("models.result.text").text() == "Installed: Whisper small.")


def test_nothing_can_be_installed_while_nothing_is_ticked(page, monkeypatch):
    page.services.installer.offer = Offer((offered(page.services.models, "qwen3-4b"),))
    monkeypatch.setattr(files, "ask_folder", lambda *_: Path("/media/stick"))
    page.click("models.fromFolder")
    page.find("offer.qwen3-4b").click()
    assert not page.find("offer.ok").isEnabled()
    page.click("offer.cancel")
    assert not any(call[0] == "import" for call in page.services.calls)


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (Offer(), "No model that Sotto knows was found there."),
        (PackUnreadable("it is no tar file"), "not a model pack that Sotto can use: it is no tar file"),
    ],
)
def test_what_holds_nothing_is_said_in_place(page, monkeypatch, offer, said):
    page.services.installer.offer = offer
    monkeypatch.setattr(files, "ask_open", lambda *_: Path("/media/stick/x.sottopack"))
    page.click("models.fromPack")
    page.wait(lambda: page.seen("models.result") and said in page.find("models.result.text").text())
    assert not page.seen("offer") and page.find("models.fromPack").isEnabled()


def test_what_is_all_there_already_is_said_and_nothing_asked(page, monkeypatch):
    page.services.installer.offer = Offer((offered(page.services.models, "minilm", OfferState.INSTALLED),))
    monkeypatch.setattr(files, "ask_folder", lambda *_: Path("/media/stick"))
    page.click("models.fromFolder")
    page.wait(lambda: page.seen("models.result") and "installed already" in page.find("models.result.text").text())
    assert not page.seen("offer")


def test_a_dialog_that_was_called_off_asks_nothing(page, monkeypatch):
    monkeypatch.setattr(files, "ask_folder", lambda *_: None)
    page.click("models.fromFolder")
    assert not any(call[0] == "look" for call in page.services.calls)


def test_what_came_of_an_import_is_said_of_each_model(page, monkeypatch):
    services = page.services
    services.installer.offer = Offer((offered(services.models, "qwen3-4b"), offered(services.models, "community-1")))
    services.installer.imported = Imported(("qwen3-4b",), incomplete=("community-1",))
    monkeypatch.setattr(files, "ask_folder", lambda *_: Path("/media/stick"))
    page.click("models.fromFolder")
    page.click("offer.ok")
    told(page, "Installed: Qwen3 4B Instruct. Not installed, since parts are missing: Speakers (community-1).")


def test_a_pack_is_made_of_what_is_in_use_and_can_be_stopped(start, monkeypatch, tmp_path):
    services = with_sessions(FakeServices())
    services.models.put("whisper-small", installed=True)
    services.models.choose("speech", "whisper-small")
    at = start(services)
    at.wait_page("today")
    to_models(at)
    target = tmp_path / "clinic.sottopack"
    monkeypatch.setattr(files, "ask_save", lambda *_: target)
    services.installer.hold.clear()
    at.click("models.makePack")
    assert at.find("pack.whisper-small").isChecked() and not at.find("pack.smollm2").isChecked()
    at.click("pack.ok")
    running(at)
    assert at.find("models.job.export.title").text() == "Writing the pack clinic.sottopack"
    assert at.find("models.job.export.pause").text() == "Stop"
    at.click("models.job.export.pause")
    at.wait(lambda: at.seen("models.job.export.goOn"))
    services.installer.hold.set()
    at.click("models.job.export.goOn")
    at.wait(lambda: at.seen("models.result") and "clinic.sottopack is written" in at.find("models.result.text").text())
    assert ("export", ("whisper-small", "minilm"), target) in services.calls


# ---- where --------------------------------------------------------------------------------------


def test_where_they_are_and_how_much_they_take(page):
    assert page.find("models.folder").full == "/home/ruth/.local/share/Sotto/models"
    assert page.find("models.room").text() == "Models take 209 MB; 81.0 GB are free on this disk."
    assert page.find("models.source").text() == "Downloads come from huggingface.co."


def test_a_mirror_is_kept_or_refused_in_the_dialog(page):
    page.services.installer.mirror_error = MirrorRefused("it must begin with https://")
    page.click("models.mirror")
    page.type("mirror.address", "http://clinic.example")
    page.click("mirror.ok")
    page.wait(lambda: page.seen("mirror.error") and "https://" in page.find("mirror.error.text").text())
    page.services.installer.mirror_error = None
    page.find("mirror.address").setText("https://clinic.example/models")
    page.click("mirror.ok")
    page.wait(lambda: not page.seen("mirror"))
    page.wait(lambda: page.find("models.source").text() == "Downloads come from clinic.example/models.")


def test_a_cancelled_errand_is_no_error(page):
    page.services.installer.errors["whisper-small"] = [Cancelled()]
    show_all(page)
    page.click("models.speech.whisper-small.install")
    page.wait(lambda: page.seen("models.job.download.whisper-small.goOn"))
    assert not page.seen("models.job.download.whisper-small.error")
