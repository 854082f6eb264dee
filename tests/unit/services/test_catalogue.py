"""The list of models: what ships is right, and what is wrong is refused by name."""

from __future__ import annotations

import ast
import hashlib
import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.domain.chat_formats import CHAT_FORMATS
from app.domain.errors import CatalogueInvalid, ModelChanged, ModelMissing
from app.services.catalogue import TASKS, ModelEntry, check_files, load_catalogue
from app.services.catalogue_rules import LICENCES, SETTINGS
from app.services.models import ModelService
from app.services.paths import PROGRAM
from app.services.preferences import Preferences

DATA = b"weights"
SHA = hashlib.sha256(DATA).hexdigest()
GOOD = f"""
[[model]]
id = "tiny"
task = "speech"
title = "Tiny"
description = "For tests."
good_for = "Tests of this program."
licence = "MIT"
attribution = "Nobody."
notice = "Copyright (c) Nobody."
languages = ["en"]
speed = "fast"
memory_mb = 1
repository = "nobody/tiny"
revision = "{"a" * 40}"
where = "models"
path = "tiny"
files = [{{ path = "a/model.bin", bytes = {len(DATA)}, sha256 = "{SHA}" }}]
[model.settings]
language = "en"
"""
OTHER = GOOD.replace("Tiny", "Other").replace('id = "tiny"', 'id = "b"').replace('path = "tiny"', 'path = "Tiny/b"')
NOTE = (
    GOOD.replace('"speech"', '"note"')
    .replace("a/model.bin", "tiny.gguf")
    .replace('language = "en"', 'chat_format = "chatml"\ncontext_tokens = 4096')
)
READER = (
    GOOD.replace('"speech"', '"entailment"')
    .replace("a/model.bin", "m.onnx")
    .replace('language = "en"', 'weights = "m.onnx"\nlabels = ["contradiction", "neutral", "entailment"]')
)
VOICES = (
    GOOD.replace('"speech"', '"speakers"')
    .replace('path = "tiny"', 'path = "pyannote-tiny"')
    .replace("a/model.bin", "a/pytorch_model.bin")
    .replace('["en"]', "[]")
    .replace(
        'language = "en"',
        'window = 10\nembedding = "XVectorMFCC"\n'
        'clustering = { name = "VBxClustering", threshold = 0.6, Fa = 0.07, Fb = 0.8 }',
    )
)
REQUIRED = {  # what must always be on offer; notes, preferences and packs name these for years
    "speech": {"whisper-base", "whisper-small", "whisper-small-en", "whisper-distil-small-en", "whisper-medium",
               "whisper-large-v3-turbo", "whisper-demo"},
    "speakers": {"pyannote-community-1", "pyannote-demo"},
    "embedding": {"minilm"},
    "entailment": {"nli-deberta-v3-xsmall"},
    "note": {"qwen3-4b", "qwen3.5-2b", "smollm2-135m"},
}  # fmt: skip
NEEDED = {  # a library that misses one of these would look for it elsewhere
    "speech": (r"model\.bin", r"config\.json", r"tokenizer\.json", r"vocabulary\.(txt|json)"),
    "speakers": (r"segmentation/.+", r"embedding/.+", r"plda/plda\.npz", r"plda/xvec_transform\.npz"),
    "embedding": (r"model\.safetensors", r"tokenizer\.json", r"config\.json", r"modules\.json"),
    "entailment": (r"onnx/.+\.onnx", r"tokenizer\.json"),
    "note": (r".+\.gguf",),
}


def write(folder: Path, text: str) -> Path:
    path = folder / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_catalogue_that_ships_is_right_and_has_a_model_for_each_task() -> None:
    entries = load_catalogue()
    for task in TASKS:
        assert REQUIRED[task] <= {entry.id for entry in entries.values() if entry.task == task}


@pytest.mark.parametrize("entry", load_catalogue().values(), ids=lambda entry: entry.id)
def test_every_entry_that_ships_can_be_chosen_from_what_it_says(entry: ModelEntry) -> None:
    said = f"{entry.title} {entry.description} {entry.good_for}"
    assert not re.search(r"\b(LLMs?|GGUF|quanti\w*|pipelines?|tokens?)\b", said, re.IGNORECASE), "words of the trade"
    assert entry.memory_mb and entry.speed and entry.licence
    assert entry.demo == (entry.where != "models" and entry.id != "minilm"), "whatever is fetched is a real model"
    for wanted in NEEDED[entry.task]:
        assert any(re.fullmatch(wanted, file.path) for file in entry.files), wanted
    if entry.where == "models":
        url = entry.url_path(entry.files[0])
        assert re.fullmatch(r"/[\w.-]+/[\w.-]+/resolve/[0-9a-f]{40}/[\w./-]+", url), url


