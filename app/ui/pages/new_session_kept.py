"""What was chosen for a session that was not made yet, kept in the vault while its page is left: for another page, for
a lock, for the end of the program.

The tick that the client has agreed is not among it. It is the clinician's word, given in that moment about the person
in the room, and it is stored with its time and wording when the recording begins. When the page is come back to,
somebody else may sit there, or the client may have thought better of it: a tick that nobody made now would be a false
witness. It is asked for again.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from app.domain.session import SessionType
from app.ui.pages.new_session_parts import Who

PLACE = "newSession.who"
"""Under which name it is kept among the words that belong to no record yet."""


def pack(who: Who, *, chosen: bool = False) -> str:
    """As a text; "" where nothing was typed, and nothing `chosen` by hand, that would be missed."""
    if not (who.code or who.name or chosen):
        return ""
    return json.dumps({name: value for name, value in asdict(who).items() if name != "known"})


def unpack(text: str) -> Who | None:
    """What `pack` made; None for anything else."""
    try:
        found = json.loads(text)
        return Who(
            None, str(found["code"]), str(found["name"]), SessionType(found["kind"]), int(found["people"]),
            str(found["template"]), str(found["terms"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
