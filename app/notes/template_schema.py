"""What a note format may hold, and what is wrong with one: all of it at once, each thing with its place.

Data that comes from a file or from the editor is read here and nowhere else. Fields about mood, affect, mental status,
diagnosis, risk level and medical necessity are refused unless they are the clinician's alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from app.domain.errors import TemplateInvalid
from app.domain.note import NoteTemplate, Section
from app.notes.text import without_control_tokens

USES = ("session", "document", "client")
WORDS_OF = ("client", "therapist", "both")
MOST_SECTIONS, MOST_SENTENCES, MOST_POINTS = 40, 30, 60
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_GUIDANCE, LONGEST_POINT = 60, 200, 800, 160
SHORTEST_FIELD, LONGEST_FIELD = 80, 20_000
"""Characters: what `longest` may say. Shorter than one sentence, and nothing could ever stand in the field."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,30}")
_JUDGED = re.compile(
    r"\b(?:mood|affect|mental[ _]status|mse|diagnos\w*|prognos\w*|risk[ _](?:level|assessment|rating)|"
    r"level[ _]of[ _]risk|(?:suicide|homicide|violence|self-harm)[ _]risk|risk[ _]of[ _](?:suicide|harm|violence)|"
    r"dx|icd(?:-?1[01])?|dsm(?:-?(?:5|iv|v))?|emotional[ _]state|medical(?:ly)?[ _]necess\w*|clinical[ _]impression)\b",
    re.IGNORECASE,
)
_TEMPLATE_KEYS = ("id", "title", "description", "use", "sections")
_SECTION_KEYS = tuple(f.name for f in fields(Section))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a format.

    `section` counts the fields of the format from 1; 0 is the format itself. `title` is that field's title as far as it
    has one, `field` the name of the entry as it stands in the file, `text` the reason, which goes on from it. `code` is
    the kind of reason, for a screen that says it in words of its own, "" for what only a file can have.
    """

    section: int
    field: str
    text: str
    title: str = ""
    code: str = ""

    def said(self, source: str) -> str:
        """The whole sentence, beginning with where: file, field of the note, entry."""
        name = f" ({self.title})" if self.title else ""
        where = f", section {self.section}{name}" if self.section else ""
        return f"{source}{where}: {self.field} {self.text}"


def is_judgement(title: str) -> bool:
    """Whether a field of this title asks for what only the clinician may say."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", title) if unicodedata.category(c) != "Cf")
    return _JUDGED.search(plain) is not None


def read_template(
    data: object, source: str, topics: Collection[str], shared: Mapping[str, Mapping[str, Any]]
) -> NoteTemplate:
    """A note format from plain data; `source` names it in errors.

    `topics` are those that there are word lists for; `shared` are fields that a format may take over by their name
    (`- field: risk_level`). Raises TemplateInvalid, which says the first thing that is wrong and how many more there
    are.
    """
    template, problems = examine(data, topics, shared)
    if template is None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise TemplateInvalid(problems[0].said(source) + more)
    return template


def examine(
    data: object, topics: Collection[str], shared: Mapping[str, Mapping[str, Any]]
) -> tuple[NoteTemplate | None, list[Problem]]:
    """The format, or None and everything that is wrong with it, in the order of the file."""
    reader = _Reader(frozenset(topics), shared)
    template = reader.template(data)
    return (None, reader.problems) if reader.problems else (template, [])


def read_sections(
    data: object, source: str, topics: Collection[str], shared: Mapping[str, Mapping[str, Any]], prefix: str
) -> tuple[Section, ...]:
    """The fields that a modality adds; their ids begin with `prefix`. Raises TemplateInvalid as `read_template`."""
    reader = _Reader(frozenset(topics), shared)
    sections = reader.sections(data)
    for number, section in enumerate(sections, start=1):
        if not section.id.startswith(prefix):
            reader.problems.append(Problem(number, "id", f"must begin with {prefix}", section.title))
    if reader.problems:
        more = f" (and {len(reader.problems) - 1} more)" if len(reader.problems) > 1 else ""
        raise TemplateInvalid(reader.problems[0].said(source) + more)
    return sections


