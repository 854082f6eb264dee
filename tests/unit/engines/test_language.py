"""A note model's chat format is one that the program knows, whoever asks for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engines.language import LanguageSettings, LlamaModel


def test_an_unknown_chat_format_is_refused_before_the_file_is_opened(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="of the file's own"):
        LlamaModel(tmp_path / "there is no such file.gguf", LanguageSettings(chat_format="of the file's own"))
