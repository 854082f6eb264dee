"""Did the window stop answering? Held loosely by the tests, measured exactly by `make bench`."""

from __future__ import annotations

import json
import os
from pathlib import Path

from app.ui.blocks import Block, BlockWatch

NOTICED = 0.5
"""Seconds. The window logs from 0.1 on; on a machine that does other work too a test would fail for
the machine's sake there, while work that was put on the main thread by mistake takes longer than this."""
REPORT = "SOTTO_BLOCK_REPORT"
"""Names the file to which the benchmark wants every block written."""


def told(block: Block) -> str:
    """A block in a line: how long, on which page, and Sotto's innermost function."""
    own = next((name for name in block.where if name.startswith("app.")), "not in Sotto's own code")
    return f"{block.seconds * 1000:.0f} ms, {block.page}, {own}"


def long_blocks(watch: BlockWatch) -> list[Block]:
    """Blocks by Sotto's own code that a clinician would notice."""
    report = os.environ.get(REPORT)
    if report:
        found = [
            {"seconds": block.seconds, "in_program": block.in_program, "page": block.page} for block in watch.blocks
        ]
        Path(report).write_text(json.dumps(found), encoding="utf-8")
    return [block for block in watch.blocks if block.in_program and block.seconds > NOTICED]
