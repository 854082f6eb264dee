"""What the clinician writes about a session: pastes made plain, the text read by its headings, points ticked into it.

The text is the one place where everything stands. A tick of the checklist is a line of it under the section's heading,
so what the checklist shows is read from the text, and whoever prefers to type never meets the checklist.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.note import NoteSentence, NoteTemplate, Section
from app.notes.text import sentences

UNHEARD = "[…]"
"""Stands in a dictated text for words that could not be understood."""
HEADING = re.compile(r"^\s*[^\W\d_][\w/ &()'’,+-]{0,59}:\s*")
"""A title at the beginning of a line, with its colon."""
BULLET = re.compile(r"^\s*(?:[-*+·–—]+\s+|[•‣◦▪▫●○■□∙§\uf0a7\uf0b7\uf0d8]+\s*|o\t\s*|\(?\d{1,2}[.)]\s+|[☑☒✓✔]\s*)+")
EMPTY_BOX = re.compile(r"^\s*(?:[-*+•]\s*)?(?:\[\s?\]|☐)\s*")
_TICKED_BOX = re.compile(r"^\s*(?:[-*+•]\s*)?\[[xX]\]\s*")
_ALSO = {
    "s": "subjective", "o": "objective", "a": "assessment", "p": "plan", "d": "data", "b": "behavior",
    "behaviour": "behavior", "i": "intervention", "interventions": "intervention", "r": "response",
    "next steps": "plan", "g": "goal", "goals": "goal", "e": "evaluation",
}  # fmt: skip
_TOPICS = {
    "homework": "homework", "tasks": "homework", "next session": "appointments", "next appointment": "appointments",
    "appointments": "appointments", "follow-up": "appointments", "risk": "risk", "safety": "risk", "sleep": "sleep",
    "medication": "medication", "medications": "medication", "symptoms": "symptoms", "scores": "scores",
    "measures": "scores", "progress": "progress", "referrals": "referral", "substances": "substances",
    "substance use": "substances", "relationships": "relationships", "coping": "coping",
}  # fmt: skip
_LONGEST_TITLE = 4  # words of a line that is a heading although no format knows it


# ---- pastes --------------------------------------------------------------------------------------

_INVISIBLE = {
    code: None
    for code in (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFC, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_HTML_NAMES = (
    "a|b|i|u|p|em|ol|ul|li|tr|td|th|br|hr|h[1-6]|div|span|font|strong|table|tbody|thead|body|html|pre|code|o:p"
)
_HTML_BREAK = re.compile(r"<(?:br\s*/?|/(?:p|div|tr|h[1-6]|ul|ol|table))\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_ITEM = re.compile(r"<li\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(rf"</?(?:{_HTML_NAMES})(?:\s+[\w:-]+\s*=[^<>]{{0,500}})?\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_MARKED = re.compile(r"^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)([^*_]{1,60}?):?(?:\*\*|__):?\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)\s]*[^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"~~[^~]+~~"), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([*_#`\[\]()>~|+-])"), r"\1"),
)


def clean(text: str) -> str:
    """A paste from a text program, a web page or Markdown as plain lines; the words stay.

    Bullets and ticked boxes become "- ", headings "Title:", rows of tables "a: b" or "a; b; c". An empty box stays
    one ("- [ ] …": see `statements`). Markup, what was struck out, and signs that cannot be seen are left out.
    """
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text).translate(_INVISIBLE))
    if _HTML.search(text):
        text = _HTML_ITEM.sub("\n- ", _HTML_BREAK.sub("\n", _HTML_UNSEEN.sub("", text)))
        text = html.unescape(_HTML.sub("", text))
    lines: list[str] = []
    for raw in text.split("\n"):
        line = _cleaned_line(raw, lines)
        if line is not None and (line or (lines and lines[-1])):
            lines.append(line)
    return "\n".join(lines).strip("\n")


def _cleaned_line(raw: str, before: list[str]) -> str | None:
    """One line of a paste; None where nothing stays of it, not even the break."""
    if re.fullmatch(r"\s*[=-]{3,}\s*", raw) and before and before[-1] and not before[-1].startswith("- "):
        if len(before[-1].split()) <= _LONGEST_TITLE + 1:  # a heading that is underlined
            before[-1] = _as_heading(before[-1])
        return None
    if _RULE.match(raw) or _FENCE.match(raw) or (_TABLE_RULE.match(raw) and "|" in raw):
        return None
    raw = re.sub(r"^\s*(?:>\s?)+", "", raw)
    if (marked := _MARKED.match(raw) or _BOLD_LINE.match(raw)) is not None:
        return _as_heading(_inline(marked.group(1)))
    if raw.count("|") >= 2 and raw.strip().startswith("|"):
        return _row(raw)
    return _item(raw)


def _row(raw: str) -> str:
    """A row of a table."""
    cells = [_inline(cell) for cell in raw.strip().strip("|").split("|")]
    return (": " if len(cells) == 2 else "; ").join(cell for cell in cells if cell)


def _item(raw: str) -> str:
    """A line of text, or an item of a list."""
    if (box := EMPTY_BOX.match(raw)) is not None:
        return f"- [ ] {_inline(raw[box.end() :])}"
    bullet = _TICKED_BOX.match(raw) or BULLET.match(raw)
    words = _inline(raw[bullet.end() :] if bullet is not None else raw)
    # A title with a number or a bullet before it is a title.
    return f"- {words}" if bullet is not None and words and not _ends_as_heading(words) else words


def _inline(text: str) -> str:
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    return _BLANKS.sub(" ", text.replace("\t", " ")).strip()


def _as_heading(words: str) -> str:
    return words if words.endswith((":", "?")) else f"{words.rstrip(' .')}:"


# ---- reading -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was written: its words without bullet and title, and the section whose heading it stands under.

    `section` is None before the first heading and under one that the format does not know; `title`: the line names
    its section.
    """

    words: str
    section: str | None
    title: bool = False


