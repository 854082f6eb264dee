"""What nobody holds any more goes in calm moments alone."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from app.ui.collector import ENOUGH, YOUNG, Collector


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def calm(qapp):
    """A switch: whether it is calm, and the collector that asks it."""
    state = {"calm": False}
    before = gc.isenabled(), gc.get_freeze_count()
    made = Collector(lambda: state["calm"])
    made.start()
    yield state, made
    made.stop()
    assert (gc.isenabled(), gc.get_freeze_count()) == before


def grown_old() -> weakref.ref[Knot]:
    """Something that nobody holds, and that outlived the searches through what is young."""
    knot = Knot()
    found = weakref.ref(knot)
    for _ in range(ENOUGH):
        gc.collect(1)  # it is still held: it counts among the old from now on
    del knot
    gc.collect(1)
    return found


def test_all_is_looked_through_in_calm_moments_alone(calm):
    state, made = calm
    gone = grown_old()
    made._look()
    assert gone() is not None, "somebody is at work"
    state["calm"] = True
    made._look()
    assert gone() is None


def test_nothing_is_looked_through_in_another_thread(calm):
    _, made = calm
    looked: list[int] = []

    def note(phase: str, _: object) -> None:
        if phase == "start":
            looked.append(threading.get_ident())

    gc.callbacks.append(note)
    try:
        thread = threading.Thread(target=lambda: [Knot() for _ in range(4 * YOUNG)])
        thread.start()
        thread.join()
        assert not looked, "a widget may be among what is found"
        made._look()
    finally:
        gc.callbacks.remove(note)
    assert looked == [threading.get_ident()]


def test_nothing_is_looked_through_before_enough_has_come(calm):
    state, made = calm
    state["calm"] = True
    made._look()
    knot = Knot()
    found = weakref.ref(knot)
    gc.collect(1)
    del knot
    made._look()
    assert found() is not None


def test_what_was_there_when_it_settled_stays_and_is_let_go_by_whoever_holds_it(calm):
    state, made = calm
    held, knot = Knot(), Knot()
    held.itself = None
    of_held, of_knot = weakref.ref(held), weakref.ref(knot)
    made.settle()
    del held, knot
    state["calm"] = True
    for _ in range(ENOUGH):
        gc.collect(1)
    made._look()
    assert of_held() is None and of_knot() is not None
    made.stop()
    gc.collect()
    assert of_knot() is None
