"""Stored times: aware UTC datetimes, as ISO 8601 text."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.errors import ProgramFault, VaultDamaged


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def to_text(moment: datetime) -> str:
    """`moment` as text that sorts by time. Raises ProgramFault for a time without a zone."""
    if moment.tzinfo is None:
        raise ProgramFault("a time without a time zone was to be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The time that `to_text` wrote. Raises VaultDamaged."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise VaultDamaged("a stored time is not readable") from error
    if moment.tzinfo is None:
        raise VaultDamaged("a stored time has no time zone")
    return moment.astimezone(UTC)


def optional_text(moment: datetime | None) -> str | None:
    """`to_text`, with None left as it is."""
    return None if moment is None else to_text(moment)


def optional_time(text: str | None) -> datetime | None:
    """`from_text`, with None left as it is."""
    return None if text is None else from_text(text)
