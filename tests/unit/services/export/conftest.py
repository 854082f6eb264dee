"""A note with a sentence of each kind, as a draft and signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.note import (
    Addendum,
    Evidence,
    Note,
    NoteSentence,
    NoteTemplate,
    Origin,
    Section,
    Signature,
    Source,
    Verdict,
)
from app.domain.session import Client, Session, SessionState, SessionType
from app.services.export.document import Document, Heading

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
EVIDENCE = (Evidence(1, 2.5, 4.0, "six hours"),)
QUOTE = "Client: “I slept better, maybe *six* hours <a night>.”"
OWN, INVENTED, PLAN = "Affect was constricted.", "Client will start EMDR.", "Continue goal 2 & 3."
WRITTEN = "Client sleeps six hours."
TEMPLATE = NoteTemplate(
    "dap", "DAP", "", tuple(Section(each, each.capitalize(), "") for each in ("data", "assessment", "plan"))
)  # fmt: skip


def sentences() -> tuple[NoteSentence, ...]:
    """One of each kind; `INVENTED` is not decided on."""
    found = Verdict.SUPPORTED
    return (
        NoteSentence("a", "data", WRITTEN, Origin.MODEL, found, 0.9, (), EVIDENCE),
        NoteSentence("b", "data", QUOTE, Origin.QUOTATION, found, 1.0, (), EVIDENCE),
        NoteSentence("c", "data", OWN, Origin.CLINICIAN, kept=True),
        NoteSentence("d", "plan", PLAN, Origin.MODEL, found, 0.9, source=Source.PLAN, kept=True),
        NoteSentence("e", "plan", INVENTED, Origin.MODEL, Verdict.UNSUPPORTED, 0.1, ("not said",)),
        NoteSentence("f", "elsewhere", "In a section that the format does not know.", Origin.MODEL, found, 0.9),
    )


@pytest.fixture
def draft() -> Document:
    client = Client("c1", "K-17", "Žofie <Müller>")
    session = Session(
        "s1", "c1", SessionType.INDIVIDUAL, 2, SessionState.DRAFTED, START, START + timedelta(minutes=50)
    )  # fmt: skip
    return Document(
        Note("n1", "s1", "dap", sentences(), 3), TEMPLATE, Heading(client, session, 128, "3f9a71c28d0e" + "0" * 52)
    )


@pytest.fixture
def signed(draft: Document) -> Document:
    who = Signature("Žofie Őry", "LCSW <x>", START + timedelta(hours=2), "I have reviewed this note.")
    later = Signature("B. Doe", "", START + timedelta(days=1), "Addendum")
    decided = tuple(
        replace(s, kept=True, origin=Origin.CLINICIAN) if s.needs_review else s for s in draft.note.sentences
    )
    note = replace(
        draft.note, sentences=decided, signature=who, addenda=(Addendum("x", "Second & last.\nLine 2.", later),)
    )
    return replace(draft, note=note)
