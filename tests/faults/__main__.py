"""`make faults`: every fault, counted. Fails on any loss or miss.

    python -m tests.faults [--seed N] [--only row,row] [--share 0.05] [--list]

The table goes to the screen and, machine-readable, to `faults-out/faults.json`.
"""

from __future__ import annotations

import argparse
import sys

from app.offline import go_offline

go_offline()

from tests.faults import rows  # noqa: E402 - the switches come first
from tests.faults.table import HEADING, OUT, as_json, line, run_rows  # noqa: E402

SEED = 20261122


def main() -> int:
    """Run the rows that are asked for; 1 where anything was lost or missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Faults on purpose, counted.")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="names of rows, with commas between them")
    parser.add_argument("--share", type=float, default=1.0, help="of the tries of the whole run (default: all)")
    parser.add_argument("--list", action="store_true", help="say which rows there are")
    given = parser.parse_args()
    if given.list:
        for entry in rows.REGISTRY.values():
            print(f"{entry.name:<28} {entry.tries:>5}")
        return 0
    names = [name.strip() for name in given.only.split(",") if name.strip()] or list(rows.REGISTRY)
    if unknown := [name for name in names if name not in rows.REGISTRY]:
        parser.error(f"no row is called {', '.join(unknown)}")
    print(f"seed {given.seed}\n{HEADING}", flush=True)
    done = []
    for result in run_rows(given.seed, names, given.share):
        done.append(result)
        print(line(result), flush=True)
        OUT.mkdir(exist_ok=True)
        (OUT / "faults.json").write_text(as_json(given.seed, done), encoding="utf-8")
    failed = [result.fault for result in done if result.failed]
    tries, seconds = sum(r.tries for r in done), sum(r.seconds for r in done)
    print(f"{len(done)} faults, {tries} tries, {seconds / 60:.1f} minutes: " + ("FAILED" if failed else "nothing lost"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