def to_data(template: NoteTemplate) -> dict[str, Any]:
    """A format as plain data that `read_template` reads again; what is as usual is left out."""
    usual = Section("", "", "")
    listed = []
    for section in template.sections:
        entry: dict[str, Any] = {"id": section.id, "title": section.title, "guidance": section.guidance}
        for name in _SECTION_KEYS[3:]:
            value = getattr(section, name)
            if value != getattr(usual, name):
                entry[name] = list(value) if isinstance(value, tuple) else value
        listed.append(entry)
    return {
        "id": template.id,
        "title": template.title,
        "description": template.description,
        "use": template.use,
        "sections": listed,
    }


class _Reader:
    """Reads plain data and notes whatever is wrong; what it answers with counts only where `problems` is empty."""

    def __init__(self, topics: frozenset[str], shared: Mapping[str, Mapping[str, Any]]) -> None:
        self.problems: list[Problem] = []
        self._topics = topics
        self._shared = shared
        self._place = 0
        self._title = ""

    def template(self, data: object) -> NoteTemplate:
        found = self._mapping(data, _TEMPLATE_KEYS)
        identifier = self._identifier(found.get("id"))
        title = self._text(found, "title", LONGEST_TITLE)
        description = self._text(found, "description", LONGEST_DESCRIPTION, empty=True)
        use = self._choice(found, "use", USES, "session")
        return NoteTemplate(identifier, title, description, self.sections(found.get("sections")), use)

    def sections(self, data: object) -> tuple[Section, ...]:
        if not isinstance(data, list) or not data:
            self._wrong("sections", "needs a list of sections, at least one", "missing")
            return ()
        if len(data) > MOST_SECTIONS:
            self._wrong("sections", f"may hold {MOST_SECTIONS} at most", "many")
            return ()
        read: list[Section] = []
        for self._place, item in enumerate(data, start=1):
            self._title = ""
            section = self._section(item)
            for key, what in (("id", section.id), ("title", section.title.casefold())):
                if what and any(what == (s.id if key == "id" else s.title.casefold()) for s in read):
                    self._wrong(key, f"is that of another field: no two sections with the same {key}", "twice")
            read.append(section)
        self._place, self._title = 0, ""
        if not any(not s.per_client for s in read) and read:
            self._wrong("sections", "needs one at least that is not for each client", "shared")
        return tuple(read)

    def _section(self, data: object) -> Section:
        taken = self._taken_over(data)
        title = taken.get("title") if isinstance(taken, dict) else None
        self._title = " ".join(title.split())[:LONGEST_TITLE] if isinstance(title, str) else ""
        found = self._mapping(taken, _SECTION_KEYS)
        section = Section(
            id=self._identifier(found.get("id")),
            title=self._text(found, "title", LONGEST_TITLE),
            guidance=self._text(found, "guidance", LONGEST_GUIDANCE),
            words_of=self._choice(found, "words_of", WORDS_OF, "both"),
            topics=self._names(found),
            required=self._flag(found, "required", default=True),
            max_sentences=self._number(found, "max_sentences", 5, 1, MOST_SENTENCES),
            clinician_only=self._flag(found, "clinician_only", default=False),
            longest=self._longest(found),
            checklist=self._checklist(found),
            per_client=self._flag(found, "per_client", default=False),
        )
        if not section.clinician_only:
            if is_judgement(section.title) or is_judgement(section.id):
                self._wrong("clinician_only", "must be true: what this field asks for is never drafted", "judged")
            if section.checklist:
                self._wrong("checklist", "belongs to a field with clinician_only: true", "drafted")
        return section

    def _taken_over(self, data: object) -> object:
        """A field that is taken over by its name, with what the format says otherwise."""
        if not isinstance(data, dict) or "field" not in data:
            return data
        name = data["field"]
        if not isinstance(name, str) or name not in self._shared:
            self._wrong("field", "names no field that can be taken over")
            return data
        if self._shared[name].get("clinician_only") and data.get("clinician_only") is False:
            self._wrong("clinician_only", "must be true: what this field asks for is never drafted", "judged")
        return {"id": name, **self._shared[name], **{k: v for k, v in data.items() if k != "field"}}

    def _wrong(self, field: str, text: str, code: str = "") -> None:
        self.problems.append(Problem(self._place, field, text, self._title, code))

    def _mapping(self, data: object, known: Sequence[str]) -> dict[str, Any]:
        if not isinstance(data, dict):
            self._wrong("section" if self._place else "format", "must be a set of named fields")
            return {}
        for key in data:
            if key not in known and (key != "field" or not self._place):
                self._wrong(str(key)[:40], "is not known here")
        return data

    def _identifier(self, value: object) -> str:
        if not isinstance(value, str) or not _ID.fullmatch(value):
            self._wrong("id", "needs an id of small letters, digits and underscores, 31 at most")
            return ""
        return value

    def _text(self, found: Mapping[str, Any], key: str, most: int, *, empty: bool = False) -> str:
        value = found.get(key, "" if empty else None)
        text = _tidy(value) if isinstance(value, str) else ""
        if not isinstance(value, str) or (not empty and not text):
            self._wrong(key, f"is missing: it needs a {key}", "missing")
        elif len(text) > most:
            self._wrong(key, f"is too long: {most} characters at most", "long")
        return text

    def _choice(self, found: Mapping[str, Any], key: str, known: Sequence[str], usual: str) -> str:
        value = found.get(key, usual)
        if value not in known:
            self._wrong(key, f"must be one of {', '.join(known)}")
            return usual
        return str(value)

    def _flag(self, found: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = found.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "must be true or false")
            return default
        return value

    def _number(self, found: Mapping[str, Any], key: str, usual: int, least: int, most: int) -> int:
        value = found.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._wrong(key, f"must be a whole number from {least} to {most}")
            return usual
        return value

    def _longest(self, found: Mapping[str, Any]) -> int:
        value = found.get("longest", 0)
        if isinstance(value, bool) or not isinstance(value, int) or (value and not _fits(value)):
            self._wrong(
                "longest", f"must be 0 (no limit) or from {SHORTEST_FIELD} to {LONGEST_FIELD} characters", "length"
            )
            return 0
        return value

    def _names(self, found: Mapping[str, Any]) -> tuple[str, ...]:
        value = found.get("topics", [])
        if not isinstance(value, list | tuple) or not all(isinstance(t, str) for t in value):
            self._wrong("topics", "must be a list of names")
            return ()
        unknown = next((t for t in value if t not in self._topics), None)
        if unknown is not None:
            self._wrong("topics", f"names a topic that there is no word list for: {unknown[:40]}")
        return tuple(dict.fromkeys(value))

    def _checklist(self, found: Mapping[str, Any]) -> tuple[str, ...]:
        value = found.get("checklist", [])
        if not isinstance(value, list | tuple) or not all(isinstance(t, str) and t.strip() for t in value):
            self._wrong("checklist", "must be a list of texts")
            return ()
        points = tuple(dict.fromkeys(_tidy(t) for t in value))
        if len(points) > MOST_POINTS:
            self._wrong("checklist", f"may hold {MOST_POINTS} points at most", "many")
        elif any(len(point) > LONGEST_POINT for point in points):
            self._wrong("checklist", f"has a point that is too long: {LONGEST_POINT} characters at most", "long")
        return points


def _fits(characters: int) -> bool:
    return SHORTEST_FIELD <= characters <= LONGEST_FIELD


def _tidy(text: str) -> str:
    """One line; without what would open a turn of its own in a prompt, for the guidance goes into one."""
    return without_control_tokens(text)
