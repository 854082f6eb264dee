from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UnlockFailed
from app.vault import recovery
from app.vault.recovery import ALPHABET, grouped, is_well_formed, new_code, secret_of

CODES = st.text(ALPHABET, min_size=27, max_size=27).map(lambda body: body + recovery._check_character(body))


def test_a_code_is_long_enough_and_can_be_read_aloud() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)
    assert all(is_well_formed(code) for code in codes)
    assert 5 * recovery.RANDOM_CHARACTERS >= 128


@given(CODES)
def test_however_it_is_written_it_is_the_same_code(code: str) -> None:
    spoken = grouped(code).lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    assert secret_of(spoken) == secret_of(f"  {code}\n") == code[:-1]


@given(CODES, st.integers(0, 27), st.integers(1, 31))
def test_one_wrong_character_is_always_found(code: str, place: int, shift: int) -> None:
    wrong = ALPHABET[(ALPHABET.index(code[place]) + shift) % 32]
    assert not is_well_formed(code[:place] + wrong + code[place + 1 :])


@given(CODES)
def test_two_characters_that_changed_places_are_always_found(code: str) -> None:
    for one, other in itertools.combinations(range(28), 2):
        swapped = list(code)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert is_well_formed("".join(swapped)) == (code[one] == code[other])


@pytest.mark.parametrize("code", ["", "A", "U" * 28, "0" * 27, "0" * 29, "é" * 28, "x" * 100_000])
def test_what_is_no_code_gets_the_one_message(code: str) -> None:
    with pytest.raises(UnlockFailed):
        secret_of(code)