def statements(text: str) -> list[str]:
    """What is stated: the sentences of each line, without bullets. A line with an empty box states nothing."""
    found: list[str] = []
    for line in text.splitlines():
        if not EMPTY_BOX.match(line):
            found += sentences(_bare(line))
    return found


def heading(text: str, template: NoteTemplate) -> str | None:
    """The section that a line names at its beginning ("Plan: …", "P: …") or as a whole ("Plan"), or None.

    A topic ("Homework:") counts only where nothing follows it: "Sleep: five hours" is a statement. So is a point of a
    checklist, whatever it begins with ("Behavior: cooperative").
    """
    if any(_words_after(text.strip(), point) is not None for s in template.sections for point in s.checklist):
        return None
    match = HEADING.match(text)
    name = (match.group() if match is not None else text).strip(" :.\t").casefold()
    for section in template.sections:
        if name in (section.id.casefold(), section.title.casefold(), section.title.split(" (")[0].casefold()):
            return section.id
    if match is None and len(name) > 1:
        return None
    ids = [section.id for section in template.sections]
    also = _ALSO.get(name, "")
    if also in ids and (match is not None or text.strip() == text.strip().upper()):
        return also
    if match is None or text[match.end() :].strip():
        return None
    topic = _TOPICS.get(name)
    return next((s.id for s in template.sections if topic in s.topics and not s.clinician_only), None)


def unknown_heading(text: str) -> bool:
    """Whether a line is nothing but a title ("Notes:"), so that it states nothing itself."""
    return _ends_as_heading(text) and len(text.split()) <= _LONGEST_TITLE


