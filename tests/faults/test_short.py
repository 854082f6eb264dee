"""A short seeded part of `make faults`: every cheap row, a few tries each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.faults.kills import judged
from tests.faults.rows import REGISTRY
from tests.faults.stand import Outcome, Stand, stands
from tests.faults.table import PARALLEL, Row, Run, line
from tests.faults.template import Template
from tests.faults.zygote import Say

SEED = 3
SHORT = {
    "whole": 2,
    "flips": 44,
    "truncations": 14,
    "put-backs": 12,
    "old-vault": 4,
    "hostile-keys": 16,
    "two-instances": 1,
    "kill-sign": 4,
    "kill-destroy": 4,
    "kill-delete": 3,
    "kill-checkpoint": 3,
    "kill-passphrase": 3,
    "kill-passphrase-writes": 4,
    "kill-writes": 4,
    "kill-transcribe": 2,
    "kill-worker": 2,
    "kill-window": 2,
    "kill-recorder": 2,
    "kill-both": 2,
    "power-cut": 8,
    "full-disk": 10,
    "kill-backup": 2,
    "kill-restore": 1,
    "salvage-flips": 3,
    "salvage-pages": 3,
}

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def prepared() -> Iterator[tuple[Template, list[Stand]]]:
    with Template() as template, stands(PARALLEL) as ready:
        yield template, ready


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost_and_nothing_missed(name: str, prepared: tuple[Template, list[Stand]]) -> None:
    template, ready = prepared
    done = REGISTRY[name].run(Run(random.Random(f"{SEED} {name}"), SHORT[name], template, ready))
    assert not done.failed, "\n" + line(done)
    if done.skipped:
        pytest.skip(done.skipped)


# ---- controls: what is lost or missed on purpose must be counted ---------------------------------------


class BlindStand(Stand):
    """Its look at a vault finds nothing, whatever was done to it."""

    def run(self, act: str, *arguments: Any, **named: Any) -> Outcome:
        """See `Stand.run`."""
        done = super().run(act, *arguments, **named)
        return replace(done, said=[{"problems": []}]) if act == "verify" else done


def act_lie(arguments: dict[str, Any], say: Say) -> None:
    """Act: acknowledge what was never stored."""
    say(begin="client")
    say(ack="client", id="nobody", code="L-1")
    say(ack="signed", session=arguments["made"]["planned"])


def test_a_check_that_sees_nothing_misses_every_flip(prepared: tuple[Template, list[Stand]]) -> None:
    with BlindStand() as blind:
        done = REGISTRY["flips"].run(Run(random.Random(1), 4, prepared[0], [blind]))
    assert (done.tries, done.missed) == (4, 4)


def test_what_was_acknowledged_and_not_stored_is_lost(prepared: tuple[Template, list[Stand]]) -> None:
    template, (stand, _) = prepared
    result = Row("lies")
    stand.fresh(template.today)
    lost, missed = judged(
        Run(random.Random(1), 1, template, [stand]), stand, stand.run(f"{__name__}:act_lie", {"made": template.made})
    )
    result.count(lost=lost, missed=missed)
    assert (len(lost), result.lost) == (2, 1)


def test_sound_that_is_not_the_sound_is_lost(prepared: tuple[Template, list[Stand]]) -> None:
    template, (stand, _) = prepared
    stand.fresh(template.today)
    claims = [{**ack, "start": float(ack["start"]) + 1.0} for ack in template.claims if ack["ack"] == "sound"]
    left = stand.run("check", {"claims": claims, "made": template.made})
    assert len(left.answers("lost")) == len(claims) == 3
