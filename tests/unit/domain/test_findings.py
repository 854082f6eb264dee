"""Sentences of a check keep what they were made of."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from app.domain.findings import Said

APP = Path(__file__).resolve().parents[3] / "app"
CHECKS = ("services/audit.py", "vault/verify.py", "vault/key_pair.py", "store/audit.py", "store/audit_history.py")


def test_it_reads_as_plain_english() -> None:
    made = Said(
        "{recording}: {problem}", recording=Said("The recording {name}", name="3f9a"), problem=Said("It is old.")
    )
    assert made == "The recording 3f9a: It is old."
    assert json.dumps([made]) == '["The recording 3f9a: It is old."]'
    assert made.template == "{recording}: {problem}"


@pytest.mark.parametrize("name", CHECKS)
def test_no_check_hands_out_a_sentence_that_cannot_be_translated(name: str) -> None:
    tree = ast.parse((APP / name).read_text(encoding="utf-8"))
    handed = [
        each for node in ast.walk(tree)
        for each in (
            node.args if isinstance(node, ast.Call) and ast.unparse(node.func) == "problems.append"
            else [node.value] if isinstance(node, ast.Yield) else []
        )
    ]  # fmt: skip
    bare = [ast.unparse(each) for each in handed if isinstance(each, ast.JoinedStr | ast.Constant)]
    assert not bare
