"""The language of the window: which there are, which is chosen, and the errors' words in it.

Every text of the window goes through `tr`; `packaging/texts.py` brings them to the translators. A
language takes hold when the window is built, so that a change waits for the next start, or for a
lock, which starts the program anew. What is not translated yet is said in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.domain.errors import SottoError
from app.domain.findings import Said
from app.services.preferences import Preferences
from app.ui.resources import resource

SETTING = "language"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the window. `name` is in the language itself; `reviewed`: by somebody who speaks it."""

    code: str
    name: str
    reviewed: bool


LANGUAGES = (Language("en", "English", True), Language("de", "Deutsch", False), Language("es", "Español", False))
"""English is the language of the sources, and what a code that is not known counts as."""


def language(code: str) -> Language:
    """The language of that code."""
    return next((each for each in LANGUAGES if each.code == code), LANGUAGES[0])


def language_words(which: Language) -> str:
    """Its name for the choice; one that nobody has reviewed says so there, in words of the language in use."""
    if which.reviewed:
        return which.name
    text = QCoreApplication.translate("Translation", "{language} (machine-made, not reviewed)")
    return text.replace("{language}", which.name)


def install(app: QApplication, code: str) -> Language:
    """Have everything that is built from now on speak a language; Qt's own dialogs and menus, names of days and the
    direction of writing with it. Main thread; call it before the window is made."""
    chosen = language(code)
    _take_away(app)
    locale = _locale(chosen)
    QLocale.setDefault(locale)
    if chosen is not LANGUAGES[0]:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file in (f"{folder}/qtbase_{chosen.code}.qm", str(resource("translations", f"sotto_{chosen.code}.qm"))):
            made = QTranslator(app)
            made.setObjectName("sotto.language")
            if made.load(file):  # Qt's own may be missing from a package; ours is tested to be there
                app.installTranslator(made)
    app.setLayoutDirection(locale.textDirection())
    return chosen


def install_chosen(app: QApplication, preferences: Preferences | Any) -> Language:
    """As `install`, for the language of the settings."""
    return install(app, str(preferences.get(SETTING)))


def _take_away(app: QApplication) -> None:
    for each in app.findChildren(QTranslator, "sotto.language"):
        app.removeTranslator(each)
        each.deleteLater()


def _locale(chosen: Language) -> QLocale:
    """The system's own where it speaks that language, so that dates and figures are those of the country."""
    system = QLocale.system()
    wanted = QLocale(chosen.code)
    return system if system.language() == wanted.language() else wanted


def error_words(error: SottoError) -> tuple[str, str, str]:
    """What happened, what was lost and what to do next, in the language in use.

    The errors stand in the domain, where nothing of Qt may be, so that their words are looked up here: first
    as they stand, then with the detail put in, which may be a text of its own.
    """
    detail = _error(error.detail) if error.detail else ""
    return _error(error.what).replace("{detail}", detail), _error(error.lost), _error(error.next_step)


def finding_words(found: str) -> str:
    """What a check has found, in the language in use; what comes from elsewhere as it stands."""
    if not isinstance(found, Said):
        return found
    text = QCoreApplication.translate("Findings", found.template)
    for name, value in found.values.items():
        text = text.replace(f"{{{name}}}", finding_words(value) if isinstance(value, str) else str(value))
    return text


def _error(text: str) -> str:
    return QCoreApplication.translate("Errors", text) if text else ""
