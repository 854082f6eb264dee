"""What the clinician writes: pastes made plain, headings, ticks that are lines, and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.note import NoteTemplate, Origin, Section, Verdict
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.templates import TemplateLibrary
from app.notes.written import add, clean, heading, missing, read, statements, tick, ticked, untick

PLAIN = NoteTemplate(
    "t", "T", "", (
        Section("data", "Data", "", topics=("sleep",)),
        Section("mental_status", "Mood, affect and mental status", "", clinician_only=True, required=False,
                checklist=("Oriented", "Speech: slow", "Data: none given", "Affect & mood match")),
        Section("plan", "Plan", "", topics=("homework", "appointments")),
    ),
)  # fmt: skip
WORD = (
    "•\tSlept about five hours\r\no\tWoke at 3:00\x0b§ Sertraline 50\u00a0mg\u00ad\r\n"
    "–\u2003Argued with her sister\u200b"
)
MARKDOWN = """# Session of Tuesday

## Subjective
* **Slept** badly, _about_ five hours
* [x] Homework done
* [ ] Denies suicidal ideation
1. Called her [sister](https://example.org/x)

| Measure | Today |
|---|---|
| PHQ-9 | 14 |

Plan
====
> Two `thought records`
~~Refer to psychiatry~~
---
"""
PAGE = (
    "<html><head><style>p {color: red}</style></head><body><h2>Plan</h2><ul><li>Call &amp; write</li><li>Sleep"
    "&nbsp;log</li></ul><p onclick='x()'>See you<br>on Tuesday</p><script>alert(1)</script></body></html>"
)


# ---- pastes --------------------------------------------------------------------------------------


def test_bullets_of_a_text_program_become_plain_lines() -> None:
    assert clean(WORD).splitlines() == [
        "- Slept about five hours", "- Woke at 3:00", "- Sertraline 50 mg", "- Argued with her sister",
    ]  # fmt: skip


def test_markdown_loses_its_signs_and_keeps_its_words() -> None:
    assert clean(MARKDOWN).splitlines() == [
        "Session of Tuesday:", "", "Subjective:", "- Slept badly, about five hours", "- Homework done",
        "- [ ] Denies suicidal ideation", "- Called her sister", "", "Measure: Today", "PHQ-9: 14", "", "Plan:",
        "Two thought records",
    ]  # fmt: skip


def test_what_is_markup_of_a_page_is_left_out() -> None:
    text = clean(PAGE)
    assert "<" not in text and "alert" not in text and "color" not in text
    assert [line for line in text.splitlines() if line] == [
        "Plan", "- Call & write", "- Sleep log", "See you", "on Tuesday",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["BP < 120 and > 80", "She said 5 * 3 is 15, I said 2 * 2", "scores a_b_c and 50 mg", "Tuesday – 3:00",
     "-5 on the scale", "He was <i think> late", "10 - 12 hours", "12.5 mg", "A & B; x|y"],
)  # fmt: skip
def test_ordinary_lines_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once_and_nothing_unseen_stays(text: str) -> None:
    once = clean(text)
    assert not any(ord(sign) < 32 and sign != "\n" for sign in once)
    assert "\u200b" not in once and "\r" not in once
    assert not any(tag in once.lower() for tag in ("<script>", "<b>", "<p>")) or "&lt;" in text.lower()


@given(st.lists(st.sampled_from("abcdefghij klmn.,"), max_size=80).map("".join))
def test_no_word_of_ordinary_text_is_lost(text: str) -> None:
    assert clean(text).split() == text.split()


# ---- reading -------------------------------------------------------------------------------------


def test_a_box_that_is_not_ticked_states_nothing() -> None:
    assert statements("- [ ] Denies suicidal ideation\n☐ Denies abuse\n- [x] Slept well. Ate well.") == [
        "Slept well.", "Ate well.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "section"),
    [("Plan: call", "plan"), ("PLAN", "plan"), ("P: call", "plan"), ("P", "plan"), ("Next steps: call", "plan"),
     ("Homework:", "plan"), ("Homework: two records", None), ("Sleep:", "data"), ("Sleep: five hours", None),
     ("Mood, affect and mental status: calm", "mental_status"), ("We made a plan", None), ("At 3:00 she left", None),
     ("p", None), ("Plan.", "plan"), ("He said: no", None), ("", None)],
)  # fmt: skip
def test_which_lines_name_a_section(line: str, section: str | None) -> None:
    assert heading(line, PLAIN) == section


def test_a_heading_that_the_format_does_not_know_ends_the_one_before() -> None:
    lines = read("Plan:\n- call\nNotes:\n- sunny", PLAIN)
    assert [(line.words, line.section) for line in lines] == [
        ("", "plan"), ("call", "plan"), ("", None), ("sunny", None),
    ]  # fmt: skip


# ---- ticking -------------------------------------------------------------------------------------


def test_a_tick_is_a_line_and_goes_again_with_its_heading() -> None:
    mental = PLAIN.sections[1]
    text = tick("Slept well.", PLAIN, mental, "Oriented")
    assert text == "Slept well.\n\nMood, affect and mental status:\n- Oriented"
    text = tick(text, PLAIN, mental, "Speech: slow", "  at first ")
    assert text.endswith("- Oriented\n- Speech: slow, at first")
    assert ticked(text, PLAIN, mental) == {"Oriented": "", "Speech: slow": "at first"}
    text = tick(text, PLAIN, mental, "Oriented", "to place")
    assert "- Oriented: to place\n" in text and text.count("Oriented") == 1
    assert untick(untick(text, PLAIN, mental, "Oriented"), PLAIN, mental, "Speech: slow") == "Slept well."


def test_a_line_comes_under_its_heading_wherever_that_stands() -> None:
    data, plan = PLAIN.sections[0], PLAIN.sections[2]
    text = "D: slept well\n\nPlan:\n- call\n\n"
    assert add(text, PLAIN, data, " ate  well ") == "D: slept well\n- ate well\n\nPlan:\n- call\n\n"
    assert add(text, PLAIN, plan, "write") == "D: slept well\n\nPlan:\n- call\n- write\n\n"
    assert add(text, PLAIN, plan, "   ") == text
    assert add("", PLAIN, plan, "write") == "Plan:\n- write"


def test_what_was_typed_by_hand_counts_as_ticked() -> None:
    assert ticked("MOOD, AFFECT AND MENTAL STATUS\noriented.", PLAIN, PLAIN.sections[1]) == {"Oriented": ""}
    assert ticked("Oriented", PLAIN, PLAIN.sections[1]) == {}, "not under its heading"


def test_every_point_of_every_format_can_be_ticked_and_lands_in_its_section(
    library: TemplateLibrary, checker: Checker
) -> None:
    drafter, points = Drafter(library, checker, None), 0
    for template in library.list():
        text = ""
        for section in template.sections:
            for point in section.checklist:
                text = tick(text, template, section, point, "as seen today")
                points += 1
        if not text:
            continue
        note = drafter.draft_from_summary(text, template, "s1")
        for section in template.sections:
            there = " ".join(s.text for s in note.in_section(section.id)).casefold()
            for point in section.checklist:
                assert ticked(text, template, section)[point] == "as seen today", (template.id, section.id, point)
                assert point.rstrip(".").casefold() in there, (template.id, section.id, point)
    assert points > 10


# ---- the note ------------------------------------------------------------------------------------

THIN = "Client slept five hours a night."


def test_thin_input_gives_a_thin_note_and_says_what_is_missing(library: TemplateLibrary, checker: Checker) -> None:
    for template in library.list():
        note = Drafter(library, checker, None).draft_from_summary(THIN, template, "s1")
        assert [s.text for s in note.sentences] == [THIN]
        filled = note.sentences[0].section
        wanted = [s.id for s in template.sections if s.required and s.id != filled]
        assert [s.id for s in missing(template, note.sentences)] == wanted
    assert "plan" in [s.id for s in missing(library.get("dap"), note.sentences)]


def test_what_is_the_clinicians_alone_is_never_filled_by_topics(library: TemplateLibrary, checker: Checker) -> None:
    text = "Client looked tired and sad. Mood was low. High risk of relapse. Diagnosis is unclear."
    for template in library.list():
        alone = {s.id for s in template.sections if s.clinician_only}
        note = Drafter(library, checker, None).draft_from_summary(text, template, "s1")
        assert not alone & {s.section for s in note.sentences}


def test_every_sentence_is_the_clinicians_own_with_evidence(library: TemplateLibrary, checker: Checker) -> None:
    text = clean(MARKDOWN)
    note = Drafter(library, checker, None).draft_from_summary(text, "soap", "s1")
    for sentence in note.sentences:
        assert sentence.origin is Origin.CLINICIAN and sentence.verdict is Verdict.SUPPORTED and sentence.evidence
        assert sentence.text in text
    said = " ".join(s.text for s in note.sentences)
    assert "suicidal" not in said and "psychiatry" not in said and "PHQ-9: 14" in said
