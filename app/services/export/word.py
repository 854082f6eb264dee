"""A note as a Word document (DOCX), written with python-docx: headings, styles and page numbers are Word's own."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.notes.render import NOTHING, Kind, Line
from app.services.export.document import DRAFT, HEAD_MEANS, Document, addendum_line, facts

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_FONT = "Calibri"
_LONGEST = 255  # characters of a property
_INK, _QUIET, _WARN = (0x1B, 0x24, 0x30), (0x5B, 0x66, 0x75), (0x8A, 0x4B, 0x00)


def word_bytes(document: Document) -> bytes:
    """The whole file. A character that XML cannot hold (a control character) becomes a space."""
    import docx  # noqa: PLC0415 - slow, and only needed here

    word = docx.Document()
    _styles(word)
    _properties(word, document)
    _page_head(word, document)
    word.add_heading(_clean(document.title), level=1)
    for name, value in facts(document.heading):
        _quiet(word, f"{name}: {value}")
    if document.draft:
        text = f"{DRAFT}. {document.to_review}" if document.to_review else f"{DRAFT}."
        _coloured(word.add_paragraph(), text, _WARN, bold=True)
    for part in document.parts:
        word.add_heading(_clean(part.title), level=2)
        if not part.lines:
            _quiet(word, NOTHING)
        for line in part.lines:
            _line(word, line)
    _signatures(word, document)
    for text in document.legend:
        _quiet(word, text)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _styles(word: WordDocument) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for name, size in (("Normal", 11), ("Heading 1", 18), ("Heading 2", 13)):
        style: Any = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(*_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)  # the template's theme would win over the font's name
        fonts.set(qn("w:hAnsi"), _FONT)
    word.styles["Normal"].paragraph_format.space_after = Pt(5)


def _properties(word: WordDocument, document: Document) -> None:
    """No name, no code: properties are shown where the file is only listed."""
    properties = word.core_properties
    properties.author, properties.title, properties.comments = "Sotto", _clean(document.title)[:_LONGEST], ""
    properties.last_modified_by = "Sotto"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _page_head(word: WordDocument, document: Document) -> None:
    """On each page: client's code, day, "draft"; below, where the audit trail stood and "Page x of y"."""
    section = word.sections[0]
    middle = DRAFT if document.draft else document.plain_title
    head = section.header.paragraphs[0]
    _coloured(head, f"Client {document.code}\t{middle}\t{document.day}", _WARN if document.draft else _QUIET, size=9)
    foot = section.footer.paragraphs[0]
    _coloured(foot, f"{document.head}. {HEAD_MEANS}", _QUIET, size=7.5)
    pages = section.footer.add_paragraph()
    _coloured(pages, "Page ", _QUIET, size=9)
    _field(pages, "PAGE")
    _coloured(pages, " of ", _QUIET, size=9)
    _field(pages, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word works out itself."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = paragraph.add_run()
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(*_QUIET)
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        if kind in ("begin", "separate", "end"):
            element: Any = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:t" if kind == "text" else "w:instrText")
            element.text = text
        run._r.append(element)


def _line(word: WordDocument, line: Line) -> None:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(_clean(line.text))
    run.italic = line.kind is Kind.QUOTED
    if line.beside:
        _coloured(paragraph, f" [{line.beside}]", _WARN if line.kind is Kind.MARKED else _QUIET)


def _signatures(word: WordDocument, document: Document) -> None:
    if document.draft:
        return
    word.add_heading("Signature", level=2)
    for number, text in enumerate(document.signature_lines):
        paragraph = word.add_paragraph(_clean(text))
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = number < 2
    for number, addendum in enumerate(document.note.addenda, 1):
        word.add_heading(f"Addendum {number}", level=2)
        for text in addendum.text.split("\n"):
            word.add_paragraph(_clean(text))
        _quiet(word, addendum_line(addendum.signature))


def _quiet(word: WordDocument, text: str) -> None:
    _coloured(word.add_paragraph(), text, _QUIET, size=9)


def _coloured(
    paragraph: Paragraph, text: str, colour: tuple[int, int, int], *, size: float = 0.0, bold: bool = False
) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = paragraph.add_run(_clean(text))
    run.font.color.rgb, run.bold = RGBColor(*colour), bold
    if size:
        run.font.size = Pt(size)


def _clean(text: str) -> str:
    return "".join(c if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff") else " " for c in text)
