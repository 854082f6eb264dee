"""The evidence check: is a sentence of a note supported by the session?

One question behind one function. Meaning and words give a base score; rules that know what goes wrong
in notes (numbers, denials, methods, plans, …) take from it and say why; so does likeness to what notes hold
of anybody. The weights are round numbers set by hand so that a claim needs both meaning and words, or words
close together. `tests/unit/notes` and `python -m tests.benchmarks.ranking` measure what they give.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.engines import Embedder
from app.domain.note import CheckResult, Evidence, Verdict
from app.domain.transcript import Transcript
from app.late import late
from app.notes.agents import doers, tellers
from app.notes.claims import Claim, read_claim
from app.notes.counted import counts, of_other_things
from app.notes.doses import DOSES
from app.notes.findings import FACTS, Case, Finding, Rule, quotations_differ
from app.notes.inventions import INVENTIONS, shows
from app.notes.kinds import kinds_differ
from app.notes.lexicons import Lexicons, load_lexicons
from app.notes.meeting import bargained, moved
from app.notes.opposing import opposites
from app.notes.owners import OWNERS
from app.notes.pieces import LONGEST, pieces
from app.notes.prepared import Floats, PreparedTranscript, embed, prepare
from app.notes.reading import FRAME_STEMS, Item, Reading
from app.notes.speakers import SPEAKERS
from app.notes.stances import STANCES
from app.notes.support import Support, weigh, word_matches
from app.notes.text import tokens
from app.notes.turned import TURNED
from app.notes.votes import Votes

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

THRESHOLD = 0.5
"""Sentences that score less are marked."""

RULES: tuple[Rule, ...] = (
    *(*FACTS, kinds_differ, opposites, counts, of_other_things, *SPEAKERS, doers, tellers),
    *(*OWNERS, *TURNED, *DOSES, moved, bargained, *INVENTIONS, *STANCES),
)
"""Everything that may speak against a claim, each with its reason."""
_CONCEIVED = 0.85  # how far words that show a stance or feeling count as its name
_MOST_EVIDENCE = 3
HABIT, _HABIT_FROM = 2.0, 0.4
"""What likeness to a sentence of habit takes, in log odds for a cosine of one more, and from which cosine on."""


class Checker:
    """Checks sentences of notes against a session. Degrades to words alone without an embedder.

    `votes`: the second opinions that join the verdict of the rules, where models for them are installed.
    """

    def __init__(self, embedder: Embedder | None, lexicons: Lexicons | None = None, votes: Votes | None = None) -> None:
        self._embedder = embedder
        self._lexicons = lexicons or load_lexicons()
        self._votes = votes or Votes()
        self._habits: Floats | None = None

    @property
    def lexicons(self) -> Lexicons:
        """The word lists in use."""
        return self._lexicons

    @property
    def embedder(self) -> Embedder | None:
        """The embedder in use, if any."""
        return self._embedder

    @property
    def votes(self) -> Votes:
        """The second opinions in use, and which of them failed."""
        return self._votes

    def prepare(self, transcript: Transcript, *, typed: bool = False) -> PreparedTranscript:
        """Read and embed a session once; `typed` for a summary typed by the clinician."""
        return prepare(transcript, self._lexicons, self._embedder, typed)

    def check(self, sentence: str, prepared: PreparedTranscript) -> CheckResult:
        """Verdict, score (0..1), reasons for the clinician, and the words that support the sentence."""
        return self.check_all([sentence], prepared)[0]

    def check_all(self, sentences: Sequence[str], prepared: PreparedTranscript) -> list[CheckResult]:
        """`check` for many sentences; embeds them together, which is faster."""
        parted = [self._pieces(sentence) for sentence in sentences]
        results = iter(self._check_pieces([piece for each in parted for piece in each], prepared))
        return [_weakest([next(results) for _ in each]) for each in parted]

    def _pieces(self, text: str) -> list[str]:
        """The sentences of a text; quotations and nothing else stay together, and so does what claims nothing."""
        parted = pieces(text)
        if len(parted) == 1 or (len(text) <= LONGEST and read_claim(text, self._lexicons).bare):
            return parted if len(parted) == 1 else [text]
        telling = [piece for piece in parted if read_claim(piece, self._lexicons).whole.words]
        return telling or parted[:1]

    def _check_pieces(self, sentences: Sequence[str], prepared: PreparedTranscript) -> list[CheckResult]:
        claims = [read_claim(sentence, self._lexicons) for sentence in sentences]
        if prepared.empty:
            return [_nothing("nothing was said in this session")] * len(claims)
        texts = [meant for claim in claims for meant in claim.meant]
        words = [item.word for claim in claims for part in claim.parts for item in part.items]
        vectors: dict[str, Floats] = {}
        if self._embedder is not None and prepared.vectors is not None and texts:
            both = [*texts, *words, *(claim.text for claim in claims)]
            vectors = dict(zip(both, embed(self._embedder, both), strict=True))
        ruled = [self._one(claim, prepared, vectors) for claim in claims]
        return self._votes.joined(claims, ruled, prepared, THRESHOLD)

    def _one(self, claim: Claim, prepared: PreparedTranscript, vectors: dict[str, Floats]) -> CheckResult:
        if not claim.whole.words:
            return _nothing("nothing is claimed")
        supports = tuple(
            self._support(part, _meaning(claim, meant, vectors), prepared, vectors, done=not claim.plans)
            for part, meant in zip(claim.parts, claim.meant, strict=True)
        )
        case = Case(claim, supports, prepared, self._lexicons)
        if claim.bare:
            return self._quotation(case)
        findings = [finding for rule in RULES for finding in rule(case)]
        score = self._less_habit(_together([s.score for s in supports]), vectors.get(claim.text))
        for finding in findings:
            score *= finding.factor
        reasons = list(dict.fromkeys(f.reason for f in findings if f.reason and f.factor < 0.75))
        ruled = bool(reasons)  # no vote helps a sentence that a rule speaks against
        if score < THRESHOLD and not reasons:
            reasons = _missing(claim, supports)
        verdict = Verdict.SUPPORTED if score >= THRESHOLD else Verdict.UNSUPPORTED
        evidence = _evidence(claim, supports, prepared)
        return CheckResult(verdict, round(score, 4), tuple(reasons), evidence, ruled=ruled)

    def _support(
        self,
        part: Reading,
        meaning: Floats | None,
        prepared: PreparedTranscript,
        vectors: dict[str, Floats],
        *,
        done: bool,
    ) -> Support:
        """`done`: what was done or shown counts as its name; a plan for it must have been spoken of."""
        rows = np.vstack([vectors[i.word] for i in part.items]) if vectors and part.items else None
        matches = word_matches(part.items, prepared, rows)
        for row in self._shown(part, prepared) if done else ():
            matches[row, :] = np.maximum(matches[row, :], 0.8)
        shown = self._conceived(part, prepared) if done else None
        return weigh(part, matches, meaning, prepared, light=self._lexicons.light, shown=shown)

    def _less_habit(self, score: float, vector: Floats | None) -> float:
        """A score without what a sentence owes to habit: the nearer to what notes hold of anybody, the less."""
        if self._embedder is None or vector is None or not self._lexicons.habits:
            return score
        if self._habits is None:
            self._habits = embed(self._embedder, self._lexicons.habits)
        habit = max(0.0, float((self._habits @ vector).max()) - _HABIT_FROM)
        odds = math.exp(-HABIT * habit)
        return score * odds / (1.0 - score + score * odds)

    def _conceived(self, part: Reading, prepared: PreparedTranscript) -> Floats | None:
        """(items, n): words that name a stance or feeling count where the session shows it; None without any."""
        found = [(hit, prepared.concepts[hit.name]) for hit in self._lexicons.concepts_in_notes.find(part.stems)]
        found += [(hit, prepared.asked[hit.name]) for hit in self._lexicons.denials_in_notes.find(part.stems)]
        if not found:
            return None
        shown = np.zeros((len(part.items), len(prepared.moments)), dtype=np.float32)
        for hit, places in found:
            for row, item in enumerate(part.items):
                if hit.start <= item.place < hit.end:
                    # Once may be a turn of phrase; who says such things often means them.
                    stance = self._lexicons.concepts.get(hit.name) == "stance"
                    often = min(_CONCEIVED, 0.5 + 0.1 * float(places.sum())) if stance else _CONCEIVED
                    shown[row] = np.maximum(shown[row], places * often)
        return shown

    def _shown(self, part: Reading, prepared: PreparedTranscript) -> list[int]:
        """Rows of the words that name a technique which the session shows: done counts as said."""
        places: set[int] = set()
        for hit in self._lexicons.techniques_in_notes.find(part.stems):
            if shows(prepared, self._lexicons.techniques[hit.name]):
                places.update(range(hit.start, hit.end))
        return [row for row, item in enumerate(part.items) if item.place in places]

    def _quotation(self, case: Case) -> CheckResult:
        """Nothing but quoted words and who said them: right when it is word for word."""
        findings: list[Finding] = list(quotations_differ(case))
        score = 1.0
        for finding in findings:
            score *= finding.factor
        evidence = tuple(e for quote in case.claim.quotes for e in _quoted(quote, case.prepared))
        verdict = Verdict.SUPPORTED if score >= THRESHOLD and evidence else Verdict.UNSUPPORTED
        return CheckResult(verdict, score, tuple(f.reason for f in findings), evidence)


def _weakest(results: Sequence[CheckResult]) -> CheckResult:
    """A text is as well supported as its weakest sentence; its evidence is that of all."""
    weakest = min(results, key=lambda result: result.score)
    found = {evidence: None for result in results for evidence in result.evidence}
    return replace(weakest, evidence=tuple(sorted(found, key=lambda evidence: (evidence.start, evidence.turn))))


def _nothing(reason: str) -> CheckResult:
    return CheckResult(Verdict.UNSUPPORTED, 0.0, (reason,))


def _meaning(claim: Claim, meant: str, vectors: dict[str, Floats]) -> Floats | None:
    """What a part of a claim is compared by: the part in the third person and the whole as it is written, in equal
    shares; None without an embedder."""
    if meant not in vectors:
        return None
    both = vectors[meant] + vectors[claim.text]
    return np.asarray(both / max(float(np.linalg.norm(both)), 1e-9), dtype=np.float32)


def _together(scores: list[float]) -> float:
    """Half-truths: the weakest part counts as much as all together."""
    return 0.5 * min(scores) + 0.5 * sum(scores) / len(scores)


def _missing(claim: Claim, supports: Sequence[Support]) -> list[str]:
    """The words that were not found, as a reason."""
    lost: list[Item] = []
    for part, support in zip(claim.parts, supports, strict=True):
        strongest = support.strength.max(axis=1) if support.strength.size else np.zeros(0)
        lost.extend(item for row, item in enumerate(part.items) if strongest[row] < 0.5)
    words = [i.word for i in dict.fromkeys(lost) if i.stem not in FRAME_STEMS][:3]
    return [f"not found in the session: {', '.join(words)}"] if words else ["not found in the session in this form"]


def _evidence(claim: Claim, supports: Sequence[Support], prepared: PreparedTranscript) -> tuple[Evidence, ...]:
    """The sentences that carry the claim, best first, in order of time; none where nothing is near."""
    chosen: dict[int, float] = {}
    for support in supports:
        if support.score < 0.15 and support.local < 0.2:
            continue
        best = max(float(support.found[n]) for n in support.places())
        for place in support.places():
            weight = float(support.found[place])
            if weight >= 0.4 * best or len(support.places()) == 1:
                chosen[place] = max(chosen.get(place, 0.0), weight)
    most = max(_MOST_EVIDENCE, len(supports))
    places = sorted(sorted(chosen, key=lambda p: -chosen[p])[:most])
    return tuple(prepared.moments[place].evidence() for place in places)


def _quoted(quote: str, prepared: PreparedTranscript) -> list[Evidence]:
    """The moments whose words a quotation holds, those of one turn together."""
    wanted = " ".join(tokens(quote))
    for number, turn in enumerate(prepared.transcript.turns):
        if f" {wanted} " not in f" {' '.join(tokens(turn.text))} ":
            continue
        inside = [m for m in prepared.moments if m.turn == number and _overlap(" ".join(tokens(m.text)), wanted)]
        if inside:
            text = " ".join(m.text for m in inside)
            return [Evidence(number, inside[0].start, inside[-1].end, text)]
    return []


def _overlap(said: str, wanted: str) -> bool:
    return bool(said) and (f" {said} " in f" {wanted} " or f" {wanted} " in f" {said} ")
