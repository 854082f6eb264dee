from __future__ import annotations

import pytest

from app.vault.passphrase import Strength, estimated_bits, strength


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.TOO_SHORT),
        ("k7#Qz!m2Xw9", Strength.TOO_SHORT),
        ("aaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("123456789012345", Strength.WEAK),
        ("qwertyuiop12", Strength.WEAK),
        ("P4ssw0rd!2024", Strength.WEAK),
        ("passwordpassword", Strength.WEAK),
        ("iloveyou1234", Strength.WEAK),
        ("correct horse battery staple", Strength.WEAK),
        ("umbrella giraffe", Strength.WEAK),
        ("umbrella giraffe window cobalt", Strength.FAIR),
        ("umbrella giraffe window cobalt ladder", Strength.STRONG),
        ("k7#Qz!m2Xw9&vR4p", Strength.STRONG),
    ],
)
def test_strength(passphrase: str, expected: Strength) -> None:
    assert strength(passphrase) is expected


def test_saying_it_twice_hardly_helps() -> None:
    once, twice = estimated_bits("umbrella giraffe"), estimated_bits("umbrella giraffe umbrella giraffe")
    assert twice - once < 5


def test_length_is_counted_as_it_is_stored() -> None:
    assert strength("ﬁ" * 6) is not Strength.TOO_SHORT  # six ligatures are twelve letters
