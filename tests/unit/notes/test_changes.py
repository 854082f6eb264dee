"""What changed between two versions of a note, and what became of a draft."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.note import Note, NoteSentence, Origin, Verdict, VersionKind
from app.notes.changes import Part, compare, fates, word_runs

TEXTS = st.lists(st.sampled_from(["slept", "six", "hours", "not", "well", "—", "client"]), max_size=12).map(" ".join)


def sentence(id_: str, text: str, section: str = "data", **how: object) -> NoteSentence:
    return replace(NoteSentence(id_, section, text, Origin.MODEL, Verdict.SUPPORTED, 0.9), **how)


def note(*sentences: NoteSentence, version: int = 1, kind: VersionKind = VersionKind.DRAFT) -> Note:
    return Note("n", "s", "dap", sentences, version=version, kind=kind)


@given(TEXTS, TEXTS)
def test_each_text_can_be_read_off_the_runs(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert " ".join(r.text for r in runs if r.part is not Part.INSERTED) == before
    assert " ".join(r.text for r in runs if r.part is not Part.REMOVED) == after


def test_words_that_came_and_went_are_told_apart() -> None:
    runs = word_runs("The client slept six hours.", "The client slept about seven hours.")
    assert [(r.part, r.text) for r in runs] == [
        (Part.SAME, "The client slept"),
        (Part.REMOVED, "six"),
        (Part.INSERTED, "about seven"),
        (Part.SAME, "hours."),
    ]


def test_sentences_are_followed_by_id_and_drafted_anew_by_words() -> None:
    before = note(sentence("a", "One."), sentence("b", "Two."), sentence("c", "Three.", "plan"))
    after = note(sentence("x", "One."), sentence("b", "Two and a half."), sentence("y", "New."))
    lines = compare(before, after)
    assert [(line.section, [(r.part.value, r.text) for r in line.runs]) for line in lines] == [
        ("data", [("same", "One.")]),
        ("data", [("removed", "Two."), ("inserted", "Two and a half.")]),
        ("data", [("inserted", "New.")]),
        ("plan", [("removed", "Three.")]),
    ]
    assert [line.changed for line in lines] == [False, True, True, True]


def test_an_own_observation_is_a_change_without_words() -> None:
    before = note(sentence("a", "One.", verdict=Verdict.UNSUPPORTED))
    (line,) = compare(before, note(replace(before.sentences[0], kept=True)))
    assert line.own and line.changed and [r.part for r in line.runs] == [Part.SAME]


def test_what_became_of_a_draft() -> None:
    draft = note(*(sentence(i, f"Sentence {i} of four words.") for i in "abcde"))
    a, b, c, _, _ = draft.sentences
    last = note(
        a,
        replace(b, text="Sentence b of my own words."),
        replace(c, text="Client: “It was so.”", origin=Origin.QUOTATION),
        sentence("z", "I add this.", origin=Origin.CLINICIAN),
        version=2, kind=VersionKind.EDIT,
    )  # fmt: skip
    found = fates([draft, last])
    assert (found.drafted, found.unchanged, found.edited, found.replaced, found.deleted, found.added) == (
        5, 1, 1, 1, 2, 1,
    )  # fmt: skip
    assert found.edit_share is not None and 0.5 < found.edit_share < 0.9


def test_nothing_changed_is_nothing_changed() -> None:
    draft = note(sentence("a", "One two."))
    found = fates([draft, replace(draft, kind=VersionKind.FOLLOWED, version=2)])
    assert (found.unchanged, found.edit_share) == (1, 0.0)
    assert fates([note(sentence("a", "Typed."), kind=VersionKind.EDIT)]).edit_share is None


def test_a_section_drafted_anew_leaves_the_others_edits_as_edits() -> None:
    first = note(sentence("a", "One two three."), sentence("p", "Plan one.", "plan"))
    edited = note(
        replace(first.sentences[0], text="One two four."), first.sentences[1], sentence("own", "Mine."),
        version=2, kind=VersionKind.EDIT,
    )  # fmt: skip
    again = note(edited.sentences[0], edited.sentences[2], sentence("q", "Plan two.", "plan"), version=3)
    found = fates([first, edited, again])
    assert (found.drafted, found.unchanged, found.edited, found.added, found.deleted) == (2, 1, 1, 1, 0)
