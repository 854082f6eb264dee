"""The texts for translators: what is found in the sources, what is kept, and that no translation loses anything."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

from app.domain.errors import (
    ConsentMissing,
    DiskFull,
    LastRunCrashed,
    MicrophoneRefused,
    ModelMissing,
    NoMicrophone,
    NoSpeechFound,
    NoteSigned,
    RecorderLost,
    UnhandledSentences,
    UnlockDelayed,
    UnlockFailed,
    WorkerCrashed,
    WorkerKilled,
)

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
MAIN_PATH = (
    "UnlockPage", "FirstRunPage", "PassphraseStep", "RecoveryStep", "MicrophoneStep", "FormatStep", "ProfileStep",
    "FirstSteps", "TodayPage", "SessionRows", "NewSessionPage", "ClientField", "ConsentCard", "RecordingPage",
    "WorkingPage", "WorkspacePage", "Checklist", "SentenceRow", "SignDialog", "Words", "Navigation", "Tour",
    "ErrorView", "LanguageCard",
)  # fmt: skip
"""What a clinician meets from the first start to a signed note, and what can go wrong there."""


@pytest.fixture(scope="module")
def texts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("texts", PACKAGING / "texts.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def found_in(texts: ModuleType, source: str) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    texts.Finder(ast.parse(source), frozenset({"Refused"}), found)
    return {context: list(each) for context, each in found.items()}


def test_each_way_of_saying_something_is_found(texts):
    source = """
def _tr(text): return QCoreApplication.translate("Words", text)
def length(n): return _tr("{n} min").replace("{n}", str(n))
def card(page): return page.tr("A card")
class Page(QWidget):
    def show(self):
        self.tr("one "
                "text – “with” ’ marks")
        tr = QCoreApplication.translate
        tr("Notices", "A draft")
        return {k: self.tr("inner") for k in self.keys}
class Refused(SottoError):
    what = "It was refused: {detail}."
    code = "not.a.text"
def work(): raise Refused("the reason")
"""
    assert found_in(texts, source) == {
        "Words": ["{n} min"],
        "QObject": ["A card"],
        "Page": ["one text – “with” ’ marks", "inner"],
        "Notices": ["A draft"],
        "Errors": ["It was refused: {detail}.", "the reason"],
    }


def test_what_was_translated_is_kept_and_what_is_no_longer_said_goes(texts, tmp_path):
    path = tmp_path / "sotto_de.ts"
    known = {("Page", "one & <two>"): "eins & <zwei>", ("Page", "gone"): "weg"}
    path.write_text(texts.write("de", {"Page": {"one & <two>": None, "new": None}}, known), encoding="utf-8")
    assert texts.read(path) == {("Page", "one & <two>"): "eins & <zwei>"}
    texts.release(path)
    made = QTranslator()
    assert made.load(str(path.with_suffix(".qm")))
    assert made.translate("Page", "one & <two>") == "eins & <zwei>"
    assert not made.translate("Page", "new"), "it stays as it is in the sources"


@pytest.mark.parametrize(
    ("text", "said", "flaw"),
    [
        ("{n} of {all}", "{n} von {all}", ""),
        ("{n} of {all}", "{n} von {alle}", "places"),
        ("&Back", "&Zurück", ""),
        ("&Back", "Zurück", "key"),
        ("Save & close", "Speichern & schließen", ""),
        ("Export…", "Exportieren", "…"),
        (" min", "Min.", "space"),
        ("It is stored.", "Gespeichert!", "exclamation"),
    ],
)
def test_a_loss_is_found(texts, text, said, flaw):
    flaws = texts.flaws(text, said)
    assert (flaw in flaws[0]) if flaw else not flaws


@pytest.mark.parametrize("language", ["de", "es"])
def test_no_translation_loses_anything(texts, language):
    known = texts.read(texts.FOLDER / f"sotto_{language}.ts")
    assert len(known) > 400
    lost = [(text, each) for (_, text), said in known.items() for each in texts.flaws(text, said)]
    assert lost == []


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_compiled_file_says_what_the_other_does(texts, language):
    made = QTranslator()
    assert made.load(str(texts.FOLDER / f"sotto_{language}.qm"))
    known = texts.read(texts.FOLDER / f"sotto_{language}.ts")
    assert [each for each in known if made.translate(*each) != known[each]] == [], "run `make translations`"


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_main_path_is_translated(texts, language):
    said, known = texts.collect(), texts.read(texts.FOLDER / f"sotto_{language}.ts")
    main = [(context, text) for context in MAIN_PATH for text in said[context]]
    there = [each for each in main if each in known]
    assert len(there) / len(main) > 0.85, [each for each in main if each not in known]


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize(
    "error",
    [UnlockFailed, UnlockDelayed, DiskFull, NoMicrophone, MicrophoneRefused, RecorderLost, NoSpeechFound, ModelMissing,
     WorkerCrashed, WorkerKilled, NoteSigned, UnhandledSentences, ConsentMissing, LastRunCrashed],
)  # fmt: skip
def test_what_can_go_wrong_on_the_main_path_is_translated(texts, language, error):
    known = texts.read(texts.FOLDER / f"sotto_{language}.ts")
    parts = [part for part in (error.what, error.lost) if part]
    assert [part for part in parts if (texts.ERRORS, part) not in known] == []
