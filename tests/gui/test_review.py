"""The review of a draft: evidence as chips, one row of acts for a marked sentence, keys, the clinician's own fields."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.domain.note import Evidence, NoteSentence, NoteTemplate, Origin, Section, Source, Verdict
from app.domain.review import Decision
from app.ui.workspace.section_card import point_id
from tests.gui.fake_services import DAP, FakeServices, with_sessions
from tests.gui.test_main_job import open_session


def marked(number: int, section: str = "plan", source: Source = Source.SESSION) -> NoteSentence:
    text = f"The client will do thing number {number}."
    return NoteSentence(f"m{number}", section, text, Origin.MODEL, reasons=("Nobody said this.",), source=source)


def with_note(*sentences: NoteSentence) -> FakeServices:
    services = with_sessions(FakeServices())
    services.state.notes["demo"] = replace(services.state.notes["demo"], sentences=sentences)
    return services


def opened(start, services: FakeServices | None = None, **how: object):
    at = start(services, **how)
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: not at.window.workspace_page.note.building)
    return at


def stored(at) -> dict[str, NoteSentence]:
    return {s.id: s for s in at.services.state.notes["demo"].sentences}


def decisions(at) -> dict[str, Decision]:
    return dict(at.services.review.get("demo").decisions)


def rows(at):
    return {row.sentence.id: row for row in at.window.workspace_page.note.rows()}


# ---- evidence ----------------------------------------------------------------------------------------


def test_a_chip_plays_its_words_and_scrolls_to_them_and_stops_them(start):
    at = opened(start)
    said = at.services.state.notes["demo"].sentences[3].evidence[0]
    chip = at.find("sentence.n3.evidence.0")
    assert chip.text() == f"{int(said.start) // 60}:{int(said.start) % 60:02d} Client"
    assert chip.accessibleDescription() == said.quote
    chip.click()
    at.wait(lambda: any(c[0] == "play" for c in at.services.calls))
    turns = at.window.workspace_page.transcript.turns
    assert turns.highlighted == {said.turn} == {turns.playing}
    start_, end = next(c for c in at.services.calls if c[0] == "play")[1:]
    assert said.start - 0.2 <= start_ <= said.start and end == said.end
    at.find("sentence.n3.evidence.0").click()
    assert turns.playing == -1


def test_the_words_of_a_chip_come_by_key_and_go_with_the_focus(start):
    at = opened(start)
    chip = at.find("sentence.n3.evidence.0")
    at.find("sentence.n3.remove").setFocus()
    at.bot.keyClick(at.find("sentence.n3.remove"), Qt.Key.Key_Tab)
    assert chip.hasFocus()
    at.wait(lambda: "Nothing like that" in QToolTip.text())
    QApplication.sendEvent(chip, QFocusEvent(QFocusEvent.Type.FocusOut))
    at.wait(lambda: not QToolTip.isVisible())


def test_many_chips_fold_and_unfold(start):
    transcript = with_sessions(FakeServices()).state.transcripts["demo"]
    places = tuple(Evidence(n, t.start, t.end, t.text) for n, t in enumerate(transcript.turns[:7]))
    sentence = NoteSentence("many", "data", "They spoke at length.", Origin.MODEL, Verdict.SUPPORTED, 0.9, (), places)
    at = opened(start, with_note(sentence))

    def shown() -> int:
        return sum(at.seen(f"sentence.many.evidence.{n}") for n in range(7))

    assert shown() == 3 and at.find("sentence.many.moreEvidence").text() == "4 more"
    at.click("sentence.many.moreEvidence")
    assert shown() == 7 and at.find("sentence.many.moreEvidence").text() == "Fewer"
    assert rows(at)["many"].stops().index(at.find("sentence.many.evidence.6")) > 0
    at.click("sentence.many.moreEvidence")
    assert shown() == 3


# ---- marked sentences --------------------------------------------------------------------------------


def test_each_way_of_handling_a_marked_sentence_is_recorded(start):
    sure = NoteSentence("s", "data", "The client slept.", Origin.MODEL, Verdict.SUPPORTED, 0.9)
    quotable = replace(marked(3), text="The client is taking sertraline and something else.")
    at = opened(start, with_note(sure, marked(1), marked(2), quotable, marked(4)))
    assert at.find("note.toReview").text() == "4 sentences to decide"
    at.click("workspace.sign")
    assert not at.find("sign.ok").isEnabled()
    at.click("sign.cancel")
    at.wait(lambda: not at.seen("sign"))

    at.click("sentence.m1.keep")
    at.click("sentence.m2.edit")
    assert at.window.focusWidget() is at.find("sentence.m2.text")
    at.find("sentence.m2.text").selectAll()
    at.type("sentence.m2.text", "The client is taking sertraline.")
    at.click("sentence.m3.quote")
    at.wait(lambda: rows(at)["m3"].sentence.origin is Origin.QUOTATION)
    at.click("sentence.m4.drop")
    at.wait(lambda: not at.seen("note.toReview") and at.idle())
    assert decisions(at) == {
        "m1": Decision.KEPT, "m2": Decision.EDITED, "m3": Decision.REPLACED, "m4": Decision.DELETED,
    }  # fmt: skip
    at.wait(lambda: "m4" not in stored(at) and stored(at)["m3"].origin is Origin.QUOTATION)
    assert stored(at)["m1"].kept and stored(at)["m1"].origin is Origin.CLINICIAN
    assert stored(at)["m3"].evidence and "“" in stored(at)["m3"].text

    at.window.toasts.shown()[-1].action.click()
    at.wait(lambda: at.seen("sentence.m4.keep") and at.idle())
    assert "m4" not in decisions(at) and at.find("note.toReview").text() == "1 sentence to decide"
    at.click("sentence.m4.keep")
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: at.seen("note.figures"))
    assert "2 kept, 1 edited, 1 replaced" in at.find("note.figures").text()
    assert "stay on this computer" in at.find("note.figures").text()


def test_where_nothing_comes_near_the_sentence_stays_marked(start):
    at = opened(start, with_note(replace(marked(1), text="Xylophones.")))
    at.click("sentence.m1.quote")
    at.wait(lambda: "Nothing in the session" in at.window.workspace_page.note.banner.text)
    assert rows(at)["m1"].sentence.needs_review and not decisions(at)


def test_one_letter_more_does_not_unmark_a_sentence(start):
    at = opened(start, with_note(marked(1)))
    at.type("sentence.m1.text", " x")
    at.wait(lambda: not at.window.workspace_page.note.checking and at.idle())
    assert rows(at)["m1"].sentence.needs_review and rows(at)["m1"].property("tone") == "warning"
    assert stored(at)["m1"].needs_review


def test_what_the_clinician_adds_is_theirs_and_the_check_only_tells(start):
    at = opened(start, with_note(replace(marked(1), kept=True)))
    at.click("section.plan.add")
    fresh = at.window.workspace_page.note.rows()[-1]
    at.bot.keyClicks(fresh.text, "I think of a referral.")
    at.wait(lambda: bool(fresh.sentence.reasons) and not fresh.checking)
    assert "in your own words" in fresh.mark.text() and fresh.reasons.text() == "Nothing like this was said."
    assert fresh.property("tone") == "" and not fresh.keep.isVisible()
    assert not at.seen("note.toReview")
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: at.services.state.notes["demo"].signed)


@pytest.mark.parametrize(("source", "said"), [(Source.PLAN, "From the plan"), (Source.LAST_NOTE, "From the last note")])
def test_what_was_not_said_today_says_so_and_needs_the_decision_too(start, source, said):
    sentence = replace(marked(1, source=source), verdict=Verdict.SUPPORTED, score=0.9, reasons=())
    at = opened(start, with_note(sentence))
    assert at.find("note.toReview").text() == "1 sentence to decide"
    assert at.find("sentence.m1.mark").text() == f"{said}, not said today"
    at.click("workspace.sign")
    assert not at.find("sign.ok").isEnabled()
    at.click("sign.cancel")
    at.click("sentence.m1.keep")
    assert at.find("sentence.m1.source").text() == said
    at.wait(lambda: stored(at)["m1"].kept)
    assert stored(at)["m1"].source is source and not at.seen("note.toReview")


def test_the_next_to_decide_by_key_goes_round(start):
    at = opened(start, with_note(marked(1, "data"), replace(marked(2, "data"), kept=True), marked(3), marked(4)))
    page = at.window.workspace_page

    def at_hand() -> str:
        focused = at.window.focusWidget()
        return next((i for i, row in rows(at).items() if focused is not None and row.isAncestorOf(focused)), "")

    page.transcript.setFocus()
    seen = []
    for _ in range(4):
        at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_F8)
        seen.append(at_hand())
    assert seen == ["m1", "m3", "m4", "m1"]
    at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert at_hand() == "m4"
    at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_Space)  # what has the keys is "keep"
    assert rows(at)["m4"].sentence.kept and at.find("note.toReview").text() == "2 sentences to decide"
    at.click("note.next")
    assert at_hand() == "m1"


# ---- the clinician's own fields ----------------------------------------------------------------------

MOOD = Section("mood", "Mood and affect", "", topics=("symptoms",), clinician_only=True,
               checklist=("Mood: euthymic", "Mood: anxious", "Affect: full range"))  # fmt: skip


@pytest.fixture
def own_fields(monkeypatch: pytest.MonkeyPatch):
    template = NoteTemplate("dap", "DAP", "", (*DAP.sections, MOOD))
    services = with_note(NoteSentence("s", "data", "The client slept.", Origin.MODEL, Verdict.SUPPORTED, 0.9))
    monkeypatch.setattr(services.notes, "templates", lambda: [template])
    transcript = services.state.transcripts["demo"]
    turn = transcript.turns[9]
    services.notes.quotations = [
        NoteSentence("q", "mood", f"Client: “{turn.text}”", Origin.QUOTATION, Verdict.SUPPORTED, 1.0, (),
                     (Evidence(9, turn.start, turn.end, turn.text),))
    ]  # fmt: skip
    return services


def test_own_fields_are_never_filled_in_and_have_what_was_said_beside_them(start, own_fields):
    at = opened(start, own_fields)
    at.wait(lambda: at.seen("section.mood.said.0"))
    assert [at.find(f"section.mood.tick.{n}").isChecked() for n in range(3)] == [False] * 3
    assert not [s for s in stored(at).values() if s.section == "mood"]
    assert not at.seen("section.mood.redo")
    at.find("section.mood.said.0.evidence.0").click()
    assert at.window.workspace_page.transcript.turns.highlighted == {9}
    at.click("section.mood.said.0.use")
    at.click("section.mood.said.0.use")
    at.wait(lambda: [s.origin for s in stored(at).values() if s.section == "mood"] == [Origin.QUOTATION])


def test_a_tick_is_the_clinicians_own_sentence_which_can_be_edited_and_taken_back(start, own_fields):
    at = opened(start, own_fields)
    wanted = point_id("mood", "Mood: anxious")
    at.click("section.mood.tick.1")
    at.wait(lambda: wanted in stored(at))
    made = stored(at)[wanted]
    assert (made.text, made.origin, made.kept) == ("Mood: anxious.", Origin.CLINICIAN, True)
    assert at.find(f"sentence.{wanted}.own").text() == "My own observation"
    assert not at.seen("note.toReview")
    at.type(f"sentence.{wanted}.text", " at first")
    at.wait(lambda: "at first" in stored(at)[wanted].text)
    at.click("nav.today")
    at.wait_page("today")
    open_session(at, "demo")
    at.wait_page("workspace")
    assert at.find("section.mood.tick.1").isChecked(), "it is known again by what it came from"
    at.click("section.mood.tick.1")
    at.wait(lambda: wanted not in stored(at))
    at.click("toast.action")
    at.wait(lambda: wanted in stored(at))
    assert at.find("section.mood.tick.1").isChecked()


def test_a_signed_note_shows_no_points(start, own_fields):
    at = start(own_fields)
    open_session(at, "signed")
    at.wait_page("workspace")
    assert not at.seen("section.mood.tick.0") and not at.seen("section.mood.said.0")
