"""Rows that the tests of other parts answer for: canaries, the network, full disks in earnest, workers with models.

Each is one run of pytest over the tests named; every test is a try, every failure a miss. Tests that are not there
are a miss too, never a silent pass; tests that this machine cannot run are named as not run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.faults.stand import ROOT
from tests.faults.table import Row, Run, row

_MINUTES = 8.0


def from_tests(result: Row, *chosen: str, words: str = "") -> Row:
    """Run tests (files, or files with `::name`) and count them. `words`: as pytest's -k."""
    missing = [name for name in chosen if not (ROOT / name.split("::")[0]).exists()]
    if missing or not chosen:
        result.count(missed=[f"not there yet: {', '.join(missing)}"])
        return result
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={report}", *chosen]
        try:
            done = subprocess.run(
                [*command, *(["-k", words] if words else [])],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=_MINUTES * 60,
                check=False,
            )
        except subprocess.TimeoutExpired:
            result.count(missed=["it hangs"])
            return result
        if not report.exists():
            result.count(missed=[f"pytest failed: {done.stdout[-800:]}{done.stderr[-800:]}"])
            return result
        _count(result, ET.parse(report).getroot())
    return result


def _count(result: Row, report: ET.Element) -> None:
    skipped = []
    for case in report.iter("testcase"):
        name = f"{case.get('classname', '').rsplit('.', 1)[-1]}::{case.get('name', '')}"
        wrong = [*case.findall("failure"), *case.findall("error")]
        if (skip := case.find("skipped")) is not None:
            skipped.append(f"{name} ({skip.get('message', '')})")
        else:
            result.count(missed=[str(item.get("message", "failed"))[:300] for item in wrong], about=name)
    if not result.tries:
        result.skipped = "; ".join(skipped) or "no test was found"
        if not skipped:
            result.count(missed=["not there yet: no test was found"])


@row("network", 1)
def network(run: Run) -> Row:
    """The main job under strace and in an empty namespace, and the canaries that must be caught."""
    result = Row("the main job under strace and without any network; canaries that must be caught")
    try:
        from tests.silence import network_run
    except ImportError as error:
        result.count(missed=[f"not there yet: {error}"])
        return result
    with tempfile.TemporaryDirectory() as folder:
        seen = network_run(Path(folder))
    result.tries, result.missed = seen.tries, seen.found
    if not seen.tries:
        result.skipped = "this machine permits neither strace nor namespaces"
    return result


@row("memory", 1)
def memory(run: Run) -> Row:
    """After locking: no key and no canary in the memory of any process."""
    result = Row("after a lock: key and canary in the memory of all processes")
    return from_tests(result, "tests/e2e/test_lock_ends_the_process.py")


@row("lock-desktop", 1)
def lock_with_the_desktop(run: Run) -> Row:
    """The desktop's lock and sleep."""
    return from_tests(Row("the desktop locks or sleeps: the vault locks"), "tests/e2e/test_lock_with_the_desktop.py")


@row("canary", 1)
def canary(run: Run) -> Row:
    """A sentence and a name, spoken, typed and searched for: on no disk outside the vault."""
    return from_tests(
        Row("a canary on the whole disk, in logs and in crash reports"), "tests/e2e/test_canary_on_disk.py"
    )


@row("recorder-disk", 1)
def recorder_disk(run: Run) -> Row:
    """Recording on a small disk (a tmpfs) to its last byte."""
    result = Row("recording until a real small disk is full, and after it has room again")
    return from_tests(
        result,
        "tests/unit/audio/test_storing.py",
        "tests/unit/audio/test_recorder.py::test_a_full_disk_ends_it_and_everything_before_is_stored",
        "tests/engines/test_microphone_trouble.py",
        words="disk or room or ballast or full or loss or lost",
    )


@row("delete-disk", 1)
def delete_disk(run: Run) -> Row:
    """Deleting on a small disk that is really full, with a ballast and without."""
    result = Row("deleting on a real small disk that is full")
    return from_tests(result, "tests/unit/services/test_deletion.py", words="full_disk")


@row("recorder-microphone", 1)
def recorder_microphone(run: Run) -> Row:
    """Microphones unplugged, changed, silent, asleep."""
    result = Row("microphone unplugged, silent, stuck, its rate changed (real audio server)")
    return from_tests(result, "tests/engines/test_microphone.py", "tests/engines/test_microphone_trouble.py")


@row("kill-worker-real", 1)
def killed_workers(run: Run) -> Row:
    """The worker killed in every stage, with the real engines."""
    result = Row("kill -9 of the workers in every stage, with the real demo models")
    return from_tests(result, "tests/e2e/test_killed_workers.py")
