"""Note formats are data: YAML files, validated when loaded, and formats of the clinic's own from the vault.

A format that is wrong is refused with a sentence that says where, so that a clinic can write its own. A modality adds
its fields to a format: "dap+cbt" is DAP with the fields of `overlays/cbt.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from app.domain.errors import TemplateInvalid
from app.domain.note import NoteTemplate, Section
from app.notes.template_schema import USES, Problem, examine, read_sections, read_template, to_data

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Where the program's own data files lie: beside `app/`, in the repository and in a bundle alike."""

JOINT = "+"
"""Stands between the id of a format and those of the modalities whose fields it has."""

OWN_PREFIX = "own_"
"""How the ids of the clinic's own formats begin; no format that ships has such an id."""

_LARGEST_FILE = 200_000  # bytes
_OVERLAY_KEYS = {"id", "title", "description", "before", "takes", "sections"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where PyYAML was built with it


@dataclass(frozen=True, slots=True)
class Overlay:
    """The fields that a modality adds to the formats of a session.

    They stand before the first section whose id is in `before`, else at the end. What is said of the topics in `takes`
    goes to them: the format's own fields look for these no more, as long as they have others to look for.
    """

    id: str
    title: str
    description: str
    sections: tuple[Section, ...]
    before: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


def load_template(path: Path) -> NoteTemplate:
    """Read one note format.

    Raises TemplateInvalid if the file is missing, too large, not YAML, or not a format.
    """
    return template_from_dict(read_yaml(path), path.name)


def template_from_dict(data: object, source: str) -> NoteTemplate:
    """A note format from plain data; `source` names it in errors. Raises TemplateInvalid."""
    return read_template(data, source, known_topics(), shared_fields())


def problems_of(data: object) -> list[Problem]:
    """Everything that is wrong with a format while it is being written; empty if nothing is."""
    return examine(data, known_topics(), shared_fields())[1]


def template_to_yaml(template: NoteTemplate) -> str:
    """A format as the text of a file that `load_template` reads."""
    return yaml.safe_dump(to_data(template), sort_keys=False, allow_unicode=True, width=100)


def read_yaml(path: Path) -> Any:
    """Plain data from a file. Raises TemplateInvalid if it is missing, too large or not YAML."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_FILE + 1)
        if len(raw) > _LARGEST_FILE:
            raise TemplateInvalid(f"{path.name} is too large")
        return plain_yaml(raw.decode("utf-8-sig"))
    except OSError as error:
        raise TemplateInvalid(f"{path.name} cannot be opened") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no such day, too many digits
        place = getattr(error, "problem_mark", None)
        where = f", see line {place.line + 1}" if place is not None else ""
        raise TemplateInvalid(f"{path.name} is not a readable YAML file{where}") from error


def plain_yaml(text: str) -> Any:
    """Plain data from YAML, without its references from one place to another.

    A few hundred characters of those stand for more data than any memory holds, and nothing here needs them. Raises
    yaml.YAMLError or ValueError.
    """
    if "*" in text and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
        raise ValueError("references between its parts")
    return yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader, see above


@lru_cache(maxsize=1)
def known_topics() -> Mapping[str, str]:
    """The topics that there are word lists for: name to title. Raises TemplateInvalid."""
    data = read_yaml(RESOURCES / "lexicons" / "topics.yaml")
    if not isinstance(data, dict) or not all(isinstance(t, dict) and "title" in t for t in data.values()):
        raise TemplateInvalid("the word list topics.yaml is not in order")
    return {str(name): str(topic["title"]) for name, topic in data.items()}


@lru_cache(maxsize=1)
def shared_fields() -> Mapping[str, Mapping[str, Any]]:
    """The fields that formats take over by name, as plain data: those that are the clinician's alone, mostly."""
    data = read_yaml(RESOURCES / "templates" / "fields" / "clinician.yaml")
    if not isinstance(data, dict) or not all(isinstance(entry, dict) for entry in data.values()):
        raise TemplateInvalid("the file of shared fields is not in order")
    return {str(name): entry for name, entry in data.items()}


def offered_fields() -> list[Section]:
    """The shared fields as fields, in the order of their file: what the editor offers. Raises TemplateInvalid."""
    names = [{"field": name} for name in shared_fields()]
    return list(read_sections(names, "clinician.yaml", known_topics(), shared_fields(), ""))


def load_overlay(path: Path) -> Overlay:
    """Read the fields of a modality. Raises TemplateInvalid."""
    data, name = read_yaml(path), f"{path.parent.name}/{path.name}"
    if not isinstance(data, dict) or not set(data) <= _OVERLAY_KEYS:
        raise TemplateInvalid(f"{name} must be a set of named fields: {', '.join(sorted(_OVERLAY_KEYS))}")
    identifier, before, takes = data.get("id"), data.get("before", []), data.get("takes", [])
    for key in ("id", "title", "description"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise TemplateInvalid(f"{name}: {key} is missing: it needs a text")
    if identifier != path.stem or JOINT in str(identifier):
        raise TemplateInvalid(f"{name}: id must be the name of the file")
    if not isinstance(before, list) or not all(isinstance(each, str) for each in before):
        raise TemplateInvalid(f"{name}: before must be a list of ids")
    if not isinstance(takes, list) or not set(map(str, takes)) <= set(known_topics()):
        raise TemplateInvalid(f"{name}: takes must be a list of topics that there are word lists for")
    sections = read_sections(data.get("sections"), name, known_topics(), shared_fields(), f"{identifier}_")
    about = " ".join(data["description"].split())
    return Overlay(str(identifier), data["title"], about, sections, tuple(before), tuple(takes))


def with_overlay(template: NoteTemplate, overlay: Overlay) -> NoteTemplate:
    """A format with the fields of a modality; those of them that it has already stay as they are.

    In a group each client has them: what one of them thought or rated is nothing for the part that all share.
    """
    there = {section.id for section in template.sections}
    group = any(section.per_client for section in template.sections)
    new = tuple(replace(each, per_client=group) for each in overlay.sections if each.id not in there)
    if not new:
        return replace(template, id=f"{template.id}{JOINT}{overlay.id}")
    old = tuple(_without(section, overlay.takes) for section in template.sections)
    at = next((n for n, s in enumerate(template.sections) if s.id in overlay.before), len(template.sections))
    return replace(
        template,
        id=f"{template.id}{JOINT}{overlay.id}",
        title=f"{template.title} · {overlay.title}",
        sections=(*old[:at], *new, *old[at:]),
    )


def _without(section: Section, topics: Sequence[str]) -> Section:
    left = tuple(topic for topic in section.topics if topic not in topics)
    return replace(section, topics=left) if left and not section.clinician_only else section


def _no_own() -> Sequence[NoteTemplate]:
    return ()


class TemplateLibrary:
    """The note formats of a folder, and the clinic's own.

    Those of the folder are all read at once, so that a wrong one is found at the start. `own` answers with the
    clinic's own as they are at the moment, `retired` finds one of them that is no longer offered: notes that were
    written in it are still shown and given out in it.
    """

    def __init__(self, folder: Path = RESOURCES / "templates") -> None:
        """Raises TemplateInvalid if a format is wrong, or two have the same id, or there is none."""
        self._templates: dict[str, NoteTemplate] = {}
        for path in sorted(folder.glob("*.yaml")):
            template = load_template(path)
            if template.id in self._templates:
                raise TemplateInvalid(f"{path.name} has the id of another format")
            if template.id.startswith(OWN_PREFIX):
                raise TemplateInvalid(f"{path.name}: id must not begin with {OWN_PREFIX}")
            self._templates[template.id] = template
        if not self._templates:
            raise TemplateInvalid("the folder of note formats is empty")
        self._overlays = {o.id: o for o in map(load_overlay, sorted((folder / "overlays").glob("*.yaml")))}
        self.own: Callable[[], Sequence[NoteTemplate]] = _no_own
        self.retired: Callable[[str], NoteTemplate | None] = lambda _: None

    def overlays(self) -> list[Overlay]:
        """The modalities that add fields, by title."""
        return sorted(self._overlays.values(), key=lambda o: o.title.casefold())

    def get(self, template_id: str) -> NoteTemplate:
        """One format, with the fields of a modality where the id names one ("dap+cbt").

        Raises TemplateInvalid if there is none with this id.
        """
        base, *added = template_id.split(JOINT)
        found = self._one(base)
        for name in dict.fromkeys(added):
            if name not in self._overlays:
                raise TemplateInvalid(f"there is no modality called '{name[:40]}'")
            found = with_overlay(found, self._overlays[name])
        return replace(found, id=template_id)

    def _one(self, template_id: str) -> NoteTemplate:
        found = self._templates.get(template_id)
        if found is None and template_id.startswith(OWN_PREFIX):
            found = next((t for t in self.own() if t.id == template_id), None) or self.retired(template_id)
        if found is None:
            raise TemplateInvalid(f"there is no note format called '{template_id[:40]}'")
        return found

    def list(self) -> list[NoteTemplate]:
        """All formats that can be chosen: for sessions first, then documents, then what the client is given."""
        return sorted(
            (*self._templates.values(), *self.own()), key=lambda t: (USES.index(t.use), t.title.casefold(), t.id)
        )
