"""Every widget of Sotto's own, with each of its states: `python -m app.ui.gallery`.

    python -m app.ui.gallery --theme dark --contrast high --size 150 --out gallery.png

Without `--out` a window shows it. What is shown is invented.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFrame, QLabel, QLineEdit, QRadioButton, QWidget

from app.domain.note import Evidence
from app.domain.progress import Stage
from app.domain.transcript import Role, Speaker, Stretch, StretchKind, Transcript, Turn
from app.ui import icons, theme, tokens
from app.ui.application import application
from app.ui.instruments import Flow, Meter
from app.ui.pages.frame import scrolled
from app.ui.parts.toast import Toasts
from app.ui.stage_row import StageRow
from app.ui.widgets import (
    Banner,
    Card,
    Elided,
    EmptyState,
    Prose,
    Segmented,
    button,
    chip,
    column,
    label,
    set_tone,
    spin_box,
)
from app.ui.workspace.evidence_chips import EvidenceChips
from app.ui.workspace.timeline import Point, Sign, Timeline

WIDTH = 1040
TONES = ("", "accent", "warning", "danger", "success")
CONTRASTS = ("system", "usual", "high")
TALK = (
    "How was the week?",
    "Better. I slept six hours most nights.",
    "And the nights when it was less?",
    "Two of them. I got up and wrote the list, as we said.",
)
TRANSCRIPT = Transcript(
    tuple(Turn(f"S{n % 2 + 1}", 40.0 * n, 40.0 * n + 30.0, text) for n, text in enumerate(TALK * 4)),
    (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)),
    660.0,
)


class Gallery(QWidget):
    """The shapes of the design language, one below the other; `sections` by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self.setProperty("page", True)
        self.setWindowTitle("Sotto")
        self.sections: dict[str, QWidget] = {}
        self.area, rows = scrolled("gallery.scroll", WIDTH)
        column(self, gap=0).addWidget(self.area)
        rows.addWidget(label("Gallery", "title"))
        for name, make in SECTIONS.items():
            card = Card(name, gap=4)
            card.setObjectName(f"gallery.{name}")
            rows.addWidget(card)  # first, or what is shown in it would be a window of its own for a moment
            make(card)
            self.sections[name] = card
        rows.addStretch(1)


def _state(card: Card, words: str, *shown: QWidget) -> None:
    """A line of widgets under the word for their state."""
    pair = column(gap=1)
    pair.addWidget(label(words, "caption", tone="muted"))
    holder = QWidget()
    flow = Flow(holder, gap=3)
    for each in shown:
        flow.addWidget(each)
    pair.addWidget(holder)
    card.rows.addLayout(pair)


def _wide(card: Card, words: str, shown: QWidget) -> None:
    """A widget that takes the whole width, under the word for its state."""
    pair = column(gap=1)
    card.rows.addLayout(pair)
    pair.addWidget(label(words, "caption", tone="muted"))
    pair.addWidget(shown)


def _type(card: Card) -> None:
    for role, (size, weight) in tokens.TYPE_SCALE.items():
        sample = label("12:34" if role == "time" else "She slept six hours.", role)
        if role == "time":
            sample.setFont(theme.font(role))
        _wide(card, f"{role}, {size} pixels, weight {weight}", sample)


def _colours(card: Card) -> None:
    palette = theme.palette()
    for pairs, kind in ((tokens.TEXT_PAIRS, "text"), (tokens.SHAPE_PAIRS, "shapes")):
        swatches = []
        for shape, ground in pairs:
            figure = tokens.contrast(getattr(palette, shape), getattr(palette, ground))
            swatches.append(_Swatch(shape, ground, f"{shape} on {ground} {figure:.1f}"))
        _state(card, f"{kind}: at least {tokens.least(palette)[kind == 'shapes']} to 1", *swatches)


