"""What was read is never evaluated again: with every kind of memory that llama.cpp's models have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

llama_cpp = pytest.importorskip("llama_cpp")

from app.domain.engines import Question  # noqa: E402 - skipped where the library is not
from app.engines.language import LanguageSettings, LlamaModel  # noqa: E402
from app.engines.language_context import FORK, FORKS, TRUNK, ContextFault, Floats, NativeContext  # noqa: E402
from tests.demo import load_request  # noqa: E402
from tests.unit.engines.tiny_models import KINDS, write_tiny  # noqa: E402

pytestmark = pytest.mark.engines
LINES = [f"[{n}] S{n % 2 + 1}: I slept badly on night {n} and went to work.\n" for n in range(1, 25)]
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"turn": {"enum": [3, 5]}, "word": {"type": "string", "maxLength": 6}},
    "required": ["turn", "word"],
}


@pytest.fixture(scope="module", params=KINDS)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tiny") / f"{request.param}.gguf"
    write_tiny(path, request.param, Path(load_request("note").path))
    return path


@pytest.fixture
def model(file: Path) -> Iterator[LlamaModel]:
    model = LlamaModel(file, LanguageSettings(context_tokens=1024, kv_type="f16"))
    yield model
    model.close()


def read(model: LlamaModel, lines: list[str], most: int = 24) -> int:
    """Read everything in slices; the tokens in the context."""
    so_far = model.read_on(lines, 0)
    while so_far.waiting:
        so_far = model.read_on([], most)
    return so_far.evaluated


def parsed(text: str) -> dict[str, object]:
    """An answer; random weights say control characters too, which JSON does not admit."""
    found: dict[str, object] = json.loads(text, strict=False)
    return found


def after(model: LlamaModel, *, questions: int) -> Floats:
    """What the model expects after all lines, if it was asked in the middle of them."""
    model.start("You answer in JSON.")
    read(model, LINES[:16])
    for _ in range(questions):
        model.ask(Question("Which turn? " * 40, SCHEMA, 24))  # longer than the sliding window
    read(model, LINES[16:])
    model.context.evaluate(model.context.tokenise("And", special=False), TRUNK, logits=True)
    return model.context.scores()


def test_the_models_are_of_the_kinds_that_they_should_be(file: Path, model: LlamaModel) -> None:
    model.start("You answer in JSON.")
    read(model, LINES)
    cut = llama_cpp.llama_memory_seq_rm(model.context._memory, TRUNK, 5, -1)
    assert cut is (file.stem in ("qwen3", "gemma3")), "the end of a recurrent memory cannot be cut off"


def test_a_question_leaves_the_reading_as_it_is(model: LlamaModel) -> None:
    model.start("You answer in JSON.")
    total = read(model, LINES)
    assert model.context.evaluated == total
    first = model.ask(Question("Which turn?", SCHEMA, 40))
    assert parsed(first.text)["turn"] in (3, 5) and model.forks
    assert model.context.last_position(TRUNK) == total - 1 and model.context.last_position(FORK) == -1
    assert model.context.evaluated - total in (first.question + first.answer - 1, first.question + first.answer)
    assert model.ask(Question("Which turn?", SCHEMA, 40)) == first
    assert model.context.last_position(TRUNK) == total - 1
    assert np.array_equal(after(model, questions=3), after(model, questions=0)), "it reads on as if nobody had asked"


def test_in_slices_or_at_once_comes_to_the_same(model: LlamaModel) -> None:
    found = []
    for most in (7, 500):
        model.start("You answer in JSON.")
        read(model, LINES, most)
        model.context.evaluate(model.context.tokenise("And", special=False), TRUNK, logits=True)
        found.append(model.context.scores())
    assert np.allclose(found[0], found[1], atol=2e-2 * float(np.abs(found[1]).max()))


def test_a_prompt_beside_the_reading_does_not_touch_it(model: LlamaModel) -> None:
    expected = after(model, questions=0)
    model.start("You answer in JSON.")
    read(model, LINES[:16])
    model.complete("You answer in JSON.", "Something else?", schema=SCHEMA, max_tokens=24)
    read(model, LINES[16:])
    model.context.evaluate(model.context.tokenise("And", special=False), TRUNK, logits=True)
    assert np.array_equal(model.context.scores(), expected)


def test_where_a_context_cannot_be_copied_questions_are_appended(
    model: LlamaModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NativeContext, "fork", lambda *_: False)
    model.start("You answer in JSON.")
    total = read(model, LINES)
    asked = model.ask(Question("Which turn?", SCHEMA, 40))
    assert parsed(asked.text)["turn"] in (3, 5)
    grown = read(model, ["[25] S1: And then?\n"])
    assert grown > total + asked.question, "the question stays"
    assert parsed(model.ask(Question("Which turn?", SCHEMA, 40)).text)["turn"] in (3, 5)
    assert model.context.evaluated == model.context.length[TRUNK], "nothing was evaluated twice"


def test_what_does_not_fit_is_a_fault_and_says_nothing_of_the_text(model: LlamaModel) -> None:
    if llama_cpp.llama_model_is_recurrent(model.context._model):
        pytest.skip("a recurrent memory is never full")
    with pytest.raises(ContextFault) as caught:
        model.context.evaluate([5] * 1200, TRUNK)
    assert "5" not in str(caught.value)


def coming(*, turns: int = 4) -> list[Question]:
    """Questions of different lengths, as of the sections of a note."""
    return [Question(f"Section {n}. {'Which turn? ' * n}", SCHEMA, 24 + 4 * n) for n in range(1, turns + 1)]


def test_what_is_asked_next_is_answered_beside_and_evaluated_once(model: LlamaModel) -> None:
    model.start("You answer in JSON.")
    total = read(model, LINES)
    questions, spent = coming(), 0
    for number, question in enumerate(questions):
        before = model.context.evaluated
        asked = model.ask(question, questions[number + 1 :])
        assert parsed(asked.text)["turn"] in (3, 5) and asked.question and 0 < asked.answer <= question.max_tokens
        if question is questions[-1]:
            assert model.context.evaluated - before < asked.question + asked.answer, "some of it was done before"
        spent += asked.question + asked.answer
    assert spent - len(questions) <= model.context.evaluated - total <= spent, "nothing was evaluated twice"
    assert [model.context.last_position(fork) for fork in FORKS] == [-1] * len(FORKS), "and no fork is left"
    assert np.array_equal(after(model, questions=1), after(model, questions=0)), "the reading stays as it is"


def test_what_was_begun_ahead_goes_when_something_else_is_asked_or_more_was_read(model: LlamaModel) -> None:
    first, second, third = coming(turns=3)
    for change in (
        lambda: model.ask(third),
        lambda: model.read_on(["[25] S1: And then?\n"], 500),
        lambda: model.read_on(["[25] S1: And then?\n"], 0) and model.ask(third),
        lambda: model.complete("You answer in JSON.", "Something else?", schema=SCHEMA, max_tokens=24),
        lambda: model.start("You answer in JSON."),
        model.stop_reading,
    ):
        model.start("You answer in JSON.")
        read(model, LINES)
        model.ask(first, [second])
        assert sum(model.context.last_position(fork) >= 0 for fork in FORKS) == 1, "the second is under way"
        change()
        assert [model.context.last_position(fork) for fork in FORKS] == [-1] * len(FORKS)


def test_what_does_not_fit_beside_is_asked_when_its_turn_comes(model: LlamaModel) -> None:
    model.start("You answer in JSON.")
    room = 1024 - read(model, LINES)
    read(model, ["night " * (room - 120)])
    questions = [Question("Which turn?", SCHEMA, 40), Question("Which turn? " * 16, SCHEMA, 40)]
    first = model.ask(questions[0], questions[1:])
    assert parsed(first.text)["turn"] in (3, 5)
    assert [model.context.last_position(fork) for fork in FORKS] == [-1] * len(FORKS), "there was no room for it"
    assert parsed(model.ask(questions[1]).text)["turn"] in (3, 5)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"^$"):
        LlamaModel(tmp_path / "model.gguf", LanguageSettings())


def test_the_cache_takes_half_the_memory_where_the_model_permits_it(file: Path) -> None:
    model = LlamaModel(file, LanguageSettings(context_tokens=1024))
    assert model.context.kv_type == "q8_0"
    model.start("You answer in JSON.")
    read(model, LINES)
    assert parsed(model.ask(Question("Which turn?", SCHEMA, 40)).text)
    model.close()
