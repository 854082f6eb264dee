"""Which models suit a computer: over many computers, with the models that the catalogue really has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.model_errors import ModelsTooLarge
from app.services.catalogue import Task, load_catalogue
from app.services.choosing import BUSY, Basis, Obstacle, Option, Pace, Recommendation, problem, recommend, room_mb
from app.services.hardware import MachineFacts
from app.services.measuring import Measured, NoteSpeed, SpeakersSpeed, SpeechSpeed
from app.services.preflight import Combination
from app.services.speeds import TAIL_SECONDS

CATALOGUE = load_catalogue()
SHIPPED = frozenset({"whisper-demo", "pyannote-demo", "minilm", "smollm2-135m"})
REAL = SHIPPED | {"whisper-small", "pyannote-community-1", "qwen3-4b"}
MEASURED = Measured(
    speech={"whisper-small": SpeechSpeed("whisper-small", 0.3, 2.0)},
    speakers={"pyannote-community-1": SpeakersSpeed("pyannote-community-1", 0.2, 2.0, 5.0)},
    note={"qwen3-4b": NoteSpeed("qwen3-4b", 60.0, 8.0, 3.0)},
    taken="2026-01-01T00:00:00+00:00",
)


def laptop(total_mb: int = 16_000, cores: int = 4, **more: object) -> MachineFacts:
    return replace(MachineFacts("A processor", cores, 2 * cores, total_mb, total_mb // 2), **more)  # type: ignore[arg-type]


def advice(
    facts: MachineFacts,
    measured: Measured | None = None,
    installed: frozenset[str] = SHIPPED,
    chosen: dict[Task, str] | None = None,
    language: str = "en",
) -> Recommendation:
    return recommend(CATALOGUE, chosen or {}, installed, facts, measured or Measured(), language)


def ids(found: Recommendation) -> dict[Task, str]:
    return {task: pick.model_id for task, pick in found.picks.items()}


def option(found: Recommendation, model_id: str) -> Option:
    return next(each for each in found.options if each.model_id == model_id)


@pytest.mark.parametrize("total", range(2_000, 34_000, 1_000))
@pytest.mark.parametrize("cores", [1, 2, 4, 8, 16])
def test_what_is_recommended_fits_and_every_model_is_spoken_of(total: int, cores: int) -> None:
    found = advice(laptop(total, cores))
    used = Combination({task: CATALOGUE[each] for task, each in ids(found).items()})
    if found.picks:
        assert (
            (used.turn_mb if found.in_turn else used.need_mb)
            == found.need_mb
            <= found.room_mb
            == room_mb(laptop(total))
        )
        assert {"speech", "speakers", "embedding"} <= set(found.picks)
        assert problem(used.entries, laptop(total)) is None
    assert [each.model_id for each in found.options] == list(CATALOGUE)
    assert {each.model_id for each in found.options if each.obstacle is None} == set(ids(found).values())
    assert not any(CATALOGUE[each].demo or CATALOGUE[each].unconfirmed for each in ids(found).values())
    assert found.basis is Basis.CATALOGUE and not any(each.measured for each in found.options)


def test_a_usual_laptop_with_nothing_measured_gets_the_usual_models_and_is_told_on_what_that_rests() -> None:
    found = advice(laptop(16_000, 4))
    assert ids(found) == {
        "speech": "whisper-small-en",
        "speakers": "pyannote-community-1",
        "embedding": "minilm",
        "note": "qwen3-4b",
    }
    assert found.basis is Basis.CATALOGUE and found.pace is Pace.EVERYTHING
    assert found.to_install == ("pyannote-community-1", "whisper-small-en", "qwen3-4b")
    assert found.download_bytes == sum(CATALOGUE[each].size_bytes for each in found.to_install)
    assert not found.quiet and not found.in_turn and not found.in_use
    assert found.words_seconds == TAIL_SECONDS
    assert found.note_seconds is not None and TAIL_SECONDS < found.note_seconds < 120


def test_with_less_memory_the_note_model_is_smaller_and_then_there_is_none() -> None:
    large, small, none = (advice(laptop(total)).pick("note") for total in (16_000, 8_000, 4_000))
    assert large is not None and small is not None and small.need_mb < large.need_mb
    assert none is None
    assert advice(laptop(1_000)).picks == {}
    assert option(advice(laptop(8_000)), "gemma-4-e4b").obstacle is Obstacle.MEMORY


def test_a_language_that_only_some_models_know_leaves_the_others_out() -> None:
    found = advice(laptop(), language="de")
    assert ids(found)["speech"] == "whisper-small"
    assert option(found, "whisper-small-en").obstacle is Obstacle.LANGUAGE


def test_what_is_there_already_is_taken_before_its_equal() -> None:
    found = advice(laptop(), installed=SHIPPED | {"whisper-small", "qwen3.5-4b"})
    assert ids(found)["speech"] == "whisper-small" and ids(found)["note"] == "qwen3.5-4b"
    assert found.to_install == ("pyannote-community-1",)


def test_models_in_use_are_known_as_such() -> None:
    chosen: dict[Task, str] = {
        "speech": "whisper-small", "speakers": "pyannote-community-1", "embedding": "minilm", "note": "qwen3-4b"
    }  # fmt: skip
    assert advice(laptop(), installed=REAL, chosen=chosen).in_use
    assert not advice(laptop(), installed=REAL, chosen={**chosen, "note": "smollm2-135m"}).in_use
    assert not advice(laptop(), chosen=chosen).in_use


def test_what_was_measured_here_counts_and_is_said() -> None:
    found = advice(laptop(), MEASURED, REAL)
    assert found.basis is Basis.MEASURED and found.pace is Pace.EVERYTHING
    assert option(found, "whisper-small").factor == 0.3 and option(found, "whisper-small").measured
    seconds = option(found, "qwen3-4b").note_seconds
    assert seconds == found.note_seconds == pytest.approx(TAIL_SECONDS + 600 / 60 + 360 / 8)


def test_from_what_was_measured_others_are_reckoned() -> None:
    """Whisper small in a twentieth of the time that its class says: the larger ones keep up as well."""
    fast = replace(MEASURED, speech={"whisper-small": SpeechSpeed("whisper-small", 0.05, 2.0)})
    found = advice(laptop(), fast, REAL)
    assert CATALOGUE[ids(found)["speech"]].speed == "slow"
    assert found.basis is Basis.PARTLY
    assert option(found, ids(found)["speech"]).factor == pytest.approx(0.05 * 3.5 / 1.05)
    assert not option(found, ids(found)["speech"]).measured


def test_without_a_measurement_no_slow_model_is_recommended_however_many_cores_there_are() -> None:
    found = advice(laptop(64_000, 64))
    assert all(CATALOGUE[each].speed != "slow" for each in ids(found).values())
    assert option(found, "whisper-large-v3-turbo").obstacle is Obstacle.SPEED


def test_a_demo_model_that_was_measured_says_nothing_of_real_ones() -> None:
    demo = Measured(speech={"whisper-demo": SpeechSpeed("whisper-demo", 0.01, 1.0)})
    assert ids(advice(laptop(16_000, 2), demo)) == ids(advice(laptop(16_000, 2)))
    assert advice(laptop(), demo).basis is Basis.CATALOGUE


@pytest.mark.parametrize(
    ("speech", "speakers", "reads", "pace", "quiet"),
    [
        (0.3, 0.2, 60.0, Pace.EVERYTHING, False),
        (0.5, 0.3, 20.0, Pace.WORDS_AND_SPEAKERS, False),
        (0.5, 0.5, 60.0, Pace.WORDS, True),
        (1.3, 0.5, 60.0, Pace.AFTERWARDS, True),
    ],
)
def test_how_far_the_work_comes_while_it_records(
    speech: float, speakers: float, reads: float, pace: Pace, quiet: bool
) -> None:
    """Only the models that are installed are looked at: no smaller one takes their place."""
    only = {each: CATALOGUE[each] for each in ("whisper-small", "pyannote-community-1", "minilm", "qwen3-4b")}
    measured = Measured(
        speech={"whisper-small": SpeechSpeed("whisper-small", speech, 1.0)},
        speakers={"pyannote-community-1": SpeakersSpeed("pyannote-community-1", speakers, 2.0, 1.0)},
        note={"qwen3-4b": NoteSpeed("qwen3-4b", reads, 8.0, 1.0)},
    )
    found = recommend(only, {}, REAL, laptop(), measured)
    assert (found.pace, found.quiet, found.basis) == (pace, quiet, Basis.MEASURED)
    words = TAIL_SECONDS
    if pace in (Pace.WORDS, Pace.AFTERWARDS):
        words += 3000 * speakers
    if pace is Pace.AFTERWARDS:
        words += 3000 * (speech - BUSY)
    assert found.words_seconds == pytest.approx(words)
    read = 0.0 if pace is Pace.EVERYTHING else 0.8 * 8192
    assert found.note_seconds == pytest.approx(words + (read + 600) / reads + 360 / 8)


def test_a_model_that_did_not_run_here_is_not_recommended_until_it_did() -> None:
    failed = advice(laptop(), replace(MEASURED, failed={"qwen3-4b": "model.self-test"}), REAL)
    assert ids(failed)["note"] != "qwen3-4b"
    assert option(failed, "qwen3-4b").obstacle is Obstacle.FAILED


def test_a_processor_that_is_too_old_gets_no_recommendation_and_the_reason() -> None:
    found = advice(laptop(missing=("AVX2",)))
    assert found.picks == {} and found.note_seconds is None
    assert option(found, "whisper-small").obstacle is Obstacle.PROCESSOR


def test_on_battery_is_said_where_figures_were_taken_on_it() -> None:
    assert advice(laptop(), replace(MEASURED, on_battery=True), REAL).on_battery
    assert not advice(laptop(), Measured(on_battery=True)).on_battery


def test_a_second_reader_comes_along_where_it_is_there_and_fits() -> None:
    reader = "nli-deberta-v3-xsmall"
    assert "entailment" not in ids(advice(laptop()))
    assert ids(advice(laptop(), installed=REAL | {reader}))["entailment"] == reader
    assert "entailment" not in ids(advice(laptop(3_900), installed=REAL | {reader}))


def of(*models: str) -> dict[Task, str]:
    return {CATALOGUE[each].task: each for each in models}


def test_models_that_do_not_fit_together_are_refused_with_how_much_is_missing() -> None:
    entries = {
        task: CATALOGUE[each]
        for task, each in of("whisper-small", "pyannote-community-1", "minilm", "qwen3-4b").items()
    }
    assert problem(entries, laptop(16_000)) is None
    refused = problem(entries, laptop(6_000))
    assert isinstance(refused, ModelsTooLarge)
    assert "4.4 GB" in str(refused.detail) and "3.3 GB" in str(refused.detail) and "6.0 GB" in str(refused.detail)


def test_room_is_left_to_the_system_and_to_other_programs() -> None:
    assert room_mb(laptop(4_000)) == 2_200
    assert room_mb(laptop(8_000)) == 4_500
    assert room_mb(laptop(16_000)) == 12_500
