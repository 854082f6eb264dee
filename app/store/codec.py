"""Domain objects as JSON in a column."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from app.domain.errors import ProgramFault, VaultDamaged

T = TypeVar("T")


def pack(value: T, kind: type[T]) -> bytes:
    """`value`, of type `kind`, as JSON that `unpack` is known to read.

    Read back before it is stored: JSON has no NaN, and a number that becomes null would make a whole
    note unreadable the next day. Raises ProgramFault.
    """
    try:
        data = msgspec.json.encode(value)
        msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeEncodeError, TypeError) as error:
        # Neither the value nor the library's text goes on: both may hold a client's words.
        raise ProgramFault(f"a {getattr(kind, '__name__', 'value')} could not be stored") from error
    return data


def unpack(data: bytes | str, kind: type[T]) -> T:
    """What `pack` wrote. Raises VaultDamaged."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise VaultDamaged("a stored record is not readable") from error


def pack_any(value: Any) -> bytes:
    """Any JSON value. Raises ProgramFault."""
    return pack(value, Any)


def unpack_any(data: bytes) -> Any:
    """What `pack_any` wrote. Raises VaultDamaged."""
    return unpack(data, Any)
