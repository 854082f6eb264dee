"""How long it takes from starting the program to its lock screen: `python -m tests.benchmarks.start`.

Warm: the files of the program are in memory, as at the second start of a day. Cold: they have been put out of it, as
far as Linux does that for whoever asks (not what another program holds at the time). From the moment the process is
made to the lock screen painted, in the window's own way in (`app.bootstrap`), without a display.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.services.container import build_services
from app.services.paths import Places

PASSPHRASE = "bench only, not secret"
WARM_RUNS, COLD_RUNS = 5, 3
PROGRAM = """
import sys
sys.argv = ["sotto"]
from app.network import gate
from app.offline import go_offline
go_offline(); gate.install()
import multiprocessing
from app.crash_log import keep_to_itself; keep_to_itself()
import app.bootstrap
from pathlib import Path
from app.services.container import build_services
from app.services.paths import Places
from app.ui import application, theme
from app.ui.window import Window
services = build_services(Places.below(Path({home!r})))
program = application.application()
theme.start(program, theme.chosen(services.preferences.get))
sheet = program.styleSheet(); program.setStyleSheet("")
window = Window(services); program.setStyleSheet(sheet)
window.start(); window.show()
while window.page().objectName() != "unlock" or window.ops.pending:
    program.processEvents()
window.grab()
import time; there = time.time()
import json, os, psutil
from tests.benchmarks.watch import held_bytes
files = {{m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)}}
files |= {{m.__cached__ for m in list(sys.modules.values()) if getattr(m, "__cached__", None)}}
maps = Path("/proc/self/maps")
lines = maps.read_text().splitlines() if maps.exists() else []
files |= {{line.split(maxsplit=5)[5] for line in lines if line.count("/") and len(line.split(maxsplit=5)) > 5}}
print(json.dumps({{"there": there, "memory": held_bytes(psutil.Process()), "files": sorted(files)}}))
sys.stdout.flush(); os._exit(0)
"""


def start_once(home: str) -> tuple[float, int, list[str]]:
    """Seconds from making the process to the lock screen, bytes that it holds, and the files that it read."""
    began = time.time()
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(home=home)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    found = json.loads(result.stdout.strip().splitlines()[-1])
    return found["there"] - began, found["memory"], found["files"]


def put_out_of_memory(files: list[str]) -> int:
    """Ask the system to forget the contents of files; how many it was asked for. Nothing where it cannot be asked."""
    asked = 0
    for name in files:
        path = Path(name)
        if not hasattr(os, "posix_fadvise") or not path.is_file():
            continue
        try:
            place = os.open(path, os.O_RDONLY)
        except PermissionError:
            continue
        try:
            os.posix_fadvise(place, 0, 0, os.POSIX_FADV_DONTNEED)
            asked += 1
        finally:
            os.close(place)
    return asked


def rows() -> dict[str, float]:
    """The best of the warm starts, the middle of the cold ones, and the window's memory."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Places.below(Path(folder)))
        services.vault.create(PASSPHRASE)
        services.close()
        _, _, files = start_once(folder)
        warm = [start_once(folder) for _ in range(WARM_RUNS)]
        found["from start to the lock screen, warm (s)"] = round(min(took for took, _, _ in warm), 2)
        cold = []
        for _ in range(COLD_RUNS):
            if not put_out_of_memory(files):
                break
            cold.append(start_once(folder)[0])
        if cold:
            found["from start to the lock screen, cold (s)"] = round(sorted(cold)[len(cold) // 2], 2)
        found["memory of the window on the lock screen (MB)"] = round(max(held for _, held, _ in warm) / 1e6, 1)
    return found


if __name__ == "__main__":
    for name, value in rows().items():
        print(f"{name:48} {value}")
