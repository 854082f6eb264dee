"""Live words: hidden until wanted, gone with one key, and a lag that is said and is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import DiskFull, VaultDamaged, WorkerCrashed
from app.domain.progress import Live
from app.domain.session import Alarm
from app.domain.transcript import Segment, SpeakerTurn, Word
from app.ui.live_words import HIDDEN, LINES, LagNews, Line, Spoken, by_voice, last_lines
from tests.gui.fake_services import PASSPHRASE
from tests.gui.test_recording_page import running as recording_runs


def said(text: str, start: float, *, step: float = 0.5) -> Segment:
    """A segment whose words come every half a second."""
    words = tuple(Word(w, start + i * step, start + (i + 1) * step) for i, w in enumerate(text.split()))
    return Segment(start, words[-1].end if words else start, words)


def running(at) -> str:
    """A recording of which nothing has been heard yet; returns its session."""
    at.services.work.live = live(0.0, 0.0)
    session = recording_runs(at)
    at.wait(lambda: at.window.recording_page.live._heard_to == 0.0)
    return session


def live(captured: float, heard_to: float, **more: object) -> Live:
    return Live(captured, heard_to, 0.0, 0.0, 0, **more)  # type: ignore[arg-type]


def tell(at, session: str, news: Live) -> None:
    """The work says how far it is, now and from now on."""
    at.services.work.live = news
    at.window.working_page.queue.live.emit(session, news)


def lock_and_unlock(at) -> None:
    """Away from the recording, and back to it."""
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.page() == "recording")


def shown(at) -> list[str]:
    """The lines on the screen, without the empty ones."""
    return [t for n in range(LINES) if at.seen(f"recording.words.{n}")
            and (t := at.find(f"recording.words.{n}").text().strip())]  # fmt: skip


# ---- what is shown -----------------------------------------------------------------------------


def test_words_are_cut_where_another_voice_begins():
    segments = [said("So how was it", 0.0), said("Better I slept", 2.0)]
    turns = [SpeakerTurn(0.0, 2.1, "S1"), SpeakerTurn(2.1, 9.0, "S2")]
    assert by_voice(segments, turns) == [Spoken("S1", "So how was it"), Spoken("S2", "Better I slept")]


def test_a_word_between_turns_stays_with_the_voice_before_and_unknown_ones_have_no_name():
    turns = [SpeakerTurn(1.0, 2.0, "S2")]
    assert by_voice([said("Hm yes I do well then", 0.0)], turns) == [
        Spoken("", "Hm yes"),
        Spoken("S2", "I do well then"),
    ]
    assert by_voice([said("Hm yes", 0.0)], []) == [Spoken("", "Hm yes")]
    assert by_voice([], turns) == []


def test_only_the_last_lines_are_shown_and_each_voice_is_named_once():
    spoken = [Spoken("S1", "one two three four"), Spoken("S2", "five six seven"), Spoken("S1", "eight")]
    lines = last_lines(spoken, lambda s: s, 9, len, most=4)
    assert lines == [Line("S1", "four"), Line("S2", "five six"), Line("", "seven"), Line("S1", "eight")]


def test_a_single_line_is_filled_from_its_end():
    spoken = [Spoken("S2", "nothing of this"), Spoken("S1", "one two three four")]
    assert last_lines(spoken, lambda s: s, 10, len, most=1) == [Line("S1", "three four")]
    assert last_lines([Spoken("S1", "incomprehensibly")], lambda s: s, 5, len, most=1) == [
        Line("S1", "incomprehensibly")
    ]
    assert last_lines([], lambda s: s, 10, len, most=1) == []


def test_a_word_wider_than_a_line_gets_one_of_its_own():
    assert last_lines([Spoken("", "a incomprehensibly b")], lambda s: s, 5, len) == [
        Line("", "a"),
        Line("", "incomprehensibly"),
        Line("", "b"),
    ]


@pytest.mark.parametrize(
    ("lags", "news"),
    [
        ([0.0, 4.9, 5.0], ["", "", ""]),
        ([5.1, 40.0, 4.0, 2.1], ["behind", "behind", "behind", "behind"]),
        ([40.0, 1.9, 1.0, 4.0], ["behind", "caught up", "", ""]),
        ([6.0, 0.0, 6.0], ["behind", "caught up", "behind"]),
    ],
)
def test_a_lag_is_said_once_it_counts_and_taken_back_once_it_is_gone(lags, news):
    told = LagNews()
    assert [told.take(lag) for lag in lags] == news


@pytest.mark.parametrize(("lag", "seconds"), [(5.1, 5), (8.0, 10), (41.0, 40), (64.0, 60), (187.0, 190)])
def test_a_lag_is_rounded_so_that_it_does_not_flicker(lag, seconds):
    told = LagNews()
    told.take(lag)
    assert told.seconds == seconds


# ---- on the page -------------------------------------------------------------------------------


def test_no_word_is_on_the_screen_unless_it_was_asked_for(start):
    at = start()
    session = running(at)
    at.services.state.segments = [said("I slept better", 0.0)]
    tell(at, session, live(3.0, 2.0))
    at.bot.wait(50)
    assert not at.seen("recording.words")
    assert "slept" not in "".join(each.text() for each in at.window.recording_page.findChildren(type(at.find(
        "recording.time"))))  # fmt: skip


def test_words_come_with_provisional_speakers_and_go_with_one_key(start):
    at = start()
    session = running(at)
    at.click("recording.showWords")
    assert shown(at) == ["The words come at each pause."]
    at.services.state.segments = [said("So how was it", 0.0), said("I slept better", 2.0)]
    turns = (SpeakerTurn(0.0, 2.0, "S1"), SpeakerTurn(2.0, 4.0, "S2"))
    tell(at, session, live(5.0, 4.0, turns=turns))
    at.wait(lambda: shown(at) == ["So how was it", "I slept better"])
    panel = at.find("recording.words")
    assert panel.accessibleDescription() == "Speaker 1 So how was it Speaker 2 I slept better"
    at.bot.keyClick(at.window, Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("recording.words"))
    assert panel.accessibleDescription() == ""
    assert at.window.recording_page.live._segments == [], "hidden words are not kept either"
    assert at.find("recording.state").text() == "Recording", "the key hides, and nothing else"


def test_the_same_key_turns_them_on_and_off(start):
    at = start()
    running(at)
    for there in (True, False, True):
        at.bot.keyClick(at.window, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
        at.wait(lambda expected=there: at.seen("recording.words") is expected)


def test_they_are_off_again_in_the_next_session(start):
    at = start()
    running(at)
    at.click("recording.showWords")
    at.click("recording.stop")
    at.wait_page("workspace")
    at.window.show_today()
    at.wait_page("today")
    at.services.state.clients.popitem()  # so that the same code is a new client again
    running(at)
    assert not at.seen("recording.words")


def test_the_settings_can_turn_them_on_for_every_session(start):
    at = start()
    at.services.preferences.values["live_text"] = True
    running(at)
    at.wait(lambda: at.seen("recording.words"))


def test_words_that_were_hidden_stay_hidden_after_a_lock_whatever_the_settings_say(start):
    at = start()
    at.services.preferences.values["live_text"] = True
    session = running(at)
    at.wait(lambda: at.seen("recording.words"))
    at.bot.keyClick(at.window, Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("recording.words") and at.window.ops.pending <= 1)
    assert at.services.notes.unsent(HIDDEN) == session, "the process that knows it ends with the lock"
    at.window.recording_page.live._hid = False
    lock_and_unlock(at)
    at.bot.wait(100)
    assert not at.seen("recording.words")
    at.click("recording.showWords")
    at.wait(lambda: at.services.notes.unsent(HIDDEN) == "")
    lock_and_unlock(at)
    at.wait(lambda: at.seen("recording.words"))
    at.bot.keyClick(at.window, Qt.Key.Key_Escape)
    at.click("recording.stop")
    at.wait_page("workspace")
    assert at.services.notes.unsent(HIDDEN) == "", "nothing is remembered of a session that is over"


def test_hiding_that_could_not_be_stored_hides_all_the_same_and_is_said(start, monkeypatch):
    at = start()
    running(at)
    at.click("recording.showWords")

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(at.services.notes, "keep_unsent", full)
    at.bot.keyClick(at.window, Qt.Key.Key_Escape)
    at.wait(lambda: "may be shown again after a lock" in at.find("recording.live").text())
    assert not at.seen("recording.words") and not at.seen("error.close")


def test_nothing_of_them_is_left_after_a_lock(start):
    at = start()
    session = running(at)
    at.click("recording.showWords")
    at.services.state.segments = [said("I slept better", 0.0)]
    tell(at, session, live(5.0, 4.0))
    at.wait(lambda: bool(shown(at)) and shown(at)[0] == "I slept better")
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    page = at.window.recording_page
    assert page.live._segments == []
    assert all(text.text() == " " for _, text in page.live._lines)
    tell(at, session, live(9.0, 8.0))
    at.wait(lambda: at.window.ops.pending == 0)
    assert all(text.text() == " " for _, text in page.live._lines)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.page() == "recording")
    assert not at.seen("recording.words")


def test_only_the_new_segments_are_kept_in_view(start):
    at = start()
    session = running(at)
    at.click("recording.showWords")
    at.services.state.segments = [said(f"number {n}", float(n)) for n in range(100)]
    tell(at, session, live(101.0, 100.0))
    at.wait(lambda: any("number 99" in line for line in shown(at)))
    assert at.window.recording_page.live._known == 60
    at.services.state.segments.append(said("the end", 100.0))
    tell(at, session, live(103.0, 102.0))
    at.wait(lambda: shown(at)[-1].endswith("number 99 the end"))


def test_an_alarm_comes_before_the_words_where_there_is_little_room(start):
    at = start(scale=1.5)
    session = running(at)
    at.click("recording.showWords")
    at.services.state.segments = [said("word " * 200, 0.0)]
    tell(at, session, live(101.0, 40.0))
    at.wait(lambda: len(shown(at)) == LINES)
    at.window.resize(1280, 750)
    good = at.services.recording.now
    at.services.recording.now = replace(good, alarm=Alarm.LOST)
    at.wait(lambda: at.seen("recording.alarm") and 0 < len(shown(at)) < LINES)
    at.window.resize(1280, 650)
    at.wait(lambda: at.seen("recording.alarm") and not at.seen("recording.words"))
    assert not at.seen("recording.showWords")
    assert at.window.focusWidget() is at.find("recording.pause"), "a key does not go to what is not there"
    at.services.recording.now = good
    at.wait(lambda: not at.seen("recording.alarm") and len(shown(at)) == LINES)


def test_a_lag_is_said_without_the_words_and_taken_back(start):
    at = start()
    session = running(at)
    at.wait(lambda: at.find("recording.live").text() == " ")
    tell(at, session, live(100.0, 59.0))
    assert at.find("recording.live").text() == "The words are 40 seconds behind; nothing is lost."
    tell(at, session, live(400.0, 210.0))
    assert at.find("recording.live").text() == "The words are 3 minutes behind; nothing is lost."
    tell(at, session, live(401.0, 401.0))
    assert at.find("recording.live").text() == "The words have caught up."
    at.window.recording_page.live._quiet.timeout.emit()
    assert at.find("recording.live").text() == " "


@pytest.mark.parametrize(("reason", "words"), [("crashed", "was started again"), ("killed", "for want of memory")])
def test_a_worker_that_was_restarted_is_one_quiet_line(start, reason, words):
    at = start()
    session = running(at)
    tell(at, session, live(10.0, 9.0, restarted=reason))
    assert words in at.find("recording.live").text()
    assert "nothing is lost" in at.find("recording.live").text()
    at.window.recording_page.live._quiet.stop()
    tell(at, session, live(11.0, 10.0, restarted=reason))
    assert at.find("recording.live").text() == " ", "it is said once"
    assert not at.seen("recording.alarm")


def test_news_of_another_session_changes_nothing(start):
    at = start()
    running(at)
    at.window.working_page.queue.live.emit("demo", live(100.0, 10.0))
    assert at.find("recording.live").text() == " "


def test_words_that_cannot_be_read_hide_themselves_and_no_window_pops_up(start, monkeypatch):
    at = start()
    session = running(at)

    def broken(_: str) -> list[Segment]:
        raise VaultDamaged("a page")

    monkeypatch.setattr(at.services.records, "segments", broken)
    at.click("recording.showWords")
    at.wait(lambda: not at.seen("recording.words"))
    assert "cannot be shown" in at.find("recording.live").text()
    assert not at.seen("error.dialog")
    tell(at, session, live(10.0, 9.0))
    assert at.find("recording.state").text() == "Recording"


def test_work_that_fails_while_recording_is_said_in_one_line(start):
    at = start()
    running(at)
    at.services.work.live_error = WorkerCrashed("speech worker")
    at.wait(lambda: at.find("recording.live").text().startswith("The words are written down after Stop"))
    assert at.window.page() is at.window.recording_page
