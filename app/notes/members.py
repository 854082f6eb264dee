"""Several clients in one session: a part of the note for each, which names no other.

A format for groups has parts that are shared and parts `per_client`. In the note each client has one of the latter,
under the id "progress@S3" (the part, and the client's label). A shared part goes into everybody's record, so it names
nobody; a client's own part is made of that client's words and the therapist's questions, and of no sentence that names
anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.errors import TemplateInvalid
from app.domain.note import NoteTemplate, Section
from app.domain.transcript import Role, Transcript
from app.notes.evidence import Passage
from app.notes.lexicons import Lexicons
from app.notes.medications import common_words
from app.notes.moments import Moment, moments_of
from app.notes.quoting import Name, speaker_name
from app.notes.style import Manner, Person
from app.notes.templates import RESOURCES
from app.notes.text import is_content, stems, tokens

AT = "@"
MEMBER = "Group member"
"""What a shared part calls a client."""

_CAPITAL = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’-]*")
_NO_NAMES = frozenset(
    """i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december god jesus ok okay tv christmas easter thanksgiving client
    therapist group member covid internet english emdr cbt dbt act phq gad suds""".split()  # noqa: SIM905
)


def client_of(section_id: str) -> str:
    """The label of the client whose part it is, or ""."""
    return section_id.partition(AT)[2]


def expanded(template: NoteTemplate, transcript: Transcript) -> NoteTemplate:
    """The format with a part for each client who speaks, in the order of their first words, for each `per_client`."""
    if not any(section.per_client for section in template.sections):
        return template
    roles = {s.label: s.role for s in transcript.speakers}
    spoke = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.text.strip())
    labels = [label for label in spoke if roles.get(label) is not Role.THERAPIST]
    parts: list[Section] = []
    for section in template.sections:
        if not section.per_client:
            parts.append(section)
            continue
        for label in labels:
            title = f"{section.title}: {speaker_name(transcript, label)}"
            parts.append(replace(section, id=f"{section.id}{AT}{label}", title=title))
    return replace(template, sections=tuple(parts))


def naming(manner: Manner, *, shared: bool = False) -> Name:
    """What quotations call their speakers: the client by their term; `shared`: in a group, no client by name."""

    def name(transcript: Transcript, label: str) -> str:
        usual = speaker_name(transcript, label)
        speaker = next((s for s in transcript.speakers if s.label == label), None)
        client = speaker is None or speaker.role is not Role.THERAPIST
        if shared and client:
            return MEMBER
        if not client and not (speaker and speaker.name) and manner.clinician in (Person.CLINICIAN, Person.COUNSELOR):
            return manner.clinician.value.capitalize()
        return manner.frame(usual, client=client)

    return name


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names that are no other word, in small letters. Raises TemplateInvalid."""
    try:
        lines = (RESOURCES / "writing" / "given_names.txt").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateInvalid("the list given_names.txt cannot be read") from error
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split()) - {"april"}


@dataclass(frozen=True, slots=True)
class Members:
    """The clients of a group session, and what names them.

    `names`: by label, the words that name this client; `capital`: words that are written with a capital letter in the
    middle of some sentence of the session.
    """

    names: dict[str, frozenset[str]]
    capital: frozenset[str]
    lexicons: Lexicons

    @classmethod
    def of(cls, transcript: Transcript, lexicons: Lexicons) -> Members:
        """From the speakers' names, labels that are names, and what is written like one."""
        names = {}
        for speaker in transcript.speakers:
            words = tokens(f"{speaker.name} {'' if re.fullmatch(r'S[0-9]+', speaker.label) else speaker.label}")
            names[speaker.label] = frozenset(w for w in words if len(w) > 1 and is_content(w) and w not in _NO_NAMES)
        inside = (word for m in moments_of(transcript) for word in _CAPITAL.findall(m.text)[_begins(m.text) :])
        return cls(names, frozenset(_plain(word) for word in inside), lexicons)

    def passages(self, section: Section, found: Sequence[Passage]) -> list[Passage]:
        """Those that may stand in a section: of nobody else's words, and naming nobody else."""
        own = client_of(section.id)
        kept: list[Passage] = []
        for passage in found:
            if own and passage.role is not Role.THERAPIST and passage.moments[0].speaker != own:
                continue
            if own and passage.role is Role.THERAPIST and section.words_of != "therapist":
                continue  # of whom the therapist speaks is not known
            asked = passage.question
            if asked is not None and (asked.role is not Role.THERAPIST or self.names_other(asked.text, own)):
                asked = None
            for run in _runs([m for m in passage.moments if not self.names_other(m.text, own)]):
                first = run[0] is passage.moments[0]
                kept.append(replace(passage, moments=tuple(run), question=asked if first else None))
        return kept

    def names_other(self, text: str, own: str) -> bool:
        """Whether a text names anybody but this client (`own` "": anybody at all).

        A capitalised word that is no everyday word and no medication may be a name: it counts as one.
        """
        others = frozenset[str]().union(*(names for label, names in self.names.items() if label != own))
        mine = self.names.get(own, frozenset())
        words = {_plain(word) for word in tokens(text)} - mine
        if words & ((others | given_names()) - mine):
            return True
        capital = _CAPITAL.findall(text)
        first = _begins(text)
        return any(self._may_name(_plain(word), mine, first=bool(first) and n == 0) for n, word in enumerate(capital))

    def _may_name(self, word: str, mine: frozenset[str], *, first: bool) -> bool:
        if word in mine or word in _NO_NAMES or len(word) < 2 or not is_content(word):
            return False
        if self.lexicons.medications.find(stems(word)):
            return False
        return not first or word in self.capital or word not in common_words()


def _begins(text: str) -> int:
    """1 where the first word has a capital, which a sentence's first word always has."""
    return 1 if _CAPITAL.match(text.lstrip("“\"'‘ ")) else 0


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).lower()


def _runs(moments: Sequence[Moment]) -> list[list[Moment]]:
    """Sentences that follow each other, together: a quotation has no hole."""
    runs: list[list[Moment]] = []
    for moment in moments:
        if runs and runs[-1][-1].index == moment.index - 1:
            runs[-1].append(moment)
        else:
            runs.append([moment])
    return runs
