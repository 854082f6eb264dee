"""A note as a PDF: a head on each page, sections, signature block, addenda, and where the audit trail stood.

The fonts are those of the window, so that every name can be written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from app.domain.note import Note, NoteTemplate
from app.notes.render import NOTHING, Kind, Line
from app.services.export.document import DRAFT, HEAD_MEANS, Document, Heading, addendum_line, facts
from app.services.paths import RESOURCES
from app.store.files import write_atomically

INK, QUIET, LINE, WARN = "#1b2430", "#5b6675", "#c9d0d8", "#8a4b00"
_SIDE, _TOP, _BOTTOM = 22 * mm, 20 * mm, 22 * mm
_TEXT = _SIDE + 6  # points: where the text begins within its frame
_FACES = ("Regular", "SemiBold", "Bold", "Italic")

UNDRAWN = (
    "Some letters or signs of this note are in no font of this file, and boxes stand in their place. They are whole in "
    "the note itself, and in its Word, text and Markdown forms."
)

Decorate = Callable[[Any, int, int], None]
"""Draws what stands on every page: canvas, number of the page, number of pages."""


def pdf_styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles of everything that Sotto prints."""
    folder = RESOURCES / "fonts"
    for name in _FACES:
        if f"Inter-{name}" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(f"Inter-{name}", str(folder / f"Inter-{name}.ttf")))
    body: dict[str, Any] = {"fontName": "Inter-Regular", "fontSize": 10, "leading": 15, "textColor": INK}
    quiet: dict[str, Any] = {**body, "fontSize": 8.5, "leading": 12, "textColor": QUIET}
    return {
        "title": ParagraphStyle("title", **{**body, "fontName": "Inter-Bold", "fontSize": 17, "leading": 22}),
        "section": ParagraphStyle(
            "section",
            **{**body, "fontName": "Inter-SemiBold", "fontSize": 11.5, "spaceBefore": 12, "spaceAfter": 3},
            keepWithNext=True,
        ),
        "body": ParagraphStyle("body", **body, spaceAfter=4),
        "quoted": ParagraphStyle("quoted", **{**body, "fontName": "Inter-Italic"}, spaceAfter=4, leftIndent=4 * mm),
        "quiet": ParagraphStyle("quiet", **quiet),
        "warn": ParagraphStyle("warn", **{**quiet, "fontName": "Inter-SemiBold", "textColor": WARN}),
        "code": ParagraphStyle("code", **{**body, "fontName": "Inter-SemiBold", "fontSize": 15, "leading": 24}),
    }


def _counting(decorate: Decorate) -> type[Canvas]:
    """A canvas that keeps each page until it is known how many there are, then has `decorate` draw on it."""

    class Counting(Canvas):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            kept = self._kept
            for number, page in enumerate(kept, 1):
                self.__dict__.update(page)
                self.saveState()
                decorate(self, number, len(kept))
                self.restoreState()
                super().showPage()
            super().save()

    return Counting


def write_pdf(path: Path, title: str, story: list[Any], footer: str, head: Decorate | None = None) -> None:
    """Lay out `story` on A4 pages with `footer` and "Page x of y" on each, and what `head` draws.

    Raises FolderNotWritable or DiskFull.
    """
    pdf_styles()  # the fonts

    def decorate(canvas: Any, number: int, count: int) -> None:
        canvas.setFont("Inter-Regular", 7.5)
        canvas.setFillColor(QUIET)
        canvas.drawString(_TEXT, 12 * mm, footer)
        canvas.drawRightString(A4[0] - _TEXT, 12 * mm, f"Page {number} of {count}")
        if head is not None:
            head(canvas, number, count)

    page = BytesIO()
    document = SimpleDocTemplate(
        page, pagesize=A4, leftMargin=_SIDE, rightMargin=_SIDE, topMargin=_TOP + (8 * mm if head else 0),
        bottomMargin=_BOTTOM, title=title, author="Sotto",
    )  # fmt: skip
    document.build(story, canvasmaker=_counting(decorate))
    write_atomically(path, page.getvalue())


def write_note_pdf(path: Path, note: Note, template: NoteTemplate, heading: Heading) -> None:
    """Write a note. One that is not signed says so at the top of each page. Raises FolderNotWritable or DiskFull."""
    write_document_pdf(path, Document(note, template, heading))


def write_document_pdf(path: Path, document: Document) -> None:
    """As `write_note_pdf`."""
    styles = pdf_styles()
    write_pdf(
        path, document.title, _story(document, styles), f"{document.head}. {HEAD_MEANS}", _page_head(document)
    )  # fmt: skip


