"""What the rows of a list of sessions say: headings, sessions, what waits for the clinician, what runs, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.goal import Goal
from app.domain.overview import Need, NeedKind, SessionLine
from app.domain.progress import Stage
from app.ui import words
from app.ui.work_queue import Job, Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionRows", text)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is painted and read out. A heading has `heading` alone.

    `lead` stands at the edge (a time), `sign` is an icon in its place; `act` is what pressing the row does, as on a
    button; `part` is how much of some work is done, from 0.0 to 1.0. `fold`: pressing it shows the rest of that kind.
    """

    heading: str = ""
    session: SessionLine | None = None
    need: Need | None = None
    job: bool = False
    fold: NeedKind | None = None
    lead: str = ""
    sign: str = ""
    title: str = ""
    detail: str = ""
    chip: str = ""
    tone: str = ""
    length: str = ""
    act: str = ""
    part: float | None = None

    @property
    def pressable(self) -> bool:
        """Whether pressing the row does anything."""
        return self.session is not None or self.fold is not None

    @property
    def spoken(self) -> str:
        """The row as one line, for a screen reader."""
        parts = (self.heading, self.lead, self.title, self.detail, self.chip, self.length, self.act)
        return ", ".join(each for each in parts if each)


def day_heading(moment: datetime) -> str:
    """The heading of a day."""
    return words.day_words(words.local(moment).date())


def month_heading(moment: datetime) -> str:
    """The heading of a month, as November 2026."""
    here = words.local(moment)
    return f"{QLocale().standaloneMonthName(here.month, QLocale.FormatType.LongFormat)} {here.year}"


def session_row(line: SessionLine) -> Row:
    """A session under the heading of its day."""
    return Row(
        session=line,
        lead=words.time_words(line.started_at),
        title=line.client,
        detail=words.type_words(line.type),
        chip=words.state_words(line),
        tone=words.state_tone(line),
        length=words.length_words(line.duration),
    )


def client_row(line: SessionLine) -> Row:
    """A session on its client's page: the date is what tells it apart."""
    here = words.local(line.started_at)
    detail = [f"{here:%H:%M}", words.type_words(line.type)]
    if line.signed_at is not None:
        detail.append(_tr("signed {date}").replace("{date}", short_date(words.local(line.signed_at).date())))
    return Row(
        session=line,
        sign="note" if line.signed_at is not None else "sessions",
        title=words.day_words(here.date()),
        detail=" · ".join(detail),
        chip=words.state_words(line),
        tone=words.state_tone(line),
        length=words.length_words(line.duration),
    )


def goal_rows(goal: Goal) -> list[tuple[datetime, Row]]:
    """That a goal was set, and that it was reached, with their times."""
    told = [(goal.since, "mark", _tr("Goal set: {goal}"))]
    if goal.closed_at is not None:
        told.append((goal.closed_at, "check", _tr("Goal reached: {goal}")))
    return [
        (at, Row(sign=sign, title=text.replace("{goal}", goal.text), lead=short_date(words.local(at).date())))
        for at, sign, text in told
    ]


def need_row(need: Need) -> Row:
    """Something that waits for the clinician."""
    line = need.session
    detail, act, sign = _NEEDS[need.kind](need)
    return Row(session=line, need=need, sign=sign, title=line.client, detail=detail, act=act,
               tone="warning" if need.kind is NeedKind.INTERRUPTED else "")  # fmt: skip


def job_row(job: Job, line: SessionLine) -> Row:
    """Work that runs or waits its turn."""
    part: float | None = None
    detail = _tr("Waits until the work before it is done")
    if job.step is not Step.WAITING:
        stage = max(job.progress, key=list(Stage).index) if job.progress else None
        at = job.progress[stage] if stage is not None else None
        part = min(1.0, at.done / at.total) if at is not None and at.total > 0 else 0.0
        detail = words.stage_words(stage) if stage is not None else _tr("Beginning")
    when = words.moment_words(line.started_at)
    return Row(session=line, job=True, sign="refresh", title=line.client, detail=f"{detail} · {when}",
               act=_tr("Look"), part=part)  # fmt: skip


