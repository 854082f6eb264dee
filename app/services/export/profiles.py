"""How the usual practice programs order and name the fields of a note: data files, and a note's texts put into them.

A profile is a YAML file: `id`, `title`, `about`, `formats` (by the id of a note format, a list of fields, each with its
name and the sections `from` which its text comes), `before` (fields with a `value` of the session put first),
`otherwise` for formats that it does not know: `each` section a field of its own, or all in `one_field` (`one`).
Whatever a profile says, no sentence is left out: a section that no field takes becomes a field of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.domain.errors import ProfileInvalid, RecordMissing
from app.notes.render import Part
from app.notes.templates import plain_yaml
from app.services.export.document import DRAFT, Document, addendum_line
from app.services.export.texts import section_text

_ID = re.compile(r"[a-z][a-z0-9_-]{0,20}")
_FORMAT = re.compile(r"[a-z][a-z0-9_+-]{0,60}")
_KEYS = {"id", "title", "about", "formats", "before", "otherwise", "one_field"}
_VALUES = ("date", "start", "end", "minutes", "type", "client")
_LARGEST_FILE = 100_000  # bytes
_LONGEST = 400  # characters of a name or description
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of a practice program: `sections` that feed it, or a `value` of the session."""

    name: str
    sections: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A practice program's fields, by the id of the note format. `own`: from the clinician's own folder."""

    id: str
    title: str
    about: str
    formats: dict[str, tuple[FieldRule, ...]]
    before: tuple[FieldRule, ...] = ()
    one_field: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class FieldText:
    """What goes into one field; `text` is "" where the note has nothing for it."""

    name: str
    text: str


class ProfileLibrary:
    """The profiles that ship with the program, and the clinician's own, which take the place of those with their id."""

    def __init__(self, shipped: Path, own: Path) -> None:
        self._shipped = shipped
        self._own = own

    @property
    def own_folder(self) -> Path:
        """Where the clinician's own profiles lie; it need not be there."""
        return self._own

    def list(self) -> list[Profile]:
        """All profiles by title, the generic one last. Raises ProfileInvalid that names the file."""
        found = {each.id: each for each in self._read(self._shipped, own=False)}
        found |= {each.id: each for each in self._read(self._own, own=True)}
        return sorted(found.values(), key=lambda each: (each.id == GENERIC, each.title.lower()))

    def get(self, profile_id: str) -> Profile:
        """One profile. Raises RecordMissing, or ProfileInvalid."""
        for each in self.list():
            if each.id == profile_id:
                return each
        raise RecordMissing("profile")

    def _read(self, folder: Path, *, own: bool) -> Sequence[Profile]:
        return [load_profile(path, own=own) for path in sorted(folder.glob("*.yaml"))] if folder.is_dir() else []


def load_profile(path: Path, *, own: bool = False) -> Profile:
    """Read a profile. Raises ProfileInvalid with the file's name and what is wrong in it."""
    try:
        raw = path.read_bytes()
        if len(raw) > _LARGEST_FILE:
            raise ProfileInvalid(f"{path.name} is too large")
        data = plain_yaml(raw.decode("utf-8"))
    except OSError as error:
        raise ProfileInvalid(f"{path.name} cannot be opened") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ProfileInvalid(f"{path.name} is not a readable YAML file") from error
    return profile_from_dict(data, path.name, own=own)


def profile_from_dict(data: object, source: str, *, own: bool = False) -> Profile:
    """A profile from plain data; `source` names it in errors. Raises ProfileInvalid."""
    if not isinstance(data, dict):
        raise ProfileInvalid(f"{source} is not a list of names and values")
    unknown = sorted(str(key) for key in data if key not in _KEYS)
    if unknown:
        raise ProfileInvalid(f"{source} has “{unknown[0]}”, which a profile does not know")
    identifier = data.get("id")
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise ProfileInvalid(f"{source} needs an id of small letters, digits, - and _")
    formats = data.get("formats") or {}
    if not isinstance(formats, dict) or not all(isinstance(k, str) and _FORMAT.fullmatch(k) for k in formats):
        raise ProfileInvalid(f"{source}: “formats” must be fields by the id of a note format")
    otherwise = data.get("otherwise", "each")
    if otherwise not in ("each", "one"):
        raise ProfileInvalid(f"{source}: “otherwise” must be “each” or “one”")
    return Profile(
        identifier,
        _text(data.get("title"), "title", source),
        _text(data.get("about"), "about", source),
        {name: _rules(rules, f"{source}, {name}") for name, rules in formats.items()},
        _rules(data.get("before") or [], f"{source}, before", values=True),
        _text(data.get("one_field"), "one_field", source) if otherwise == "one" else "",
        own,
    )


