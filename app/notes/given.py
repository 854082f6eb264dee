"""What a draft may be given besides the session: goals of the treatment plan, and the last signed note.

None of it was said today. It has names of its own in the prompt ("P1", "N2"), so that a sentence which stands on it
can say so; such a sentence begins with "From the plan:" or "From the last note:", carries its source, has no evidence
and waits for the clinician's decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.note import CheckResult, NoteSentence, Origin, Section, Source, Verdict
from app.notes.claims import reports_speech
from app.notes.quoting import made
from app.notes.text import sentences, stems, tokens, without_control_tokens

MOST = 2
"""Lines of either kind that go with one question: each costs time."""
LONGEST = 120
"""Characters of one line."""

_TOPICS = frozenset(("goals", "homework", "homework_done", "commitment", "progress"))
_LEADS = {Source.PLAN: "From the plan: ", Source.LAST_NOTE: "From the last note: "}
_REASONS = {Source.PLAN: "from the treatment plan, not said today",
            Source.LAST_NOTE: "from the last signed note, not said today"}  # fmt: skip
_TODAY = re.compile(r"\b(?:today|this session|in session|this week|now|currently|last session)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One line, under the name by which it is cited."""

    name: str
    text: str
    source: Source

    @property
    def checked(self) -> str:
        """The line as a sentence is checked against it: a goal is what the client is to come to, no report."""
        return f"The client's goal: {self.text}" if self.source is Source.PLAN else self.text


@dataclass(frozen=True, slots=True)
class Given:
    """The goals and sentences of the last signed note of one client, in their order; empty where nothing is given."""

    goals: tuple[str, ...] = ()
    last_note: tuple[str, ...] = ()

    def lines(self, section: Section, said: Sequence[str]) -> list[GivenLine]:
        """What goes with the question for a section: nothing where it has no use, else the lines nearest to what was
        `said`, goals first."""
        if section.per_client or not _TOPICS & set(section.topics):
            return []
        words = set(stems(" ".join(said)))
        found: list[GivenLine] = []
        for mark, texts, source in (("P", self.goals, Source.PLAN), ("N", self.last_note, Source.LAST_NOTE)):
            tidy = [_tidy(text) for text in texts]
            near = sorted(range(len(tidy)), key=lambda n: (-len(words & set(stems(tidy[n]))), n))[:MOST]
            chosen = [tidy[n] for n in sorted(near) if tidy[n]]
            found += [GivenLine(f"{mark}{n}", text, source) for n, text in enumerate(chosen, start=1)]
        return found

    def standing(self, section: Section) -> list[NoteSentence]:
        """The goals as sentences of the section that is for the goals of the plan; none elsewhere."""
        if section.topics[:1] != ("goals",):
            return []
        return [marked(section.id, text, Source.PLAN) for text in map(_tidy, self.goals) if text]


def shown(lines: Sequence[GivenLine]) -> str:
    """The lines as the note model reads them, each kind under what it is; "" for none."""
    parts: list[str] = []
    for source, head in (
        (Source.PLAN, "From the treatment plan, not said today:"),
        (Source.LAST_NOTE, "From the last note, not said today:"),
    ):
        of_kind = [f"[{line.name}] {line.text}" for line in lines if line.source is source]
        if of_kind:
            parts += [head, *of_kind]
    return "\n".join(parts) + "\n" if parts else ""


def claims_today(text: str) -> bool:
    """Whether a sentence says that something was said, or is so, today."""
    return bool(_TODAY.search(text)) or reports_speech(text)


def marked(section: str, text: str, source: Source) -> NoteSentence:
    """A sentence that stands on the plan or the last note, and says so; the clinician must decide on it."""
    lead = _LEADS[source]
    body = text if text.startswith(lead) else f"{lead}{text}"
    body = body if body[-1] in '.!?”"' else f"{body}."
    result = CheckResult(Verdict.UNSUPPORTED, 0.0, (_REASONS[source],))
    return made(section, body, Origin.MODEL, result, (), source)


def last_note_lines(parts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The sentences of a signed note worth giving, from (section id, text): those of its plan first."""
    ordered = sorted(parts, key=lambda part: not part[0].startswith(("plan", "next", "homework", "goal")))
    found = [
        piece for _, text in ordered for piece in sentences(without_control_tokens(text)) if len(tokens(piece)) > 2
    ]
    return tuple(dict.fromkeys(found))


def _tidy(text: str) -> str:
    words = without_control_tokens(text).replace("[", "(").replace("]", ")")
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"
