"""How a note is written: length, tense, what it calls client and clinician, and the client's pronouns.

The note model is told so in a few words, and writes of "the client". What it then writes is checked in that plain form;
afterwards `Manner.applied` puts the names, the pronouns and the tense of the reporting verb, by rules that change the
words and never the meaning. Where a rule cannot be sure, it leaves the sentence, or gives it up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.note import NoteTemplate
from app.domain.session import Client
from app.domain.transcript import Role, Transcript
from app.notes.pronouns import Forms, forms_of, put_pronouns
from app.notes.text import without_control_tokens

LONGEST_NAME = 40
"""Characters of what a note calls somebody."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CLIENT = re.compile(r"\b[Tt](?:he|his) (?:client|patient)\b(?!s)(?:('s)(?=\s|$|[.,;]))?")
_CLIENT_FIRST = re.compile(r"^(?:Client|Patient)\b('s)?(?= )")
_CLINICIAN_FIRST = re.compile(
    r"^(?:[Tt]he |[Tt]his )?(?:[Tt]herapist|[Cc]linician|[Cc]ounsell?or|[Ww]riter)\b(?!')(?= )"
)
_CLINICIAN = re.compile(r"\b[Tt]he (?:therapist|clinician|counsell?or)\b(?!s)('s)?")
_VERB = re.compile(r"(?P<before> (?:also |then |further |\w+ly )?)(?P<verb>[a-z]+)\b")
_NOT_IN_A_NAME = re.compile(r"[^\w.()' -]")

_REGULAR = (
    "report describe express mention explain acknowledge disclose discuss recall endorse note share indicate confirm "
    "admit add ask explore reflect review suggest recommend invite encourage summarize validate introduce offer agree "
    "propose remark name list emphasize observe wonder"
)
_IRREGULAR = {"said": ("says", "say"), "told": ("tells", "tell"), "spoke": ("speaks", "speak"),
              "denied": ("denies", "deny"), "identified": ("identifies", "identify"), "felt": ("feels", "feel"),
              "thought": ("thinks", "think"), "gave": ("gives", "give"), "admitted": ("admits", "admit"),
              "expressed": ("expresses", "express"), "discussed": ("discusses", "discuss")}  # fmt: skip


def _verbs() -> dict[str, tuple[str, str]]:
    """Reporting verbs by their past form: with "she", with "I"."""
    found = {
        (f"{base}d" if base.endswith("e") else f"{base}ed"): (f"{base}s", base)
        for base in _REGULAR.split()
        if base not in ("admit", "express", "discuss")
    }
    return found | _IRREGULAR


_PRESENT = _verbs()
_PAST = {third: past for past, (third, _) in _PRESENT.items()} | {base: past for past, (_, base) in _PRESENT.items()}


class Length(StrEnum):
    """How much a note says."""

    BRIEF = "brief"
    USUAL = "usual"
    FULL = "full"


class Tense(StrEnum):
    """The tense of the verbs that say who said what. What was said keeps its own."""

    PAST = "past"
    PRESENT = "present"


class Term(StrEnum):
    """What notes call a client, where nothing else is set for the client."""

    CLIENT = "client"
    PATIENT = "patient"
    INITIALS = "initials"
    NAME = "name"


class Person(StrEnum):
    """What notes call the clinician."""

    THERAPIST = "therapist"
    CLINICIAN = "clinician"
    COUNSELOR = "counselor"
    WRITER = "writer"
    FIRST = "I"


class Refused(StrEnum):
    """What becomes of a sentence of the note model that the check does not find in the session."""

    QUOTE = "quote"  # the session's own words stand in its place
    MARK = "mark"  # it is shown, marked, beside them


_CLINICIANS = {Person.CLINICIAN: "the clinician", Person.COUNSELOR: "the counselor", Person.WRITER: "this writer",
               Person.FIRST: "I"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manner:
    """How one note is written.

    `client`: what it calls the client ("Dana", "K.", "the patient"), "" for "the client"; `pronouns`: as set for the
    client ("they/them"), "" where the note does without; `voice`: the clinician's own ways in a few words, for the
    prompt. `client` and `pronouns` count only where one client speaks.
    """

    length: Length = Length.USUAL
    tense: Tense = Tense.PAST
    client: str = ""
    pronouns: str = ""
    clinician: Person = Person.THERAPIST
    refused: Refused = Refused.QUOTE
    voice: str = ""

    @property
    def forms(self) -> Forms | None:
        """The forms of the client's pronouns, or None where the note does without."""
        return forms_of(self.pronouns)

    @property
    def asked(self) -> str:
        """What the note model is told with each section; "" where everything is as usual. Names are put in later."""
        parts = []
        if self.length is Length.BRIEF:
            parts.append("Be brief: at most 12 words a sentence.")
        if self.tense is Tense.PRESENT:
            parts.append("Write 'says', not 'said'.")
        forms = self.forms
        parts.append(
            f"The client's pronouns: {forms.subject}/{forms.object}." if forms else "No pronouns for the client."
        )
        return " ".join(parts)

    def among(self, transcript: Transcript) -> Manner:
        """The same for a session: where not just one client speaks, nobody has a term or pronouns of their own."""
        clients = {turn.speaker for turn in transcript.turns if transcript.role_of(turn) is not Role.THERAPIST}
        if len(clients) == 1:
            return self
        return replace(self, client=self.client if self.client == "the patient" else "", pronouns="")

    def fitted(self, template: NoteTemplate) -> NoteTemplate:
        """The format with as many sentences a section as the length allows."""
        if self.length is Length.USUAL:
            return template
        share = 0.5 if self.length is Length.BRIEF else 1.5
        sections = tuple(
            replace(s, max_sentences=max(1, min(30, round(s.max_sentences * share + 0.01)))) for s in template.sections
        )
        return replace(template, sections=sections)

    def applied(self, text: str, spoken: str = "") -> str | None:
        """A sentence of the note model, in this manner.

        `spoken`: the words that it stands on, which tell whose a pronoun may be. None where the sentence has a pronoun
        that is not the client's and it is not clear whose it is: then the words themselves are the better note.
        """
        quoted = [m.group() for m in _QUOTED.finditer(text)]
        bare = _QUOTED.sub("\x00", text)  # what was said word for word stays as it is
        turned = put_pronouns(bare, spoken, self.forms, bool(self.pronouns))
        if turned is None:
            return None
        turned = self._in_tense(turned)
        turned = self._named(turned, spoken)
        for words in quoted:
            turned = turned.replace("\x00", words, 1)
        return turned

    def frame(self, usual: str, *, client: bool) -> str:
        """What a quotation calls its speaker: `usual`, unless this client has a term."""
        if not client or not self.client:
            return usual
        return self.client.removeprefix("the ").capitalize() if self.client.startswith("the ") else self.client

    def plain(self, text: str) -> str:
        """The sentence as it is checked: with "the client" and "the therapist", as the check knows them."""
        if self.client and not self.client.startswith("the "):
            name = re.escape(self.client)
            text = re.sub(rf"(?<!\w){name}(?!\w)", "the client", text)
        if self.clinician is Person.FIRST:
            text = re.sub(r"^I(?= [a-z])", "The therapist", text)
        return text[:1].upper() + text[1:]

    # ---- the rules -----------------------------------------------------------------------------------

    def _in_tense(self, text: str) -> str:
        """The first verb, where it says that something was said or asked, in the tense that is set."""
        first = _CLIENT.match(text) or _CLIENT_FIRST.match(text) or _CLINICIAN_FIRST.match(text)
        verb = _VERB.match(text, first.end()) if first else None
        if verb is None:
            return text
        word = verb["verb"]
        turned = _PRESENT[word][0] if self.tense is Tense.PRESENT and word in _PRESENT else None
        if self.tense is Tense.PAST and word in _PAST:
            turned = _PAST[word]
        return text if turned is None else text[: verb.start("verb")] + turned + text[verb.end("verb") :]

    def _named(self, text: str, spoken: str) -> str:
        """Client and clinician by their terms."""
        first = _CLIENT_FIRST.match(text)
        if first:  # "Client reported" is as good as "The client reported" where there is no other term
            usual = "Client" if not self.client else "Patient" if self.client == "the patient" else "The client"
            text = f"{usual}{first.group(1) or ''}{text[first.end() :]}"
        if not re.search(r"\b(?:client|patient)s?\b", spoken.lower()):  # else it may be somebody else's client
            term = self.client or "the client"
            text = _CLIENT.sub(lambda m: _as_first(term, m) + (m.group(1) or ""), text)
        term = _CLINICIANS.get(self.clinician, "")
        if not term:
            return text
        if self.clinician is not Person.FIRST:
            return _CLINICIAN.sub(lambda m: _as_first(term, m) + (m.group(1) or ""), text)
        first = _CLINICIAN_FIRST.match(text)
        if first is None or len(_CLINICIAN.findall(text)) > 1:
            return text
        verb = _VERB.match(text, first.end())
        rest = text[first.end() :]
        if verb is not None and verb["verb"] in _PAST and self.tense is Tense.PRESENT:
            base = _PRESENT[_PAST[verb["verb"]]][1]
            rest = f"{verb['before']}{base}{text[verb.end() :]}"
        elif verb is None or verb["verb"] not in _PRESENT:
            return text  # another verb than these: its form with "I" is not known
        return f"I{rest}"


def _as_first(term: str, match: re.Match[str]) -> str:
    """`term` with a capital where it begins the sentence."""
    return term[:1].upper() + term[1:] if match.start() == 0 else term


def called(client: Client, usual: Term) -> str:
    """What notes call a client: the client's own term, else the usual way; "" for "the client"."""
    own = tidy_term(client.called)
    if own and own.lower() not in ("client", "the client"):
        return "the patient" if own.lower() in ("patient", "the patient") else own
    if own or usual is Term.CLIENT:
        return ""
    if usual is Term.PATIENT:
        return "the patient"
    names = tidy_term(client.name).split()
    if not names:
        return ""
    return names[0] if usual is Term.NAME else "".join(f"{name[0].upper()}." for name in names if name[0].isalnum())


def tidy_term(text: str) -> str:
    """A name or term as a note can hold it in front of a quotation: one line, no marks that part sentences."""
    return " ".join(_NOT_IN_A_NAME.sub(" ", without_control_tokens(text)).split())[:LONGEST_NAME].strip()
