"""Settings of writing: every choice is stored as it is made, and each learned rule can be seen and changed."""

from __future__ import annotations

import pytest

from app.domain.errors import DiskFull, NotAllowed
from app.services.writing import Choices
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.fake_writing import LEARNED
from tests.gui.test_settings_listening import press, settings


def with_rules() -> FakeServices:
    services = with_sessions(FakeServices())
    services.writing.rules = LEARNED
    return services


def shown(at) -> list[str]:
    """The rules as they stand on the page."""
    card = at.window.settings_page.rules
    return [field.text() for field in card._fields.values()]


def test_what_is_chosen_is_shown_and_what_is_chosen_anew_is_stored(start):
    at = settings(start)
    for name, value in (("length", "brief"), ("tense", "present")):
        press(at, f"settings.writing.{name}.{value}")
        at.wait(lambda n=name, v=value: getattr(at.services.writing.chosen, n) == v)
    for name, value in (("term", "initials"), ("clinician", "I")):
        box = at.find(f"settings.writing.{name}")
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        at.wait(lambda n=name, v=value: getattr(at.services.writing.chosen, n) == v)
    press(at, "settings.writing.refused")
    at.wait(lambda: at.services.writing.chosen.refused == "mark")
    for name in ("goals", "last_note"):
        press(at, f"settings.writing.{name}")
        at.wait(lambda n=name: getattr(at.services.writing.chosen, n) is True)
    chosen = at.services.writing.chosen
    assert chosen != Choices()
    at.click("nav.today")
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    assert at.find("settings.writing.length.brief").isChecked()
    assert at.find("settings.writing.term").currentData() == "initials"
    assert at.find("settings.writing.refused").isChecked()


def test_a_choice_that_could_not_be_stored_turns_back(start):
    at = settings(start)
    at.services.writing.error = DiskFull()
    press(at, "settings.writing.goals")
    at.click("error.close")
    at.wait(lambda: not at.find("settings.writing.goals").isChecked())


def test_rules_are_learned_shown_and_changed(start):
    at = settings(start)
    assert shown(at) == []
    assert "6" in at.find("settings.voice_rules.count").text()
    press(at, "settings.voice_rules.learn")
    at.wait(lambda: shown(at) == [rule.text for rule in LEARNED])
    press(at, "settings.voice_rules.0.on")
    at.wait(lambda: not at.services.writing.rules[0].on)
    field = at.find("settings.voice_rules.1.text")
    field.setText("Prefer plain verbs.")
    field.editingFinished.emit()
    at.wait(lambda: at.services.writing.rules[1].text == "Prefer plain verbs.")
    press(at, "settings.voice_rules.2.delete")
    at.wait(lambda: len(at.services.writing.rules) == 2 and len(shown(at)) == 2)
    at.find("settings.voice_rules.new").setText("No abbreviations.")
    press(at, "settings.voice_rules.add")
    at.wait(lambda: shown(at)[-1] == "No abbreviations.")
    assert at.find("settings.voice_rules.new").text() == ""
    press(at, "settings.voice_rules.on")
    at.wait(lambda: at.services.writing.chosen.voice is False)


def test_with_too_few_notes_it_says_what_is_missing(start):
    services = with_sessions(FakeServices())
    services.writing.notes = 3
    at = settings(lambda: start(services))
    assert not at.find("settings.voice_rules.learn").isEnabled()
    assert "five" in at.find("settings.voice_rules.count").text()


def test_a_rule_that_was_just_typed_is_stored_when_the_page_is_left(start):
    at = settings(lambda: start(with_rules()))
    at.wait(lambda: len(shown(at)) == 3)
    at.find("settings.voice_rules.0.text").setText("Begin with “Pt”.")
    at.click("nav.today")
    at.wait_page("today")
    assert at.services.writing.rules[0].text == "Begin with “Pt”."
    assert shown(at) == [], "rules leave the screen with the page"


@pytest.mark.parametrize("name", ["length.brief", "term", "refused", "goals", "last_note"])
def test_every_choice_can_be_reached_and_has_a_name(start, name):
    at = settings(start)
    control = at.find(f"settings.writing.{name}")
    assert control.accessibleName() and control.focusPolicy().value


def test_a_client_has_a_term_and_pronouns_of_their_own(start):
    at = start()
    at.click("today.new")
    at.wait_page("newSession")
    at.find("newSession.client").setCurrentText("A-104")
    at.click("newSession.terms")
    assert at.wait_for("terms.called").text() == ""
    at.type("terms.called", "Robin")
    at.type("terms.pronouns", "they/them")
    at.click("terms.ok")
    at.wait(lambda: not at.seen("terms"))
    client = at.services.state.clients["c1"]
    assert (client.called, client.pronouns) == ("Robin", "they/them")
    at.click("newSession.terms")
    assert at.wait_for("terms.pronouns").text() == "they/them", "the page knows of it"
    at.services.writing.error = NotAllowed("Write pronouns that are less usual in three forms.")
    at.find("terms.pronouns").setText("fae")
    at.click("terms.ok")
    at.wait(lambda: at.seen("terms.error"))
    assert at.find("terms.pronouns").text() == "fae"
    at.click("terms.cancel")
    at.find("newSession.client").setCurrentText("NEW-1")
    at.click("newSession.terms")
    at.wait_for("terms.words")
    assert not at.seen("terms.called"), "a client who is not there yet has none"
    at.click("terms.cancel")


def test_a_term_that_was_typed_is_kept_when_the_window_locks(start):
    at = start()
    at.click("today.new")
    at.wait_page("newSession")
    at.find("newSession.client").setCurrentText("A-104")
    at.click("newSession.terms")
    at.wait_for("terms.called").setText("Robin")
    at.window.new_session_page.leave()
    at.wait(lambda: at.services.state.clients["c1"].called == "Robin")
