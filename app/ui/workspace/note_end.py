"""What stands around the sentences of a note: how it was read, signature and addenda, figures for the clinician."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.note import Addendum, Signature
from app.domain.review import Decision, Figures
from app.ui import words
from app.ui.widgets import Card, label


def _tr(text: str) -> str:
    return QCoreApplication.translate("NoteEnd", text)


def condensed_words(parts: Sequence[tuple[float, float]]) -> str:
    """Which parts of the session (seconds) the note model had in short."""
    said = ", ".join(f"{words.clock(start)} \u2013 {words.clock(end)}" for start, end in parts)
    text = _tr("The session was too long for the note model to hold. Of {parts} it had only short quotations: "
               "look there for what the draft may lack.")  # fmt: skip
    return text.replace("{parts}", said)


def signature_card(by: Signature) -> Card:
    """Who signed, when, and what it means."""
    card = Card(_tr("Signed"), gap=2, padding=5, name="note.signature")
    card.rows.addWidget(label(by.meaning, wrap=True))
    card.rows.addWidget(label(_by(by), "strong", wrap=True))
    return card


def addendum_card(addendum: Addendum) -> Card:
    """A dated entry under the signature."""
    card = Card(_tr("Addendum"), gap=2, padding=5, name=f"addendum.{addendum.id}")
    card.rows.addWidget(label(addendum.text, wrap=True))
    card.rows.addWidget(label(_by(addendum.signature), "caption", tone="muted", wrap=True))
    return card


def _by(by: Signature) -> str:
    who = ", ".join(part for part in (by.name, by.credentials) if part)
    return " · ".join(part for part in (who, words.moment_words(by.signed_at)) if part)


def figures_words(figures: Figures) -> str:
    """What became of the draft and what the review took, in a few sentences."""
    parts: list[str] = []
    if figures.drafted:
        fates = [
            (figures.unchanged, _tr("{n} left as drafted")),
            (figures.edited, _tr("{n} edited")),
            (figures.replaced, _tr("{n} replaced by a quotation")),
            (figures.deleted, _tr("{n} deleted")),
            (figures.added, _tr("{n} written by you")),
        ]
        counted = ", ".join(text.replace("{n}", str(n)) for n, text in fates if n)
        parts.append(_tr("Of {n} drafted sentences: {parts}.").replace("{n}", str(figures.drafted)).replace(
            "{parts}", counted))  # fmt: skip
    if figures.edit_share is not None:
        share = str(round(100 * figures.edit_share))
        parts.append(_tr("You changed {n}% of the words.").replace("{n}", share))
    review = figures.review
    if review.decisions:
        kinds = [
            (review.count(Decision.KEPT), _tr("{n} kept")),
            (review.count(Decision.EDITED), _tr("{n} edited")),
            (review.count(Decision.REPLACED), _tr("{n} replaced")),
            (review.count(Decision.DELETED), _tr("{n} deleted")),
        ]
        counted = ", ".join(text.replace("{n}", str(n)) for n, text in kinds if n)
        parts.append(_tr("Decisions on marked sentences: {parts}.").replace("{parts}", counted))
    times = []
    if figures.until_signed is not None:
        times.append(_tr("from the end of the session to the signature {time}").replace(
            "{time}", _time_words(figures.until_signed)))  # fmt: skip
    if review.seconds >= 1:
        times.append(_tr("in review {time}").replace("{time}", _time_words(review.seconds)))
    if times:
        text = _tr("Time: {parts}.").replace("{parts}", ", ".join(times))
        parts.append(text)
    if not parts:
        return ""
    return " ".join([*parts, _tr("These figures are for you and stay on this computer.")])


def _time_words(seconds: float) -> str:
    """Minutes, and from two hours on hours, and days from two days on."""
    if seconds >= 2 * 86_400:
        return _tr("{n} days").replace("{n}", str(round(seconds / 86_400)))
    if seconds >= 7_200:
        return _tr("{n} h").replace("{n}", str(round(seconds / 3_600)))
    return words.length_words(max(1.0, seconds))
