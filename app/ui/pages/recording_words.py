"""What the recording page, the strips, the tray and the notices say of a recording: never of whom."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.errors import NoMicrophone
from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.ui import words
from app.ui.error_view import ErrorText, describe
from app.ui.lamp import AWAY

SLEEP_ASKED = 10.0
"""Seconds of sound after which the recorder knows whether the system keeps the computer awake."""
_ACTIVE = (RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.OFF_RECORD)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordingWords", text)


def state_words(status: RecorderStatus) -> str:
    """What the recorder is doing."""
    if status.state is RecordingState.RECORDING and status.alarm in AWAY:
        return _tr("Waiting for the microphone")
    return words.recording_words(status.state)


def alarm_words(status: RecorderStatus) -> str:
    """What is wrong, in a few words; "" while all is well."""
    if status.state in (RecordingState.FAILED, RecordingState.STOPPED):
        return _tr("Nothing is being recorded any more")
    if status.state not in _ACTIVE:
        return ""
    return {
        Alarm.LOST: _tr("No sound from the microphone"),
        Alarm.NO_SOUND: _tr("No sound from the microphone"),
        Alarm.SILENT: _tr("The microphone gives only silence"),
        Alarm.DISK_FULL: _tr("The disk is full"),
        Alarm.DISK_LOW: _tr("The disk is nearly full"),
    }.get(status.alarm, "")


def device_words(status: RecorderStatus) -> str:
    """The microphone, and since when in this recording if it is another one than at first; a blank for none."""
    changed = next((gap.at for gap in reversed(status.gaps) if gap.device), None)
    if changed is None:
        return status.device or " "
    text = _tr("{device}, since {time} of the recording")
    return text.replace("{device}", status.device).replace("{time}", words.clock(changed))


def sleep_words(status: RecorderStatus) -> str:
    """That the computer may fall asleep; a blank where the system keeps it awake, or that is not known yet."""
    if status.state not in _ACTIVE or status.kept_awake or status.captured < SLEEP_ASKED:
        return " "
    return _tr("This computer may go to sleep by itself. Touch it now and then.")


def marks_words(count: int) -> str:
    """How many moments are marked; "" for none."""
    if count == 0:
        return ""
    return _tr("1 moment marked") if count == 1 else _tr("{n} moments marked").replace("{n}", str(count))


def ended_words(error: Exception | None) -> ErrorText:
    """Why nothing is recorded any more. What was said before is stored, whatever the error itself says."""
    gone = _tr("Nothing is being recorded any more. What was said before is stored.")
    if error is None:
        return ErrorText(gone, "", _tr("Press Record again, or Stop to work with what is there."), "")
    text = describe(error).but(lost=gone)
    if isinstance(error, NoMicrophone):  # its own words name a button that is not on the page
        return text.but(next_step=_tr("Connect one, then press Record again, or Stop to work with what is there."))
    return text
