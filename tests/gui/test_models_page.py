"""Models: a card for each task; what is not installed can be seen and not chosen."""

from __future__ import annotations

from dataclasses import replace


def models(start):
    at = start()
    at.wait_page("sessions")
    at.click("nav.models")
    at.wait_page("models")
    at.wait(lambda: at.seen("models.speech.whisper-demo"))
    return at


def test_the_second_reader_is_there_to_be_installed_and_nothing_waits_for_it(start):
    at = models(start)
    choice = at.find("models.entailment.nli-xsmall")
    assert not choice.isEnabled() and not choice.isChecked()
    assert choice.accessibleDescription().startswith("Optional")
    assert at.find("models.embedding.minilm").isChecked()


def test_an_installed_second_reader_can_be_chosen(start):
    at = start()
    at.wait_page("sessions")
    fake = at.services.models
    fake.all = [replace(model, installed=True) if model.task == "entailment" else model for model in fake.all]
    at.click("nav.models")
    at.wait_page("models")
    at.wait(lambda: at.seen("models.entailment.nli-xsmall"))
    choice = at.find("models.entailment.nli-xsmall")
    assert choice.isEnabled()
    choice.click()
    at.wait(lambda: fake.chosen().get("entailment") == "nli-xsmall")
    at.wait(lambda: at.find("models.entailment.nli-xsmall").isChecked())
