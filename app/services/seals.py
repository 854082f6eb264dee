"""To what a stored verdict belongs: exactly these words, this evidence, this transcript, and this version of the check.

A verdict is made at one moment and counted on at another, when the note is signed. In between the transcript may be
corrected, the sentence changed by another window or by an import, or the program replaced by a newer one. So whoever
asks the check seals its answer, and the signature counts on no verdict whose seal is not the right one. The key of the
seals is the vault's own and never leaves it: what comes from elsewhere is checked here before it is signed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import replace

from app import __version__
from app.domain.note import CheckResult, Evidence, NoteSentence, Verdict
from app.domain.transcript import Transcript
from app.services.access import VaultService

SETTING = "check.key"
CHECK = __version__
"""Which check it was. Another program may judge otherwise, so its verdicts are not counted on."""


class Seals:
    """Makes seals and looks at them. Raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def result(self, text: str, result: CheckResult, transcript: Transcript) -> CheckResult:
        """The check's answer for a sentence with these words, sealed."""
        seal = _seal(self._key(), text, result.verdict, result.evidence, mark_of(transcript))
        return replace(result, seal=seal)

    def sentence(self, sentence: NoteSentence, transcript: Transcript) -> NoteSentence:
        """A sentence whose verdict was just found against this transcript, sealed."""
        return self.all([sentence], transcript)[0]

    def all(
        self, sentences: Iterable[NoteSentence], transcript: Transcript, but: Iterable[NoteSentence] = ()
    ) -> tuple[NoteSentence, ...]:
        """As `sentence`, for many; those among `but` were not just checked, and stay as they are."""
        key, mark, standing = self._key(), mark_of(transcript), set(but)
        return tuple(
            s if s in standing else replace(s, seal=_seal(key, s.text, s.verdict, s.evidence, mark)) for s in sentences
        )

    def broken(self, sentences: Iterable[NoteSentence], transcript: Transcript) -> list[NoteSentence]:
        """Those that would be signed on a verdict that does not belong to what stands there."""
        key, mark = self._key(), mark_of(transcript)
        return [
            s
            for s in sentences
            if s.stands
            and not hmac.compare_digest(_seal(key, s.text, s.verdict, s.evidence, mark).encode(), s.seal.encode())
        ]

    def _key(self) -> bytes:
        """The vault's own; made when it is first needed."""
        store = self._vault.store
        kept = store.settings.get(SETTING)
        if not isinstance(kept, str):
            with store.database.transaction():
                kept = store.settings.get(SETTING)
                if not isinstance(kept, str):
                    kept = secrets.token_hex(32)
                    store.settings.set(SETTING, kept)
        return kept.encode()


def _seal(key: bytes, text: str, verdict: Verdict, evidence: Iterable[Evidence], mark: str) -> str:
    found = [[e.turn, e.start, e.end, e.quote] for e in evidence]
    told = json.dumps([CHECK, text, verdict.value, found, mark]).encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()


def mark_of(transcript: Transcript) -> str:
    """What the check reads of a transcript: who spoke, in which role and by which name, and the words."""
    turns = [[turn.speaker, turn.text] for turn in transcript.turns]
    speakers = [[s.label, s.role.value, s.name] for s in transcript.speakers]
    return hashlib.sha256(json.dumps([turns, speakers]).encode()).hexdigest()