def test_note_models_for_small_and_large_computers_can_be_had_without_unfriendly_licences() -> None:
    notes = [e for e in load_catalogue().values() if e.task == "note" and not e.demo and not e.unconfirmed]
    assert {entry.licence for entry in notes} <= {"Apache-2.0", "MIT"}
    small = [entry for entry in notes if entry.memory_mb <= 3000]
    large = [entry for entry in notes if entry.judges]
    assert len(small) >= 2 and len(large) >= 2


def test_what_was_seen_once_only_is_listed_as_unconfirmed() -> None:
    assert [entry.id for entry in load_catalogue().values() if entry.unconfirmed] == ["whisper-distil-small-en"]


def test_the_texts_of_all_licences_that_ask_for_theirs_lie_beside_the_catalogue() -> None:
    named = {licence for entry in load_catalogue().values() for licence in entry.licence.split(", ")}
    assert named <= set(LICENCES)
    for entry in load_catalogue().values():
        texts = entry.licence_texts()
        assert set(texts) == set(entry.licence.split(", ")) - {"CC-BY-4.0"}, "that one asks for a link"
        assert all(len(text) > 800 for text in texts.values())
    assert "Permission is hereby granted" in (PROGRAM / "models" / "licences" / "MIT.txt").read_text(encoding="utf-8")


def test_a_files_address_is_percent_encoded(tmp_path: Path) -> None:
    entry = load_catalogue(write(tmp_path, GOOD.replace("a/model.bin", "a b/m#1 100%ü.bin")))["tiny"]
    assert entry.url_path(entry.files[0]) == f"/nobody/tiny/resolve/{'a' * 40}/a%20b/m%231%20100%25%C3%BC.bin"


def test_engines_can_be_told_exactly_what_the_catalogue_lets_through() -> None:
    from app.engines.entailment import EntailmentSettings
    from app.engines.language import LanguageSettings
    from app.engines.speech import SpeechSettings

    for task, kind in (("speech", SpeechSettings), ("note", LanguageSettings), ("entailment", EntailmentSettings)):
        assert set(SETTINGS[task]) == {one.name for one in fields(kind)}
    # Read, not imported: that would take seconds and half a gigabyte.
    tree = ast.parse((PROGRAM / "app" / "engines" / "speakers.py").read_text(encoding="utf-8"))
    settings = next(one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "SpeakerSettings")
    assert set(SETTINGS["speakers"]) == {
        one.target.id for one in settings.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }


def test_every_chat_format_of_the_catalogue_is_used_and_known() -> None:
    used = {entry.settings["chat_format"] for entry in load_catalogue().values() if entry.task == "note"}
    assert used == set(CHAT_FORMATS)


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


