"""From draft to signature and out of the program."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import FolderNotWritable, NotAllowed, NoteSigned, RecordMissing, UnhandledSentences
from app.domain.note import Note
from app.domain.session import Session, SessionState
from app.notes.draft import Drafter
from app.services.container import Services
from app.services.export.service import Format
from app.services.language_tools import LanguageTools
from app.store.audit import printed_head


def handled(note: Note) -> Note:
    """The sentence without support is kept as the clinician's own."""
    return replace(note, sentences=(note.sentences[0], replace(note.sentences[1], kept=True)))


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def test_an_unhandled_sentence_blocks_the_signature(services: Services, drafted: Note) -> None:
    with pytest.raises(UnhandledSentences):
        services.notes.sign(drafted.session_id, "A. Ray", "LCSW")
    assert services.records.session(drafted.session_id).state is SessionState.DRAFTED


def test_a_signed_note_is_locked_and_can_be_added_to(services: Services, drafted: Note) -> None:
    services.notes.save(handled(drafted))
    signed = services.notes.sign(drafted.session_id, " A. Ray ", "LCSW")
    assert signed.signature is not None and signed.signature.name == "A. Ray"
    assert services.records.session(drafted.session_id).state is SessionState.SIGNED
    with pytest.raises(NoteSigned):
        services.notes.save(drafted)
    with pytest.raises(NoteSigned):
        services.notes.sign(drafted.session_id, "A. Ray", "LCSW")
    added = services.notes.add_addendum(drafted.session_id, "Called the client.", "A. Ray", "LCSW")
    assert [a.text for a in added.addenda] == ["Called the client."]
    assert added.sentences == signed.sentences


def test_a_signature_needs_a_name_and_a_note(services: Services, session: Session, drafted: Note) -> None:
    services.notes.save(handled(drafted))
    with pytest.raises(NotAllowed):
        services.notes.sign(drafted.session_id, "  ", "LCSW")
    services.notes.save(replace(drafted, sentences=()))
    with pytest.raises(NotAllowed):
        services.notes.sign(drafted.session_id, "A. Ray", "LCSW")
    other = services.records.new_session(session.client_id, session.type, 2, "dap")
    with pytest.raises(RecordMissing):
        services.notes.sign(other.id, "A. Ray", "LCSW")


def test_only_the_version_that_was_read_is_signed(services: Services, drafted: Note) -> None:
    read = services.notes.save(handled(drafted))
    services.notes.save(replace(read, sentences=(*read.sentences, replace(read.sentences[1], id="c", text="More."))))
    with pytest.raises(NotAllowed):
        services.notes.sign(drafted.session_id, "A. Ray", "LCSW", version=read.version)
    latest = services.notes.latest(drafted.session_id)
    assert latest is not None and not latest.signed
    signed = services.notes.sign(drafted.session_id, "A. Ray", "LCSW", version=latest.version)
    assert [s.text for s in signed.sentences][-1] == "More."


class _SlowTools:
    """A drafter that lets the test act before it answers."""

    def __init__(self, tools: LanguageTools, meanwhile: Callable[[], object]) -> None:
        self._tools, self._meanwhile = tools, meanwhile

    def drafter(self, *_: object, **__: object) -> Drafter:
        self._meanwhile()
        return self._tools.floor()


def test_a_draft_is_not_laid_over_what_was_changed_meanwhile(
    services: Services, drafted: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        services.notes.save(handled(drafted))

    tools = services.work._tools
    monkeypatch.setattr(services.work, "_tools", _SlowTools(tools, change))
    with pytest.raises(NotAllowed):
        services.work.draft(drafted.session_id, "dap")
    latest = services.notes.latest(drafted.session_id)
    assert latest is not None and latest.sentences == handled(drafted).sentences
    monkeypatch.setattr(services.work, "_tools", _SlowTools(tools, lambda: None))
    again = services.work.draft(drafted.session_id, "dap")
    assert again.version == latest.version + 1


def test_an_addendum_before_the_signature_is_refused(services: Services, drafted: Note) -> None:
    with pytest.raises(NotAllowed):
        services.notes.add_addendum(drafted.session_id, "Too early.", "A. Ray", "")


def test_a_text_not_used_yet_is_kept_until_it_is(services: Services, drafted: Note) -> None:
    assert services.notes.unsent(drafted.session_id) == ""
    services.notes.keep_unsent(drafted.session_id, "Called the client.")
    assert services.notes.unsent(drafted.session_id) == "Called the client."
    services.notes.save(handled(drafted))
    services.notes.sign(drafted.session_id, "A. Ray", "LCSW")
    services.notes.add_addendum(drafted.session_id, "Called the client.", "A. Ray", "LCSW")
    assert services.notes.unsent(drafted.session_id) == ""


def test_a_sentence_that_waits_for_its_check_is_stored_and_shown_as_that(
    services: Services, drafted: Note, tmp_path: Path
) -> None:
    services.notes.save(replace(drafted, sentences=(drafted.sentences[0].to_check(), drafted.sentences[1])))
    stored = services.notes.latest(drafted.session_id)
    assert stored is not None
    assert [s.unchecked for s in stored.sentences] == [True, False]
    assert stored.to_review == 2
    services.exports.export(drafted.session_id, Format.TEXT, tmp_path / "note.txt")
    text = (tmp_path / "note.txt").read_text(encoding="utf-8")
    assert "Client slept six hours.  [not checked yet]" in text
    assert "Client will start EMDR.  [not found in the session]" in text


def test_the_pdf_holds_everything(services: Services, drafted: Note, tmp_path: Path) -> None:
    services.exports.export(drafted.session_id, Format.PDF, tmp_path / "draft.pdf")
    draft = text_of(tmp_path / "draft.pdf")
    assert "draft, not signed" in draft and "[not found in the session]" in draft
    services.notes.save(handled(drafted))
    services.notes.sign(drafted.session_id, "Žofie Őry", "LCSW <x>")
    services.notes.add_addendum(drafted.session_id, "Second thoughts & facts.", "Žofie Őry", "")
    services.exports.export(drafted.session_id, Format.PDF, tmp_path / "signed.pdf")
    signed = text_of(tmp_path / "signed.pdf")
    for words in (
        "Žofie Müller-Ó Briain",
        "Client slept six hours.",
        "Žofie Őry, LCSW <x>",
        "Second thoughts & facts.",
    ):
        assert words in signed
    head = services.vault.store.audit.entries()[-2]
    assert f"Audit {printed_head(head.sequence, head.hash)}" in signed
    exported = [entry.subject for entry in services.vault.store.audit.entries() if entry.action == "note.exported"]
    assert exported == [f"{drafted.session_id}:pdf"] * 2
    assert "not signed" not in signed


def test_the_text_says_whether_it_is_signed(services: Services, drafted: Note, tmp_path: Path) -> None:
    services.exports.export(drafted.session_id, Format.TEXT, tmp_path / "note.txt")
    assert "DRAFT, not signed" in (tmp_path / "note.txt").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_named(services: Services, drafted: Note, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    for kind in Format:
        with pytest.raises(FolderNotWritable):
            services.exports.export(drafted.session_id, kind, blocked / "note")
    assert list(tmp_path.glob("*.part")) == []


def test_the_recovery_kit_is_one_page_with_the_code(services: Services, tmp_path: Path) -> None:
    services.vault.save_recovery_kit("K7QP-2MXA-9RTD", tmp_path / "kit.pdf")
    text = text_of(tmp_path / "kit.pdf")
    assert all(group in text for group in ("K7QP", "2MXA", "9RTD")) and text.count("\f") == 1
