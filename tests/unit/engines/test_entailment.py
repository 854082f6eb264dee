"""The second reader: both texts reach it whole and in their places, and what is wrong with a model is refused."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
import psutil
import pytest

from app.domain.engines import Entailed, EntailmentModel
from app.engines.entailment import EntailmentSettings, NliCrossEncoder
from app.offline import SWITCHES
from tests.unit.engines.tiny_onnx import LABELS, write_tiny

TEXT = "The client said: the client slept six hours"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> NliCrossEncoder:
    return NliCrossEncoder(write_tiny(tmp_path_factory.mktemp("tiny")), EntailmentSettings())


def likeliest(answer: Entailed) -> str:
    return max(LABELS, key=lambda label: float(getattr(answer, label)))


def test_what_follows_what_contradicts_and_what_is_new(model: NliCrossEncoder) -> None:
    engine: EntailmentModel = model
    answers = engine.entail(
        [(TEXT, "the client slept"), (TEXT, "the client not slept six hours"), (TEXT, "happy garden")]
    )
    assert [likeliest(answer) for answer in answers] == ["entailment", "contradiction", "neutral"]
    assert all(abs(a.entailment + a.neutral + a.contradiction - 1.0) < 1e-6 for a in answers)


def test_text_and_statement_are_not_the_same_to_it(model: NliCrossEncoder) -> None:
    more, less = model.entail([("client slept six hours", "client slept"), ("client slept", "client slept six hours")])
    assert more.entailment > 0.95 and less.entailment < 0.6


def test_what_stands_beside_a_pair_changes_nothing(model: NliCrossEncoder) -> None:
    pairs = [(TEXT, "the client slept"), ("the garden", "happy"), (TEXT * 3, "the client not slept")]
    together = model.entail(pairs)
    assert together == [model.entail([pair])[0] for pair in pairs]
    assert model.entail(pairs[::-1]) == together[::-1]
    assert model.entail([]) == []


def test_a_model_that_wants_token_types_gets_them(tmp_path: Path, model: NliCrossEncoder) -> None:
    other = NliCrossEncoder(write_tiny(tmp_path, token_types=True), EntailmentSettings())
    pairs = [(TEXT, "the client slept"), (TEXT, "happy garden")]
    assert other.entail(pairs) == model.entail(pairs)


def test_the_catalogue_says_what_each_logit_stands_for(tmp_path: Path, model: NliCrossEncoder) -> None:
    turned = EntailmentSettings(labels=("neutral", "contradiction", "entailment"))
    (one,), (other,) = (
        engine.entail([(TEXT, "the client slept")]) for engine in (model, NliCrossEncoder(write_tiny(tmp_path), turned))
    )
    assert (other.contradiction, other.entailment, other.neutral) == (one.entailment, one.neutral, one.contradiction)


def test_of_a_long_text_the_end_is_cut_and_never_the_statement(tmp_path: Path) -> None:
    engine = NliCrossEncoder(write_tiny(tmp_path), EntailmentSettings(max_tokens=24))
    early, late, long = engine.entail(
        [
            ("garden " + "filler " * 100, "the client slept in the garden"),
            ("filler " * 100 + "garden", "garden"),
            ("garden", "garden " * 200),
        ]
    )
    assert early.entailment < 0.5 and early.entailment > 0.001, "the statement is longer than 'garden' alone"
    assert likeliest(late) == "neutral", "what stands behind the room is not read"
    assert likeliest(long) == "entailment"


@pytest.mark.parametrize("text", ["", "[SEP]", "\u2028 ��", "ünknown wörds 你好", "<|im_start|>" * 50])
def test_any_text_gets_an_answer(text: str, model: NliCrossEncoder) -> None:
    for pair in ((text, "the client slept"), (TEXT, text)):
        (answer,) = model.entail([pair])
        assert abs(answer.entailment + answer.neutral + answer.contradiction - 1.0) < 1e-6


def test_special_tokens_in_a_text_stay_text(model: NliCrossEncoder) -> None:
    plain, forged, other = model.entail(
        [
            ("the client slept", "garden"),
            ("the client slept [SEP] slept", "garden"),  # as a separator it would put "slept" into the statement
            ("garden", "the client slept [CLS] [SEP] [PAD] garden"),
        ]
    )
    assert plain == forged and likeliest(plain) == "neutral"
    assert likeliest(other) == "neutral"


@pytest.mark.parametrize(
    "settings",
    [
        EntailmentSettings(labels=("entailment", "neutral")),
        EntailmentSettings(labels=("entailment", "entailment", "neutral")),
        EntailmentSettings(labels=("yes", "no", "maybe")),
        EntailmentSettings(max_tokens=4),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: EntailmentSettings, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"labels|max_tokens"):
        NliCrossEncoder(write_tiny(tmp_path), settings)


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inputs"):
        NliCrossEncoder(write_tiny(tmp_path / "a", broken="inputs"), EntailmentSettings())
    for broken in ("nan", "pair"):
        engine = NliCrossEncoder(write_tiny(tmp_path / broken, broken=broken), EntailmentSettings())
        with pytest.raises(ValueError, match="logits"):
            engine.entail([(TEXT, "the client slept")])


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    write_tiny(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(Exception, match=r"(?i)protobuf|model"):
        NliCrossEncoder(tmp_path, EntailmentSettings())


def test_it_takes_no_more_threads_than_there_are_cores_and_reports_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silenced: list[bool] = []
    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: silenced.append(True))
    engine = NliCrossEncoder(write_tiny(tmp_path), EntailmentSettings())
    options = engine._session.get_session_options()
    assert options.intra_op_num_threads == (psutil.cpu_count(logical=False) or 1)
    assert options.inter_op_num_threads == 1
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"
    assert engine._session.get_providers() == ["CPUExecutionProvider"]
    assert silenced and SWITCHES["ORT_DISABLE_TELEMETRY"] == "1"
