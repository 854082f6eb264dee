"""A note as a PDF: heading, sections, signature, addenda, and the head of the audit trail.

The fonts are those of the window, so that every name can be written.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from app.domain.note import Note, NoteTemplate
from app.domain.session import Client, Session
from app.services.paths import RESOURCES
from app.store.audit import printed_head
from app.store.files import write_atomically

HEAD_MEANS = "With this line Sotto can tell later whether anything before it was changed or removed."
INK, QUIET, LINE = "#1b2430", "#5b6675", "#c9d0d8"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a note, and the audit trail's last number and hash below it."""

    client: Client
    session: Session
    audit_sequence: int
    audit_hash: str


def heading_lines(heading: Heading) -> list[str]:
    """Client, date and length, in local time."""
    start = heading.session.started_at.astimezone()
    when = f"{start:%d %B %Y, %H:%M}"
    if heading.session.ended_at is not None:
        when += f" to {heading.session.ended_at.astimezone():%H:%M}"
    kind = f"{heading.session.type.value.capitalize()} session"
    return [f"Client: {heading.client.label}", f"Date: {when}", f"Session: {kind}"]


def pdf_styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles of everything that Sotto prints."""
    folder = RESOURCES / "fonts"
    for name in ("Regular", "SemiBold", "Bold"):
        if f"Inter-{name}" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(f"Inter-{name}", str(folder / f"Inter-{name}.ttf")))
    body: dict[str, Any] = {"fontName": "Inter-Regular", "fontSize": 10, "leading": 15, "textColor": INK}
    return {
        "title": ParagraphStyle("title", **{**body, "fontName": "Inter-Bold", "fontSize": 17, "leading": 22}),
        "section": ParagraphStyle(
            "section", **{**body, "fontName": "Inter-SemiBold", "fontSize": 11.5, "spaceBefore": 12, "spaceAfter": 3}
        ),
        "body": ParagraphStyle("body", **body, spaceAfter=4),
        "quiet": ParagraphStyle("quiet", **{**body, "fontSize": 8.5, "leading": 12, "textColor": QUIET}),
        "code": ParagraphStyle("code", **{**body, "fontName": "Inter-SemiBold", "fontSize": 15, "leading": 24}),
    }


def write_pdf(path: Path, title: str, story: list[Any], footer: str) -> None:
    """Lay out `story` on A4 pages with `footer` and page numbers. Raises FolderNotWritable or DiskFull."""

    def decorate(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont("Inter-Regular", 7.5)
        canvas.setFillColor(QUIET)
        canvas.drawString(22 * mm, 12 * mm, footer)
        canvas.drawRightString(A4[0] - 22 * mm, 12 * mm, f"Page {document.page}")
        canvas.restoreState()

    page = BytesIO()
    document = SimpleDocTemplate(
        page, pagesize=A4, leftMargin=22 * mm, rightMargin=22 * mm, topMargin=20 * mm, bottomMargin=22 * mm,
        title=title, author="Sotto",
    )  # fmt: skip
    document.build(story, onFirstPage=decorate, onLaterPages=decorate)
    write_atomically(path, page.getvalue())


def write_note_pdf(path: Path, note: Note, template: NoteTemplate, heading: Heading) -> None:
    """Write a note. One that is not signed says so at the top. Raises FolderNotWritable or DiskFull."""
    styles = pdf_styles()
    title = f"{template.title} note" if note.signed else f"{template.title} note (draft, not signed)"
    story: list[Any] = [Paragraph(escape(title), styles["title"]), Spacer(1, 4)]
    story += [Paragraph(escape(line), styles["quiet"]) for line in heading_lines(heading)]
    story += [Spacer(1, 6), HRFlowable(width="100%", color=LINE, thickness=0.7)]
    for section in template.sections:
        sentences = [s for s in note.in_section(section.id) if s.text.strip()]
        story.append(Paragraph(escape(section.title), styles["section"]))
        if not sentences:
            story.append(Paragraph("Nothing recorded.", styles["quiet"]))
        for sentence in sentences:
            mark = f" [{sentence.mark}]" if sentence.mark else ""
            story.append(Paragraph(escape(sentence.text + mark), styles["body"]))
    story += _signatures(note, styles)
    head = f"Audit {printed_head(heading.audit_sequence, heading.audit_hash)}"
    write_pdf(path, title, story, f"{head}. {HEAD_MEANS}")


def _signatures(note: Note, styles: dict[str, ParagraphStyle]) -> list[Any]:
    if note.signature is None:
        return []
    s = note.signature
    parts: list[Any] = [Spacer(1, 14), HRFlowable(width="100%", color=LINE, thickness=0.7), Spacer(1, 6)]
    who = f"{s.name}, {s.credentials}" if s.credentials else s.name
    parts.append(Paragraph(escape(s.meaning), styles["body"]))
    parts.append(Paragraph(escape(f"Signed by {who}"), styles["body"]))
    parts.append(Paragraph(f"{s.signed_at.astimezone():%d %B %Y, %H:%M %Z}", styles["quiet"]))
    for addendum in note.addenda:
        a = addendum.signature
        parts.append(Paragraph(f"Addendum, {a.signed_at.astimezone():%d %B %Y, %H:%M %Z}", styles["section"]))
        parts.append(Paragraph(escape(addendum.text).replace("\n", "<br/>"), styles["body"]))
        parts.append(Paragraph(escape(f"{a.name}, {a.credentials}" if a.credentials else a.name), styles["quiet"]))
    return parts
