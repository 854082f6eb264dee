"""How an errand is remembered, and which models are used at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.installing.progress import InstallProgress, InstallStage
from app.ui.errand import Errand, Kind, State, read, to_use, written
from tests.gui.fake_models import FakeModels

IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True), min_size=1, max_size=4, unique=True)


@given(IDS, st.sampled_from([Kind.IMPORT, Kind.EXPORT]), st.booleans(), st.data())
def test_what_is_remembered_is_what_was_begun(ids, kind, paused, data):
    use = frozenset(data.draw(st.lists(st.sampled_from(ids), unique=True)))
    state = State.PAUSED if paused else State.WAITING
    begun = Errand(kind, tuple(ids), Path("/media/a stick/models"), use, state)
    found = read(written(begun))
    assert found is not None
    assert (found.kind, found.ids, found.path, found.use, found.state) == (kind, tuple(ids), begun.path, use, state)


@given(st.text(max_size=60))
def test_nonsense_is_never_begun_and_never_an_error(entry):
    found = read(entry)
    assert found is None or found.kind in (Kind.DOWNLOAD, Kind.IMPORT, Kind.EXPORT)


@pytest.mark.parametrize("entry", ["check\t\twhisper", "download\t/media/stick\tx", "import\t\tx", "download", ""])
def test_what_makes_no_sense_is_left_out(entry):
    assert read(entry) is None


def test_an_errand_that_failed_is_remembered_as_paused():
    errand = Errand(Kind.DOWNLOAD, ("whisper-small",), state=State.FAILED)
    assert written(errand) == "download paused\t\twhisper-small"


def test_of_two_for_a_task_the_larger_takes_the_place_of_a_demo_model():
    models = FakeModels()
    ids = {"whisper-small", "qwen3-4b", "nli-xsmall", "minilm"}
    assert to_use(models.all, models.chosen(), ids) == {"whisper-small", "qwen3-4b", "nli-xsmall"}
    models.choose("note", "qwen3-4b")
    assert to_use(models.all, models.chosen(), ids) == {"whisper-small", "nli-xsmall"}
    assert to_use(models.all, {}, {"smollm2", "qwen3-4b"}) == {"qwen3-4b"}


def test_how_much_is_done_is_only_said_where_it_is_known():
    errand = Errand(Kind.DOWNLOAD, ("whisper-small",))
    assert errand.part is None
    errand.progress = InstallProgress("whisper-small", InstallStage.DOWNLOAD, 25, 100)
    assert errand.part == 0.25
    errand.progress = InstallProgress("whisper-small", InstallStage.DOWNLOAD, 130, 100)
    assert errand.part == 1.0
    errand.progress = InstallProgress("whisper-small", InstallStage.SPACE, 0, 0)
    assert errand.part is None
