"""The installer as the window and the commands use it, wired as in the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w

from app.domain.errors import Cancelled, FolderNotWritable, ModelMissing
from app.domain.model_errors import CertificateRefused, DownloadNotOffered, InstallRunning, MirrorRefused
from app.network import Gate, gate
from app.services.container import Services, build_services
from app.services.installing.progress import Halt, InstallProgress, InstallStage
from app.services.installing.service import Installer
from app.services.installing.staging import PARTIAL, Staging
from app.services.paths import Places
from app.services.preferences import Preferences
from tests.demo import CHEAP
from tests.hub import Authority, Fault, Hub
from tests.packs import tiny_entry, use_catalogue, write_catalogue
from tests.unit.services.installing.small_models import CONTENTS, REVISION, content_of, hub_files, quiet

ROOT = Path(__file__).parents[4]


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Two small models: one that can be fetched, one whose checksums nobody has confirmed."""
    entries = [
        tiny_entry("small", CONTENTS, repository="owner/small", revision=REVISION),
        tiny_entry("doubtful", CONTENTS, repository="owner/doubtful", revision=REVISION, unconfirmed=True),
    ]
    use_catalogue(monkeypatch, write_catalogue(tmp_path / "catalogue.toml", entries))
    made = build_services(Places.below(tmp_path / "home"), CHEAP)
    yield made
    made.close()


@pytest.fixture
def hub(services: Services) -> Iterator[Hub]:
    with Hub(hub_files(services.models.catalogue["small"])) as hub:
        yield hub


def installer(services: Services, hub: Hub, folder: Path, own: Gate | None = None) -> Installer:
    """As in the container, but for the hub that it asks."""
    return Installer(services.models, folder, services.preferences, own or gate, hub=hub.url, plain_to_localhost=True)


@pytest.fixture
def models_folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "models"


def test_what_was_fetched_is_there_for_everybody(services: Services, hub: Hub, models_folder: Path) -> None:
    before = {info.id: info.installed for info in services.models.list()}
    assert before["small"] is False
    installer(services, hub, models_folder).download("small", quiet, Halt())
    assert {info.id: info.installed for info in services.models.list()}["small"]
    services.models.verify("small")
    assert content_of(models_folder / "small", "model.bin") == CONTENTS["model.bin"]


def test_the_settings_remember_whom_was_asked(services: Services, hub: Hub, models_folder: Path) -> None:
    installer(services, hub, models_folder).download("small", quiet, Halt())
    used = services.privacy.last_use()
    assert used is not None and used.hosts == ("localhost",) and used.closed is not None
    stored = Preferences(models_folder.parent / "settings.toml")
    assert stored.get("network.hosts") == ["localhost"] and stored.get("network.reason") == "models"


def test_one_that_is_whole_is_left_alone_without_the_network(services: Services, hub: Hub, models_folder: Path) -> None:
    own, seen = Gate(), list[InstallProgress]()
    tried = installer(services, hub, models_folder, own)
    tried.download("small", quiet, Halt())
    asked, opened = len(hub.seen), own.last
    tried.download("small", seen.append, Halt())
    assert {report.stage for report in seen[:-1]} == {InstallStage.CHECK} and seen[-1].stage is InstallStage.DONE
    assert len(hub.seen) == asked and own.last is opened


def test_what_broke_off_is_counted_goes_on_and_can_be_thrown_away(
    services: Services, hub: Hub, models_folder: Path
) -> None:
    tried = installer(services, hub, models_folder)
    path = services.models.catalogue["small"].url_path(services.models.catalogue["small"].files[0])
    assert tried.partial() == {}
    for _ in range(2):
        hub.plan(path, Fault(stall_after=100_000))
        halt = Halt()

        def pause(progress: InstallProgress, halt: Halt = halt) -> None:
            if progress.done:
                halt.ask()

        with pytest.raises(Cancelled):
            tried.download("small", pause, halt)
        assert tried.partial().keys() == {"small"} and tried.partial()["small"] > 0
        tried.discard_partial("small")
        assert tried.partial() == {}
    hub.go.set()
    tried.download("small", quiet, Halt())
    assert tried.partial() == {} and (models_folder / "small").exists()


