"""A note as plain text and as Markdown."""

from __future__ import annotations

import re

from app.notes.render import NOTHING, Kind, Line, Part, render_parts
from app.services.export.document import DRAFT, Document, addendum_line, facts, heading_lines

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def plain_text(document: Document) -> str:
    """The note as plain text, a draft with its marks."""
    lines = heading_lines(document.heading)
    if document.draft:
        lines += [DRAFT, *([document.to_review] if document.to_review else [])]
    body = render_parts(document.parts, document.note, [document.title, *lines])
    return "\n".join([body, *document.left_out, document.head, ""])


def markdown(document: Document) -> str:
    """The note as Markdown (CommonMark). What anybody said or typed is escaped: it is never read as mark-up."""
    lines = [f"# {escape(document.title)}", ""]
    lines += [f"- **{name}:** {escape(value)}" for name, value in facts(document.heading)] + [""]
    if document.draft:
        lines += [f"> **{' '.join([DRAFT + '.', document.to_review]).strip()}**", ""]
    for part in document.parts:
        lines += [*_part(part), ""]
    lines += _signatures(document)
    lines += ["---", "", *(f"*{escape(text)}*  " for text in document.legend), escape(document.head), ""]
    return "\n".join(lines)


def section_text(part: Part) -> str:
    """One section for pasting into another program: a line for each sentence, with what stands beside it."""
    return "\n".join(line.whole for line in part.lines)


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    escaped = _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;")
    return _LINE_START.sub(lambda found: f"{found[1]}{_kept(found[2])}", escaped)


def _kept(start: str) -> str:
    """The beginning of a line that would make it a list or a heading."""
    return f"{start[:-1]}\\{start[-1]}"


def _part(part: Part) -> list[str]:
    lines = [f"## {escape(part.title)}", ""]
    if not part.lines:
        return [*lines, f"*{NOTHING}*"]
    for line in part.lines:
        lines += [_line(line), ""]
    return lines[:-1]


def _line(line: Line) -> str:
    text = " ".join(escape(line.text).split())
    if line.kind is Kind.QUOTED:
        return f"> {text}"
    if line.kind is Kind.MARKED:
        return f"{text} **\\[{line.beside}\\]**"
    return f"{text} *\\[{line.beside}\\]*" if line.beside else text


def _signatures(document: Document) -> list[str]:
    if document.draft:
        return []
    lines = ["## Signature", "", *(f"{escape(text)}  " for text in document.signature_lines), ""]
    for number, addendum in enumerate(document.note.addenda, 1):
        text = "  \n".join(escape(each.strip()) for each in addendum.text.split("\n"))
        lines += [f"## Addendum {number}", "", text, "", f"*{escape(addendum_line(addendum.signature))}*", ""]
    return lines
