"""How long work still takes: said only where a pace was seen, and never finer than is known."""

from __future__ import annotations

import pytest

from app.domain.progress import Progress, Stage
from app.ui.context import WorkPlan
from app.ui.remaining import Estimate, Remaining, left_words, read_usual, write_usual
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session

STAGES = (Stage.TRANSCRIBE, Stage.SPEAKERS, Stage.DRAFT)
USUAL = {Stage.TRANSCRIBE: 0.2, Stage.SPEAKERS: 0.1, Stage.DRAFT: 60.0}


class Clock:
    """A clock that stands until it is set on."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def watching(usual=(), stages=STAGES) -> tuple[Remaining, Clock]:
    clock = Clock()
    return Remaining(stages, dict(usual), clock), clock


def test_nothing_is_promised_before_a_pace_was_seen():
    watch, clock = watching()
    assert watch.estimate() is None
    watch.take(Progress(Stage.TRANSCRIBE, 10.0, 1000.0))
    clock.now += 1
    watch.take(Progress(Stage.TRANSCRIBE, 60.0, 1000.0))
    assert watch.estimate() is None, "one second tells nothing"


def test_the_step_alone_where_nothing_is_known_of_the_rest():
    watch, clock = watching()
    watch.take(Progress(Stage.TRANSCRIBE, 0.0, 1000.0))
    clock.now += 10
    watch.take(Progress(Stage.TRANSCRIBE, 100.0, 1000.0))
    assert watch.estimate() == Estimate(90.0, step=True)
    clock.now += 30
    assert watch.estimate() == Estimate(60.0, step=True), "time goes on between two reports"


def test_the_whole_where_earlier_sessions_told_how_long_the_rest_takes():
    watch, clock = watching(USUAL)
    watch.take(Progress(Stage.TRANSCRIBE, 0.0, 1000.0))
    assert watch.estimate() == Estimate(200.0 + 100.0 + 60.0, step=False)
    clock.now += 10
    watch.take(Progress(Stage.TRANSCRIBE, 100.0, 1000.0))
    assert watch.estimate() == Estimate(90.0 + 100.0 + 60.0, step=False), "what is seen counts more than what is usual"


def test_stages_that_take_turns_are_not_counted_twice():
    watch, clock = watching(USUAL)
    for done in (0.0, 100.0):
        watch.take(Progress(Stage.TRANSCRIBE, done, 1000.0))
        watch.take(Progress(Stage.SPEAKERS, done / 2, 1000.0))
        clock.now += 10 if not done else 0
    assert watch.estimate() == Estimate(190.0 + 60.0, step=False), "the slower one of both, and the draft"


def test_a_stage_that_begins_anew_is_watched_anew():
    watch, clock = watching()
    watch.take(Progress(Stage.DRAFT, 0.0, 4.0))
    clock.now += 10
    watch.take(Progress(Stage.DRAFT, 2.0, 4.0))
    assert watch.estimate() == Estimate(10.0, step=True)
    watch.take(Progress(Stage.DRAFT, 2.0, 4.0, restarted=True, reason="crashed"))
    assert watch.estimate() is None


def test_what_was_learnt_is_kept_and_read_again():
    watch, clock = watching({Stage.TRANSCRIBE: 0.3})
    watch.take(Progress(Stage.TRANSCRIBE, 0.0, 100.0))
    watch.take(Progress(Stage.DRAFT, 0.0, 4.0))
    clock.now += 20
    watch.take(Progress(Stage.TRANSCRIBE, 100.0, 100.0))
    watch.take(Progress(Stage.DRAFT, 4.0, 4.0))
    learnt = watch.learnt()
    assert learnt == {Stage.TRANSCRIBE: pytest.approx(0.25), Stage.DRAFT: pytest.approx(20.0)}
    assert read_usual(write_usual(learnt)) == learnt
    assert read_usual(["nonsense", "draft=x", "draft=-4", "other=3", 7]) == {}
    assert read_usual("draft=3") == {}


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (None, ""),
        (Estimate(20.0, step=False), "Less than a minute left"),
        (Estimate(260.0, step=False), "About 4 min left"),
        (Estimate(10.0, step=True), "Less than a minute for this step"),
        (Estimate(120.0, step=True), "About 2 min for this step"),
    ],
)
def test_in_words(estimate, words):
    assert left_words(estimate) == words


def test_the_page_says_it_and_what_was_learnt_is_stored(start):
    services = with_sessions(FakeServices())
    services.preferences.values["work.usual"] = ["transcribe=2", "speakers=1", "draft=120"]
    services.work.hold.clear()
    at = start(services)
    open_session(at, "rec")
    at.wait(lambda: at.page() == "working" and at.find("working.transcribe").value() > 0)
    page = at.window.working_page
    at.wait(lambda: page._usual != {})
    page._tick.timeout.emit()
    # 111 s of 221 s of sound at 2, all of it at 1, and the draft
    assert at.find("working.left").text() == "About 9 min left"
    assert page.cancel.toolTip().endswith("(Alt+C)")
    names = [command.name for command in page.commands() if command.enabled]
    assert names == ["working.cancel"]
    services.work.hold.set()
    at.wait_page("workspace")
    assert set(read_usual(services.preferences.values["work.usual"])) == {Stage.TRANSCRIBE, Stage.SPEAKERS, Stage.DRAFT}


def test_what_is_only_shown_has_no_end(start):
    at = start()
    page = at.window.working_page
    page.preview(WorkPlan("demo"))
    at.window._show(page)
    page._say_left()
    assert page.left.text() == " "
