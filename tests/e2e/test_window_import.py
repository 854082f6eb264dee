"""From first run to signed PDF in the real window, with the demo's sound file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.domain.session import SessionState
from app.services.paths import DEMO_SOUND
from app.ui import files
from tests.demo import PASSPHRASE, sentences_with_wrong_speaker, word_error_rate
from tests.e2e.conftest import LONG, Clinician
from tests.window_blocks import long_blocks

pytestmark = [pytest.mark.engines, pytest.mark.timeout(600)]


def test_first_run_import_review_sign_export_lock(
    clinician: Clinician, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ask_open", lambda *_: DEMO_SOUND)
    clinician.first_run(PASSPHRASE)
    assert (saved / "saved.pdf").stat().st_size > 1000, "the recovery kit"
    clinician.new_session("K-17")
    clinician.click("newSession.import")
    clinician.wait_page("workspace", LONG)

    session_id = clinician.window.workspace_page.session_id
    transcript = clinician.services.records.transcript(session_id)
    note = clinician.services.notes.latest(session_id)
    assert transcript is not None and note is not None
    assert word_error_rate(" ".join(turn.text for turn in transcript.turns)) < 0.05
    assert sentences_with_wrong_speaker(transcript) == []
    assert all(s.evidence or s.needs_review for s in note.sentences)
    shown = clinician.find("transcript.list").model()
    assert shown.rowCount() == len(transcript.turns)

    clinician.settle_and_sign()
    signed = clinician.services.notes.latest(session_id)
    assert signed is not None and signed.signature is not None
    assert clinician.services.records.session(session_id).state is SessionState.SIGNED
    (saved / "saved.pdf").unlink()
    clinician.click("workspace.exportPdf")
    clinician.wait((saved / "saved.pdf").exists)
    pdf = subprocess.run(
        ["pdftotext", str(saved / "saved.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Ruth Calder, LCSW" in pdf and "sertraline" in pdf and "K-17" in pdf
    assert long_blocks(clinician.window.blocks) == []

    clinician.window.lock()
    clinician.wait_page("unlock")
    assert not clinician.services.vault.is_open
    clinician.type("unlock.passphrase", PASSPHRASE)
    clinician.click("unlock.open")
    clinician.wait_page("today")
    assert clinician.services.vault.verify() == []
