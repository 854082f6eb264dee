"""Every error says what happened, whether anything was lost, and what to do next."""

from __future__ import annotations

import pytest

from app.domain import errors

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SottoError)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_an_error_has_all_three_parts(kind: type[errors.SottoError]) -> None:
    error = kind("five")
    assert error.happened and error.lost
    assert error.next_step or isinstance(error, errors.NotAllowed)
    assert "{" not in error.message()
    assert "!" not in error.message()


def test_the_text_of_the_exception_is_its_code_alone() -> None:
    assert str(errors.InputInvalid("Turn 3 of the transcript is not a JSON object.")) == "input"


def test_codes_are_not_used_twice() -> None:
    codes = [kind.code for kind in ALL]
    assert len(codes) == len(set(codes))
