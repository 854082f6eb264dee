"""The window in another language: all that is said goes through the translators; a choice is kept and takes hold."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.domain.errors import FolderNotWritable, NoMicrophone
from app.domain.findings import Said
from app.ui import translation, words
from app.ui.error_view import describe
from app.ui.widgets import Elided, Prose
from tests.gui import every_page
from tests.gui.every_page import named, show
from tests.gui.fake_services import FakeServices


@pytest.fixture
def speak(qapp: QApplication):
    before = QLocale()
    yield lambda code: translation.install(qapp, code)
    translation.install(qapp, "en")
    QLocale.setDefault(before)


class Marked(QTranslator):
    """Puts marks around whatever goes through `tr`; about a third longer, as German is."""

    def translate(self, context, source, disambiguation=None, n=-1):
        if not source.strip():
            return None
        return "⟦" + source + "·" * (len(source) // 3) + "⟧"


@pytest.fixture
def marked(qapp: QApplication):
    made = Marked()
    qapp.installTranslator(made)
    yield
    qapp.removeTranslator(made)


DATA = re.compile(
    r"clients\.(client|planned\.\d+)|newSession\.(wording|microphoneName)|recording\.device|firstRun\.(code|advice)"
)
"""Labels of names, of what was said, of the wording that is agreed to, of devices, and of what computer this is."""


def said_by(each: QWidget) -> str:
    if isinstance(each, Prose):
        return each.plain
    if isinstance(each, Elided):
        return each.full
    return each.text()


def unmarked(page: QWidget, known: set[str]) -> list[str]:
    """Visible words that did not go through `tr` and are not known as data."""
    found = []
    for each in page.findChildren(QWidget):
        if not isinstance(each, QLabel | QAbstractButton) or not each.isVisible():
            continue
        text = said_by(each)
        letters = re.sub(r"<[^>]+>", "", text)
        while "⟦" in letters and (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", letters)) != letters:
            letters = inner  # one text may stand within another
        if not re.search(r"[A-Za-z]{3,}", letters) or letters.strip() in known or DATA.match(each.objectName()):
            continue
        found.append(f"{named(each)}: {text[:60]!r}")
    return found


def data(services: FakeServices) -> set[str]:
    """What stands on the pages and is nobody's to translate: names, models, formats, what was said."""
    formats = [text for each in services.notes.templates() for text in (each.title, each.description)]
    return {"Sotto", *formats, *(each.title for each in services.models.list())}


@pytest.mark.parametrize(
    "name", ["unlock", "today", "clients", "search", "newSession", "recording", "working", *every_page.STEPS]
)
def test_what_is_said_goes_through_the_translators(start, marked, name):
    at = start(every_page.services())
    page = show(at, name)
    assert unmarked(page, data(at.services)) == []


@pytest.mark.parametrize(
    ("code", "unlock", "date"), [("de", "Entsperren", "3. März 2026"), ("es", "Desbloquear", "3 de marzo de 2026")]
)
def test_the_window_speaks_it(start, speak, code, unlock, date):
    from datetime import date as day

    speak(code)
    services = every_page.services()
    services.vault.is_open = False
    at = start(services)
    assert at.find("unlock.open").text() == unlock
    assert words.date_words(day(2026, 3, 3)) == date


def test_english_is_what_remains_of_a_language_that_is_not_known(start, speak):
    assert speak("tlh").code == "en"
    services = every_page.services()
    services.vault.is_open = False
    assert start(services).find("unlock.open").text() == "Unlock"


def test_going_back_to_english_leaves_nothing(qapp, speak):
    speak("de")
    assert describe(NoMicrophone()).happened != NoMicrophone().happened
    speak("en")
    assert describe(NoMicrophone()).happened == NoMicrophone().happened


def test_an_error_is_said_in_the_language_with_its_detail(speak):
    speak("de")
    text = describe(FolderNotWritable("/home/ruth/x"))
    assert "/home/ruth/x" in text.happened and "{detail}" not in text.happened
    assert text.happened != FolderNotWritable("/home/ruth/x").happened
    assert text.code == "disk.not-writable"


def test_what_nobody_has_reviewed_says_so():
    said = {each.code: translation.language_words(each) for each in translation.LANGUAGES}
    assert said["en"] == "English"
    assert all("machine-made, not reviewed" in said[each.code] for each in translation.LANGUAGES if not each.reviewed)


def test_the_choice_is_kept_and_a_lock_brings_it(start):
    at = start(every_page.services())
    show(at, "settings")
    field = at.find("settings.language")
    assert field.currentText() == "English"
    field.setCurrentIndex(1)
    field.activated.emit(1)
    at.wait(lambda: at.services.preferences.get("language") == "de")
    at.wait(lambda: at.seen("settings.languageNotice.action"))
    at.find("settings.languageNotice.action").click()
    at.wait_page("unlock")


def test_the_first_page_offers_it_and_comes_back_in_it(start, monkeypatch):
    at = start(FakeServices(vault_there=False))
    told = []
    monkeypatch.setattr(at.window.locker, "_restart", told.append)
    field = at.find("firstRun.language")
    field.setCurrentIndex(2)
    field.activated.emit(2)
    at.wait(lambda: bool(told))
    assert at.services.preferences.get("language") == "es"
    assert told[0].geometry, "where the window stood"


def test_no_process_is_replaced_while_the_vault_is_open(start, monkeypatch):
    at = start(every_page.services())
    told = []
    monkeypatch.setattr(at.window.locker, "_restart", told.append)
    at.window.start_again()
    assert told == []
    monkeypatch.setattr(at.window.locker, "_restart", None)


def test_what_a_check_found_is_said_in_the_language_in_use(qapp: QApplication) -> None:
    class Swapped(QTranslator):
        def translate(self, context, source, disambiguation=None, n=-1):
            known = {"Entry {n} of the audit trail was changed.": "Eintrag {n} geändert.", "Earlier vault: {problem}":
                     "Früher: {problem}"}  # fmt: skip
            return known.get(source) if context == "Findings" else None

    made = Swapped()
    qapp.installTranslator(made)
    try:
        changed = Said("Entry {n} of the audit trail was changed.", n=4)
        assert translation.finding_words(Said("Earlier vault: {problem}", problem=changed)) == (
            "Früher: Eintrag 4 geändert."
        )
        assert translation.finding_words("of the disk itself") == "of the disk itself"
    finally:
        qapp.removeTranslator(made)


def test_the_audit_page_says_what_was_found_in_the_language_in_use(start, marked, monkeypatch) -> None:
    at = start(every_page.services())
    found = [Said("Entry {n} of the audit trail was changed.", n=4)]
    monkeypatch.setattr(at.services.audit, "check", lambda printed="": found)
    show(at, "audit")
    at.click("audit.check")
    at.wait(lambda: at.find("audit.result.text").text().startswith("⟦Entry 4"))
