"""A note as plain text: for the terminal, the clipboard and the text export."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.note import Note, NoteTemplate, Origin, Verdict


def render_text(note: Note, template: NoteTemplate, header: Sequence[str] = (), *, evidence: bool = False) -> str:
    """The note as plain text.

    `header` are lines put first (who, when). `evidence` adds, under each sentence, the times it comes
    from. Sentences that are marked and not kept are shown as such, so that text that leaves the program
    before its signature cannot be mistaken for reviewed text.
    """
    lines = [*header, ""] if header else []
    for section_id in _order(note, template):
        lines += [template.section_title(section_id), "-" * len(template.section_title(section_id))]
        for sentence in note.in_section(section_id):
            mark = f"  [{sentence.mark}]" if sentence.mark else ""
            mark = "  [clinician's own observation]" if sentence.kept else mark
            lines.append(f"{sentence.text}{mark}")
            if evidence and sentence.evidence and sentence.origin is not Origin.CLINICIAN:
                places = ", ".join(f"{clock(e.start)}" for e in sentence.evidence)
                score = f" · {sentence.score:.2f}" if sentence.verdict is Verdict.UNSUPPORTED else ""
                lines.append(f"    ({places}{score})")
        lines.append("")
    if note.signature is not None:
        s = note.signature
        who = f"{s.name}, {s.credentials}" if s.credentials else s.name
        lines += [f"{s.meaning}: {who}, {s.signed_at:%Y-%m-%d %H:%M %Z}", ""]
    for addendum in note.addenda:
        a = addendum.signature
        lines += [f"Addendum, {a.signed_at:%Y-%m-%d %H:%M %Z}, {a.name}", addendum.text, ""]
    return "\n".join(lines).rstrip() + "\n"


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, "3:07", or hours where there are any."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def _order(note: Note, template: NoteTemplate) -> list[str]:
    """The format's sections, then any that only the note knows; empty ones are left out."""
    known = [s.id for s in template.sections]
    extra = [s.section for s in note.sentences if s.section not in known]
    return [s for s in dict.fromkeys([*known, *extra]) if note.in_section(s)]
