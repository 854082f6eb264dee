"""Note formats are data: YAML files, validated when loaded.

A format that is wrong is refused with a sentence that says where, so that a clinic can write its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from app.domain.errors import TemplateInvalid
from app.domain.note import NoteTemplate, Section

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Where the program's own data files lie: beside `app/`, in the repository and in a bundle alike."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,30}")
_WORDS_OF = ("client", "therapist", "both")
_TEMPLATE_KEYS = {"id", "title", "description", "sections"}
_SECTION_KEYS = {
    "id", "title", "guidance", "words_of", "topics", "required", "max_sentences", "clinician_only",
}  # fmt: skip
_LARGEST_FILE = 200_000  # bytes
_MOST_SENTENCES = 30


def load_template(path: Path) -> NoteTemplate:
    """Read one note format.

    Raises TemplateInvalid if the file is missing, too large, not YAML, or not a format.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > _LARGEST_FILE:
            raise TemplateInvalid(f"{path.name} is too large")
        data = yaml.safe_load(raw.decode("utf-8"))
    except OSError as error:
        raise TemplateInvalid(f"{path.name} cannot be opened") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise TemplateInvalid(f"{path.name} is not a readable YAML file") from error
    return template_from_dict(data, path.name)


def template_from_dict(data: object, source: str) -> NoteTemplate:
    """A note format from plain data; `source` names it in errors. Raises TemplateInvalid."""
    fields = _mapping(data, source, _TEMPLATE_KEYS)
    identifier = _identifier(fields.get("id"), source)
    sections = fields.get("sections")
    if not isinstance(sections, list) or not sections:
        raise TemplateInvalid(f"{source} needs a list of sections")
    read = tuple(_section(item, f"{source}, section {n}") for n, item in enumerate(sections, start=1))
    if len({s.id for s in read}) < len(read):
        raise TemplateInvalid(f"{source} has two sections with the same id")
    title = _text(fields.get("title"), "title", source)
    return NoteTemplate(
        identifier, title, _text(fields.get("description", ""), "description", source, empty=True), read
    )


def _section(data: object, source: str) -> Section:
    fields = _mapping(data, source, _SECTION_KEYS)
    words_of = fields.get("words_of", "both")
    if words_of not in _WORDS_OF:
        raise TemplateInvalid(f"{source}: words_of must be one of {', '.join(_WORDS_OF)}")
    topics = fields.get("topics", [])
    if not isinstance(topics, list) or not all(isinstance(t, str) for t in topics):
        raise TemplateInvalid(f"{source}: topics must be a list of names")
    most = fields.get("max_sentences", 5)
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= _MOST_SENTENCES:
        raise TemplateInvalid(f"{source}: max_sentences must be a whole number from 1 to {_MOST_SENTENCES}")
    flags = {key: fields.get(key, default) for key, default in (("required", True), ("clinician_only", False))}
    for key, value in flags.items():
        if not isinstance(value, bool):
            raise TemplateInvalid(f"{source}: {key} must be true or false")
    return Section(
        id=_identifier(fields.get("id"), source),
        title=_text(fields.get("title"), "title", source),
        guidance=_text(fields.get("guidance"), "guidance", source),
        words_of=words_of,
        topics=tuple(topics),
        required=flags["required"],
        max_sentences=most,
        clinician_only=flags["clinician_only"],
    )


def _mapping(data: object, source: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise TemplateInvalid(f"{source} must be a set of named fields")
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise TemplateInvalid(f"{source} has a field that is not known: {unknown[0][:40]}")
    return data


def _identifier(value: object, source: str) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise TemplateInvalid(f"{source} needs an id of small letters, digits and underscores")
    return value


def _text(value: object, key: str, source: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or (not empty and not value.strip()):
        raise TemplateInvalid(f"{source} needs a {key}")
    return " ".join(value.split())


class TemplateLibrary:
    """The note formats of a folder. All are read at once, so that a wrong one is found at the start."""

    def __init__(self, folder: Path = RESOURCES / "templates") -> None:
        """Raises TemplateInvalid if a format is wrong, or two have the same id, or there is none."""
        self._templates: dict[str, NoteTemplate] = {}
        for path in sorted(folder.glob("*.yaml")):
            template = load_template(path)
            if template.id in self._templates:
                raise TemplateInvalid(f"{path.name} has the id of another format")
            self._templates[template.id] = template
        if not self._templates:
            raise TemplateInvalid("the folder of note formats is empty")

    def list(self) -> list[NoteTemplate]:
        """All formats, by title."""
        return sorted(self._templates.values(), key=lambda t: t.title)

    def get(self, template_id: str) -> NoteTemplate:
        """One format. Raises TemplateInvalid if there is none with this id."""
        if template_id not in self._templates:
            raise TemplateInvalid(f"there is no note format called '{template_id[:40]}'")
        return self._templates[template_id]
