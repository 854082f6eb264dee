"""A note model that invents: every sentence that nobody said is marked in the window, and none is signed unseen.

The window, the vault, the drafter and the check are the program's own; only the model is made up. It writes one
sentence of its own into every section that it is asked for.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import cycle

import pytest
from PySide6.QtWidgets import QPushButton

from app.domain.errors import UnhandledSentences
from app.domain.note import Note, NoteSentence, Origin, VersionKind
from app.domain.review import Decision
from app.domain.session import Session, SessionState, SessionType
from app.engines.fake import FakeLanguageModel
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.given import Given
from app.notes.style import Manner
from app.ui.workspace.dialogs import SignDialog
from app.ui.workspace.sentence_row import SentenceRow
from tests.demo import PASSPHRASE
from tests.e2e.conftest import Clinician
from tests.unit.notes.sessions import demo

INVENTED = (
    "The client denied homicidal ideation and any access to firearms.",
    "The client was diagnosed with borderline personality disorder.",
    "The client was started on lithium 900 mg twice a day.",
    "The therapist led a session of eye movement desensitization with bilateral stimulation.",
    "The client agreed to attend couples counseling with their husband in March.",
    "The client reported drinking a bottle of whisky every evening.",
    "The client grew up on a farm in Norway with seven brothers.",
    "The client scored 27 on the depression inventory.",
)


class InventingModel(FakeLanguageModel):
    """Answers each question with one sentence that nobody said, citing lines that are in front of it, and says that it
    is sure."""

    name = "inventing model"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._sentences = cycle(INVENTED)

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        turns = [int(n) for n in re.findall(r"^\[(\d+)\] ", user, re.MULTILINE)]
        text = next(self._sentences)
        self.told.append(text)
        return json.dumps([{"text": text, "turns": turns[:2]}])


class Tools:
    """The program's drafter and check, by words alone, with a model of one's own."""

    def __init__(self, clinician: Clinician, model: InventingModel) -> None:
        self._templates, self._model = clinician.services.notes._templates, model

    def checker(self, *_: object, **__: object) -> Checker:
        return Checker(None)

    def drafter(
        self, *_: object, manner: Manner | None = None, given: Given | None = None, writes: bool = True, **__: object
    ) -> Drafter:
        return Drafter(self._templates, Checker(None), self._model if writes else None, manner=manner, given=given)


@pytest.fixture
def inventing(clinician: Clinician, monkeypatch: pytest.MonkeyPatch) -> InventingModel:
    """An open vault, and a model that invents."""
    clinician.first_run(PASSPHRASE)
    model = InventingModel()
    tools = Tools(clinician, model)
    monkeypatch.setattr(clinician.services.work, "_tools", tools)
    monkeypatch.setattr(clinician.services.notes, "_tools", tools)
    return model


def a_session(clinician: Clinician, template: str, code: str) -> Session:
    services = clinician.services
    client = services.records.add_client(code)
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, template)
    services.vault.store.transcripts.save(session.id, demo())
    services.vault.store.sessions.save(replace(session, state=SessionState.TRANSCRIBED, duration=221.0))
    return session


def shown(clinician: Clinician, session: Session) -> dict[str, SentenceRow]:
    """The session in the window; its sentences by their text."""
    clinician.window.show_workspace(session.id)
    clinician.wait_page("workspace")
    view = clinician.window.workspace_page.note
    # A layout shows what was put into it with the next event.
    clinician.wait(lambda: not view.building and not view.checking and all(row.isVisible() for row in view.rows()))
    return {row.sentence.text: row for row in view.rows()}


@pytest.mark.parametrize("template", ["dap", "soap", "birp"])
def test_one_invention_in_every_section_is_marked_and_blocks_the_signature(
    clinician: Clinician, inventing: InventingModel, template: str
) -> None:
    services = clinician.services
    services.writing.choose("refused", "mark")
    session = a_session(clinician, template, "K-17")
    note = services.work.draft(session.id, template)
    asked = [s.id for s in services.notes.template(template).sections if not s.clinician_only]
    assert len(inventing.told) >= len(asked) > 2, "every section was asked of the model"
    rows = shown(clinician, session)
    page = clinician.window.workspace_page
    invented = [rows[text] for text in dict.fromkeys(inventing.told)]
    assert {row.sentence.section for row in invented} >= set(asked)
    for row in invented:
        assert row.sentence.needs_review and row.property("tone") == "warning", row.sentence.text
        assert row.mark.isVisible() and row.reasons.text() and row.keep.isVisible()
    left = page.note.to_review
    assert left >= len(invented) and str(left) in clinician.find("note.toReview").text()
    for text, row in rows.items():
        assert row.sentence.needs_review or row.sentence.evidence, f"neither evidence nor mark: {text}"

    # Neither the button nor the service behind it signs while one is left.
    for number, row in enumerate(sorted(rows.values(), key=lambda r: r.sentence not in [i.sentence for i in invented])):
        if not row.sentence.needs_review:
            continue
        clinician.click("workspace.sign")
        assert not _ok(clinician).isEnabled(), f"{number} handled, and it could be signed"
        clinician.click("sign.cancel")
        with pytest.raises(UnhandledSentences):
            services.notes.sign(session.id, "A. Ray", "LCSW")
        clinician.click(f"sentence.{row.sentence.id}.{'keep' if number % 2 else 'drop'}")
        clinician.wait(lambda: clinician.window.ops.pending == 0 and not page.note.unsaved)
    clinician.wait(lambda: page.note.to_review == 0 and not page.note.unsaved)
    clinician.click("workspace.sign")
    clinician.click("sign.ok")
    clinician.find("note.signature")
    signed = services.notes.latest(session.id)
    assert signed is not None and signed.signed
    taken = services.review.get(session.id).decisions
    assert sorted(taken) == sorted(s.id for s in note.sentences if s.needs_review)
    for sentence in signed.sentences:
        assert sentence.text not in INVENTED or (sentence.kept and sentence.origin is Origin.CLINICIAN)
    assert services.review.get(session.id).count(Decision.DELETED) >= 1


def test_left_out_inventions_are_nowhere_in_the_window(clinician: Clinician, inventing: InventingModel) -> None:
    session = a_session(clinician, "dap", "K-17")
    clinician.services.work.draft(session.id, "dap")
    assert inventing.told
    assert not set(inventing.told) & set(shown(clinician, session))


def test_an_invention_that_gets_past_the_drafter_is_marked_too(clinician: Clinician, inventing: InventingModel) -> None:
    """A draft as a drafter without any filter would store it, checked by the window alone."""
    services = clinician.services
    session = a_session(clinician, "soap", "K-17")
    sections = [s.id for s in services.notes.template("soap").sections]
    sentences = tuple(
        NoteSentence(f"x{n}", sections[n % len(sections)], text, Origin.MODEL).to_check()
        for n, text in enumerate(INVENTED)
    )
    draft = Note("n", session.id, "soap", sentences, model=inventing.name, kind=VersionKind.DRAFT)
    services.vault.store.notes.save(draft)
    rows = shown(clinician, session)
    assert {text for text, row in rows.items() if row.property("tone") == "warning"} == set(INVENTED)
    assert clinician.find("note.toReview").text() == f"{len(INVENTED)} sentences to decide"
    clinician.click("workspace.sign")
    assert not _ok(clinician).isEnabled()
    clinician.click("sign.cancel")


def _ok(clinician: Clinician) -> QPushButton:
    """The button that signs, enabled or not."""
    clinician.find("sign.cancel")
    (dialog,) = [w for w in clinician.window.findChildren(SignDialog) if w.isVisible()]
    return dialog.ok
