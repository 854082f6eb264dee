"""The first run without models: the ways to them, none of which anybody has to wait for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.model_errors import NetworkUnreachable
from app.services.installing.offers import Offer
from app.ui import files
from app.ui.errand import State
from tests.gui.fake_models import offered
from tests.gui.fake_services import FakeServices

MODELS = 3
"""The number of the step, from 0."""


@pytest.fixture
def step(start):
    """The step about models, in a first run whose vault was just made."""
    services = FakeServices(vault_there=False)
    at = start(services)
    services.vault.create("umbrella giraffe window")
    at.window.first_run_page.go(MODELS)
    at.wait(lambda: at.seen("firstRun.advice") and at.seen("firstRun.download"))
    return at


def go_on(at) -> None:
    """Through the steps that follow, to the sessions."""
    at.click("firstRun.next")
    at.wait(lambda: at.seen("firstRun.format.dap"))
    at.click("firstRun.next")
    at.type("firstRun.name", "Ruth Calder")
    at.click("firstRun.next")
    at.wait(lambda: at.page() == "today")


def test_the_ways_are_offered_and_the_network_is_only_used_when_it_is_asked_for(step):
    assert step.find("firstRun.advice").plain.startswith("This laptop keeps up with Whisper small")
    assert step.find("firstRun.download").text() == "Download (3.0 GB)"
    assert step.find("firstRun.next").isEnabled()
    assert not any(call[0] in ("download", "import") for call in step.services.calls)


def test_the_download_goes_on_while_the_first_run_does(step):
    step.services.installer.hold.clear()
    step.click("firstRun.download")
    step.wait(lambda: step.seen("firstRun.job.download.whisper-small"))
    assert not step.seen("firstRun.download")
    go_on(step)
    assert step.window.errands.running is not None
    step.services.installer.hold.set()
    step.wait(lambda: step.services.models.of("qwen3-4b").installed)
    step.wait(lambda: step.services.models.chosen()["speech"] == "whisper-small" and not step.seen("demo"))


def test_it_can_be_skipped_and_the_way_is_shown_afterwards(step):
    go_on(step)
    step.wait(lambda: step.seen("demo") and step.find("demo.action").text() == "Get models")
    step.click("demo.action")
    step.wait(lambda: step.page() == "models" and step.seen("models.advice.take"))
    assert not step.seen("demo.action"), "the way to where one is already"


def test_a_network_that_fails_is_said_and_a_pack_does_as_well(step, monkeypatch):
    services = step.services
    services.installer.errors["whisper-small"] = [NetworkUnreachable("huggingface.co")]
    step.click("firstRun.download")
    step.wait(lambda: step.seen("firstRun.job.download.whisper-small.error"))
    step.wait(lambda: services.models.of("qwen3-4b").installed), "one that fails holds no other up"
    services.installer.offer = Offer((offered(services.models, "whisper-small"),))
    monkeypatch.setattr(files, "ask_open", lambda *_: Path("/media/stick/models.sottopack"))
    step.click("firstRun.fromPack")
    step.click("offer.ok")
    step.wait(lambda: services.models.of("whisper-small").installed)
    step.wait(lambda: step.seen("firstRun.models") and "Whisper small" in step.find("firstRun.models.text").text())
    assert step.find("firstRun.next").isEnabled()


def test_what_is_there_already_is_said_to_be_there(start):
    services = FakeServices(vault_there=False)
    for model_id in ("whisper-small", "community-1", "qwen3-4b"):
        services.models.put(model_id, installed=True)
        services.models.choose(services.models.of(model_id).task, model_id)
    at = start(services)
    services.vault.create("umbrella giraffe window")
    at.window.first_run_page.go(MODELS)
    at.wait(lambda: at.seen("firstRun.advice"))
    assert not at.seen("firstRun.download") and not at.seen("firstRun.demo")


def test_without_any_speech_model_the_step_says_what_that_means(start):
    services = FakeServices(vault_there=False)
    services.models.all = [replace(each, installed=False) for each in services.models.all]
    services.models._chosen, services.models.demo = {}, False
    at = start(services)
    services.vault.create("umbrella giraffe window")
    at.window.first_run_page.go(MODELS)
    at.wait(lambda: at.seen("firstRun.demo"))
    assert "cannot write down the words" in at.find("firstRun.demo.text").text()


def test_leaving_the_step_pauses_nothing_and_coming_back_shows_it(step):
    step.services.installer.hold.clear()
    step.click("firstRun.download")
    step.wait(lambda: step.seen("firstRun.job.download.whisper-small.pause"))
    step.click("firstRun.next")
    step.wait(lambda: step.seen("firstRun.format.dap"))
    step.click("firstRun.back")
    step.click("firstRun.job.download.whisper-small.pause")
    paused = step.window.errands.all[0]
    step.wait(lambda: paused.state is State.PAUSED)
    step.services.installer.hold.set()
    step.wait(lambda: step.services.models.of("qwen3-4b").installed)
    assert not step.services.models.of("whisper-small").installed
