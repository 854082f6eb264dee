"""Note formats in memory: what ships and the rules are the real ones, the preview is made up; part of
`fake_services`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import NotAllowed, SottoError
from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Section, Verdict
from app.notes.template_schema import Problem, to_data
from app.notes.templates import (
    Overlay,
    TemplateLibrary,
    known_topics,
    load_template,
    offered_fields,
    problems_of,
    template_to_yaml,
)

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState


class FakeTemplates:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.kept: dict[str, NoteTemplate] = {}
        self.library = TemplateLibrary()
        self.library.own = lambda: list(self.kept.values())
        self.error: SottoError | None = None
        self.unreadable = 0
        self.hold = threading.Event()
        self.hold.set()

    def list(self) -> list[NoteTemplate]:
        return self.library.list()

    def damaged(self) -> int:
        return self.unreadable

    def get(self, template_id: str) -> NoteTemplate:
        return self.library.get(template_id)

    def overlays(self) -> list[Overlay]:
        return self.library.overlays()

    def offered_fields(self) -> list[Section]:
        return offered_fields()

    def topics(self) -> dict[str, str]:
        return {name: title for name, title in known_topics().items() if name != "small_talk"}

    def problems(self, template: NoteTemplate) -> list[Problem]:
        found = problems_of(to_data(replace(template, id=template.id or "own_0")))
        if template.title.strip().casefold() in {t.title.casefold() for t in self.list() if t.id != template.id}:
            found.insert(0, Problem(0, "title", "is that of another format", code="twice"))
        return found

    def preview(self, template: NoteTemplate, cancelled: Callable[[], bool] = lambda: False) -> Note:
        self.hold.wait(5)
        self._s.calls.append(("preview", template.id))
        sentences = tuple(
            NoteSentence(f"{s.id}-1", s.id, f"Client: “Words for {s.title}.”", Origin.QUOTATION, Verdict.SUPPORTED)
            for s in template.sections
            if not s.clinician_only and s.topics
        )
        return Note("preview", "", template.id, sentences)

    def copy_of(self, template_id: str) -> NoteTemplate:
        found = self.get(template_id)
        return replace(found, id="", title=f"{found.title} (own)", own=True)

    def save(self, template: NoteTemplate) -> NoteTemplate:
        if self.error is not None:
            raise self.error
        assert not self.problems(template)
        kept = replace(template, id=template.id or f"own_{len(self.kept) + 1}", own=True)
        self.kept[kept.id] = kept
        self._s.calls.append(("save_format", kept.id))
        return kept

    def delete(self, template_id: str) -> None:
        if template_id not in self.kept:
            raise NotAllowed("Only a format of your own can be deleted.")
        del self.kept[template_id]

    def export_file(self, template_id: str, path: Path) -> None:
        path.write_text(template_to_yaml(replace(self.get(template_id), id="given_out")), encoding="utf-8")

    def import_file(self, path: Path) -> NoteTemplate:
        return self.save(replace(load_template(path), id=""))
