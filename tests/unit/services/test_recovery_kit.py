from __future__ import annotations

import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from app.services.recovery_kit import write_recovery_kit
from app.vault import recovery


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_kit_is_one_page_that_can_be_read_and_typed_back(tmp_path: Path) -> None:
    code = recovery.new_code()
    kit = tmp_path / "kit.pdf"
    write_recovery_kit(code, kit)
    assert stat.S_IMODE(kit.stat().st_mode) == 0o600
    told = subprocess.run(["pdfinfo", kit], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Pages:\s+1\n", told) and "Sotto recovery kit" in told
    assert code not in told and code.split("-")[0] not in told  # a list of files may show what stands there
    text = subprocess.run(["pdftotext", "-layout", kit, "-"], check=True, capture_output=True, text=True).stdout
    groups = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}\b", text.split("To read it aloud")[0])
    assert recovery.secret_of("".join(groups)) == recovery.secret_of(code)
    for words in ("Use the recovery code", "stays good until", "Delete the PDF", "nobody can open the vault"):
        assert words in " ".join(text.split())
