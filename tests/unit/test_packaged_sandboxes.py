"""The packaged program's own settings on macOS and Windows: they can be read, and name no network."""

from __future__ import annotations

import plistlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
WINDOWS = "{http://schemas.microsoft.com/appx/manifest/foundation/windows10}"


@pytest.mark.parametrize("name", ["sotto", "sotto-helper"])
def test_the_entitlements_for_macos_name_the_sandbox_and_no_network(name: str) -> None:
    entitlements = plistlib.loads((PACKAGING / "macos" / f"{name}.entitlements").read_bytes())
    assert entitlements["com.apple.security.app-sandbox"] is True
    assert not [key for key in entitlements if "network" in key or "temporary-exception" in key]
    assert not [key for key in entitlements if ".cs." in key], "the hardened runtime is not softened"


def test_helpers_on_macos_inherit_and_name_nothing_else() -> None:
    entitlements = plistlib.loads((PACKAGING / "macos" / "sotto-helper.entitlements").read_bytes())
    assert set(entitlements) == {"com.apple.security.app-sandbox", "com.apple.security.inherit"}


def test_the_package_for_windows_is_an_app_container_with_the_microphone_alone() -> None:
    manifest = ElementTree.fromstring((PACKAGING / "windows" / "AppxManifest.xml").read_text(encoding="utf-8"))
    (capabilities,) = manifest.iter(f"{WINDOWS}Capabilities")
    assert [each.attrib for each in capabilities] == [{"Name": "microphone"}]
    (application,) = manifest.iter(f"{WINDOWS}Application")
    assert "appContainer" in application.attrib.values()
