"""Note formats: those that ship, and those that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import TemplateInvalid
from app.notes.lexicons import load_lexicons
from app.notes.templates import TemplateLibrary, load_template, template_from_dict

SECTION = {"id": "data", "title": "Data", "guidance": "What was said."}
GOOD = {"id": "mine", "title": "Mine", "sections": [SECTION]}


def test_the_formats_that_ship(library: TemplateLibrary) -> None:
    assert [t.id for t in library.list()] == ["birp", "dap", "soap"]
    assert [s.id for s in library.get("soap").sections] == ["subjective", "objective", "assessment", "plan"]
    for template in library.list():
        for section in template.sections:
            assert section.guidance and 1 <= section.max_sentences <= 10
            assert set(section.topics) <= set(load_lexicons().topics)


def test_every_format_forbids_inferred_judgements(library: TemplateLibrary) -> None:
    for template in library.list():
        guidance = " ".join(s.guidance.lower() for s in template.sections)
        assert "risk level" in guidance and "never infer" in guidance


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "Has Space"}, "needs an id"),
        ({"title": " "}, "needs a title"),
        ({"sections": []}, "needs a list of sections"),
        ({"sections": [SECTION, SECTION]}, "two sections with the same id"),
        ({"sections": [{**SECTION, "words_of": "nobody"}]}, "words_of"),
        ({"sections": [{**SECTION, "max_sentences": 0}]}, "max_sentences"),
        ({"sections": [{**SECTION, "max_sentences": True}]}, "max_sentences"),
        ({"sections": [{**SECTION, "required": "yes"}]}, "required"),
        ({"sections": [{**SECTION, "topics": "sleep"}]}, "topics"),
        ({"sections": [{**SECTION, "guidance": ""}]}, "guidance"),
        ({"sections": ["data"]}, "named fields"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, object], said: str) -> None:
    with pytest.raises(TemplateInvalid) as error:
        template_from_dict({**GOOD, **change}, "mine.yaml")
    assert said in error.value.happened


def test_files_that_cannot_be_formats(tmp_path: Path) -> None:
    for name, content in (
        ("a.yaml", b"{: ["),
        ("b.yaml", b"\xff\xfe\x00"),
        ("c.yaml", b"- 1"),
        ("d.yaml", b"x" * 300_000),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TemplateInvalid):
            load_template(tmp_path / name)
    with pytest.raises(TemplateInvalid):
        load_template(tmp_path / "missing.yaml")


def test_a_library_wants_different_formats(tmp_path: Path) -> None:
    with pytest.raises(TemplateInvalid):
        TemplateLibrary(tmp_path)
    text = "id: one\ntitle: One\nsections:\n  - {id: data, title: Data, guidance: What was said.}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert TemplateLibrary(tmp_path).get("one").title == "One"
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateInvalid):
        TemplateLibrary(tmp_path)


def test_an_unknown_format_is_refused(library: TemplateLibrary) -> None:
    with pytest.raises(TemplateInvalid):
        library.get("haiku")


def test_word_lists_that_are_wrong_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateInvalid):
        load_lexicons(tmp_path)