def _page_head(document: Document) -> Decorate:
    """Client's code, kind of note and day on each page; "draft" in the middle and across the page of one."""

    def draw(canvas: Any, _number: int, _count: int) -> None:
        top = A4[1] - 14 * mm
        canvas.setFont("Inter-SemiBold", 8)
        canvas.setFillColor(INK)
        canvas.drawString(_TEXT, top, _short(f"Client {document.code}", "Inter-SemiBold"))
        canvas.setFont("Inter-Regular", 8)
        canvas.setFillColor(QUIET)
        canvas.drawRightString(A4[0] - _TEXT, top, document.day)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(_TEXT, top - 2.5 * mm, A4[0] - _TEXT, top - 2.5 * mm)
        if not document.draft:
            canvas.drawCentredString(A4[0] / 2, top, _short(document.plain_title, "Inter-Regular"))
            return
        canvas.setFillColor(WARN)
        canvas.setFont("Inter-SemiBold", 8)
        canvas.drawCentredString(A4[0] / 2, top, DRAFT)
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(55)
        canvas.setFont("Inter-Bold", 110)
        canvas.setFillColor(WARN)
        canvas.setFillAlpha(0.06)
        canvas.drawCentredString(0, -30, "DRAFT")

    return draw


def _short(text: str, font: str, size: float = 8) -> str:
    """As much of a text as has room in its third of the page's head."""
    most = (A4[0] - 2 * _TEXT) / 3 - 4 * mm
    if pdfmetrics.stringWidth(text, font, size) <= most:
        return text
    while text and pdfmetrics.stringWidth(f"{text}…", font, size) > most:
        text = text[:-1]
    return f"{text.rstrip()}…"


def undrawable(text: str) -> bool:
    """Whether a text holds letters or signs that are in none of the fonts: other scripts, pictures."""
    pdf_styles()  # the fonts
    font: Any = pdfmetrics.getFont("Inter-Regular")
    known = font.face.charToGlyph
    unseen = ("C", "Z", "M")  # nothing is drawn of these by themselves
    return any(ord(c) not in known and not unicodedata.category(c).startswith(unseen) for c in text)


def _words(document: Document) -> str:
    """Everything that somebody wrote or said, and that is drawn."""
    addenda = [text for a in document.note.addenda for text in (a.text, addendum_line(a.signature))]
    lines = [text for part in document.parts for text in (part.title, *(line.text for line in part.lines))]
    return "".join((document.title, *(value for _, value in facts(document.heading)), *lines, *document.signature_lines,
                    *addenda))  # fmt: skip


def _story(document: Document, styles: dict[str, ParagraphStyle]) -> list[Any]:
    story: list[Any] = [Paragraph(escape(document.title), styles["title"]), Spacer(1, 4)]
    story += [Paragraph(f"{escape(name)}: {escape(value)}", styles["quiet"]) for name, value in facts(document.heading)]
    if undrawable(_words(document)):
        story += [Spacer(1, 4), Paragraph(UNDRAWN, styles["warn"])]
    if document.draft and document.to_review:
        story += [Spacer(1, 4), Paragraph(escape(document.to_review), styles["warn"])]
    story += [Spacer(1, 6), HRFlowable(width="100%", color=LINE, thickness=0.7)]
    for part in document.parts:
        story.append(Paragraph(escape(part.title), styles["section"]))
        if not part.lines:
            story.append(Paragraph(NOTHING, styles["quiet"]))
        story += [_line(line, styles) for line in part.lines]
    story += _signatures(document, styles)
    if document.legend:
        story += [Spacer(1, 12), *(Paragraph(escape(text), styles["quiet"]) for text in document.legend)]
    return story


def _line(line: Line, styles: dict[str, ParagraphStyle]) -> Paragraph:
    """A quotation in italics; what stands beside a sentence in the quiet ink, a mark in the warning one."""
    text = escape(line.text)
    if line.beside:
        colour = WARN if line.kind is Kind.MARKED else QUIET
        text += f' <font color="{colour}">[{escape(line.beside)}]</font>'
    return Paragraph(text, styles["quoted" if line.kind is Kind.QUOTED else "body"])


def _signatures(document: Document, styles: dict[str, ParagraphStyle]) -> list[Any]:
    """The signature block, which no page break parts, and the addenda."""
    if document.draft:
        return []
    rule: list[Any] = [Spacer(1, 14), HRFlowable(width="100%", color=LINE, thickness=0.7), Spacer(1, 6)]
    meaning, who, when = document.signature_lines
    block = [*rule, Paragraph(escape(meaning), styles["body"]), Paragraph(escape(who), styles["body"])]
    found: list[Any] = [KeepTogether([*block, Paragraph(escape(when), styles["quiet"])])]
    for number, addendum in enumerate(document.note.addenda, 1):
        found.append(Paragraph(f"Addendum {number}", styles["section"]))
        found.append(Paragraph(escape(addendum.text).replace("\n", "<br/>"), styles["body"]))
        found.append(Paragraph(escape(addendum_line(addendum.signature)), styles["quiet"]))
    return found
