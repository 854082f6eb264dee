"""The recovery code: 135 random bits and a check character, in groups for reading aloud.

Crockford's base32 alphabet leaves out I, L, O and U; what is misread comes back as what it was. The
check character is the sum of all characters with weights a, a², … in the field of 32 elements: one
wrong character, or any two that changed places, never add up.
"""

from __future__ import annotations

import re
import secrets

from app.domain.errors import UnlockFailed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 27  # 135 bits
GROUP = 4
_LOOKALIKES = str.maketrans("OIL", "011")
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the weights are all different


def new_code() -> str:
    """A fresh code such as `7K3M-…`: seven groups of four characters."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return grouped(body + _check_character(body))


def grouped(characters: str) -> str:
    """`characters` in groups of four, with hyphens."""
    return "-".join(characters[i : i + GROUP] for i in range(0, len(characters), GROUP))


def is_well_formed(code: str) -> bool:
    """True where a typed code has the right length and its check character fits."""
    characters = _plain(code)
    return (
        len(characters) == RANDOM_CHARACTERS + 1
        and set(characters) <= set(ALPHABET)
        and _check_character(characters[:-1]) == characters[-1]
    )


def secret_of(code: str) -> str:
    """The secret in a typed code, however it was grouped or cased. Raises UnlockFailed."""
    if not is_well_formed(code):
        raise UnlockFailed
    return _plain(code)[:-1]


def _plain(code: str) -> str:
    return re.sub(r"[\s\-‐‑‒–—−_.]", "", code).upper().translate(_LOOKALIKES)


def _check_character(body: str) -> str:
    total = 0
    for character in reversed(body):
        total = _double(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _double(value: int) -> int:
    """`value` times x in the field of 32 elements."""
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 0b100000 else value
