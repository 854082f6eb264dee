"""What the Privacy page is told, by real processes and a real vault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.network import Gate, Reason
from app.sandbox import landlock
from app.sandbox.canary import OPEN
from app.services.container import Services, build_services
from app.services.paths import Places
from app.services.preferences import Preferences
from app.services.privacy import PrivacyService
from tests.demo import CHEAP, PASSPHRASE

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the packaged program's own settings hold")
DISK = {"vault", "write", "memory", "program"}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = build_services(Places.below(tmp_path), CHEAP)
    made.vault.create(PASSPHRASE)
    yield made
    made.close()


def other(services: Services, tmp_path: Path, gate: Gate) -> PrivacyService:
    """The same with a gate of its own, and with the settings as they lie on the disk."""
    return PrivacyService(
        Places.below(tmp_path),
        services.vault,
        services.workers,
        services.recording,
        services.retention,
        services.integrity,
        Preferences(tmp_path / "settings.toml"),
        gate,
    )


def test_what_is_stored_is_measured_where_it_lies(services: Services, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir(exist_ok=True)
    (tmp_path / "models" / "one").write_bytes(b"x" * 5000)
    (tmp_path / "vault" / "audio" / "a.db").write_bytes(b"x" * 700)
    (tmp_path / "window.log").write_bytes(b"x" * 30)
    stored = {each.kind: each for each in services.privacy.report().stored}
    assert stored["models"].bytes == 5000 and stored["recordings"].bytes == 700 and stored["logs"].bytes == 30
    assert stored["vault"].path == tmp_path / "vault"
    assert stored["vault"].bytes >= (tmp_path / "vault" / "vault.db").stat().st_size
    assert "backups" not in stored
    services.preferences.set("backup.folder", str(tmp_path / "models"))
    assert {each.kind: each.bytes for each in services.privacy.report().stored}["backups"] == 5000


def test_the_audit_trail_and_the_policy_are_said_as_elsewhere(services: Services) -> None:
    report = services.privacy.report()
    assert report.audit_head == services.integrity.head()
    assert report.keeping == services.retention.summary()


def test_the_last_use_of_the_network_outlives_the_program(services: Services, tmp_path: Path) -> None:
    gate = Gate()
    privacy = other(services, tmp_path, gate)
    assert privacy.last_use() is None and not privacy.report().network_open
    with gate.open_for(Reason.MODELS) as visit:
        assert privacy.report().network_open
        visit.to("hub.example.org")
        # Already now: a program that is killed meanwhile has not forgotten it.
        kept = other(services, tmp_path, Gate()).last_use()
        assert kept is not None and kept.hosts == ("hub.example.org",)
    assert not privacy.report().network_open
    kept = other(services, tmp_path, Gate()).last_use()
    assert kept is not None and kept.reason is Reason.MODELS and kept.hosts == ("hub.example.org",)
    assert gate.last is not None and abs((kept.opened - gate.last.opened).total_seconds()) <= 1


def test_a_use_by_a_command_meanwhile_is_the_last_one_for_the_window_too(services: Services, tmp_path: Path) -> None:
    mine, theirs = Gate(), Gate()
    window = other(services, tmp_path, mine)
    with mine.open_for(Reason.MODELS) as visit:
        visit.to("first.example.org")
    command = other(services, tmp_path, theirs)
    with theirs.open_for(Reason.MODELS) as visit:
        visit.to("second.example.org")
    for page in (window, command):
        last = page.last_use()
        assert last is not None and last.hosts == ("second.example.org",)


def test_settings_that_make_no_sense_are_no_use(services: Services, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "settings.toml")
    preferences.set("network.last", "yesterday")
    preferences.set("network.reason", "fun")
    assert other(services, tmp_path, Gate()).last_use() is None


@linux
def test_the_proof_is_tried_in_both_workers_and_all_of_it_refused(services: Services) -> None:
    before = {each.process: each.running for each in services.privacy.report().processes}
    assert before == {"window": True, "recorder": False, "speech": False, "language": False}
    proofs = services.privacy.prove()
    assert [proof.process for proof in proofs] == ["speech", "language"]
    for proof in proofs:
        assert len(proof.tried) >= 14
        assert {each.what for each in proof.tried if each.outcome == OPEN} <= (set() if landlock.version() else DISK)
        assert proof.failed is (landlock.version() == 0)
    after = {each.process: each for each in services.privacy.report().processes}
    for worker in ("speech", "language"):
        assert after[worker].running and after[worker].network_shut
        assert after[worker].disk_shut is (landlock.version() > 0)


@linux
def test_a_vault_that_was_moved_is_closed_to_the_workers_where_it_lies_then(services: Services, tmp_path: Path) -> None:
    services.close()
    services.vault.use_folder(tmp_path / "models" / "moved")
    services.vault.unlock(PASSPHRASE)
    assert services.vault.folder != tmp_path / "vault"
    tried = services.privacy.prove()[0].tried
    if landlock.version():
        assert {each.outcome for each in tried if each.what == "vault"} == {"refused"}
