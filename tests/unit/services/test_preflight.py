"""What fits before a session: over many machines, with the models that the catalogue really has."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import ModelMissing
from app.domain.work import ModelPlan
from app.services import preflight
from app.services.catalogue import ModelEntry, ModelFile, load_catalogue
from app.services.container import Services
from app.services.preflight import LIBRARY_MB, PROGRAM_MB, SPARE_MB, Combination, Limit, Machine, PreflightService, plan
from app.services.room import Room
from app.services.session_models import SessionModels

CATALOGUE = load_catalogue()
REAL = ("whisper-base", "whisper-small", "pyannote-community-1", "minilm", "qwen3.5-2b", "qwen3-4b")
INSTALLED = [CATALOGUE[each] for each in REAL]
HOURS = 3600.0


def chosen(**models: str) -> Combination:
    """A choice by task; speakers and sentences as they ship."""
    ids = {"speech": "whisper-small", "speakers": "pyannote-community-1", "embedding": "minilm", "note": "qwen3-4b"}
    wanted = {**ids, **models}
    return Combination({CATALOGUE[each].task: CATALOGUE[each] for each in wanted.values() if each})


def at(free_mb: int, sound: float = 10 * HOURS, **models: str) -> preflight.Preflight:
    return plan(chosen(**models), INSTALLED, Machine(free_mb, 2 * free_mb, sound))


def test_a_large_machine_uses_what_was_chosen_and_says_nothing() -> None:
    found = at(16_000)
    assert found.used.entries == found.wanted.entries
    assert found.limits == ()
    assert found.instead == {}


def test_the_need_is_the_sum_of_the_models_and_the_program() -> None:
    wanted = chosen()
    assert wanted.need_mb == PROGRAM_MB + sum(entry.memory_mb for entry in wanted.entries.values())
    assert all(entry.memory_mb > 0 for entry in wanted.entries.values())


def test_the_limit_is_met_to_the_megabyte() -> None:
    need = chosen().need_mb + SPARE_MB
    assert at(need).limits == ()
    assert at(need - 1).limits == (Limit.NOTE_AFTERWARDS,)
    turn = chosen().turn_mb + SPARE_MB
    assert turn < need
    assert at(turn).limits == (Limit.NOTE_AFTERWARDS,) and at(turn).in_turn
    assert at(turn - 1).limits == (Limit.NOTE_SMALLER,) and not at(turn - 1).in_turn


def test_where_models_take_turns_the_larger_turn_counts_and_the_library_stays() -> None:
    wanted = chosen()
    listening = sum(wanted.entries[task].memory_mb for task in ("speech", "speakers"))
    writing = sum(wanted.entries[task].memory_mb for task in ("embedding", "note"))
    assert wanted.turn_mb == PROGRAM_MB + max(listening, writing + LIBRARY_MB)
    small = chosen(note="")
    assert small.turn_mb == PROGRAM_MB + listening


def test_the_note_model_waits_first_then_gives_way_then_goes_then_the_speech_model() -> None:
    steps = []
    for free in range(12_000, 0, -10):
        found = at(free)
        step = (found.used.title("speech"), found.used.title("note"), found.in_turn)
        if not steps or steps[-1] != step:
            steps.append(step)
    assert steps == [
        ("Whisper small", "Qwen3 4B Instruct", False),
        ("Whisper small", "Qwen3 4B Instruct", True),
        ("Whisper small", "Qwen3.5 2B", False),
        ("Whisper small", "Qwen3.5 2B", True),
        ("Whisper small", "", False),
        ("Whisper base", "", False),
    ]


def test_the_second_reader_gives_way_before_any_other_and_comes_along_where_it_still_fits() -> None:
    reader = CATALOGUE["nli-deberta-v3-xsmall"]
    assert reader.task == "entailment" and reader.needed_mb < CATALOGUE["qwen3.5-2b"].needed_mb
    wanted = chosen(entailment=reader.id)
    steps = []
    for free in range(wanted.need_mb + SPARE_MB, 0, -10):
        found = plan(wanted, [*INSTALLED, reader], Machine(free, 2 * free, 10 * HOURS))
        step = (found.used.title("note"), found.in_turn, "entailment" in found.used.entries)
        assert (Limit.SECOND_READER_LEFT_OUT in found.limits) is not step[2]
        assert (found.instead.get("entailment") == "") is not step[2]
        if not steps or steps[-1] != step:
            steps.append(step)
    ways = [(note, in_turn) for note in ("Qwen3 4B Instruct", "Qwen3.5 2B") for in_turn in (False, True)]
    assert steps[:10] == [(*way, with_reader) for way in [*ways, ("", False)] for with_reader in (True, False)]


@pytest.mark.parametrize("free", range(500, 12_000, 250))
@pytest.mark.parametrize("speech", ["whisper-base", "whisper-small"])
@pytest.mark.parametrize("note", ["", "qwen3.5-2b", "qwen3-4b"])
def test_on_any_machine_it_fits_or_it_says_that_it_does_not(free: int, speech: str, note: str) -> None:
    found = at(free, speech=speech, note=note)
    fits = (found.used.turn_mb if found.in_turn else found.used.need_mb) <= free - SPARE_MB
    assert fits is (Limit.MEMORY not in found.limits)
    assert {"speech", "speakers", "embedding"} <= set(found.used.entries)
    assert found.used.need_mb <= found.wanted.need_mb
    assert bool(found.instead) is bool(set(found.limits) - {Limit.MEMORY, Limit.DISK, Limit.NOTE_AFTERWARDS})
    assert not any(entry.demo for entry in found.used.entries.values())


def test_what_is_left_out_is_said_by_id() -> None:
    found = at(chosen(note="").need_mb + SPARE_MB)
    assert found.limits == (Limit.NOTE_LEFT_OUT,)
    assert found.instead == {"note": ""}
    smaller = at(chosen(note="qwen3.5-2b").need_mb + SPARE_MB)
    assert smaller.instead == {"note": "qwen3.5-2b"}


def test_too_little_for_anything_says_so_and_names_the_smallest() -> None:
    found = at(200)
    assert Limit.MEMORY in found.limits and Limit.SPEECH_SMALLER in found.limits
    assert found.used.title("speech") == "Whisper base" and found.used.title("note") == ""


def test_a_demo_model_never_takes_a_real_ones_place() -> None:
    found = plan(chosen(), [*INSTALLED, CATALOGUE["whisper-demo"], CATALOGUE["smollm2-135m"]], Machine(2600, 4000, 1e5))
    assert "demo" not in found.used.title("speech").lower() and found.used.title("note") == ""


def test_a_model_of_another_language_is_no_replacement() -> None:
    german = ModelEntry("small-de", "speech", "Klein", "", "MIT", "-", "models", "small-de",
                        [ModelFile("model.bin", 1, "0" * 64)], memory_mb=100, settings={"language": "de"})  # fmt: skip
    found = plan(chosen(), [*INSTALLED, german], Machine(200, 4000, 1e5))
    assert found.used.title("speech") == "Whisper base"


@pytest.mark.parametrize(("hours", "limited"), [(2.9, True), (3.0, False), (0.0, True)])
def test_room_for_three_hours_of_sound_is_asked_for(hours: float, limited: bool) -> None:
    assert (Limit.DISK in at(16_000, hours * HOURS).limits) is limited


def test_a_catalogue_that_does_not_say_counts_the_files_and_half_again() -> None:
    entry = ModelEntry("x", "note", "X", "", "MIT", "-", "models", "x", [ModelFile("x.gguf", 2_000_000_000, "0" * 64)])
    assert entry.needed_mb == 3000


def test_without_any_model_nothing_is_limited() -> None:
    found = plan(Combination(), [], Machine(1000, 2000, 1e5))
    assert found.limits == () and found.used.need_mb == PROGRAM_MB


def test_this_machine_tells_what_it_has() -> None:
    machine = preflight.this_machine(Room(needed=1, free=1 << 40))
    assert machine.free_mb > 0
    assert machine.total_mb > 0
    assert machine.sound > 3 * HOURS


def on(services: Services, free_mb: int) -> PreflightService:
    room = Room.of(services.vault.folder)
    return PreflightService(services.models, lambda: room, lambda _: Machine(free_mb, 8000, 10 * HOURS))


def test_what_was_found_holds_for_the_session_and_for_no_other(services: Services) -> None:
    need = sum(CATALOGUE[each].memory_mb for each in ("whisper-demo", "pyannote-demo", "minilm")) + PROGRAM_MB
    found = on(services, need + SPARE_MB).check()
    assert found.limits == (Limit.NOTE_LEFT_OUT,)
    session = SessionModels(services.models, found.models)
    assert session.entry("note") is None
    with pytest.raises(ModelMissing):
        session.load_request("note")
    entry, other = session.entry("speech"), services.models.entry("note")
    assert entry is not None and entry.id == "whisper-demo"
    assert other is not None and other.id == "smollm2-135m", "the choice itself stays, for every other session"
    assert SessionModels(services.models, on(services, 16_000).check().models).entry("note") is other


def test_what_is_decided_before_a_session_is_remembered_for_it_alone(services: Services) -> None:
    service = on(services, 100)
    plan_ = service.check().models
    service.settle("one", plan_)
    assert service.settled("one") == plan_ and service.settled("other") is None


def test_work_without_a_plan_gets_what_fits_now(services: Services) -> None:
    assert on(services, 16_000).fitting() == ModelPlan()
    assert on(services, 100).fitting().instead["note"] == ("smollm2-135m", "")


def test_a_new_choice_counts_at_once_also_for_a_session_with_a_plan(services: Services) -> None:
    """The plan stood in for another choice than the one that is made now."""
    session = SessionModels(services.models, ModelPlan({"note": ("qwen3-4b", "")}))
    entry = session.entry("note")
    assert entry is not None and entry.id == "smollm2-135m"
    assert session.load_request("note").path.endswith(".gguf")


@pytest.mark.parametrize("used", ["whisper-demo", "qwen3-4b", "nothing"])
def test_a_plan_that_names_what_is_not_there_is_not_followed(services: Services, used: str) -> None:
    session = SessionModels(services.models, ModelPlan({"note": ("smollm2-135m", used)}))
    entry = session.entry("note")
    assert entry is not None and entry.id == "smollm2-135m"


def test_the_check_needs_no_model_file(tmp_path: Path, services: Services) -> None:
    assert on(services, 16_000).check().wanted.title("embedding").startswith("Sentence model")
