"""A model is fetched in the real window, from a hub over TLS: paused, cut, gone on with; Privacy says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.installing.staging import partial_bytes
from tests import packs
from tests.demo import PASSPHRASE
from tests.e2e.conftest import LONG, Clinician
from tests.hub import Authority, Fault, Hub
from tests.window_blocks import long_blocks

CONTENTS = {"model.bin": bytes(range(256)) * 8000, "config.json": b"{}"}
ENTRY = packs.tiny_entry("small", CONTENTS, title="Small speech model")
WEIGHTS = f"/mirror{ENTRY.url_path(ENTRY.files[0])}"


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A catalogue with one model, which is not there yet; no proxy of this computer."""
    packs.use_catalogue(monkeypatch, packs.write_catalogue(tmp_path / "catalogue.toml", [ENTRY]))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    (tmp_path / "authority").mkdir()
    authority = Authority(tmp_path / "authority")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    files = {f"/mirror{ENTRY.url_path(file)}": CONTENTS[file.path] for file in ENTRY.files}
    with Hub(files, authority.certificate("localhost")) as hub:
        yield hub


def test_a_model_is_fetched_paused_and_gone_on_with(clinician: Clinician, hub: Hub) -> None:
    services, errands = clinician.services, clinician.window.errands
    services.installer.mirror = f"{hub.url}/mirror"
    hub.plan(WEIGHTS, Fault(stall_after=600_000), Fault(cut_after=300_000))
    clinician.first_run(PASSPHRASE)
    assert hub.seen == [], "nobody was asked before the button was pressed"
    clinician.click("nav.privacy")
    clinician.wait(lambda: "never used one" in clinician.find("privacy.network.text").text())

    clinician.click("nav.models")
    clinician.wait_page("models", LONG)
    clinician.click("models.showAll")
    clinician.click("models.speech.small.install")
    folder = services.installer.space().folder
    clinician.wait(lambda: partial_bytes(folder, "small") > 0, LONG)
    clinician.click("nav.today")  # leaving the page stops nothing
    clinician.wait(lambda: clinician.window.page().objectName() == "today")
    clinician.wait(lambda: "Fetching Small speech model" in clinician.find("network.text").text())
    clinician.click("network.action")
    clinician.wait(lambda: errands.running is None)
    assert services.models.installed() == () and services.installer.partial()["small"] > 0

    clinician.click("nav.models")
    clinician.wait_page("models", LONG)
    errands.go_on(errands.all[0])
    clinician.wait(lambda: len(services.models.installed()) == 1, LONG)
    clinician.wait(lambda: errands.running is None, LONG)  # what was installed is tried at once; this one is no model
    clinician.wait(lambda: clinician.find("models.speech.small.state").text() == "In use")
    starts = hub.asked(WEIGHTS)
    assert starts[0] == 0 and 0 < starts[1] < starts[2], "it went on where it was paused, and where it was cut"
    assert (folder / "small" / "model.bin").read_bytes() == CONTENTS["model.bin"]
    services.models.verify("small")

    clinician.click("nav.privacy")
    clinician.wait(lambda: "It asked localhost" in clinician.find("privacy.network.text").text())
    assert long_blocks(clinician.window.blocks) == []
