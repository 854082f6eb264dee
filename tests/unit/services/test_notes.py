"""From draft to signature and out of the program."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import FolderNotWritable, NotAllowed, NoteSigned, RecordMissing, UnhandledSentences
from app.domain.note import Note
from app.domain.session import Session, SessionState
from app.services.container import Services


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


def test_an_addendum_before_the_signature_is_refused(services: Services, drafted: Note) -> None:
    with pytest.raises(NotAllowed):
        services.notes.add_addendum(drafted.session_id, "Too early.", "A. Ray", "")


def test_the_pdf_holds_everything(services: Services, drafted: Note, tmp_path: Path) -> None:
    services.notes.export_pdf(drafted.session_id, tmp_path / "draft.pdf")
    draft = text_of(tmp_path / "draft.pdf")
    assert "draft, not signed" in draft and "[not found in the session]" in draft
    services.notes.save(handled(drafted))
    services.notes.sign(drafted.session_id, "Žofie Őry", "LCSW <x>")
    services.notes.add_addendum(drafted.session_id, "Second thoughts & facts.", "Žofie Őry", "")
    services.notes.export_pdf(drafted.session_id, tmp_path / "signed.pdf")
    signed = text_of(tmp_path / "signed.pdf")
    for words in (
        "Žofie Müller-Ó Briain",
        "Client slept six hours.",
        "Žofie Őry, LCSW <x>",
        "Second thoughts & facts.",
    ):
        assert words in signed
    assert services.vault.store.audit.entries()[-2].hash[:32] in signed
    assert "not signed" not in signed


def test_the_text_says_whether_it_is_signed(services: Services, drafted: Note, tmp_path: Path) -> None:
    services.notes.export_text(drafted.session_id, tmp_path / "note.txt")
    assert "DRAFT, not signed" in (tmp_path / "note.txt").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_named(services: Services, drafted: Note, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    for export in (services.notes.export_pdf, services.notes.export_text):
        with pytest.raises(FolderNotWritable):
            export(drafted.session_id, blocked / "note")
    assert list(tmp_path.glob("*.part")) == []


def test_the_recovery_kit_is_one_page_with_the_code(services: Services, tmp_path: Path) -> None:
    services.vault.save_recovery_kit("K7QP-2MXA-9RTD", tmp_path / "kit.pdf")
    text = text_of(tmp_path / "kit.pdf")
    assert "K7QP-2MXA-9RTD" in text and text.count("\f") == 1
