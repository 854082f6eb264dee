"""What changed between two versions of a note: words inserted and removed, and what became of the draft's sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.domain.note import Note, NoteSentence, Origin, VersionKind


class Part(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and share a fate."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in both versions. `own`: it became the clinician's own observation between them."""

    section: str
    runs: tuple[Run, ...]
    own: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything of it changed."""
        return self.own or any(run.part is not Part.SAME for run in self.runs)


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """The words of two texts, in order; where both differ, what was removed comes before what was inserted."""
    old, new = before.split(), after.split()
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Part.SAME, " ".join(old[a:b])))
            continue
        if a < b:
            runs.append(Run(Part.REMOVED, " ".join(old[a:b])))
        if c < d:
            runs.append(Run(Part.INSERTED, " ".join(new[c:d])))
    return tuple(runs)


def compare(before: Note, after: Note) -> list[Line]:
    """Every sentence of either version, section by section in the order of `after`.

    A sentence is the same one by its id; one that was drafted anew, by its words.
    """
    sections = dict.fromkeys([*(s.section for s in after.sentences), *(s.section for s in before.sentences)])
    return [line for section in sections for line in _section(section, before, after)]


def _section(section: str, before: Note, after: Note) -> list[Line]:
    old, new = before.in_section(section), after.in_section(section)
    both = {s.id for s in old} & {s.id for s in new}
    old_keys = [s.id if s.id in both else s.text for s in old]
    new_keys = [s.id if s.id in both else s.text for s in new]
    lines: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [_both(section, one, other) for one, other in zip(old[a:b], new[c:d], strict=True)]
            continue
        lines += [Line(section, (Run(Part.REMOVED, s.text),)) for s in old[a:b]]
        lines += [Line(section, (Run(Part.INSERTED, s.text),)) for s in new[c:d]]
    return lines


def _both(section: str, before: NoteSentence, after: NoteSentence) -> Line:
    return Line(section, word_runs(before.text, after.text), after.kept and not before.kept)


@dataclass(frozen=True, slots=True)
class Fates:
    """How many of the draft's sentences came to what; see `app.domain.review.Figures`."""

    drafted: int
    unchanged: int
    edited: int
    replaced: int
    deleted: int
    added: int
    edit_share: float | None


def fates(versions: Sequence[Note]) -> Fates:
    """What became of the last draft among `versions` (oldest first) in the last of them.

    Where only a section was drafted anew, what stood in the others counts as first drafted.
    """
    last = versions[-1]
    drafts = [note for note in versions if note.kind is VersionKind.DRAFT]
    if not drafts:
        return Fates(0, 0, 0, 0, 0, len(last.sentences), None)
    first: dict[str, tuple[NoteSentence, VersionKind]] = {}
    for note in versions:
        for sentence in note.sentences:
            first.setdefault(sentence.id, (sentence, note.kind))
    # What the clinician had added before a section was drafted anew stands in that draft, and is theirs still.
    drafted = {s.id: first[s.id][0] for s in drafts[-1].sentences if first[s.id][1] is VersionKind.DRAFT}
    now = {s.id: s for s in last.sentences}
    stayed = [(s, now[id_]) for id_, s in drafted.items() if id_ in now]
    unchanged = sum(s.text == after.text for s, after in stayed)
    replaced = sum(
        s.text != after.text and after.origin is Origin.QUOTATION and s.origin is not Origin.QUOTATION
        for s, after in stayed
    )
    return Fates(
        drafted=len(drafted),
        unchanged=unchanged,
        edited=len(stayed) - unchanged - replaced,
        replaced=replaced,
        deleted=len(drafted) - len(stayed),
        added=sum(id_ not in drafted for id_ in now),
        edit_share=_edit_share(drafted, now),
    )


def _edit_share(before: dict[str, NoteSentence], after: dict[str, NoteSentence]) -> float:
    """Words removed or inserted, of all words of both; 0.0 where there are none."""
    changed = total = 0
    for id_ in dict.fromkeys([*before, *after]):
        old, new = (side[id_].text if id_ in side else "" for side in (before, after))
        total += len(old.split()) + len(new.split())
        changed += sum(len(run.text.split()) for run in word_runs(old, new) if run.part is not Part.SAME)
    return changed / total if total else 0.0
