"""The clinic's own note formats: writing, keeping, giving out as files and taking in; and a look at any format.

A format that notes were written in is never changed under them: what takes its place has an id of its own, and the old
one stays in the vault, no longer offered.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from app.domain.errors import NotAllowed, TemplateInvalid
from app.domain.note import Note, NoteTemplate, Section
from app.domain.session import SessionState
from app.domain.transcript import Role, Speaker, Transcript, Turn
from app.notes.template_schema import LONGEST_TITLE, Problem, to_data
from app.notes.templates import (
    JOINT,
    OWN_PREFIX,
    Overlay,
    TemplateLibrary,
    known_topics,
    load_template,
    offered_fields,
    problems_of,
    template_from_dict,
    template_to_yaml,
)
from app.services.access import Store, VaultService
from app.services.language_tools import LanguageTools
from app.services.paths import RESOURCES
from app.services.preferences import Preferences
from app.store.files import write_atomically

USUAL = "dap"
"""The format in the place of one that is deleted."""
_UNNAMED = f"{OWN_PREFIX}0"
"""The id that a format is looked at under before it has one."""


class TemplateService:
    """Formats of the clinic's own. Every method that keeps one raises VaultLocked while the vault is locked."""

    def __init__(
        self, vault: VaultService, library: TemplateLibrary, tools: LanguageTools, preferences: Preferences
    ) -> None:
        """From then on `library` knows the formats of the open vault too."""
        self._vault = vault
        self._library = library
        self._tools = tools
        self._preferences = preferences
        self._listed: Sequence[NoteTemplate] | None = None  # as they were listed last
        library.own = lambda: [template for template, retired in self._known().values() if not retired]
        library.retired = lambda template_id: self._known().get(template_id, (None, True))[0]
        vault.on_lock(self._forget)

    # ---- looking ---------------------------------------------------------------------------------

    def get(self, template_id: str) -> NoteTemplate:
        """One format, with the fields of modalities where the id names them. Raises TemplateInvalid."""
        return self._library.get(template_id)

    def damaged(self) -> int:
        """How many formats of the clinic's own cannot be read; the others are offered all the same."""
        return len(self._vault.store.templates.readable()[1])

    def overlays(self) -> list[Overlay]:
        """The modalities that add fields to a format."""
        return self._library.overlays()

    def offered_fields(self) -> list[Section]:
        """Fields that are the clinician's alone, with their checklists, to be taken over into a format."""
        return offered_fields()

    def topics(self) -> dict[str, str]:
        """What Sotto can look for in a session: name to title."""
        return {name: title for name, title in known_topics().items() if name != "small_talk"}

    def problems(self, template: NoteTemplate) -> list[Problem]:
        """What keeps a format from being kept, in the order of its fields; empty if nothing does.

        Quick: what other formats are called is known from the last time that they were listed.
        """
        found = problems_of(to_data(replace(template, id=template.id or _UNNAMED)))
        others = self._listed if self._listed is not None else self.list()
        if template.title.strip().casefold() in {t.title.casefold() for t in others if t.id != template.id}:
            found.insert(0, Problem(0, "title", "is that of another format", code="twice"))
        return found

    def preview(self, template: NoteTemplate, cancelled: Callable[[], bool] = lambda: False) -> Note:
        """The note of the demo session in a format, made of quotations, without any model. Raises Cancelled."""
        return self._tools.floor().draft(demo_transcript(), template, "", cancelled=cancelled)

    # ---- keeping ---------------------------------------------------------------------------------

    def copy_of(self, template_id: str) -> NoteTemplate:
        """A format of one's own to begin with, from any other; not kept yet. Raises TemplateInvalid."""
        found = self.get(template_id)
        return replace(found, id="", title=self._free_title(f"{found.title} (own)"), own=True)

    def save(self, template: NoteTemplate) -> NoteTemplate:
        """Keep a format, a new one where its id is ""; answers with it as it is kept.

        Where notes were written in it already they keep it as it was, and it goes on under another id; sessions of
        which nothing is recorded yet, and the usual format of the settings, go on with it. Raises TemplateInvalid,
        NotAllowed for a title that another format has or a format that ships with Sotto.
        """
        if template.id and template.id not in self._known():
            raise NotAllowed("Only a format of your own can be changed. Make a copy of this one.")
        checked = template_from_dict(to_data(replace(template, id=template.id or _UNNAMED)), "the format")
        self.list()  # as they are now
        problems = self.problems(checked if template.id else replace(checked, id=""))
        if problems:
            raise NotAllowed("Another format has this title already. Choose another title.")
        store, before = self._vault.store, template.id
        with store.database.transaction():
            kept = replace(checked, id=self._id_for(store, before), own=True)
            store.templates.save(kept)
            store.audit.append("format.changed" if before else "format.added", kept.id)
        self._listed = None
        self._follow_preference(before, kept.id)
        return kept

    def _id_for(self, store: Store, before: str) -> str:
        """Under which id a format is kept: its own as long as nothing was written in it."""
        if before and not store.templates.used(before):
            return before
        after = _new_id()
        if before:
            store.templates.save(self._known()[before][0], retired=True)
            self._move_planned(store, before, after)
        return after

    def delete(self, template_id: str) -> None:
        """Offer a format no longer; it stays for the notes that were written in it. Raises NotAllowed."""
        known = self._known().get(template_id)
        if known is None:
            raise NotAllowed("Only a format of your own can be deleted.")
        store = self._vault.store
        with store.database.transaction():
            self._move_planned(store, template_id, USUAL)
            if store.templates.used(template_id):
                store.templates.save(known[0], retired=True)
            else:
                store.templates.delete(template_id)
            store.audit.append("format.removed", template_id)
        self._listed = None
        self._follow_preference(template_id, USUAL)

    # ---- files -----------------------------------------------------------------------------------

    def export_file(self, template_id: str, path: Path) -> None:
        """Write a format as a YAML file. Raises TemplateInvalid, FolderNotWritable or DiskFull."""
        template = self.get(template_id)
        write_atomically(path, template_to_yaml(replace(template, id=_file_id(template))).encode())
        self._vault.store.audit.append("format.exported", template_id.replace(JOINT, ":"))

    def import_file(self, path: Path) -> NoteTemplate:
        """Keep the format of a YAML file as one of the clinic's own. Raises TemplateInvalid, which says where."""
        found = load_template(path)
        store = self._vault.store
        kept = replace(found, id=_new_id(), title=self._free_title(found.title), own=True)
        with store.database.transaction():
            store.templates.save(kept)
            store.audit.append("format.imported", kept.id)
        self._listed = None
        return kept

    # ---- parts -----------------------------------------------------------------------------------

    def _known(self) -> dict[str, tuple[NoteTemplate, bool]]:
        """Every own format of the open vault by id, and whether it is retired; none while it is locked."""
        if not self._vault.is_open:
            return {}
        stored, _ = self._vault.store.templates.readable()
        return {each.template.id: (replace(each.template, own=True), each.retired) for each in stored}

    def _forget(self) -> None:
        self._listed = None

    def _free_title(self, title: str) -> str:
        """The title, or with a number where another format has it."""
        taken = {t.title.casefold() for t in self.list()}
        number, wanted = 1, title[:LONGEST_TITLE].strip()
        while wanted.casefold() in taken:
            number += 1
            ending = f" ({number})"
            wanted = title[: LONGEST_TITLE - len(ending)].strip() + ending
        return wanted

    @staticmethod
    def _move_planned(store: Store, before: str, after: str) -> None:
        """Sessions of which nothing is recorded yet go on with what takes the place of their format."""
        for session in store.sessions.list():
            base, *added = session.template_id.split(JOINT)
            if base == before and session.state is SessionState.PLANNED:
                store.sessions.save(replace(session, template_id=JOINT.join((after, *added))))

    def _follow_preference(self, before: str, after: str) -> None:
        base, *added = str(self._preferences.get("template")).split(JOINT)
        if before and base == before and after != before:
            self._preferences.set("template", JOINT.join((after, *added)))

    def list(self) -> list[NoteTemplate]:
        """All formats that can be chosen, the clinic's own among them."""
        found = self._library.list()
        self._listed = found if self._vault.is_open else None
        return found


def _new_id() -> str:
    return OWN_PREFIX + secrets.token_hex(8)


def _file_id(template: NoteTemplate) -> str:
    """An id for a file: those of composed formats have a sign that a format's own id may not have."""
    return template.id.replace(JOINT, "_")[:31]


@lru_cache(maxsize=1)
def demo_transcript() -> Transcript:
    """The demo session as it was spoken, with its true times."""
    path = RESOURCES / "demo" / "truth.json"
    try:
        spoken: Sequence[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TemplateInvalid("the demo session is not there") from error
    labels = {"therapist": "S1", "client": "S2"}
    turns: list[Turn] = []
    place: object = None
    for part in spoken:
        start, end, text = float(str(part["start"])), float(str(part["end"])), str(part["text"])
        if turns and part["turn"] == place:
            turns[-1] = replace(turns[-1], end=end, text=f"{turns[-1].text} {text}")
        else:
            turns.append(Turn(labels[str(part["role"])], start, end, text))
        place = part["turn"]
    return Transcript(tuple(turns), (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), turns[-1].end)
