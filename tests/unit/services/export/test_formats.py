"""Each format: a draft is marked as one with its marks, a signed note has its signature, addenda and audit head."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

from app.domain.errors import ProgramFault
from app.domain.note import Addendum, NoteSentence, Origin, Verdict
from app.services.export.document import Document, for_member
from app.services.export.fhir import fhir_json, validate
from app.services.export.service import Format, write_document
from app.services.export.texts import escape
from tests.unit.services.export.conftest import INVENTED, OWN, PLAN, QUOTE, WRITTEN

HEAD = "Audit 128 · 3f9a 71c2 8d0e"


def pdf_words(path: Path) -> str:
    raw = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(raw.split())


def word_words(path: Path) -> str:
    word: WordDocument = docx.Document(str(path))
    section = word.sections[0]
    every = [*section.header.paragraphs, *word.paragraphs, *section.footer.paragraphs]
    return " ".join(" ".join(each.text for each in every).split())


def fhir_words(path: Path) -> str:
    from html import unescape

    composition = json.loads(path.read_text(encoding="utf-8"))["entry"][0]["resource"]
    divs = " ".join(section["title"] + " " + section["text"]["div"] for section in composition["section"])
    return unescape(re.sub(r"<[^>]+>", " ", composition["title"] + " " + divs))


def plain_words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def markdown_words(path: Path) -> str:
    return re.sub(r"\\([\\`*_{}\[\]<>#|~+.)-])", r"\1", path.read_text(encoding="utf-8")).replace("&amp;", "&")


READERS: dict[Format, Callable[[Path], str]] = {
    Format.PDF: pdf_words,
    Format.WORD: word_words,
    Format.TEXT: plain_words,
    Format.MARKDOWN: markdown_words,
    Format.FHIR: fhir_words,
}


def written(document: Document, kind: Format, folder: Path) -> str:
    """What somebody reads in the file, in one line."""
    path = folder / f"note{kind.suffix}"
    write_document(document, kind, path)
    return " ".join(READERS[kind](path).split())


@pytest.mark.parametrize("kind", list(Format))
def test_a_draft_says_so_and_keeps_its_marks(draft: Document, kind: Format, tmp_path: Path) -> None:
    text = written(draft, kind, tmp_path)
    assert "DRAFT, not signed" in text
    assert f"{INVENTED} [not found in the session]" in text.replace("**", "").replace("  ", " ")
    assert "1 sentence has not been decided on yet." in text
    assert "Signed by" not in text
    for sentence in (WRITTEN, QUOTE, OWN, PLAN, "In a section that the format does not know."):
        assert sentence in text
    waiting = replace(draft.note.sentences[0], verdict=Verdict.UNSUPPORTED, reasons=("not checked yet",))
    unchecked = replace(draft, note=replace(draft.note, sentences=(waiting,)))
    assert "[not checked yet]" in written(unchecked, kind, tmp_path)


@pytest.mark.parametrize("kind", list(Format))
def test_a_signed_note_has_signature_addenda_and_audit_head(signed: Document, kind: Format, tmp_path: Path) -> None:
    text = written(signed, kind, tmp_path)
    assert "DRAFT" not in text and "draft" not in text
    for words in (
        "K-17",
        "I have reviewed this note.",
        "Žofie Őry, LCSW <x>",
        "Second & last.",
        "Line 2.",
        "B. Doe",
        HEAD,
    ):
        if kind is Format.FHIR and words == "K-17":
            continue  # stands in the patient, see below
        assert words in text, words
    assert "version 3" in text or kind is Format.TEXT


@pytest.mark.parametrize("kind", list(Format))
def test_own_observations_and_what_was_carried_over_can_be_told_apart(
    signed: Document, kind: Format, tmp_path: Path
) -> None:
    text = written(signed, kind, tmp_path).replace("*", "")
    assert f"{OWN} [clinician's own observation]" in text
    assert f"{PLAN} [from the plan]" in text
    assert f"{WRITTEN} [" not in text


def test_quotations_are_in_italics_where_the_format_has_any(signed: Document, tmp_path: Path) -> None:
    for kind in Format:
        write_document(signed, kind, tmp_path / f"note{kind.suffix}")
    runs = [run for each in docx.Document(str(tmp_path / "note.docx")).paragraphs for run in each.runs]
    assert [run.text for run in runs if run.italic] == [QUOTE]
    assert "> Client: “I slept better, maybe \\*six\\* hours \\<a night\\>.”" in (tmp_path / "note.md").read_text(
        "utf-8"
    )
    assert "<i>Client: “I slept better" in json.dumps(
        json.loads((tmp_path / "note.json").read_bytes()), ensure_ascii=False
    )
    fonts = subprocess.run(["pdffonts", str(tmp_path / "note.pdf")], capture_output=True, text=True, check=True).stdout
    assert "Inter-Italic" in fonts


def test_each_page_has_code_day_and_its_number_of_all(signed: Document, tmp_path: Path) -> None:
    many = tuple(
        NoteSentence(f"x{n}", "data", f"Sentence {n} is about something that was said at some length in the session.",
                     Origin.MODEL, Verdict.SUPPORTED, 0.9) for n in range(90)
    )  # fmt: skip
    long = replace(signed, note=replace(signed.note, sentences=(*signed.note.sentences, *many)))
    write_document(long, Format.PDF, tmp_path / "long.pdf")
    raw = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "long.pdf"), "-"], capture_output=True, text=True, check=True
    )
    pages = raw.stdout.split("\f")[:-1]
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page and "Client K-17" in page and "20 November 2026" in page
        assert "Žofie <Müller>" not in page or number == 1, "the name stands on the first page alone"
    write_document(long, Format.WORD, tmp_path / "long.docx")
    footer = docx.Document(str(tmp_path / "long.docx")).sections[0].footer
    codes = re.findall(r"<w:instrText[^>]*>(\w+)</w:instrText>", footer._element.xml)
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_fhir_document_is_one(signed: Document, draft: Document) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    bundle = json.loads(fhir_json(signed, at))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert (bundle["type"], bundle["timestamp"]) == ("document", "2026-11-23T00:00:00+00:00")
    assert kinds == ["Composition", "Patient", "Encounter", "Practitioner", "Practitioner"]
    composition, patient, encounter = (entry["resource"] for entry in bundle["entry"][:3])
    assert composition["status"] == "amended" and composition["attester"][0]["mode"] == "legal"
    assert composition["type"]["coding"][0] == {
        "system": "http://loinc.org",
        "code": "11506-3",
        "display": "Progress note",
    }
    assert [s["title"] for s in composition["section"]] == [
        "Data", "Assessment", "Plan", "elsewhere", "Addendum 1", "About this record"
    ]  # fmt: skip
    assert composition["section"][1]["emptyReason"]["text"] == "Nothing recorded."
    assert patient["identifier"][0]["value"] == "K-17" and patient["name"] == [{"text": "Žofie <Müller>"}]
    assert encounter["period"] == {"start": "2026-11-20T14:00:00+00:00", "end": "2026-11-20T14:50:00+00:00"}
    assert json.loads(fhir_json(draft, at))["entry"][0]["resource"]["status"] == "preliminary"
    final = replace(signed, note=replace(signed.note, addenda=()))
    assert json.loads(fhir_json(final, at))["entry"][0]["resource"]["status"] == "final"


@pytest.mark.parametrize("spoil", ["status", "section", "reference", "first"])
def test_what_is_not_valid_is_not_written(signed: Document, spoil: str) -> None:
    bundle = json.loads(fhir_json(signed, datetime.now(UTC)))
    composition = bundle["entry"][0]["resource"]
    if spoil == "status":
        del composition["status"]
    elif spoil == "section":
        composition["section"][0]["txt"] = OWN
    elif spoil == "reference":
        composition["subject"]["reference"] = "urn:uuid:nobody"
    else:
        bundle["entry"].reverse()
    with pytest.raises(ProgramFault) as caught:
        validate(bundle)
    assert OWN not in caught.value.message() and OWN not in str(caught.value)


@pytest.mark.parametrize("kind", list(Format))
def test_control_characters_and_markup_in_words_do_no_harm(draft: Document, kind: Format, tmp_path: Path) -> None:
    odd = "He said \x00\x0b<script>&amp; [link](http://x) # `code` 1. \U0001f426 עברית ]]>"
    note = replace(draft.note, sentences=(replace(draft.note.sentences[0], text=odd),))
    text = written(replace(draft, note=note), kind, tmp_path)
    assert "<script>" in text and "[link](http://x)" in text
    if kind is Format.MARKDOWN:
        assert "<script>" not in (tmp_path / "note.md").read_text(encoding="utf-8")


def test_nothing_at_the_start_of_a_line_becomes_a_list_in_markdown() -> None:
    assert escape("- 20 mg\n1. first\n+ more\n== x") == "\\- 20 mg\n1\\. first\n\\+ more\n\\== x"


def test_a_group_note_for_one_member_leaves_the_others_out(signed: Document, tmp_path: Path) -> None:
    found = Verdict.SUPPORTED
    said = [("shared", "All spoke of rest."), ("progress@S2", "Ana walked daily."), ("progress@S3", "Bo rested.")]
    note = replace(
        signed.note, sentences=tuple(NoteSentence(s, s, t, Origin.MODEL, found, 0.9) for s, t in said)
    )  # fmt: skip
    for kind in Format:
        text = written(replace(signed, note=note, member="S3"), kind, tmp_path)
        assert "All spoke of rest." in text and "Bo rested." in text and "Ana" not in text


@pytest.mark.parametrize("kind", list(Format))
def test_an_addendum_about_another_member_is_in_nobody_elses_record(
    signed: Document, kind: Format, tmp_path: Path
) -> None:
    who = signed.note.addenda[0].signature
    addenda = tuple(Addendum(text, text, who) for text in ("Ana called about her dose.", "The room was changed."))
    whole = replace(signed, note=replace(signed.note, addenda=addenda), member="S3")
    text = written(for_member(whole, ["Ana Lopez", ""]), kind, tmp_path)
    assert "Ana" not in text and "The room was changed." in text
    assert "1 addendum is not in this copy: somebody else of the group is named there." in text
    assert for_member(whole, ["Anatole"]) == whole and not whole.left_out


def test_a_name_is_in_no_property_of_a_file(signed: Document, tmp_path: Path) -> None:
    write_document(signed, Format.PDF, tmp_path / "note.pdf")
    info = subprocess.run(["pdfinfo", str(tmp_path / "note.pdf")], capture_output=True, text=True, check=True).stdout
    assert "Müller" not in info and "K-17" not in info and "Sotto" in info
    write_document(signed, Format.WORD, tmp_path / "note.docx")
    properties = docx.Document(str(tmp_path / "note.docx")).core_properties
    told = (properties.author, properties.title, properties.comments, properties.last_modified_by, properties.subject)
    assert not any("Müller" in each or "K-17" in each for each in told)