def fold_row(kind: NeedKind, rest: list[Need]) -> Row:
    """How many more there are of a kind."""
    many = str(len(rest))
    if kind is NeedKind.SOUND_GOES:
        first = min((need.until for need in rest if need.until is not None), default=datetime.now(UTC))
        title = _tr("{n} recordings are destroyed within 7 days, the first {day}")
        title = title.replace("{day}", _day(words.local(first).date()))
        return Row(fold=kind, sign="shield", title=title.replace("{n}", many), act=_tr("Show"))
    oldest = min(need.session.started_at for need in rest)
    title = {
        NeedKind.REVIEW: _tr("{n} more notes to review, the oldest since {day}"),
        NeedKind.SIGN: _tr("{n} more notes to sign, the oldest since {day}"),
        NeedKind.DRAFT: _tr("{n} more transcripts without a note, the oldest since {day}"),
        NeedKind.WORK: _tr("{n} more recordings without a transcript, the oldest since {day}"),
        NeedKind.WRITING: _tr("{n} more texts without a draft, the oldest since {day}"),
    }.get(kind, _tr("{n} more, the oldest since {day}"))
    title = title.replace("{n}", many).replace("{day}", _day(words.local(oldest).date()))
    return Row(fold=kind, sign="more", title=title, act=_tr("Show"))


def short_date(day: date) -> str:
    """A date as 5 Nov 2026, without the year in this one."""
    text = f"{day.day} {QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)}"
    return text if day.year == datetime.now(UTC).astimezone().year else f"{text} {day.year}"


def _day(day: date) -> str:
    """Within a sentence: today, yesterday, tomorrow, or the weekday and the date."""
    away = (day - datetime.now(UTC).astimezone().date()).days
    near = {0: _tr("today"), -1: _tr("yesterday"), 1: _tr("tomorrow")}
    if away in near:
        return near[away]
    name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    return f"{name}, {short_date(day)}"


def _began(need: Need) -> str:
    return _day(words.local(need.session.started_at).date())


def _since(text: str, need: Need) -> str:
    return text.replace("{day}", _began(need))


def _recording(need: Need) -> tuple[str, str, str]:
    text = _tr("Recording since {time}").replace("{time}", words.time_words(need.session.started_at))
    return text, _tr("Go there"), "microphone"


def _interrupted(need: Need) -> tuple[str, str, str]:
    text = _tr("Interrupted {day}, {length} are recorded").replace("{day}", _began(need))
    return text.replace("{length}", words.length_words(need.session.duration) or "0 s"), _tr("Decide…"), "warning"


def _review(need: Need) -> tuple[str, str, str]:
    unsigned = _since(_tr("Unsigned since {day}"), need)
    if need.undecided == 0:
        return unsigned, _tr("Review"), "note"
    many = _tr("1 sentence to decide") if need.undecided == 1 else _tr("{n} sentences to decide")
    return f"{many.replace('{n}', str(need.undecided))} · {unsigned}", _tr("Review"), "note"


def _sign(need: Need) -> tuple[str, str, str]:
    return _since(_tr("Ready to sign · Unsigned since {day}"), need), _tr("Sign…"), "sign"


def _draft(need: Need) -> tuple[str, str, str]:
    return _since(_tr("Transcript without a note, from {day}"), need), _tr("Draft the note"), "transcript"


def _work(need: Need) -> tuple[str, str, str]:
    return _since(_tr("Recorded {day}, nothing written down yet"), need), _tr("Write it down"), "file"


def _writing(need: Need) -> tuple[str, str, str]:
    return _since(_tr("You began to write {day}, there is no draft yet"), need), _tr("Go on"), "write"


def _sound_goes(need: Need) -> tuple[str, str, str]:
    day = _day(words.local(need.until).date()) if need.until is not None else ""
    text = _tr("The recording from {began} is destroyed {day}").replace("{began}", _began(need))
    return text.replace("{day}", day), _tr("Open"), "shield"


_NEEDS = {
    NeedKind.RECORDING: _recording,
    NeedKind.INTERRUPTED: _interrupted,
    NeedKind.REVIEW: _review,
    NeedKind.SIGN: _sign,
    NeedKind.DRAFT: _draft,
    NeedKind.WORK: _work,
    NeedKind.WRITING: _writing,
    NeedKind.SOUND_GOES: _sound_goes,
}