BAD = [
    # identity
    ('id = "tiny"', 'id = "Tiny One"', "small letters"),
    ('id = "tiny"', 'id = "../tiny"', "small letters"),
    ('id = "tiny"', "", "entry 1"),
    ('id = "tiny"', "id = 7", "entry 1"),
    ('task = "speech"', 'task = "juggling"', "task"),
    ('task = "speech"', "", "task"),
    ('title = "Tiny"', "", "title"),
    ('title = "Tiny"', 'title = " Tiny"', "one line"),
    ('title = "Tiny"', 'title = "Ti\\nny"', "one line"),
    ('description = "For tests."', 'description = ""', "no description"),
    ('good_for = "Tests of this program."', "", "no good_for"),
    ('good_for = "Tests of this program."', 'good_for = "Tests"', "full stop"),
    ('good_for = "Tests of this program."', f'good_for = "{"x" * 120}."', "120"),
    ('title = "Tiny"', 'title = "Tiny"\ncolour = "red"', "'colour'"),
    # licence
    ('licence = "MIT"', "", "licence"),
    ('licence = "MIT"', 'licence = "CC-BY-NC-4.0"', "CC-BY-NC-4.0"),
    ('licence = "MIT"', 'licence = "MIT,Apache-2.0"', "MIT,Apache-2.0"),
    ('licence = "MIT"', 'licence = "CC-BY-4.0"', "link"),
    ('notice = "Copyright (c) Nobody."', 'notice = "By nobody."', "copyright line"),
    ('notice = "Copyright (c) Nobody."', "", "no notice"),
    ('attribution = "Nobody."', 'attribution = ""', "no attribution"),
    # where it lies
    ('where = "models"', 'where = "http://example.org"', "where"),
    ('path = "tiny"', 'path = "../../etc"', "inside"),
    ('path = "tiny"', 'path = "/etc"', "inside"),
    ('path = "tiny"', 'path = ".partial"', "inside"),
    ('path = "tiny"', 'path = "C:/tiny"', "inside"),
    ('path = "tiny"', 'path = ""', "inside"),
    ('path = "tiny"', 'path = "nul"', "inside"),
    ('task = "speech"', 'task = "speakers"', "pyannote"),
    ('where = "models"', 'where = "package"', "revision"),
    # files
    ("a/model.bin", "../model.bin", "inside"),
    ("a/model.bin", "a//model.bin", "inside"),
    ("a/model.bin", "./model.bin", "inside"),
    ("a/model.bin", "a\\\\model.bin", "inside"),
    ("a/model.bin", "a/model.bin.", "inside"),
    ("a/model.bin", "a/aux.bin", "inside"),
    ("a/model.bin", "a/mo\\u0000del.bin", "inside"),
    ("a/model.bin", "a/model.py", "could run"),
    ("a/model.bin", "a/model.CKPT", "could run"),
    ("a/model.bin", "a/pytorch_model.bin", "could run"),
    ("files = [", "files = [] #", "no files"),
    ("files = [", 'files = "model.bin" #', "files"),
    ("files = [", 'files = ["model.bin"] #', "files[0]"),
    ("files = [", f'files = [{{ path = "A/Model.bin", bytes = 1, sha256 = "{SHA}" }}, ', "twice"),
    ("files = [", f'files = [{{ path = "a", bytes = 1, sha256 = "{SHA}" }}, ', "folder at once"),
    (f"bytes = {len(DATA)}", "bytes = 0", "size"),
    (f"bytes = {len(DATA)}", "bytes = -1", "size"),
    (f"bytes = {len(DATA)}", "bytes = 1.5", "bytes"),
    (f"bytes = {len(DATA)}", 'bytes = "7"', "bytes"),
    (f"bytes = {len(DATA)}", "bytes = true", "bytes"),
    (f"bytes = {len(DATA)}, ", "", "bytes"),
    ('sha256 = "', 'sha256 = "zz', "SHA-256"),
    (SHA, SHA[:-1], "SHA-256"),
    (SHA, SHA.upper(), "SHA-256"),
    (SHA, "", "SHA-256"),
    ("sha256 =", "sha1 =", "'sha1'"),
    # where it comes from
    ('repository = "nobody/tiny"', "", "repository"),
    ('repository = "nobody/tiny"', 'repository = "tiny"', "repository"),
    ('repository = "nobody/tiny"', 'repository = "https://example.org/nobody/tiny"', "repository"),
    ('repository = "nobody/tiny"', 'repository = "nobody/../tiny"', "repository"),
    ("a" * 40, "main", "branch"),
    ("a" * 40, "a" * 39, "branch"),
    ("a" * 40, "A" * 40, "branch"),
    ("a" * 40, "", "branch"),
    ('speed = "fast"', 'speed = "lightning"', "speed"),
    ('speed = "fast"', "", "speed"),
    # numbers and words
    ("memory_mb = 1", "", "memory_mb"),
    ("memory_mb = 1", "memory_mb = -1", "memory_mb"),
    ("memory_mb = 1", 'memory_mb = "1 GB"', "memory_mb"),
    ('languages = ["en"]', "", "languages"),
    ('languages = ["en"]', 'languages = "en"', "languages"),
    ('languages = ["en"]', 'languages = ["en", "en"]', "once"),
    ('languages = ["en"]', 'languages = ["en", "*"]', "alone"),
    ('languages = ["en"]', 'languages = ["English"]', "English"),
    ('languages = ["en"]', 'languages = ["de"]', "none of its languages"),
    ('path = "tiny"', 'judges = true\npath = "tiny"', "judges"),
    ('path = "tiny"', 'unconfirmed = "no"\npath = "tiny"', "unconfirmed"),
    ('language = "en"', "beam_width = 5", "beam_width"),
    ('language = "en"', 'beam_size = "5"', "beam_size"),
    ('language = "en"', "beam_size = true", "beam_size"),
    ('language = "en"', "beam_size = 0", "between 1 and 16"),
    ('language = "en"', "word_shift = nan", "word_shift"),
    ('language = "en"', "hotwords = 224", "hotwords"),
    ('language = "en"', 'device = "cuda:0; rm"', "device must be one of"),
    ('language = "en"', 'compute_type = "int4"', "compute_type"),
]
BAD_NOTES = [
    ('chat_format = "chatml"', "", "chat_format must be one of"),
    ('chat_format = "chatml"', 'chat_format = "gpt-oss"', "gpt-oss"),
    ('chat_format = "chatml"', "chat_format = 1", "chat_format"),
    ("context_tokens = 4096", "", "needs context_tokens"),
    ("context_tokens = 4096", "context_tokens = 4096\ngpu_layers = -2", "gpu_layers"),
    ("context_tokens = 4096", "context_tokens = 10000000", "context_tokens"),
    ("context_tokens = 4096", 'context_tokens = 4096\nkv_type = "q2"', "kv_type"),
    ("context_tokens = 4096", 'context_tokens = 4096\nchat_template = "{{ x }}"', "chat_template"),
    ("tiny.gguf", "tiny.bin", ".gguf"),
    ("files = [", f'files = [{{ path = "b.gguf", bytes = 1, sha256 = "{SHA}" }}, ', "one file"),
    (f"bytes = {len(DATA)}", "bytes = 2000000", "weights alone"),
]
BAD_READERS = [
    ('weights = "m.onnx"', 'weights = "other.onnx"', "other.onnx"),
    ('"neutral", ', "", "labels"),
    ('labels = ["contradiction", "neutral", "entailment"]', 'labels = "all"', "labels"),
]
BAD_VOICES = [
    ("languages = []", 'languages = ["en"]', "no languages"),
    ("window = 10", "", "window"),
    ("window = 10", "window = 600", "window"),
    ("window = 10", 'window = "10 s"', "window"),
    ('embedding = "XVectorMFCC"', 'embedding = "os.system"', "embedding"),
    ('embedding = "XVectorMFCC"', "", "embedding"),
    ('"VBxClustering"', '"builtins.eval"', "clustering"),
    ("Fa = 0.07, ", "", "'Fa'"),
    ("Fa = 0.07", 'Fa = "much"', "'Fa'"),
    ("Fa = 0.07", "Fa = 0.07, shell = 1", "'shell'"),
    ("window = 10", 'window = 10\npipeline = "a.b.C"', "'pipeline'"),
]
CASES = [
    *((text, *case) for text, cases in ((GOOD, BAD), (NOTE, BAD_NOTES), (READER, BAD_READERS), (VOICES, BAD_VOICES))
      for case in cases)
]  # fmt: skip


