"""The fields of practice programs: the files are valid, no sentence is lost, and a wrong file is told of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import ProfileInvalid, RecordMissing
from app.domain.note import Note, NoteSentence, NoteTemplate, Origin, Section, Verdict
from app.domain.session import Client, Session, SessionState, SessionType
from app.notes.templates import TemplateLibrary
from app.services.export.document import Document, Heading
from app.services.export.profiles import ProfileLibrary, fields, profile_from_dict
from app.services.paths import RESOURCES
from tests.unit.services.export.conftest import INVENTED, START

SHIPPED = ProfileLibrary(RESOURCES / "profiles", Path("/nowhere"))
GOOD = {
    "id": "mine",
    "title": "Mine",
    "about": "Ours.",
    "formats": {"dap": [{"field": "Notes", "from": ["data", "plan"]}]},
}


def test_the_usual_programs_are_there_and_say_what_they_are() -> None:
    found = SHIPPED.list()
    assert [each.id for each in found] == ["intakeq", "jane", "simplepractice", "therapynotes", "generic"]
    assert all("Not made or checked by" in each.about for each in found[:-1])


def test_every_section_that_a_profile_names_is_one_of_the_format() -> None:
    templates = {each.id: each for each in TemplateLibrary(RESOURCES / "templates").list()}
    for profile in SHIPPED.list():
        for format_id, rules in profile.formats.items():
            known = {section.id for section in templates[format_id].sections}
            for rule in rules:
                assert known & set(rule.sections), (
                    f"{profile.id}, {format_id}: {rule.name} takes no section that there is"
                )


def test_the_fields_of_a_draft_each_say_so(draft: Document) -> None:
    found = {each.name: each.text for each in fields(SHIPPED.get("simplepractice"), draft)}
    assert list(found) == ["Data", "Assessment", "Plan", "elsewhere"]
    assert all(text.startswith("[DRAFT, not signed]\n") for text in found.values() if text)
    assert f"{INVENTED}  [not found in the session]" in found["Plan"]
    assert found["Assessment"] == ""


def test_times_come_first_and_addenda_last(signed: Document) -> None:
    found = fields(SHIPPED.get("generic"), signed)
    assert [each.name for each in found[:3]] == ["Date", "Start time", "End time"]
    assert found[-1].name == "Addendum 1" and "Second & last." in found[-1].text
    local = START.astimezone()
    assert (found[0].text, found[1].text) == (f"{local:%Y-%m-%d}", f"{local:%H:%M}")


def test_a_format_with_fields_of_a_modality_is_known_by_its_base(draft: Document) -> None:
    template = replace(draft.template, id="dap+cbt")
    assert [each.name for each in fields(SHIPPED.get("therapynotes"), replace(draft, template=template))][:1] == [
        "Objective Content"
    ]


def test_all_in_one_field_where_the_program_has_one(draft: Document) -> None:
    found = fields(SHIPPED.get("simplepractice"), replace(draft, template=replace(draft.template, id="narrative")))
    assert [each.name for each in found] == ["Progress note"]
    assert "Data\n" in found[0].text and "Plan\n" in found[0].text


@given(
    st.lists(st.sampled_from(["data", "assessment", "plan", "subjective", "data@S2", "own"]), min_size=1, max_size=12)
)
def test_no_sentence_is_ever_left_out(places: list[str]) -> None:
    said = tuple(
        NoteSentence(str(n), place, f"Sentence number {n}.", Origin.MODEL, Verdict.SUPPORTED)
        for n, place in enumerate(places)
    )
    template = NoteTemplate(
        "dap", "DAP", "", (Section("data", "Data", ""), Section("plan", "Data", "", required=False))
    )
    session = Session("s", "c", SessionType.GROUP, 3, SessionState.DRAFTED, START)
    document = Document(Note("n", "s", "dap", said), template, Heading(Client("c", "K"), session, 1, "0" * 64))
    for profile in SHIPPED.list():
        texts = "\n".join(each.text for each in fields(profile, document)).splitlines()
        assert sorted(line for line in texts if line.startswith("Sentence number")) == sorted(s.text for s in said)


def test_the_clinicians_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    text = (RESOURCES / "profiles" / "jane.yaml").read_text(encoding="utf-8").replace("Subjective", "What was said")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    library = ProfileLibrary(RESOURCES / "profiles", tmp_path)
    assert library.get("jane").own and library.get("jane").formats["soap"][0].name == "What was said"
    assert len(library.list()) == len(SHIPPED.list())
    with pytest.raises(RecordMissing):
        library.get("another")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "Not An Id"}, "needs an id"),
        ({"title": ""}, "needs “title”"),
        ({"about": None}, "needs “about”"),
        ({"colour": "red"}, "“colour”"),
        ({"formats": ["dap"]}, "“formats” must be"),
        ({"formats": {"dap": "data"}}, "must be a list of fields"),
        ({"formats": {"dap": [{"field": "A"}]}}, "must have “field” and “from”"),
        ({"formats": {"dap": [{"field": "A", "from": "data"}]}}, "“from” must be a list"),
        ({"formats": {"dap": [{"field": "A", "from": ["data"]}, {"field": "B", "from": ["data"]}]}}, "same section"),
        ({"formats": {"dap": [{"field": "A", "from": ["data"]}, {"field": "A", "from": ["plan"]}]}}, "same name"),
        ({"before": [{"field": "A", "value": "mood"}]}, "“value” must be one of"),
        ({"otherwise": "none"}, "“otherwise” must be"),
        ({"otherwise": "one"}, "needs “one_field”"),
        ({"title": "x" * 401}, "too long"),
    ],
)
def test_a_wrong_profile_is_refused_with_the_place(change: dict[str, object], told: str) -> None:
    assert profile_from_dict(GOOD, "mine.yaml").title == "Mine"
    with pytest.raises(ProfileInvalid) as caught:
        profile_from_dict({**GOOD, **change}, "mine.yaml")
    assert "mine.yaml" in caught.value.happened and told in caught.value.happened


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a: [", b"- 1", b"x" * 100_001, b"&a [*a]"])
def test_a_file_that_is_no_profile_is_told_of(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(data)
    with pytest.raises(ProfileInvalid) as caught:
        ProfileLibrary(RESOURCES / "profiles", tmp_path).list()
    assert "odd.yaml" in caught.value.happened
