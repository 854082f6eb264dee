"""The switches: set over whatever was there, in this process and in those that it starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.offline import SWITCHES, go_offline, not_offline

PLANTED = (
    "HF_TOKEN",
    "PYANNOTEAI_API_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "azure_client_secret",
    "DB_PASSWORD",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_TRACES_EXPORTER",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "APIKEY",
)
LEFT = ("PATH", "HOME", "XDG_ACTIVATION_TOKEN", "DBUS_SESSION_BUS_ADDRESS", "SOTTO_PASSPHRASE", "PULSE_COOKIE")


def test_switches_win_and_secrets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SWITCHES:
        monkeypatch.setenv(name, "forced")
    for name in (*PLANTED, *LEFT):
        monkeypatch.setenv(name, "planted")
    assert set(not_offline()) >= {*SWITCHES, *PLANTED}
    go_offline()
    assert not_offline() == []
    assert {name: os.environ[name] for name in SWITCHES} == SWITCHES
    assert not [name for name in PLANTED if name in os.environ]
    assert [name for name in LEFT if name in os.environ] == list(LEFT)


def test_a_library_that_switches_itself_off_in_other_words_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    go_offline()
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "false")
    assert not_offline() == []
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "true")
    assert not_offline() == ["PYANNOTE_METRICS_ENABLED"]


def test_a_process_that_the_program_starts_gets_no_secret() -> None:
    """The recorder, for one: its first environment is that of the program after its switches."""
    code = (
        "import subprocess, sys; import app.__main__\n"
        "sys.exit(subprocess.run([sys.executable, '-c', 'import os; "
        'assert "planted" not in os.environ.values(); assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"\']).returncode)'
    )
    environment = {**os.environ, **dict.fromkeys(PLANTED, "planted"), "ORT_DISABLE_TELEMETRY": "0"}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_a_proxys_password_leaves_the_environment_and_is_kept_for_the_window_alone() -> None:
    """Not for workers and recorder, whose first environment anybody of the same user can read."""
    code = (
        "import os, subprocess, sys; import app.__main__; from app.offline import withheld_proxies, not_offline\n"
        "from app import restart\n"
        "assert withheld_proxies() == {'HTTPS_PROXY': 'http://anna:geheim@proxy:8080'} and not not_offline()\n"
        "assert os.environ['http_proxy'] == 'http://proxy:8080' and os.environ['NO_PROXY'] == 'a@b'\n"
        "assert restart._environment()['HTTPS_PROXY'] == 'http://anna:geheim@proxy:8080'\n"
        "sys.exit(subprocess.run([sys.executable, '-c', 'import os; "
        'assert "HTTPS_PROXY" not in os.environ; assert os.environ["http_proxy"]\']).returncode)'
    )
    planted = {"HTTPS_PROXY": "http://anna:geheim@proxy:8080", "http_proxy": "http://proxy:8080", "NO_PROXY": "a@b"}
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, **planted}, check=False).returncode == 0
