"""What every format says of a note: who, when, the sections, the signatures, where the audit trail stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.note import Note, NoteTemplate, Signature
from app.domain.session import Client, Session
from app.notes.members import client_of
from app.notes.render import Kind, Part, one_line, parts, signed_by
from app.notes.text import is_content, tokens
from app.store.audit import printed_head

DRAFT = "DRAFT, not signed"
HEAD_MEANS = "With this line Sotto can tell later whether anything before it was changed or removed."
WRITTEN_LATER = "Written down without a recording."
LEGEND = {
    Kind.QUOTED: "Italics: the session's own words.",
    Kind.OWN: "“Clinician's own observation”: not said in the session, stated by whoever signs.",
    Kind.CARRIED: "“From the plan”, “from the last note”: carried over, not said in this session.",
    Kind.MARKED: "“Not found in the session”, “not checked yet”, “not decided on yet”: nobody has decided on this.",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a note, and the audit trail's last number and hash below it."""

    client: Client
    session: Session
    audit_sequence: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class Document:
    """A note as it leaves the program.

    `template` is the format as the note has it, in a group with a part for each client. `member` is the label of the
    one client in a group for whose record it is: the others' parts are left out; "" for the whole note. `withheld`
    counts the addenda that are left out for the same reason.
    """

    note: Note
    template: NoteTemplate
    heading: Heading
    member: str = ""
    withheld: int = 0

    @property
    def title(self) -> str:
        """The name of the format and the kind of document; a draft says so."""
        return f"{self.plain_title} (draft, not signed)" if self.draft else self.plain_title

    @property
    def plain_title(self) -> str:
        """The title without what it says of a draft; a title that says "note" itself is left alone."""
        title = one_line(self.template.title)
        return title if self.template.use != "session" or title.lower().endswith("note") else f"{title} note"

    @property
    def draft(self) -> bool:
        """True until it is signed."""
        return not self.note.signed

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections with their lines; with `member`, those that are shared and this client's."""
        found = parts(self.note, self.template)
        return tuple(p for p in found if client_of(p.id) in ("", self.member)) if self.member else found

    @property
    def to_review(self) -> str:
        """What a draft says of the sentences that nobody has decided on; "" where there are none."""
        count = sum(line.kind is Kind.MARKED for part in self.parts for line in part.lines)
        if not count:
            return ""
        return f"{count} {'sentence has' if count == 1 else 'sentences have'} not been decided on yet."

    @property
    def code(self) -> str:
        """The client's code: what stands on each page, where a name would be seen by whoever passes the printer."""
        return one_line(self.heading.client.code)

    @property
    def day(self) -> str:
        """The day of the session, local."""
        return f"{self.heading.session.started_at.astimezone():%d %B %Y}"

    @property
    def head(self) -> str:
        """Where the audit trail stood, in words for paper."""
        return f"Audit {printed_head(self.heading.audit_sequence, self.heading.audit_hash)}"

    @property
    def legend(self) -> tuple[str, ...]:
        """What the ways of writing mean that this note makes use of."""
        used = {line.kind for part in self.parts for line in part.lines}
        return (*(text for kind, text in LEGEND.items() if kind in used), *self.left_out)

    @property
    def left_out(self) -> tuple[str, ...]:
        """That this copy is not the whole record, where it is not: a reader must not take it for that."""
        if not self.withheld:
            return ()
        count = "1 addendum is" if self.withheld == 1 else f"{self.withheld} addenda are"
        return (f"{count} not in this copy: somebody else of the group is named there.",)

    @property
    def signature_lines(self) -> tuple[str, ...]:
        """The signature block: meaning, name with credentials, moment, and what was signed; () for a draft."""
        s = self.note.signature
        if s is None:
            return ()
        return (one_line(s.meaning), f"Signed by {signed_by(s)}", f"{moment(s.signed_at)}, version {self.note.version}")


def for_member(document: Document, names: Iterable[str]) -> Document:
    """The note for the record of one member, without the addenda that name another one. `names`: what the others are
    called."""
    others = {word for name in names for word in tokens(name) if len(word) > 1 and is_content(word)}
    addenda = tuple(a for a in document.note.addenda if not others & set(tokens(a.text)))
    withheld = len(document.note.addenda) - len(addenda)
    return replace(document, note=replace(document.note, addenda=addenda), withheld=withheld) if withheld else document


def moment(at: datetime) -> str:
    """A time for people: local, with its zone."""
    local = at.astimezone()
    return f"{local:%d %B %Y, %H:%M} {local.tzname() or 'local time'}"


def addendum_line(signature: Signature) -> str:
    """Who added something, and when."""
    return f"{signed_by(signature)}, {moment(signature.signed_at)}"


def heading_lines(heading: Heading) -> list[str]:
    """Client, date and length, in local time."""
    return [f"{name}: {value}" for name, value in facts(heading)]


def facts(heading: Heading) -> list[tuple[str, str]]:
    """What stands above a note, each with its name: client, date with start and end, kind of session."""
    session = heading.session
    start = session.started_at.astimezone()
    when = f"{start:%d %B %Y, %H:%M}"
    if session.ended_at is not None:
        when += f" to {session.ended_at.astimezone():%H:%M}"
    found = [
        ("Client", one_line(heading.client.label)),
        ("Date", when),
        ("Session", f"{session.type.value.capitalize()} session"),
    ]
    if not session.recording_id and session.summary:
        found.append(("Record", WRITTEN_LATER))
    return found