@pytest.mark.parametrize("text", [GOOD, NOTE, READER, VOICES], ids=["speech", "note", "second reader", "voices"])
def test_what_the_table_of_bad_ones_begins_from_is_good(tmp_path: Path, text: str) -> None:
    assert list(load_catalogue(write(tmp_path, text))) == ["tiny"]


@pytest.mark.parametrize(("text", "old", "new", "names"), CASES, ids=[f"{c[1]!r} → {c[2]!r}"[:90] for c in CASES])
def test_a_bad_entry_is_refused_with_its_name_and_what_is_wrong(
    tmp_path: Path, text: str, old: str, new: str, names: str
) -> None:
    assert old in text
    with pytest.raises(CatalogueInvalid) as caught:
        load_catalogue(write(tmp_path, text.replace(old, new, 1)))
    said = caught.value.message()
    assert names in said
    entry = re.search(r'^id = "(.*)"$', text.replace(old, new, 1), re.MULTILINE)
    assert (f"'{entry[1]}'" if entry else "entry 1") in said, said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "lists no model"),
        ("model = []", "lists no model"),
        ('model = "tiny"', "lists no model"),
        ("model = [1]", "entry 1"),
        ("model = " + "[" * 100_000, "could not be read"),
        (GOOD.replace("[[model]]", "[[models]]"), "'models'"),
        (GOOD.replace("[[model]]", "[[model"), "line 2"),
        ("version = 2\n" + GOOD, "'version'"),
        (GOOD + GOOD, "'tiny': its id stands twice"),
        (GOOD + GOOD.replace('"tiny"', '"other"'), "'other': its title is that of 'tiny'"),
        (GOOD + OTHER, "'b': its folder and that of 'tiny'"),
    ],
)
def test_a_bad_list_is_refused(tmp_path: Path, text: str, names: str) -> None:
    with pytest.raises(CatalogueInvalid) as caught:
        load_catalogue(write(tmp_path, text))
    assert names in caught.value.message()


def test_a_list_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueInvalid, match=r"model\.catalogue"):
        load_catalogue(tmp_path / "none.toml")
    (tmp_path / "c.toml").write_bytes(b"\xff\xfe[[model]]")
    with pytest.raises(CatalogueInvalid, match=r"model\.catalogue"):
        load_catalogue(tmp_path / "c.toml")


def test_missing_changed_and_right_files_are_told_apart(tmp_path: Path) -> None:
    entry = load_catalogue(write(tmp_path, GOOD))["tiny"]
    file = tmp_path / "models" / "tiny" / "a" / "model.bin"
    with pytest.raises(ModelMissing):
        check_files(entry, entry.folder(tmp_path / "models"))
    file.parent.mkdir(parents=True)
    file.write_bytes(DATA)
    assert check_files(entry, entry.folder(tmp_path / "models")) == tmp_path / "models" / "tiny"
    file.write_bytes(DATA.upper())  # as long as before
    with pytest.raises(ModelChanged):
        check_files(entry, entry.folder(tmp_path / "models"))