def read(text: str, template: NoteTemplate) -> list[Line]:
    """Every line, those that are blank too, with the section that a heading puts it under."""
    lines: list[Line] = []
    current: str | None = None
    for raw in text.split("\n"):
        words = _bare(raw)
        named = heading(words, template) if words else None
        if named is not None:
            current = named
            rest = HEADING.sub("", words, count=1) if HEADING.match(words) else ""
            lines.append(Line(rest, named, title=True))
        elif unknown_heading(words):
            current = None
            lines.append(Line("", None, title=True))
        else:
            lines.append(Line(words, current))
    return lines


def missing(template: NoteTemplate, written: Iterable[NoteSentence]) -> list[Section]:
    """The sections that a format requires and a note has nothing in."""
    there = {sentence.section for sentence in written if sentence.text.strip()}
    return [section for section in template.sections if section.required and section.id not in there]


def _bare(line: str) -> str:
    ticked = _TICKED_BOX.match(line) or BULLET.match(line)
    return " ".join((line[ticked.end() :] if ticked is not None else line).split())


def _ends_as_heading(text: str) -> bool:
    match = HEADING.match(text)
    return match is not None and not text[match.end() :].strip()


# ---- ticking -------------------------------------------------------------------------------------


def ticked(text: str, template: NoteTemplate, section: Section) -> dict[str, str]:
    """The points of a section's checklist that stand in the text under its heading, each with the words after it."""
    found: dict[str, str] = {}
    for line in read(text, template):
        if line.section != section.id or not line.words:
            continue
        for point in section.checklist:
            words = _words_after(line.words, point)
            if words is not None:
                found.setdefault(point, words)
    return found


def add(text: str, template: NoteTemplate, section: Section, words: str) -> str:
    """The text with one line more under a section's heading, which is put at the end where there is none."""
    words = " ".join(words.split())
    if not words:
        return text
    lines = text.split("\n") if text.strip() else []
    last = _last_of(lines, template, section.id)
    if last is not None:
        return "\n".join([*lines[: last + 1], f"- {words}", *lines[last + 1 :]])
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join([*lines, *([""] if lines else []), f"{section.title}:", f"- {words}"])


def tick(text: str, template: NoteTemplate, section: Section, point: str, words: str = "") -> str:
    """The text with a point of the checklist, and `words` after it; one that is there gets these words."""
    between = ", " if ":" in point else ": "
    line = f"{point}{between}{' '.join(words.split())}" if words.strip() else point
    place = _place_of(text, template, section, point)
    if place is None:
        return add(text, template, section, line)
    lines = text.split("\n")
    lines[place] = f"- {line}"
    return "\n".join(lines)


def untick(text: str, template: NoteTemplate, section: Section, point: str) -> str:
    """The text without a point; a heading under which nothing is left goes with it."""
    place = _place_of(text, template, section, point)
    if place is None:
        return text
    lines = text.split("\n")
    del lines[place]
    read_again = read("\n".join(lines), template)
    if not any(line.section == section.id and line.words for line in read_again):
        bare = [n for n, line in enumerate(read_again) if line.section == section.id and line.title]
        for number in reversed(bare):
            del lines[number]
    return "\n".join(lines).strip("\n")


def _last_of(lines: list[str], template: NoteTemplate, section_id: str) -> int | None:
    """The number of the last line that stands under a section's heading and is not blank."""
    found = [n for n, line in enumerate(read("\n".join(lines), template)) if line.section == section_id]
    filled = [n for n in found if lines[n].strip()]
    return filled[-1] if filled else None


def _place_of(text: str, template: NoteTemplate, section: Section, point: str) -> int | None:
    for number, line in enumerate(read(text, template)):
        if line.section == section.id and not line.title and _words_after(line.words, point) is not None:
            return number
    return None


def _words_after(line: str, point: str) -> str | None:
    """What stands after a point in its line, "" for nothing; None where the line is another one."""
    plain, wanted = line.casefold(), " ".join(point.split()).casefold()
    if plain.rstrip(" .") == wanted.rstrip(" ."):
        return ""
    between = "," if ":" in wanted else ":"
    return line[len(wanted) + 1 :].strip() if plain.startswith(f"{wanted}{between}") else None
