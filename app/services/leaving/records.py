"""The records of an export: for each kind a file of JSON Lines, whose names are those of the fields below.

The names are also those of the vault's columns, so that a test can hold that nothing is forgotten. Values that the
vault keeps as JSON (`Raw`) stand in the file byte for byte: what was signed keeps its digest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Raw

from app.domain.note import NoteSentence
from app.domain.review import Decision
from app.domain.session import Gap, Mark
from app.domain.transcript import Segment, Speaker, SpeakerTurn, Turn
from app.domain.writing import WritingRule
from app.store.templates import StoredTemplate

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Time = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$", description="UTC")]
Hex = Annotated[str, Meta(pattern=r"^([0-9a-f]{2})*$")]


class _Record(msgspec.Struct, forbid_unknown_fields=True):
    """Base of all records: nothing in a line that is not named."""


class ClientRecord(_Record):
    id: Id
    code: str
    name: str
    created_at: Time
    terms: str | None
    called: str | None
    pronouns: str | None


class GoalRecord(_Record):
    id: Id
    client_id: Id
    position: int
    text: str
    since: str
    closed_at: str | None


class SessionRecord(_Record):
    id: Id
    client_id: Id
    type: str
    speakers: int
    state: str
    started_at: Time
    ended_at: Time | None
    duration: float
    recording_id: Id | None
    template_id: str
    summary: str
    audio_destroyed_at: Time | None
    marks: Raw
    gaps: Raw


class ConsentRecord(_Record):
    id: int
    session_id: Id
    given_at: Time
    wording: str


class SegmentRecord(_Record):
    session_id: Id
    position: int
    data: Raw


class SpeakerTurnsRecord(_Record):
    session_id: Id
    saved_at: Time
    data: Raw


class TurnRecord(_Record):
    id: int
    session_id: Id
    digest: Hex
    data: Raw


class TranscriptRecord(_Record):
    session_id: Id
    version: int
    saved_at: Time
    duration: float
    speakers: Raw
    turns: Raw


class NoteRecord(_Record):
    id: Id
    session_id: Id
    created_at: Time


class NoteVersionRecord(_Record):
    id: int
    note_id: Id
    version: int
    saved_at: Time
    template_id: str
    model: str
    sentences: Raw
    condensed: Raw
    kind: str | None


class SignatureRecord(_Record):
    note_id: Id
    version: int
    name: str
    credentials: str
    signed_at: Time
    meaning: str
    digest: Hex


class AddendumRecord(_Record):
    id: Id
    note_id: Id
    position: int
    text: str
    name: str
    credentials: str
    signed_at: Time
    meaning: str


class ReviewRecord(_Record):
    seconds: float
    session_id: Id
    decisions: Raw


class NoteTemplateRecord(_Record):
    content: Raw
    id: str
    changed_at: str


class WritingRuleRecord(_Record):
    data: Raw
    id: str
    position: int


class SettingRecord(_Record):
    key: str
    value: Raw


class AuditRecord(_Record):
    sequence: int
    at: str
    actor: str
    action: str
    subject: str
    previous: str
    hash: str


class Sound(_Record):
    """The sound of a recording: `file` within the export, `sha256` of its samples (s16le), not of the file."""

    file: str
    samples: int
    sha256: Hex
    device: str
    device_rate: int
    started_at: Time
    clean: bool
    gaps: tuple[Gap, ...]
    marks: tuple[Mark, ...]


class RecordingRecord(_Record):
    """A recording without its key; `sound` is null where it was destroyed, never begun, or could not be read."""

    id: Id
    created_at: Time
    destroyed_at: Time | None
    sound: Sound | None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its file's name, the vault's table, and what is special about its columns.

    `json`: the types of the columns that hold JSON; `hexed`: columns of bytes. `order`: by which the lines are sorted.
    """

    name: str
    table: str
    record: type[_Record]
    order: str
    json: dict[str, Any] = field(default_factory=dict)
    hexed: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table, which are the fields of the record."""
        return self.record.__struct_fields__


_Parts = tuple[tuple[float, float], ...]
KINDS: tuple[Kind, ...] = (  # in the order in which they can be stored: what others belong to comes first
    Kind("clients", "client", ClientRecord, "rowid"),
    Kind("goals", "goal", GoalRecord, "client_id, position"),
    Kind("sessions", "session", SessionRecord, "rowid", {"marks": tuple[Mark, ...], "gaps": tuple[Gap, ...]}),
    Kind("consents", "consent", ConsentRecord, "id"),
    Kind("segments", "segment", SegmentRecord, "session_id, position", {"data": Segment}),
    Kind("speaker_turns", "diarization", SpeakerTurnsRecord, "session_id", {"data": list[SpeakerTurn]}),
    Kind("turns", "turn", TurnRecord, "id", {"data": Turn}, hexed=("digest",)),
    Kind(
        "transcripts", "transcript", TranscriptRecord, "session_id, version",
        {"speakers": tuple[Speaker, ...], "turns": list[int]},
    ),
    Kind("notes", "note", NoteRecord, "rowid"),
    Kind(
        "note_versions", "note_version", NoteVersionRecord, "id",
        {"sentences": tuple[NoteSentence, ...], "condensed": _Parts | None},
    ),
    Kind("signatures", "signature", SignatureRecord, "note_id", hexed=("digest",)),
    Kind("addenda", "addendum", AddendumRecord, "note_id, position"),
    Kind("reviews", "review", ReviewRecord, "session_id", {"decisions": dict[str, Decision]}),
    Kind("note_templates", "note_template", NoteTemplateRecord, "id", {"content": StoredTemplate}),
    Kind("writing_rules", "writing_rule", WritingRuleRecord, "position, id", {"data": WritingRule}),
    Kind("settings", "setting", SettingRecord, "key", {"value": Any}),
)  # fmt: skip
RECORDINGS, AUDIT = "recordings", "audit"
NOT_EXPORTED = {
    "speaker_window": "what voices are like, while it is worked out who spoke when; made anew from the sound",
    "migration": "the vault's own book-keeping",
    "finding": "the vault's own book-keeping",
    "tip": "the vault's own book-keeping",
}
"""Tables of a vault that an export leaves out, and why."""
OWN_SETTINGS = frozenset(
    {"recovery.pending", "recovery.shown", "deletion.unfinished", "backup.state", "keys.digests",
     "policy.folder-accepted", "policy.clock", "work.pending", "voice", "check.key"}
)  # fmt: skip
"""Settings that belong to one vault or computer, the key of its seals (what was checked elsewhere is checked anew), and
the clinician's voice: a mark of a person that cannot be changed like a password has no place in a folder that is not
encrypted, and is taken anew in half a minute."""


def to_record(kind: Kind, row: Any) -> _Record:
    """A row of the vault as a record."""
    values: dict[str, Any] = {}
    for column in kind.columns:
        value = row[column]
        if column in kind.json:
            value = Raw(b"null" if value is None else bytes(value))
        elif column in kind.hexed:
            value = bytes(value).hex()
        values[column] = value
    return kind.record(**values)


def to_row(kind: Kind, record: _Record) -> tuple[object, ...]:
    """The values of a record in the order of its columns, for the vault. Raises msgspec.MsgspecError."""
    values: list[object] = []
    for column in kind.columns:
        value = getattr(record, column)
        if column in kind.json:
            msgspec.json.decode(value, type=kind.json[column])
            values.append(None if bytes(value) == b"null" and _may_be_missing(kind, column) else bytes(value))
        elif column in kind.hexed:
            values.append(bytes.fromhex(value))
        else:
            values.append(value)
    return tuple(values)


def _may_be_missing(kind: Kind, column: str) -> bool:
    return kind.table == "note_version" and column == "condensed"


def line_of(record: msgspec.Struct) -> bytes:
    """One line of JSON, with its end."""
    return msgspec.json.encode(record) + b"\n"


def reader_of(record: type[_Record]) -> Callable[[bytes], Any]:
    """What reads a line of this kind; it raises msgspec.MsgspecError for one that is not."""
    return msgspec.json.Decoder(record).decode


def schema() -> dict[str, Any]:
    """The format as JSON Schema, one definition for each kind of record; JSON within a record is described too."""
    shown: list[type[msgspec.Struct]] = []
    for kind in KINDS:
        described = [(each.name, kind.json.get(each.name, each.type)) for each in msgspec.structs.fields(kind.record)]
        shown.append(msgspec.defstruct(kind.record.__name__, described, forbid_unknown_fields=True))
    shown += [RecordingRecord, AuditRecord]
    refs, parts = msgspec.json.schema_components(shown, ref_template="#/$defs/{name}")
    files = {kind.name: ref for kind, ref in zip(KINDS, refs, strict=False)}
    files |= {RECORDINGS: refs[-2], AUDIT: refs[-1]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sotto export",
        "description": "Each line of records/NAME.jsonl is one object of this kind.",
        "properties": files,
        "$defs": dict(sorted(parts.items())),
    }
