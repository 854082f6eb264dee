"""The list of models: what ships is right, and what is wrong is refused by name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.domain.errors import CatalogueInvalid, ModelChanged, ModelMissing
from app.services.catalogue import TASKS, check_files, load_catalogue
from app.services.models import ModelService
from app.services.preferences import Preferences

DATA = b"weights"
GOOD = f"""
[[model]]
id = "tiny"
task = "speech"
title = "Tiny"
description = "For tests."
licence = "CC0-1.0"
attribution = "Nobody."
where = "models"
path = "tiny"
files = [{{ path = "a/model.bin", bytes = {len(DATA)}, sha256 = "{hashlib.sha256(DATA).hexdigest()}" }}]
"""


def test_the_catalogue_that_ships_is_right_and_has_a_model_for_each_task() -> None:
    entries = load_catalogue()
    assert {entry.task for entry in entries.values()} == set(TASKS)
    assert all(entry.licence and entry.attribution for entry in entries.values())


def test_the_second_reader_is_pinned_and_never_comes_by_itself() -> None:
    readers = [entry for entry in load_catalogue().values() if entry.task == "entailment"]
    assert readers and all(entry.where == "models" and not entry.demo for entry in readers)
    for entry in readers:
        assert {"tokenizer.json", entry.settings["weights"]} <= {file.path for file in entry.files}
        assert sorted(entry.settings["labels"]) == ["contradiction", "entailment", "neutral"]


def test_only_large_note_models_judge() -> None:
    entries = load_catalogue()
    judges = [entry for entry in entries.values() if entry.judges]
    assert judges and all(entry.task == "note" and entry.size_bytes > 2e9 for entry in judges)
    assert not entries["smollm2-135m"].judges


@pytest.mark.parametrize("model", ["whisper-demo", "pyannote-demo", "minilm", "smollm2-135m"])
def test_what_ships_has_the_checksums_of_the_catalogue(model: str, tmp_path: Path) -> None:
    ModelService(tmp_path, Preferences(tmp_path / "settings.toml")).verify(model)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('id = "tiny"', 'id = "Tiny One"', "Tiny One"),
        ('task = "speech"', 'task = "juggling"', "task"),
        ('path = "tiny"', 'path = "../../etc"', "inside"),
        ('path = "tiny"', 'path = "/etc"', "inside"),
        ("a/model.bin", "../model.bin", "inside"),
        (f"bytes = {len(DATA)}", "bytes = 0", "size"),
        ('sha256 = "', 'sha256 = "zz', "SHA-256"),
        ("files = [", "files = [] #", "no files"),
        ('licence = "CC0-1.0"', "", "licence"),
        ("[[model]]", "[[model", ""),
        ('task = "speech"', 'task = "speakers"', "pyannote"),
        ("[[model]]", "[[models]]", "models"),
        ('path = "tiny"', 'judges = true\npath = "tiny"', "judges"),
    ],
)
def test_a_bad_entry_is_refused_with_what_is_wrong(tmp_path: Path, old: str, new: str, names: str) -> None:
    path = tmp_path / "catalogue.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueInvalid) as caught:
        load_catalogue(path)
    assert names in caught.value.message()


def test_two_entries_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(CatalogueInvalid, match=r"model\.catalogue"):
        load_catalogue(tmp_path / "c.toml")


def test_missing_changed_and_right_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(GOOD, encoding="utf-8")
    entry = load_catalogue(tmp_path / "c.toml")["tiny"]
    file = tmp_path / "models" / "tiny" / "a" / "model.bin"
    with pytest.raises(ModelMissing):
        check_files(entry, entry.folder(tmp_path / "models"))
    file.parent.mkdir(parents=True)
    file.write_bytes(DATA)
    assert check_files(entry, entry.folder(tmp_path / "models")) == tmp_path / "models" / "tiny"
    file.write_bytes(DATA.upper())  # as long as before
    with pytest.raises(ModelChanged):
        check_files(entry, entry.folder(tmp_path / "models"))
