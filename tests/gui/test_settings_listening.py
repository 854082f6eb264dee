"""Settings about recording: switches, the clinic's own words, and the clinician's own voice."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import DiskFull, MicrophoneRefused, NoMicrophone, WorkerCrashed

SWITCHES = ("live_text", "quiet", "alarm_sound")


def settings(start, **changes: object):
    """The settings page of a window, everything fetched."""
    at = start()
    at.wait_page("today")
    at.services.preferences.values.update(changes)
    at.click("nav.settings")
    at.wait_page("settings")
    return at


def press(at, name: str) -> None:
    """Press a control that may have to be scrolled to."""
    at.wait(lambda: at.seen(name) and at.find(name).isEnabled())
    at.find(name).click()


# ---- switches ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SWITCHES)
def test_each_switch_shows_what_is_stored_and_stores_what_is_turned(start, name):
    at = settings(start, live_text=False, quiet=False, alarm_sound=True)
    before = at.services.preferences.get(name)
    box = at.find(f"settings.{name}")
    assert box.isChecked() is before
    press(at, f"settings.{name}")
    at.wait(lambda: at.services.preferences.get(name) is (not before))
    others = [each for each in SWITCHES if each != name]
    assert [at.services.preferences.get(each) for each in others] == [each == "alarm_sound" for each in others]


def test_what_quiet_costs_is_said(start):
    at = settings(start, quiet=False)
    assert "comes later" in at.find("settings.quiet").accessibleDescription()


def test_a_switch_that_could_not_be_stored_turns_back(start, monkeypatch):
    at = settings(start, quiet=False)

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(at.services.preferences, "set", full)
    press(at, "settings.quiet")
    at.click("error.close")
    at.wait(lambda: not at.find("settings.quiet").isChecked())


def test_screenshots_can_be_allowed_and_refused_again(start):
    at = settings(start, hide_from_capture=True)
    assert at.find("settings.hide_from_capture").isChecked()
    press(at, "settings.hide_from_capture")
    at.wait(lambda: at.services.preferences.get("hide_from_capture") is False)
    press(at, "settings.hide_from_capture")
    at.wait(lambda: at.services.preferences.get("hide_from_capture") is True)


# ---- words -------------------------------------------------------------------------------------


def test_the_words_are_stored_after_typing_and_without_empty_lines(start):
    at = settings(start)
    field = at.find("settings.words")
    at.wait(lambda: field.toPlainText() == "EMDR\nHaus am See")
    field.setPlainText("EMDR\n\n  Dr. Quist \n")
    at.wait(lambda: at.services.vocabulary.terms == ["EMDR", "Dr. Quist"])


def test_what_was_just_typed_is_stored_before_the_page_is_left(start):
    at = settings(start)
    at.wait(lambda: at.find("settings.words").toPlainText() != "")
    at.find("settings.words").appendPlainText("Brainspotting")
    at.click("nav.help")
    at.wait_page("help")
    assert at.services.vocabulary.terms[-1] == "Brainspotting"
    assert at.window.settings_page.words.words.toPlainText() == "", "they are not left in a page that is not shown"
    assert at.services.vocabulary.terms != []


def test_opening_the_page_stores_nothing(start):
    at = settings(start)
    at.wait(lambda: at.find("settings.words").toPlainText() != "")
    at.click("nav.help")
    at.wait_page("help")
    assert ("set_clinic_terms",) not in at.services.calls


def test_words_that_could_not_be_stored_are_said_and_asked_about(start):
    at = settings(start)
    at.wait(lambda: at.find("settings.words").toPlainText() != "")
    at.services.vocabulary.error = DiskFull()
    at.find("settings.words").appendPlainText("Brainspotting")
    at.click("error.close")
    assert at.window.settings_page.unsaved
    at.services.vocabulary.error = None
    at.find("settings.words").appendPlainText("IFS")
    at.wait(lambda: at.services.vocabulary.terms[-2:] == ["Brainspotting", "IFS"])
    at.wait(lambda: not at.window.settings_page.unsaved)


def test_the_ways_of_working_are_shown_and_stored(start):
    at = settings(start)
    at.wait(lambda: at.seen("settings.method.emdr") and at.find("settings.method.emdr").isChecked())
    assert not at.find("settings.method.cbt").isChecked()
    press(at, "settings.method.cbt")
    at.wait(lambda: at.services.vocabulary.methods == ["cbt", "emdr"])
    press(at, "settings.method.emdr")
    at.wait(lambda: at.services.vocabulary.methods == ["cbt"])
    at.services.vocabulary.error = DiskFull()
    press(at, "settings.method.cbt")
    at.click("error.close")
    at.wait(lambda: at.find("settings.method.cbt").isChecked())


# ---- voice -------------------------------------------------------------------------------------


def test_a_voice_is_recorded_stored_and_deleted(start):
    at = settings(start)
    assert at.find("settings.voice.since").text() == "No voice is stored."
    assert not at.seen("settings.voice.delete")
    press(at, "settings.voice.record")
    at.wait(lambda: ("enrol", 30 * 32_000) in at.services.calls)
    at.wait(lambda: at.find("settings.voice.since").text().startswith("Stored since 22 November 2026"))
    assert at.services.recording.sample.closed, "the sound is forgotten"
    assert at.find("settings.voice.result.text").text() == "Sotto knows your voice from now on."
    press(at, "settings.voice.delete")
    at.wait(lambda: ("forget_voice",) in at.services.calls)
    at.wait(lambda: at.find("settings.voice.since").text() == "No voice is stored.")
    assert not at.seen("settings.voice.delete")


def test_while_it_listens_there_is_a_text_a_level_and_a_countdown(start):
    at = settings(start)
    at.services.recording.sample.hold = True
    press(at, "settings.voice.record")
    at.wait(lambda: at.seen("settings.voice.level") and at.find("settings.voice.level").level > 0)
    assert at.find("settings.voice.left").text() == "30 seconds to go"
    assert len(at.find("settings.voice.text").plain.split()) > 70
    at.services.recording.sample.seconds = 12.3
    at.wait(lambda: at.find("settings.voice.left").text() == "18 seconds to go")
    press(at, "settings.voice.cancel")
    at.wait(lambda: at.services.recording.sample.closed and not at.seen("settings.voice.level"))
    assert not any(call[0] == "enrol" for call in at.services.calls)
    at.wait(lambda: at.find("settings.voice.record").isEnabled())


def test_leaving_the_page_lets_the_microphone_go(start):
    at = settings(start)
    at.services.recording.sample.hold = True
    press(at, "settings.voice.record")
    at.wait(lambda: at.seen("settings.voice.level"))
    at.click("nav.help")
    at.wait_page("help")
    at.wait(lambda: at.services.recording.sample.closed)
    at.services.recording.sample.seconds = 30.0
    at.bot.wait(250)
    assert not any(call[0] == "enrol" for call in at.services.calls)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("refused", "microphone"), ("gone", "microphone"), ("silent", "Nothing was heard"), ("crashed", "crashed")],
)
def test_what_goes_wrong_is_said_and_it_can_be_tried_again(start, trouble, words):
    at = settings(start)
    sample = at.services.recording.sample
    if trouble == "refused":
        sample.error = MicrophoneRefused()
    elif trouble == "silent":
        sample.loudest = 0.001
    elif trouble == "crashed":
        at.services.voices.error = WorkerCrashed("speech model")
    else:
        sample.hold = True
    press(at, "settings.voice.record")
    if trouble == "gone":
        at.wait(lambda: at.seen("settings.voice.level"))
        sample.failure = NoMicrophone()
    at.wait(lambda: at.seen("settings.voice.result"))
    assert words in at.find("settings.voice.result.text").text()
    assert at.services.voices.since is None
    sample.error = sample.failure = at.services.voices.error = None
    sample.loudest, sample.hold = 0.6, False
    press(at, "settings.voice.record")
    at.wait(lambda: at.services.voices.since is not None)


def test_the_focus_stays_with_the_voice_when_what_had_it_is_gone(start):
    at = settings(start)
    sample = at.services.recording.sample
    sample.hold = True
    press(at, "settings.voice.record")
    at.wait(lambda: at.seen("settings.voice.cancel") and at.find("settings.voice.cancel").hasFocus())
    press(at, "settings.voice.cancel")
    at.wait(lambda: at.find("settings.voice.record").isEnabled() and at.idle())
    assert at.window.focusWidget() is at.find("settings.voice.record")
    press(at, "settings.voice.record")
    at.wait(lambda: at.seen("settings.voice.cancel"))
    sample.hold, sample.seconds = False, 30.0
    at.wait(lambda: at.seen("settings.voice.delete") and at.find("settings.voice.delete").isEnabled() and at.idle())
    assert at.window.focusWidget() is at.find("settings.voice.record")
    at.find("settings.voice.delete").setFocus()
    press(at, "settings.voice.delete")
    at.wait(lambda: at.seen("settings.voice.record") and not at.seen("settings.voice.delete") and at.idle())
    assert at.window.focusWidget() is at.find("settings.voice.record")


@pytest.mark.parametrize("fails", [False, True])
def test_an_answer_about_the_voice_counts_for_whoever_came_back_meanwhile(start, monkeypatch, fails):
    at = settings(start)
    enrol, go = at.services.voices.enrol, threading.Event()

    def slow(pcm: bytes) -> None:
        go.wait(10)
        if fails:
            raise WorkerCrashed("speakers")
        enrol(pcm)

    monkeypatch.setattr(at.services.voices, "enrol", slow)
    press(at, "settings.voice.record")
    at.wait(lambda: at.seen("settings.voice.left") and "voice print" in at.find("settings.voice.left").text())
    at.click("nav.help")
    at.wait(lambda: at.page() == "help")
    at.click("nav.settings")
    at.wait(lambda: at.page() == "settings" and at.seen("settings.voice.record"))
    assert at.find("settings.voice.since").text() == "No voice is stored."
    go.set()
    at.wait(lambda: at.seen("settings.voice.result"))
    assert ("crashed" in at.find("settings.voice.result.text").text()) is fails
    at.wait(lambda: at.find("settings.voice.since").text().startswith("No voice" if fails else "Stored since"))


# ---- keys --------------------------------------------------------------------------------------


def test_tab_goes_through_the_page_from_top_to_bottom(start):
    at = settings(start)
    at.wait(lambda: at.seen("settings.method.emdr"))
    page = at.window.settings_page
    order, each = [], page.nextInFocusChain()
    while each is not page:
        if page.isAncestorOf(each) and each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(each)
        each = each.nextInFocusChain()
    names = [each.objectName() for each in order]
    methods = [name for name in names if name.startswith("settings.method.")]
    place = names.index("settings.words") + 1
    assert methods == [f"settings.method.{key}" for key in page.words.methods]
    assert names[place : place + len(methods)] == methods
    assert place + len(methods) <= names.index("settings.format") < names.index("settings.name")
