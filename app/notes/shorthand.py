"""The shorthand of clinicians written out, so that "RTC 2 wks" is read as the next appointment that it is."""

from __future__ import annotations

import re

_WRITTEN = {
    "rtc": "next appointment",
    "f/u": "follow up",
    "appt": "appointment",
    "appts": "appointments",
    "wk": "week",
    "wks": "weeks",
    "hrs": "hours",
    "yr": "year",
    "yrs": "years",
    "hx": "history",
    "sx": "symptoms",
    "tx": "treatment",
    "dx": "diagnosis",
    "w/": "with",
    "w/o": "without",
    "b/c": "because",
    "meds": "medications",
    "hw": "homework",
    "bf": "boyfriend",
    "gf": "girlfriend",
}
_SHORT = re.compile(
    r"(?<![\w/])(?:" + "|".join(re.escape(form) for form in sorted(_WRITTEN, key=len, reverse=True)) + r")(?![\w/])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'("[^"]*")')


def written_out(text: str) -> str:
    """`text` with the usual abbreviations in full; what stands between straight quotation marks stays word for word."""
    parts = _QUOTED.split(text)
    parts[::2] = [_SHORT.sub(lambda match: _WRITTEN[match.group().lower()], part) for part in parts[::2]]
    return "".join(parts)