def _rules(data: object, source: str, *, values: bool = False) -> tuple[FieldRule, ...]:
    if not isinstance(data, list):
        raise ProfileInvalid(f"{source} must be a list of fields")
    rules = tuple(_rule(item, f"{source}, field {number}", values) for number, item in enumerate(data, 1))
    taken = [section for rule in rules for section in rule.sections]
    if len(set(taken)) < len(taken):
        raise ProfileInvalid(f"{source}: two fields take the same section")
    if len({rule.name for rule in rules}) < len(rules):
        raise ProfileInvalid(f"{source}: two fields have the same name")
    return rules


def _rule(item: object, source: str, values: bool) -> FieldRule:
    wanted = "value" if values else "from"
    if not isinstance(item, dict) or set(item) != {"field", wanted}:
        raise ProfileInvalid(f"{source} must have “field” and “{wanted}”")
    name, given = _text(item["field"], "field", source), item[wanted]
    if values:
        if given not in _VALUES:
            raise ProfileInvalid(f"{source}: “value” must be one of {', '.join(_VALUES)}")
        return FieldRule(name, value=given)
    if not isinstance(given, list) or not given or not all(isinstance(s, str) and s for s in given):
        raise ProfileInvalid(f"{source}: “from” must be a list of sections")
    return FieldRule(name, tuple(given))


def _text(value: Any, key: str, source: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProfileInvalid(f"{source} needs “{key}”")
    if len(value) > _LONGEST or not all(c.isprintable() for c in value.strip()):
        raise ProfileInvalid(f"{source}: “{key}” is too long, or holds what cannot be shown")
    return value.strip()


def fields(profile: Profile, document: Document) -> list[FieldText]:
    """The fields of a note in the order of the practice program; a draft says so in each. Every sentence is in one."""
    found = [FieldText(rule.name, _value(rule.value, document)) for rule in profile.before]
    found += [FieldText(name, _marked(text, document)) for name, text in _placed(profile, document)]
    for number, addendum in enumerate(document.note.addenda, 1):
        found.append(FieldText(f"Addendum {number}", f"{addendum.text}\n{addendum_line(addendum.signature)}"))
    found += [FieldText("Left out", text) for text in document.left_out]
    return found


def _placed(profile: Profile, document: Document) -> list[tuple[str, str]]:
    parts = {part.id: part for part in document.parts}
    rules = _rules_for(profile, document.template.id)
    if rules is None and profile.one_field:
        return [(profile.one_field, "\n\n".join(f"{p.title}\n{section_text(p)}" for p in parts.values() if p.lines))]
    placed: list[tuple[str, str]] = []
    for rule in rules or ():
        taken = [parts.pop(section) for section in rule.sections if section in parts]
        placed.append((rule.name, "\n".join(section_text(part) for part in taken if part.lines)))
    return placed + [(_free(part, placed), section_text(part)) for part in parts.values()]


def _rules_for(profile: Profile, template_id: str) -> tuple[FieldRule, ...] | None:
    """Those of the format, else those of the format that a modality's fields were added to ("dap+cbt": "dap")."""
    return profile.formats.get(template_id) or profile.formats.get(template_id.split("+", maxsplit=1)[0])


def _free(part: Part, placed: list[tuple[str, str]]) -> str:
    """The section's own title; where a field has that name already, it is said that this is another one."""
    return f"{part.title} (more)" if part.title in {name for name, _ in placed} else part.title


def _marked(text: str, document: Document) -> str:
    return f"[{DRAFT}]\n{text}" if text and document.draft else text


def _value(name: str, document: Document) -> str:
    """A fact of the session, local."""
    session = document.heading.session
    start = session.started_at.astimezone()
    end = session.ended_at.astimezone() if session.ended_at is not None else None
    return {
        "date": f"{start:%Y-%m-%d}",
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}" if end else "",
        "minutes": str(round((end - start).total_seconds() / 60)) if end else "",
        "type": f"{session.type.value.capitalize()} session",
        "client": document.code,
    }[name]