def test_what_is_being_fetched_is_not_thrown_away_meanwhile(services: Services, hub: Hub, models_folder: Path) -> None:
    tried = installer(services, hub, models_folder)
    refused = []

    def other(progress: InstallProgress) -> None:
        if not refused:
            for act in (tried.discard_partial, lambda model: tried.download(model, quiet, Halt())):
                with pytest.raises(InstallRunning):
                    act("small")
                refused.append(act)

    tried.download("small", other, Halt())
    assert len(refused) == 2 and (models_folder / "small").exists()


def test_one_that_is_not_confirmed_is_not_offered(services: Services, hub: Hub, models_folder: Path) -> None:
    with pytest.raises(DownloadNotOffered) as caught:
        installer(services, hub, models_folder).download("doubtful", quiet, Halt())
    assert caught.value.detail == "Model doubtful" and hub.seen == []


@pytest.mark.parametrize("model_id", ["nothing", "../../etc", ""])
def test_what_the_catalogue_does_not_know(services: Services, model_id: str) -> None:
    with pytest.raises(ModelMissing):
        services.installer.download(model_id, quiet, Halt())
    with pytest.raises(ModelMissing):
        services.installer.discard_partial(model_id)


def test_a_mirror_is_asked_in_place_of_the_hub(
    services: Services, hub: Hub, models_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    entry = services.models.catalogue["small"]
    files = {f"/api/models{path}": content for path, content in hub_files(entry).items()}
    tried = installer(services, hub, models_folder)
    with Hub(files, authority.certificate("localhost")) as mirror:
        tried.mirror = f"localhost:{mirror.port}/api/models/"
        assert tried.mirror == f"https://localhost:{mirror.port}/api/models"
        assert Preferences(models_folder.parent / "settings.toml").get("models.mirror") == tried.mirror
        tried.download("small", quiet, Halt())
        assert len(mirror.seen) == len(entry.files) and hub.seen == []
    (tmp_path / "other").mkdir()
    with Hub(files, Authority(tmp_path / "other").certificate("localhost")) as false:
        (models_folder / "small" / "model.bin").unlink()
        tried.mirror = f"localhost:{false.port}/api/models/"
        with pytest.raises(CertificateRefused):
            tried.download("small", quiet, Halt())
        assert false.seen == []
    tried.mirror = ""
    tried.download("small", quiet, Halt())
    assert hub.asked(entry.url_path(entry.files[0])) == [0]


def test_a_mirror_that_is_none_changes_nothing(services: Services) -> None:
    services.installer.mirror = "hub.example.org"
    for wrong in ("http://hub.example.org", "https://a:b@hub.example.org"):
        with pytest.raises(MirrorRefused):
            services.installer.mirror = wrong
    assert services.installer.mirror == "https://hub.example.org"


def test_one_that_somebody_wrote_into_the_settings_is_looked_at_too(
    services: Services, hub: Hub, models_folder: Path
) -> None:
    file = models_folder.parent / "settings.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(tomli_w.dumps({"models.mirror": hub.url}))
    own = Gate()
    edited = Installer(services.models, models_folder, Preferences(file), own)
    with pytest.raises(MirrorRefused):
        edited.download("small", quiet, Halt())
    assert hub.seen == [] and own.last is None


def test_a_folder_that_cannot_be_written_to_is_said(services: Services, hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderNotWritable):
        installer(services, hub, tmp_path / "file").download("small", quiet, Halt())
    assert hub.seen == []


def test_nobody_but_the_download_brings_in_what_could_ask_the_network() -> None:
    """`urllib.request` too, which the import contracts cannot tell from `urllib.parse`."""
    found = set()
    for file in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            if any(name.split(".")[0] in {"urllib3", "ssl", "http"} or name == "urllib.request" for name in names):
                found.add(file.relative_to(ROOT).as_posix())
    assert found == {"app/services/installing/download.py"}


def test_the_window_does_without_it_until_somebody_asks() -> None:
    tree = ast.parse((ROOT / "app/services/installing/service.py").read_text(encoding="utf-8"))
    above = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not [name for name in above if name.endswith((".fetching", ".download"))]


def test_the_folder_of_partial_files_is_no_model(services: Services, models_folder: Path) -> None:
    entry = services.models.catalogue["small"]
    Staging(entry, models_folder).path_for(entry.files[0]).write_bytes(b"x")
    assert (models_folder / PARTIAL / "small").exists()
    assert not {info.id for info in services.models.list() if info.installed} & {"small"}