class _Swatch(QLabel):
    """A pair of colours as it is used."""

    def __init__(self, shape: str, ground: str, text: str) -> None:
        super().__init__()
        self._pair, self._text = (shape, ground), text
        self.setAccessibleName(text)
        self._draw()
        theme.signals().changed.connect(self._draw)

    def _draw(self) -> None:
        self.ensurePolished()
        ratio = 2.0
        wide, high = self.fontMetrics().horizontalAdvance(self._text) + theme.px(16), theme.px(28)
        made = QPixmap(round(wide * ratio), round(high * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(theme.colour(self._pair[1]))
        painter = QPainter(made)
        painter.setFont(self.font())
        painter.setPen(theme.colour(self._pair[0]))
        painter.drawText(0, 0, wide, high, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
        self.setPixmap(made)


def _buttons(card: Card) -> None:
    for kind in ("", "primary", "quiet", "link", "danger"):
        words = kind or "usual"
        off = button("Not now", kind, name=f"gallery.{words}.off")
        off.setEnabled(False)
        _state(
            card, words, button("Start", kind, name=f"gallery.{words}"),
            button("With a sign", kind, name=f"gallery.{words}.icon", icon="microphone"), off,
            button("Large", kind, name=f"gallery.{words}.large", size="large"),
            button("Small", kind, name=f"gallery.{words}.small", size="small"),
        )  # fmt: skip


def _fields(card: Card) -> None:
    def line(text: str, hint: str = "", *, on: bool = True) -> QLineEdit:
        made = QLineEdit(text)
        made.setPlaceholderText(hint)
        made.setAccessibleName(hint or text)
        made.setEnabled(on)
        made.setMinimumWidth(theme.px(200))
        return made

    _state(card, "one line: empty, filled, not now", line("", "Name"), line("Dr. Example"), line("Locked", on=False))
    box = QComboBox()
    box.setAccessibleName("Format")
    box.addItems(["DAP", "SOAP", "BIRP"])
    _state(card, "one of many, a number", box, spin_box("gallery.minutes", "Minutes"))
    ticks: list[QWidget] = []
    for words, ticked, on in (("No", False, True), ("Yes", True, True), ("Not now", True, False)):
        for kind in (QCheckBox, QRadioButton):
            made = kind(words)
            made.setAutoExclusive(False)
            made.setChecked(ticked)
            made.setEnabled(on)
            ticks.append(made)
    _state(card, "ticks", *ticks)


def _cards(card: Card) -> None:
    for tone in ("", "warning"):
        inner = Card("A card", gap=2)
        inner.rows.addWidget(Prose("What belongs together, on one sheet."))
        set_tone(inner, tone)
        _wide(card, tone or "usual", inner)
    long = Elided("strong", "gallery.elided")
    long.say("Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Langenburg " * 3)
    _wide(card, "a line that ends in dots", long)


def _chips(card: Card) -> None:
    _state(card, "a word, in each tone", *(chip(tone or "draft", tone) for tone in TONES))


def _evidence(card: Card) -> None:
    for words, count in (("two places", 2), ("more than fit", 6)):
        chips = EvidenceChips(f"gallery.evidence.{count}")
        _wide(card, words, chips)
        turns = TRANSCRIPT.turns[:count]
        chips.show_evidence([Evidence(n, t.start, t.end, t.text) for n, t in enumerate(turns)], TRANSCRIPT)
    own = EvidenceChips("gallery.evidence.own")
    _wide(card, "the clinician's own words", own)
    own.show_evidence([Evidence(0, 0.0, 0.0, "As I remember it.")], None)


def _meters(card: Card) -> None:
    for words, level in (("silence", 0.0), ("speech", 0.3), ("too loud", 1.0)):
        meter = Meter(f"gallery.meter.{words}")
        meter.set_level(level)
        _wide(card, words, meter)


def _progress(card: Card) -> None:
    for stage, part in ((Stage.TRANSCRIBE, 1.0), (Stage.SPEAKERS, 0.6), (Stage.DRAFT, -1.0)):
        line = StageRow(stage)
        if part >= 0:
            line.show_part(part)
        card.rows.addWidget(line)


def _empty(card: Card) -> None:
    card.rows.addWidget(
        EmptyState(
            "sessions", "No sessions yet", "Start one now, or look at the demo session first.",
            button("New session", "primary", name="gallery.new", icon="plus", size="large"),
        )
    )  # fmt: skip


def _banners(card: Card) -> None:
    for tone in ("info", "success", "warning", "danger"):
        banner = Banner(f"gallery.banner.{tone}")
        _wide(card, tone, banner)
        banner.say("One line that must be seen.", tone, action="Do it", act=lambda: None)


def _toasts(card: Card) -> None:
    ground = QFrame()
    ground.setProperty("canvas", True)
    ground.setFixedHeight(theme.px(200))
    card.rows.addWidget(ground)
    toasts = Toasts(ground)
    toasts.say("The sentence is gone.", action="Undo", act=lambda: None)
    toasts.say("The note was copied.", tone="success")
    toasts.say("The recording could not be played to its end.", tone="warning")
    for toast in toasts.shown():
        toast.stay()


def _timeline(card: Card) -> None:
    shown = Timeline("gallery.timeline")
    _wide(card, "speakers, pauses, a mark, words about safety, what is seen, what sounds", shown)
    pauses = [Stretch(StretchKind.PAUSE, turn.end, turn.end + 10.0) for turn in TRANSCRIPT.turns[3::4]]
    points = [Point(Sign.MARK, 130.0), Point(Sign.SAFETY, 320.0, "the list")]
    shown.show_session(TRANSCRIPT, pauses, points, 660.0)
    shown.show_seen(60.0, 200.0)
    shown.show_sounding(170.0)


def _segmented(card: Card) -> None:
    for words, chosen in (("none chosen", ""), ("one chosen", "dark")):
        made = Segmented(
            f"gallery.{chosen or 'none'}", [("system", "As the system"), ("light", "Light"), ("dark", "Dark")]
        )
        made.choose(chosen)
        _wide(card, words, made)


def _signs(card: Card) -> None:
    found: list[QWidget] = []
    for name in icons.names():
        sign = label("", name=f"gallery.icon.{name}")
        icons.put(sign, name, "accent" if name == "sotto" else "ink", 24)
        sign.setToolTip(name)
        found.append(sign)
    _state(card, "signs", *found)


SECTIONS: dict[str, Callable[[Card], None]] = {
    "Type": _type,
    "Colours": _colours,
    "Buttons": _buttons,
    "Fields": _fields,
    "Card": _cards,
    "Chip": _chips,
    "Evidence chip": _evidence,
    "Meter": _meters,
    "Progress with stages": _progress,
    "Empty state": _empty,
    "Banner": _banners,
    "Toast": _toasts,
    "Timeline": _timeline,
    "Segmented control": _segmented,
    "Icons": _signs,
}


def picture(gallery: Gallery, app: QApplication) -> QPixmap:
    """The whole gallery as it would stand on a screen high enough for it."""
    gallery.resize(theme.px(WIDTH + 120), theme.px(800))
    gallery.show()
    for _ in range(3):  # each round lays out what the one before made larger
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    ground = gallery.area.widget()
    gallery.resize(gallery.width(), ground.sizeHint().height() if ground is not None else gallery.height())
    app.processEvents()
    return gallery.grab()


def main(arguments: Sequence[str]) -> int:
    """Show the gallery, or draw it into a file; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.ui.gallery", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--theme", choices=("system", "light", "dark"), default="system")
    parser.add_argument("--contrast", choices=CONTRASTS, default="system")
    parser.add_argument("--size", type=int, choices=theme.SIZES, default=0, metavar="PERCENT")
    parser.add_argument("--out", type=Path, help="a PNG file to draw it into")
    wanted = parser.parse_args(arguments)
    app = application()
    theme.start(app, theme.Look(wanted.theme, wanted.contrast, wanted.size))
    gallery = Gallery()
    theme.signals().changed.connect(lambda: icons.retint(gallery))
    if wanted.out is not None:
        picture(gallery, app).save(str(wanted.out))
        return 0
    gallery.resize(theme.px(WIDTH + 120), theme.px(800))
    QTimer.singleShot(0, gallery, gallery.show)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
