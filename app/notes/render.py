"""What a note says, laid out for text that leaves the program; and as plain text for terminal, clipboard and files.

`parts` is the one place that decides what stands in which order and with which words beside it: every format is made
from it, so that none says less than another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Signature, Source, Verdict

OWN = "clinician's own observation"
FROM_PLAN = "from the plan"
FROM_LAST_NOTE = "from the last note"
UNDECIDED = "not decided on yet"
NOTHING = "Nothing recorded."
UNNAMED = "Other"
_BESIDE = {Source.PLAN: FROM_PLAN, Source.LAST_NOTE: FROM_LAST_NOTE}


class Kind(StrEnum):
    """Whose words a line is made of, for formats that can show it."""

    WRITTEN = "written"  # written from the session and found there
    QUOTED = "quoted"  # the session's own words
    OWN = "own"  # the clinician's own observation
    CARRIED = "carried"  # from the plan or the last note, not said in this session
    MARKED = "marked"  # not decided on yet


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it leaves the program. `beside` is what is said of it in brackets, "" for nothing."""

    text: str
    kind: Kind
    beside: str
    sentence: NoteSentence

    @property
    def whole(self) -> str:
        """Text and what stands beside it, for formats without any layout."""
        return f"{self.text}  [{self.beside}]" if self.beside else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a note with its lines, in order; `lines` is empty where nothing was recorded."""

    id: str
    title: str
    lines: tuple[Line, ...]


def parts(note: Note, template: NoteTemplate) -> tuple[Part, ...]:
    """The format's sections in order, then those that only the note knows.

    An empty one is among them where the format asks for it; one that may be left out is left out.
    """
    known = {section.id: section.required for section in template.sections}
    extra = {s.section: False for s in note.sentences if s.section not in known}
    found: list[Part] = []
    for each, required in {**known, **extra}.items():
        lines = tuple(_line(s) for s in note.in_section(each) if s.text.strip())
        if lines or required:
            found.append(Part(each, one_line(template.section_title(each)) or UNNAMED, lines))
    return tuple(found)


def _line(sentence: NoteSentence) -> Line:
    """A mark comes before everything else: a sentence that nobody has decided on is shown as that, whatever it is."""
    text, carried = one_line(sentence.text), _BESIDE.get(sentence.source, "")
    if sentence.mark:
        return Line(text, Kind.MARKED, f"{carried}, {UNDECIDED}" if carried else sentence.mark, sentence)
    if carried:
        return Line(text, Kind.CARRIED, carried, sentence)
    if sentence.kept:
        return Line(text, Kind.OWN, OWN, sentence)
    if sentence.origin is Origin.QUOTATION:
        return Line(text, Kind.QUOTED, "", sentence)
    return Line(text, Kind.WRITTEN, "", sentence)


def one_line(text: str) -> str:
    """Without breaks: words of a sentence must not look like another section, or like a signature, of the note."""
    return " ".join(text.split())


def signed_by(signature: Signature) -> str:
    """Name and credentials: "A. Ray, LCSW"."""
    return one_line(f"{signature.name}, {signature.credentials}" if signature.credentials else signature.name)


def render_text(note: Note, template: NoteTemplate, header: Sequence[str] = (), *, evidence: bool = False) -> str:
    """The note as plain text.

    `header` are lines put first (who, when). `evidence` adds, under each sentence, the times it comes
    from. Sentences that are marked and not kept are shown as such, so that text that leaves the program
    before its signature cannot be mistaken for reviewed text. Sections without a word are left out.
    """
    return render_parts(parts(note, template), note, header, evidence=evidence)


def render_parts(found: Iterable[Part], note: Note, header: Sequence[str] = (), *, evidence: bool = False) -> str:
    """As `render_text`, of these parts, with the note's signature and addenda."""
    lines = [*header, ""] if header else []
    for part in found:
        if not part.lines:
            continue
        lines += [part.title, "-" * len(part.title)]
        for line in part.lines:
            lines.append(line.whole)
            lines += _places(line.sentence) if evidence else []
        lines.append("")
    lines += _signatures(note)
    return "\n".join(lines).rstrip() + "\n"


def _places(sentence: NoteSentence) -> list[str]:
    if not sentence.evidence or sentence.origin is Origin.CLINICIAN:
        return []
    places = ", ".join(f"{clock(e.start)}" for e in sentence.evidence)
    score = f" · {sentence.score:.2f}" if sentence.verdict is Verdict.UNSUPPORTED else ""
    return [f"    ({places}{score})"]


def _signatures(note: Note) -> Iterable[str]:
    if note.signature is not None:
        s = note.signature
        yield from (f"{one_line(s.meaning)}: {signed_by(s)}, {s.signed_at:%Y-%m-%d %H:%M %Z}", "")
    for addendum in note.addenda:
        a = addendum.signature
        yield from (f"Addendum, {a.signed_at:%Y-%m-%d %H:%M %Z}, {signed_by(a)}", addendum.text, "")


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, "3:07", or hours where there are any."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
