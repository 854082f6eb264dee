"""Entry point: offline switches and network gate first, then the window or a command (`python -m app --help`)."""

from __future__ import annotations

import multiprocessing
import sys

from app.network import gate
from app.offline import go_offline

go_offline()
gate.install()


def main() -> int:
    """Start what was asked for; returns the exit code."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments[:1] == ["recorder-process"]:  # the packaged program starts its recorder this way
        from app.audio.recorder_process import main as record  # noqa: PLC0415

        return record()
    from app.crash_log import keep_to_itself  # noqa: PLC0415

    keep_to_itself()
    from app.bootstrap import main as start  # noqa: PLC0415 - nothing heavy in the worker processes

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
