"""The settings file, with more than one who writes it."""

from __future__ import annotations

from pathlib import Path

from app.services.preferences import Preferences


def test_a_window_keeps_what_another_or_a_command_has_stored_since(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    window, command = Preferences(file), Preferences(file)

    window.set("vault_folder", "/new/place")
    command.change({"network.last": "2026-01-02T03:04:05+00:00", "network.hosts": ["hub"]})
    window.set("theme", "dark")

    later = Preferences(file)
    assert [later.get(name) for name in ("vault_folder", "network.hosts", "theme")] == ["/new/place", ["hub"], "dark"]
    assert command.get("vault_folder") == "", "what it began with does not move under it"
    assert window.stored("network.hosts") == ["hub"]


def test_a_file_that_was_torn_meanwhile_is_written_anew_from_what_is_known(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    window = Preferences(file)
    window.set("vault_folder", "/place")
    file.write_bytes(b"\xff\xfe = [")

    window.set("theme", "dark")

    assert Preferences(file).get("vault_folder") == "/place"
